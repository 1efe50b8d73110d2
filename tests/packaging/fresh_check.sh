#!/bin/bash
# Follows the README in a bare Debian, as an ordinary user with sudo, and prints how long each command
# takes. Exit code 0 when all succeed. Nothing is installed outside of FOLDER. As root.
#   fresh_check.sh 12|13 BUNDLE FOLDER [MIRROR]
# BUNDLE: what to clone, made by git bundle.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/debian.sh"
release=$1
bundle=$2
folder=$3
mirror=${4:-http://deb.debian.org/debian}
root=$folder/root
declare -A suites=([12]=bookworm [13]=trixie)

namespace=
trap '[ -z "$namespace" ] || kill -KILL "$namespace"' EXIT

# inside USER COMMAND: its mounts and its processes end with it.
inside() {
    local status=0
    # shellcheck disable=SC2016
    unshare --mount --propagation private --pid --fork --kill-child bash -euc '
        mount -t proc proc "$1/proc"
        mount -t tmpfs -o mode=1777 tmpfs "$1/dev/shm"
        mount -t devpts -o newinstance,ptmxmode=0666,mode=0620,gid=5 devpts "$1/dev/pts"
        mount --bind "$1/dev/pts/ptmx" "$1/dev/ptmx"
        exec chroot "$1" su --login "$2" --command "$3"' _ "$root" "$@" &
    namespace=$!
    wait "$namespace" || status=$?
    namespace=
    return "$status"
}

failed=0
# step LOG COMMAND: in the clone.
step() {
    local log=$folder/$1.log command=$2 begin=$SECONDS result=ok
    inside tester "cd octospira && $command" >"$log" 2>&1 || result=FAILED
    printf '%-6s %3d min %2d s  %s\n' $result $(((SECONDS - begin) / 60)) $(((SECONDS - begin) % 60)) "$command"
    [ $result = ok ] || { failed=1; tail -n 30 "$log"; say "All it said is in $log."; }
}

debian_root "${suites[$release]}" "$folder" "$mirror"
# What the installer of Debian leaves: a language, an ordinary user with sudo. And git, as the README asks.
echo LANG=C.UTF-8 >"$root/etc/default/locale"
echo force-unsafe-io >"$root/etc/dpkg/dpkg.cfg.d/fresh-check"
# Behind a proxy, this machine has certificates of its own, which are needed there too.
mkdir -p "$root/usr/local/share/ca-certificates"
cp -r /usr/local/share/ca-certificates/. "$root/usr/local/share/ca-certificates/" 2>/dev/null || true
echo "export NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt" >"$root/etc/profile.d/fresh-check.sh"
inside root "apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends sudo git ca-certificates &&
    useradd --create-home --shell /bin/bash tester" >"$folder/system.log" 2>&1 || { tail "$folder/system.log"; fail "the system"; }
echo "tester ALL=(ALL) NOPASSWD: ALL" >"$root/etc/sudoers.d/tester"
install -m 644 "$bundle" "$root/srv/octospira.bundle"
inside tester "git -c advice.detachedHead=false -c init.defaultBranch=main clone --quiet /srv/octospira.bundle octospira" || fail "git clone"

say "Debian $release:"
inside tester "git -C octospira log -1 --format='%h %s'"
step demo "./dev demo --check"
step test "./dev test"
step deb "./dev package deb"
exit $failed
