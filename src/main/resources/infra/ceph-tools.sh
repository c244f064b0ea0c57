# Writes what the ceph command looks for, and the addresses of the monitors again whenever Rook has moved one.
set -eu
umask 077
trap 'exit 0' TERM INT
printf '[%s]\nkey = %s\n' "$CEPH_USER" "$CEPH_KEY" >/etc/ceph/keyring
while true; do
  # a=10.0.0.1:6789,b=10.0.0.2:6789
  monitors=$(sed 's/[^=,]*=//g' /etc/rook/data)
  printf '[global]\nmon_host = %s\n\n[%s]\nkeyring = /etc/ceph/keyring\n' "$monitors" "$CEPH_USER" >/etc/ceph/ceph.conf
  sleep 10 &
  wait $!
done
