#!/bin/sh
# manual.sh PROGRAM VERSION FOLDER: octospira.1.gz and a page of each command, from what --help says.
set -eu
program=$1 version=$2 folder=$3

# help2man joins the lines of examples, but for those after a "$ ", which goes again afterwards.
trap 'rm -f "$folder/help"' EXIT
cat >"$folder/help" <<TEXT
#!/bin/sh
"$program" \$COMMAND --help | awk '
    /^[^ ].*:\$/ { options = /^(Positionals|Subcommands):/; first = 1; print; next }
    /^  / && first { options = options || /^  -/; first = 0 }
    /^\$/ { options = 0 }
    /^  / && !options { sub(/^  /, "  \$ @") }
    { print }'
TEXT
chmod +x "$folder/help"

# page NAME COMMAND
page() {
    COMMAND=$2
    export COMMAND
    about=$("$program" $2 --help | sed -n '1,/\.$/p' | tr '\n' ' ' | sed 's/\. .*//')
    help2man --locale=C --no-info --no-discard-stderr --version-string="$version" --name="$about" "$folder/help" |
        sed -E "s/^\.TH [A-Z]+ /.TH $(echo "$1" | tr a-z A-Z) /; s/^help \\\\-/$1 \\\\-/
            s/^\.B help/.B octospira $2/; s/help $version/OctoSpira $version/; s/\\\$ @//" >"$folder/$1.1"
    gzip -9nf "$folder/$1.1"
}

page octospira ""
for command in $("$program" --help | sed -nE '/^Subcommands:/,/^$/s/^  ([a-z]+) .*/\1/p'); do
    page "octospira-$command" "$command"
done
