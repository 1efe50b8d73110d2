# bash completion of octospira: offers what its own --help lists.

_octospira() {
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}
    # bash makes a word of its own of the = in --name=value.
    if [[ $cur == = ]]; then cur=
    elif [[ $prev == = ]]; then prev=${COMP_WORDS[COMP_CWORD-2]}; fi

    local program=$1 path=() help all commands word before=
    help=$("$program" --help 2>/dev/null) all=$help
    _octospira_commands
    for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        if [[ $word == = ]]; then continue; fi
        if [[ -z $(_octospira_value "$before") && " $commands " == *" $word "* ]]; then
            path+=("$word")
            help=$("$program" "${path[@]}" --help 2>/dev/null) all+=$'\n'$help
            _octospira_commands
        fi
        before=$word
    done

    local value offered=$commands
    value=$(_octospira_value "$prev")
    if [[ -n $value && $value != *'{'* ]]; then
        [[ $value =~ FILE|DIR ]] || return 0
        compopt -o filenames 2>/dev/null
        mapfile -t COMPREPLY < <(compgen -f -- "$cur")
        return 0
    elif [[ -n $value ]]; then
        offered=${value#*\{} offered=${offered%%\}*} offered=${offered//,/ }
    elif [[ $cur == -* ]]; then
        offered=$(sed -nE 's/^  (-[a-z],)?(--[a-z-]+).*/\2/p' <<<"$all" | sort -u)
    fi
    mapfile -t COMPREPLY < <(compgen -W "$offered" -- "$cur")
}

# The commands that the help at hand lists, between blanks.
_octospira_commands() {
    commands=$(sed -nE '/^Subcommands:/,/^$/s/^  ([a-z]+) .*/\1/p' <<<"$help" | tr '\n' ' ')
}

# What the option named $1 takes, e.g. "FILE" or "FORMAT:{text,json}"; nothing for a flag.
_octospira_value() {
    [[ $1 == -* ]] || return 0
    sed -nE "s/^  (-[a-z],)?$1(,--[a-z-]+)? ([A-Z][^ =]*).*/\3/p;s/^  $1,--[a-z-]+ ([A-Z][^ =]*).*/\1/p" <<<"$all" | head -n 1
}

complete -F _octospira octospira
