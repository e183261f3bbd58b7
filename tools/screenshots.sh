#!/usr/bin/env bash
# Pictures of the page and the terminal for the documentation, from the sample: tools/screenshots.sh [FOLDER]
# Needs a built heed, node and chromium.
set -euo pipefail
cd "$(dirname "$0")/.."
exec node tools/screenshots.mjs "${1:-docs/pictures}"
