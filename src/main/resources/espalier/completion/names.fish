
# The names of what Flux reconciles, of the cluster that --cluster names or of all, as dist/ has them. What only fetches has its
# kind in front, since it often has an app's name.
function __espalier_names
    set -l words (commandline -poc)
    set -l program (command -v -- (string replace -r '^~/' "$HOME/" -- $words[1])); or return
    set -l root (dirname (realpath $program))/dist
    test -d $root; or return
    set -l folder .
    for i in (seq (count $words))
        set -l name (string replace -rf '^--cluster=' '' -- $words[$i])
        if test "$words[$i]" = --cluster -a $i -lt (count $words)
            set name $words[(math $i + 1)]
        end
        if test -n "$name" -a -d "$root/$name"
            set folder $name
        end
    end
    find $root/$folder -name '*.yaml' -type f -exec awk '
        FNR == 1 || /^---/ { flux = 0 }
        /^apiVersion: (kustomize|helm|source)\.toolkit\.fluxcd\.io\// { flux = 1 }
        /^kind: / { kind = tolower($2) }
        flux && /^  name: / {
            gsub(/"/, "", $2)
            print (kind == "kustomization" || kind == "helmrelease" ? "" : kind "/") $2
            flux = 0
        }' {} + | sort -u
end
