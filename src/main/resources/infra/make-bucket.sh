# Makes the bucket $BUCKET of the server that $MC_HOST_server leads to, and a user of that name who may do anything in it and
# nothing elsewhere. May run any number of times. Passwords go through the environment and pipes: the words of a command line
# can be read by others.
set -eu

mc ready server
mc mb --quiet --ignore-existing "server/$BUCKET"

policy="bucket-$BUCKET"
printf '{
  "Version": "2012-10-17",
  "Statement": [
    {"Effect": "Allow", "Action": ["s3:*"], "Resource": ["arn:aws:s3:::%s", "arn:aws:s3:::%s/*"]}
  ]
}' "$BUCKET" "$BUCKET" > "$MC_CONFIG_DIR/policy.json"
mc admin policy create server "$policy" "$MC_CONFIG_DIR/policy.json"

printf '%s\n%s\n' "$BUCKET" "$BUCKET_SECRET_KEY" | mc admin user add server
# Attaching it a second time would be an error.
case $(mc admin user info --json server "$BUCKET") in
  *"\"policyName\":\"$policy\""*) ;;
  *) mc admin policy attach server "$policy" --user "$BUCKET" ;;
esac
