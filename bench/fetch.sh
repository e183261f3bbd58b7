#!/usr/bin/env bash
# bench/fetch.sh [HEED [N]]: fetches a thousand sources from bench/feeds_server.py in one run, once
# with the slow and hostile among them and once without; prints seconds, CPU seconds, peak memory.
set -euo pipefail
cd "$(dirname "$0")/.."
heed=${1:-build/heed} count=${2:-1000} port=7400
folder=$(mktemp -d)
export HEED_MODELS="$folder/none"  # what encodes the items is measured elsewhere
python3 bench/feeds_server.py --port $port & server=$!
trap 'kill $server; rm -rf "$folder"' EXIT
until (exec 3<>/dev/tcp/127.0.0.1/$port) 2>/dev/null; do sleep 0.2; done
run() {  # NAME KINDS…
  local name=$1; shift
  python3 bench/feeds_server.py --port $port --list "$count" ${1:+--kinds "$@"} > "$folder/$name.opml"
  "$heed" --home "$folder/$name" --quiet add --allow-private "$folder/$name.opml" > /dev/null
  for turn in first again; do
    /usr/bin/time -f "$name, $turn: %e s, %U + %S s of CPU, %M KB at most" \
      "$heed" --home "$folder/$name" --quiet --json fetch --all --timeout 20 \
      > "$folder/out" 2> "$folder/err" || true
    tail -1 "$folder/err"; tail -1 "$folder/out"
  done
}
run good feed same moved
run all
