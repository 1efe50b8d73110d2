#!/usr/bin/env bash
# run.sh BUILD SECONDS [TARGET…]: runs the libFuzzer programs of a build of the preset `fuzz`, one
# per core at a time. New inputs stay in the build; what a target found is named, with how to see it again.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
build=$1 seconds=$2
shift 2
all=(notification repair http_request links error_body test_case engine)
[ $# -gt 0 ] || set -- "${all[@]}"
mkdir -p "$build"/{corpus,findings,logs}

for target in "$@"; do
    if [ ! -x "$build/tests/fuzz/fuzz_$target" ]; then
        echo "There is no target \"$target\". There are: ${all[*]}" >&2
        exit 2
    fi
done

# What AddressSanitizer and libFuzzer need to know of all of them.
export ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1
export UBSAN_OPTIONS=print_stacktrace=1

run_target() {
    local target=$1
    mkdir -p "$build/corpus/$target"
    "$build/tests/fuzz/fuzz_$target" -max_total_time="$seconds" -timeout=60 -rss_limit_mb=2048 \
        -max_len=8192 -print_final_stats=1 -dict="tests/fuzz/dictionaries/$target.dict" \
        -artifact_prefix="$build/findings/$target-" \
        "$build/corpus/$target" "tests/fuzz/corpus/$target" >"$build/logs/$target.log" 2>&1
}

report() {
    local target=$1 status=$2 log="$build/logs/$1.log" runs
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    if [ "$status" = 0 ]; then
        printf '%-14s %12s inputs tried, nothing found\n' "$target" "$runs"
        return
    fi
    failed=1
    local found
    found=$(sed -n 's/.*Test unit written to //p' "$log" | tail -n 1)
    printf '%-14s FOUND SOMETHING (%s)\n' "$target" "$log"
    grep -m 3 -E '^does not hold|^is:|^should be:|runtime error|ERROR: ' "$log" | cut -c 1-300 || true
    if [ -n "$found" ]; then
        echo "  the input:    $found"
        echo "  see it again: $build/tests/fuzz/fuzz_$target $found"
        echo "  keep it:      cp $found tests/fuzz/corpus/$target/what-it-shows"
    fi
}

failed=0
declare -A running=()
# Waits for one of those that run, and says how it ended.
reap() {
    local status=0 ended
    wait -n -p ended || status=$?
    report "${running[$ended]}" "$status"
    unset "running[$ended]"
}

for target in "$@"; do
    [ ${#running[@]} -lt "$(nproc)" ] || reap
    run_target "$target" &
    running[$!]=$target
done
while [ ${#running[@]} -gt 0 ]; do reap; done
exit $failed
