#!/usr/bin/env bash
# Installs the engine into a fresh folder, builds docs/examples against it and a program that includes
# every installed header, and runs them.
#   install.sh BUILD-FOLDER CMAKE
set -euo pipefail
build=$1
cmake=$2
source=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$cmake" --install "$build" --prefix "$work/installed" >"$work/log" || { cat "$work/log" && exit 1; }
mkdir "$work/headers"
sed 's/api_example/headers_example/' "$source/docs/examples/api/CMakeLists.txt" >"$work/headers/CMakeLists.txt"
{
  (cd "$work/installed/include" && find heed -name '*.h' | sort | sed 's/.*/#include "&"/')
  echo 'int main() {}'
} >"$work/headers/main.cc"
for example in "$source"/docs/examples/*/ "$work/headers/"; do
  name=$(basename "$example")
  "$cmake" -S "$example" -B "$work/build/$name" -G Ninja -DCMAKE_PREFIX_PATH="$work/installed" >"$work/log" &&
    "$cmake" --build "$work/build/$name" >"$work/log" || { cat "$work/log" && exit 1; }
  "$work/build/$name/${name}_example"
done
