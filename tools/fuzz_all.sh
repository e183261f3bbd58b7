#!/usr/bin/env bash
# Runs every fuzz target in turn, round after round, and ends with a table of what each has had.
#
# Usage: tools/fuzz_all.sh MINUTES FOLDER [TARGET …]     after cmake --preset fuzz and building it
#   MINUTES   of processor time that each target gets in all, in slices of at most five
#   FOLDER    keeps what was learnt: corpora, logs and, below found/, inputs that broke something.
#             Going on with the same one goes on where it was left.
# JOBS slices run at once (default 2), all at the lowest priority.
set -euo pipefail
cd "$(dirname "$0")/.."
minutes=${1:?usage: fuzz_all.sh MINUTES FOLDER [TARGET …]}
folder=$(realpath -m "${2:?usage: fuzz_all.sh MINUTES FOLDER [TARGET …]}")
shift 2
[ $# -gt 0 ] || set -- $(cd fuzz && ls ./*.cc | sed 's|^\./||; s|\.cc$||' | grep -v '^replay$')
mkdir -p "$folder"/{corpus,found,log}

# Targets that share a language share its dictionary.
dictionary_of() {
  case $1 in
    opml) echo feed ;;
    page | charset) echo html ;;
    jsonl | dataset | home | attend | model_files) echo json ;;
    checkpoint) echo safetensors ;;
    *) echo "$1" ;;
  esac
}

broken() { find "$folder/found/$1" -type f ! -name 'slow-unit-*' 2>/dev/null | wc -l; }

# Sum of a column of a target's slices: seconds, executions, or inputs that found something new.
sum() { awk -v c="$2" '{ s += $c } END { printf "%d", s }' "$folder/log/$1.slices" 2>/dev/null || echo 0; }

slice() {
  local target=$1 log="$folder/log/$1" words left
  left=$((minutes * 60 - $(sum "$target" 1) + 1))
  words="fuzz/dictionaries/$(dictionary_of "$target").dict"
  mkdir -p "$folder/corpus/$target" "$folder/found/$target"
  TIMEFORMAT='cpu %U %S'
  { time nice -n 19 "build-fuzz/fuzz_$target" -max_total_time=$((left < 300 ? left : 300)) \
    -timeout=60 -rss_limit_mb=1024 -max_len=8192 -print_final_stats=1 \
    -artifact_prefix="$folder/found/$target/" $([ -f "$words" ] && echo "-dict=$words") \
    "$folder/corpus/$target" "fuzz/corpus/$target"; } \
    >"$log" 2>&1 || echo "$target: broken by an input, see $folder/found/$target and $log" >&2
  awk '/^stat::number_of_executed_units/ { n = $2 } /^stat::new_units_added/ { a = $2 }
    /^cpu/ { print $2 + $3, n, a }' "$log" >>"$log.slices"
}

go_on=1
while [ "$go_on" = 1 ]; do
  go_on=0
  for target in "$@"; do
    [ "$(sum "$target" 1)" -ge $((minutes * 60)) ] && continue
    [ "$(broken "$target")" -gt 0 ] && continue  # mend it first
    go_on=1
    slice "$target" &
    while [ "$(jobs -rp | wc -l)" -ge "${JOBS:-2}" ]; do wait -n; done
  done
  wait
done

printf '%-14s %12s %14s %8s %s\n' target 'CPU seconds' executions new found
for target in "$@"; do
  printf '%-14s %12s %14s %8s %s\n' "$target" "$(sum "$target" 1)" "$(sum "$target" 2)" \
    "$(sum "$target" 3)" "$(broken "$target")"
done
