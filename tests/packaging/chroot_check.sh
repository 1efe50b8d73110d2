#!/bin/bash
# Installs the package into a Debian of its own, of this machine's release, starts what the unit starts, upgrades, removes and
# purges it, and looks at what each leaves behind. Nothing is installed outside of FOLDER. As root.
#   chroot_check.sh PACKAGE.deb FOLDER [MIRROR]
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/debian.sh"
. /etc/os-release
deb=$1
folder=$2
mirror=${3:-http://deb.debian.org/debian}
root=$folder/root
recorder=

check() {
    local what=$1
    shift
    if "$@"; then say "ok: $what"; else fail "$what"; fi
}
inside() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }
clean_up() {
    [ -z "$recorder" ] || kill -KILL "$recorder" 2>/dev/null || true
    umount "$root/proc" 2>/dev/null || true
}
trap clean_up EXIT

unit=$root/lib/systemd/system/octospira.service
of_unit() { sed -n "s/^$1=//p" "$unit"; }
# Everything the package or its service could leave, but for the package manager's own records.
left_behind() {
    find "$root/etc" "$root/usr" "$root/var" "$root/lib/" "$root/run" "$root/home" "$root/tmp" -iname '*octospira*' \
        -not -path "$root/var/cache/apt/*" -not -path "$root/usr/share/doc/*" 2>/dev/null
    grep -l octospira "$root/etc/passwd" "$root/etc/group" "$root/etc/shadow" || true
    inside dpkg-query -W -f '${Package} ${db:Status-Status}\n' octospira 2>/dev/null || true
}
# until_true WHAT COMMAND…: at most twenty seconds.
until_true() {
    local what=$1 end=$((SECONDS + 20))
    shift
    until "$@"; do
        [ $SECONDS -lt $end ] || fail "$what"
        sleep 0.05
    done
    say "ok: $what"
}

# ---- a bare Debian ---------------------------------------------------------------------------------

debian_root "$VERSION_CODENAME" "$folder" "$mirror"
mount -t proc proc "$root/proc"
inside apt-get update >"$folder/apt.log" 2>&1 || { tail "$folder/apt.log"; fail "apt-get update"; }

# ---- install ---------------------------------------------------------------------------------------

cp "$deb" "$root/root/octospira.deb"
inside apt-get install -y --no-install-recommends /root/octospira.deb >"$folder/install.log" 2>&1 ||
    { tail -n 20 "$folder/install.log"; fail "install"; }
check "it is installed" grep -q "^Setting up octospira" "$folder/install.log"
check "it says what is to be filled in" grep -q "octospira: not started yet" "$folder/install.log"
check "the program runs" test "$(inside octospira --version)" = "octospira $(inside dpkg-query -W -f '${Version}' octospira | cut -d- -f1)"
check "there is a user of its own" inside getent passwd octospira
check "who cannot log in" test "$(inside getent passwd octospira | cut -d: -f7)" = /usr/sbin/nologin
check "the unit is enabled" test -L "$root/etc/systemd/system/multi-user.target.wants/octospira.service"
check "secrets are for root and the recorder" \
    test "$(inside stat -c '%U:%G %a' /etc/octospira/secrets)" = "root:octospira 750"

# ---- start what the unit starts, as it would -------------------------------------------------------

key='{A0000004-0C70-4004-8004-5B1CA0000004}'
port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
sed -i "s|^#spira-url = .*|spira-url = \"http://127.0.0.1:9\"|; s|^#spira-user = |spira-user = |; s|^#port = .*|port = $port|" \
    "$root/etc/octospira/octospira.conf"
printf '%s\n' "$key" >"$root/etc/octospira/secrets/spira.key"
inside chgrp octospira /etc/octospira/secrets/spira.key
chmod 640 "$root/etc/octospira/secrets/spira.key"
check "what the unit waits for is there now" test -e "$root$(of_unit ConditionPathExists)"

start() {
    local state=/var/lib/$(of_unit StateDirectory)
    inside install -d -o "$(of_unit User)" -g "$(of_unit Group)" -m "$(of_unit StateDirectoryMode)" "$state"
    # shellcheck disable=SC2046
    (umask "$(of_unit UMask)"; ulimit -c "$(of_unit LimitCORE)"; exec chroot --userspec="$(of_unit User):$(of_unit Group)" "$root" \
        env -i PATH=/usr/bin:/bin $(of_unit ExecStart)) >"$folder/service.log" 2>&1 &
    recorder=$!
    until_true "the service is ready" curl -fsS -o /dev/null "http://127.0.0.1:$port/readyz" 2>/dev/null
}
stop() {
    kill -TERM "$recorder"
    local code=0
    wait "$recorder" || code=$?
    recorder=
    check "the service ends by itself, with exit code 0" test $code = 0
}
post() {
    curl -sS -X POST -H 'Content-Type: application/json' --data "$1" \
        "http://127.0.0.1:$port/Services/Webhooks/TestService.svc/OctoPerf?username=octoperf&api-key=A0000004-0C70-4004-8004-5B1CA0000004"
}
one='{"type":"TEST_PASSED","benchResultId":"lUig7oEBrZGjujUFtpV_","endState":"FINISHED","reportName":"Fin Whale [PR:1]"}'

start
check "it takes a notification" test "$(post "$one")" = '{"status":"accepted"}'
stop
check "the journal is the service's own" \
    test "$(inside stat -c '%U:%G %a' /var/lib/octospira/journal.db)" = "octospira:octospira 600"
check "the log has no key" test -z "$(grep -F "0C70-4004" "$folder/service.log" || true)"

# ---- upgrade ---------------------------------------------------------------------------------------

dpkg-deb -R "$deb" "$folder/newer"
sed -i 's/^Version: .*/&.1/' "$folder/newer/DEBIAN/control"
dpkg-deb --root-owner-group -b "$folder/newer" "$root/root/newer.deb" >/dev/null
rm -rf "$folder/newer"
inside apt-get install -y --no-install-recommends /root/newer.deb >"$folder/upgrade.log" 2>&1 ||
    { tail -n 20 "$folder/upgrade.log"; fail "upgrade"; }
check "it is upgraded" grep -q '1\.1' <(inside dpkg-query -W -f '${Version}' octospira)
check "the settings are as they were" grep -q "^port = $port" "$root/etc/octospira/octospira.conf"
start
check "the journal survived: what came before is a duplicate" test "$(post "$one")" = '{"status":"duplicate"}'
stop

# ---- remove, purge ---------------------------------------------------------------------------------

inside apt-get remove -y octospira >"$folder/remove.log" 2>&1 || { tail -n 20 "$folder/remove.log"; fail "remove"; }
check "removed, the program is gone" test ! -e "$root/usr/bin/octospira"
check "the journal is kept" test -e "$root/var/lib/octospira/journal.db"
check "the settings are kept" test -e "$root/etc/octospira/octospira.conf"
inside apt-get purge -y octospira >"$folder/purge.log" 2>&1 || { tail -n 20 "$folder/purge.log"; fail "purge"; }
check "purging says that it deletes the journal" grep -q "octospira: deleting /var/lib/octospira" "$folder/purge.log"
check "nothing is left behind" test -z "$(left_behind)"
say "The package installs, starts, upgrades, and goes without a trace."
