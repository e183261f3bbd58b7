#!/usr/bin/env bash
# Installs the engine into a fresh folder, builds docs/examples against it, and runs them.
#   install.sh BUILD-FOLDER CMAKE
set -euo pipefail
build=$1
cmake=$2
source=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$cmake" --install "$build" --prefix "$work/installed" >"$work/log" || { cat "$work/log" && exit 1; }
for example in "$source"/docs/examples/*/; do
  name=$(basename "$example")
  "$cmake" -S "$example" -B "$work/$name" -G Ninja -DCMAKE_PREFIX_PATH="$work/installed" >"$work/log" &&
    "$cmake" --build "$work/$name" >"$work/log" || { cat "$work/log" && exit 1; }
  "$work/$name/${name}_example"
done
