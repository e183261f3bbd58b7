#!/usr/bin/env bash
# Adds the sample to a home: import.sh HEED [OPTIONS, e.g. --home DIR]
# Its items' dates are ages ("-26h"): here they become times before now, or before $HEED_SAMPLE_NOW.
set -euo pipefail
samples=$(cd "$(dirname "$0")" && pwd)
heed=$1
shift
now=$(date -u -d "${HEED_SAMPLE_NOW:-now}" +%s)

dated() {
  local line hours tenths
  while IFS= read -r line; do
    if [[ $line =~ \"published\":\ \"-([0-9]+)(\.([0-9]))?h\" ]]; then
      hours=${BASH_REMATCH[1]} tenths=${BASH_REMATCH[3]:-0}
      printf -v published '%(%Y-%m-%dT%H:%M:%SZ)T' $((now - hours * 3600 - tenths * 360))
      line=${line/"${BASH_REMATCH[0]}"/"\"published\": \"$published\""}
    fi
    printf '%s\n' "$line"
  done
}

TZ=UTC
export TZ
cat "$samples"/items/*.jsonl | dated | "$heed" add - "$@" --quiet >/dev/null
while IFS=$'\t' read -r weight text; do
  "$heed" interest add "$text" --weight "$weight" "$@" >/dev/null
done <"$samples/interests.tsv"
