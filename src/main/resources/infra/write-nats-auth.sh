# The hash comes from a Secret and begins with $2a$: printf '%s' writes it as it is, where echo or an
# unquoted word would let the shell expand it.
set -eu
umask 077
# With an empty one the server would take an empty password.
: "${NATS_DEFAULT_PASSWORD_HASH:?is empty}"
printf 'authorization {\n  users = [ { user: default, password: "%s" } ]\n}\n' "$NATS_DEFAULT_PASSWORD_HASH" > /etc/nats/auth/auth.conf
