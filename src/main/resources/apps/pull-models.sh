# Pulls the models that are missing and looks again every hour. One that cannot be pulled does not hold up the others; it is
# tried again after half a minute, then less and less often. A model that is there is never asked for at its registry.

trap 'exit 0' TERM INT

# A shell hears a signal only when what it waits for has ended, unless that runs beside it.
beside() {
  "$@" &
  wait $!
}

until ollama list >/dev/null 2>&1; do
  beside sleep 2
done

log=${TMPDIR:-/tmp}/pull.log
pause=30
while :; do
  missing=0
  for model in "$@"; do
    if ollama show "$model" >/dev/null 2>&1; then
      continue
    fi
    echo "pulling $model"
    if beside ollama pull "$model" >"$log" 2>&1; then
      echo "pulled $model"
    else
      missing=$((missing + 1))
      echo "could not pull $model: $(tail -n 1 "$log")"
    fi
  done
  if [ "$missing" -eq 0 ]; then
    pause=30
    beside sleep 3600
  else
    echo "trying again in $pause s"
    beside sleep "$pause"
    pause=$((pause < 960 ? pause * 2 : 960))
  fi
done
