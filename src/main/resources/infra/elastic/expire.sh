# Deletes the indices whose names end in a day that is more than $KEEP_DAYS days ago, such as logs-2026-01-31. The password goes
# through a pipe: the words of a command line can be read by others.
set -eu

ask() {
  printf 'user = "%s:%s"\n' "$ELASTICSEARCH_USER" "$ELASTICSEARCH_PASSWORD" |
    curl --silent --show-error --fail --config - --cacert /certs/ca.crt "$@"
}

first=$(date -u -d "$KEEP_DAYS days ago" +%Y%m%d)
# Names that begin with a dot are Elasticsearch's own.
indices=$(ask "$ELASTICSEARCH_URL/_cat/indices/*,-.*?h=index")
for index in $indices; do
  day=$(printf '%s\n' "$index" | sed -nE 's/.*[-.]([0-9]{4})[-.]([0-9]{2})[-.]([0-9]{2})$/\1\2\3/p')
  if [ -n "$day" ] && [ "$day" -lt "$first" ]; then
    ask --request DELETE --output /dev/null "$ELASTICSEARCH_URL/$index"
    echo "deleted $index"
  fi
done
