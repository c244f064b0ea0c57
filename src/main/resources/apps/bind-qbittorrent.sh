# Before each start: what must hold in qBittorrent's own file, whatever it or somebody on its page has written there. It sends
# by the interface TUNNEL alone, and keeps what is not complete in INCOMPLETE.
set -eu

if [ ! -e "$SETTINGS" ]; then
  mkdir -p "${SETTINGS%/*}"
  cp "$DEFAULTS" "$SETTINGS"
fi

# Sets a key of a section, once, also where there is neither.
hold() {
  SECTION="[$1]" KEY=$2 VALUE=$3 awk '
    BEGIN { line = ENVIRON["KEY"] "=" ENVIRON["VALUE"] }
    { sub(/\r$/, "") }
    $0 == ENVIRON["SECTION"] { print; if (!done) print line; done = 1; inside = 1; next }
    /^\[/ { inside = 0 }
    inside && index($0, ENVIRON["KEY"] "=") == 1 { next }
    { print }
    END { if (!done) { print ENVIRON["SECTION"]; print line } }
  ' "$SETTINGS" >"$SETTINGS.new"
  mv "$SETTINGS.new" "$SETTINGS"
}

hold BitTorrent 'Session\Interface' "$TUNNEL"
hold BitTorrent 'Session\InterfaceName' "$TUNNEL"
hold BitTorrent 'Session\InterfaceAddress' ''
hold BitTorrent 'Session\TempPath' "$INCOMPLETE"
hold BitTorrent 'Session\TempPathEnabled' true
hold Preferences 'Connection\UPnP' false
