
# The names of what Flux reconciles, of the cluster that --cluster names or of all, as dist/ has them. What only fetches has its
# kind in front, since it often has an app's name.
_espalier_names() {
  local program root folder=. word before=
  program=$(command -v -- "${COMP_WORDS[0]/#\~\//$HOME/}") || return 0
  while [ -h "$program" ]; do
    word=$(readlink "$program")
    case $word in /*) program=$word ;; *) program=$(dirname "$program")/$word ;; esac
  done
  root=$(dirname "$program")/dist
  [ -d "$root" ] || return 0
  for word in "${COMP_WORDS[@]}"; do
    case $before in --cluster) [ ! -d "$root/$word" ] || folder=$word ;; esac
    case $word in --cluster=*) [ ! -d "$root/${word#*=}" ] || folder=${word#*=} ;; esac
    before=$word
  done
  find "$root/$folder" -name '*.yaml' -type f -exec awk '
    FNR == 1 || /^---/ { flux = 0 }
    /^apiVersion: (kustomize|helm|source)\.toolkit\.fluxcd\.io\// { flux = 1 }
    /^kind: / { kind = tolower($2) }
    flux && /^  name: / {
      gsub(/"/, "", $2)
      print (kind == "kustomization" || kind == "helmrelease" ? "" : kind "/") $2
      flux = 0
    }' {} + | sort -u
}
