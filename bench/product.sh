#!/usr/bin/env bash
# How fast the program is on 10,000 items: import, edition, search, start. Medians of 9 runs.
#
#   bench/product.sh [ITEMS.jsonl]     default: 10,000 variations of the sample's items
set -euo pipefail
cd "$(dirname "$0")/.."
heed=$PWD/build/heed
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HEED_MODELS=$work/no-models  # the lexical encoder, which everybody has

items=${1:-$work/items.jsonl}
if [ $# = 0 ]; then
  awk -v wanted=10000 '
    { gsub(/"published": *"[^"]*"/, "\"published\": \"2026-01-01T00:00:00Z\""); lines[NR] = $0 }
    END {
      for (i = 0; i < wanted; ++i) {
        line = lines[i % NR + 1]
        sub(/"title": *"/, "&No. " i " ", line)
        gsub(/"url": *"[^"]*"/, "\"url\": \"https://sample.example/" i "\"", line)
        gsub(/"id": *"[^"]*"/, "\"id\": \"" i "\"", line)
        print line
      }
    }' samples/items/*.jsonl >"$items"
fi
count=$(wc -l <"$items")

# seconds COMMAND…: wall time of one run
seconds() {
  local start end
  start=$(date +%s%N)
  "$@" >/dev/null 2>&1
  end=$(date +%s%N)
  echo "$(((end - start) / 1000))"
}
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
times() { for _ in 1 2 3 4 5 6 7 8 9; do seconds "$@"; done | median; }
resident() { # peak memory in MB
  /usr/bin/env python3 - "$@" <<'P'
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
P
}

imports=$(for i in 1 2 3; do seconds "$heed" --home "$work/home$i" --quiet add "$items"; done | median)
home=$work/home1
for interest in "battery chemistry" "local news" "compilers" "missions to the Moon"; do
  "$heed" --home "$home" interest add "$interest" >/dev/null
done
"$heed" --home "$home" today >/dev/null
printf 'import of %d items, lexical   %8.0f items/s   (wanted 5,000)\n' "$count" \
  "$(awk "BEGIN { print $count / $imports * 1e6 }")"
printf 'heed today                      %8.0f ms       (wanted 150)\n' \
  "$(awk "BEGIN { print $(times "$heed" --home "$home" today) / 1000 }")"
printf 'heed today, memory              %8.0f MB       (wanted 200)\n' \
  "$(resident "$heed" --home "$home" today)"
printf 'heed search                     %8.0f ms\n' \
  "$(awk "BEGIN { print $(times "$heed" --home "$home" search battery) / 1000 }")"
printf 'heed --version                  %8.1f ms       (wanted 10)\n' \
  "$(awk "BEGIN { print $(times "$heed" --version) / 1000 }")"
