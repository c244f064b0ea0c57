# Gives the superuser the password that the Secret holds. The image does so in a new data directory alone, and so a password
# that was rotated would never reach the server. Before the server starts: nobody can connect in between.
set -eu

if [ ! -s "$PGDATA/PG_VERSION" ]; then
  exit 0
fi

# A statement ends with its line. Neither it nor an error in it shall stand in a log.
quoted=$(printf %s "$POSTGRES_PASSWORD" | sed "s/'/''/g")
printf "ALTER ROLE postgres PASSWORD '%s'\n" "$quoted" |
  postgres --single -D "$PGDATA" \
    -c exit_on_error=on -c log_statement=none -c log_min_duration_statement=-1 -c log_min_error_statement=panic \
    postgres > /dev/null
