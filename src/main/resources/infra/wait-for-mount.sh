# Waits until a file system of the type MOUNT_TYPE is mounted at MOUNT_PATH and answers, for MOUNT_SECONDS at most. The
# directory is there before, and in a pod it is always some mount: only the type of the last one tells.

mounted() {
  # Who asks wakes an automount; a mount whose program has died does not answer, or never ends.
  timeout 10 ls "$MOUNT_PATH" >/dev/null 2>&1 || return 1
  found=nothing
  while read -r _ _ _ _ point rest; do
    if [ "$point" = "$MOUNT_PATH" ]; then
      found=${rest#* - }
      found=${found%% *}
    fi
  done </proc/self/mountinfo
  [ "$found" = "$MOUNT_TYPE" ]
}

found='nothing that answers'
began=$(date +%s)
until mounted; do
  waited=$(($(date +%s) - began))
  if [ "$waited" -ge "$MOUNT_SECONDS" ]; then
    echo "Tried to wait for $MOUNT_TYPE at $MOUNT_PATH, but after $waited s there is $found: ask the driver that mounts it" >&2
    exit 1
  fi
  sleep 2
done
echo "$MOUNT_TYPE is at $MOUNT_PATH after $(($(date +%s) - began)) s"
