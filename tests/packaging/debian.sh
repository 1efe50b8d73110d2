# shellcheck shell=bash
# Sourced by the checks that need a Debian of their own.

say() { printf '%s\n' "$*"; }
fail() { say "FAILED: $*"; exit 1; }

# debian_root SUITE FOLDER MIRROR: a bare Debian in FOLDER/root. What debootstrap made is kept in
# FOLDER for the next time. As root.
debian_root() {
    local suite=$1 folder=$2 mirror=$3
    mkdir -p "$folder"
    if [ ! -e "$folder/$suite.tar" ]; then
        say "Making a Debian ($suite) …"
        rm -rf "$folder/base"
        debootstrap --variant=minbase "$suite" "$folder/base" "$mirror" >"$folder/debootstrap.log" 2>&1 ||
            { tail -n 20 "$folder/debootstrap.log"; fail "debootstrap"; }
        tar -C "$folder/base" -cf "$folder/$suite.tar.new" .
        mv "$folder/$suite.tar.new" "$folder/$suite.tar"
        rm -rf "$folder/base"
    fi
    rm -rf "$folder/root"
    mkdir "$folder/root"
    tar -C "$folder/root" -xpf "$folder/$suite.tar"
    cp /etc/resolv.conf /etc/hosts "$folder/root/etc/"
}
