#!/usr/bin/env bash
# Makes the virtual environment in which bench/compare.py runs the peers (about 6 GB). A second call
# returns at once. $HEED_PEERS says where; default: ~/.cache/heed-peers.
set -euo pipefail
folder=${HEED_PEERS:-$HOME/.cache/heed-peers}
[ -f "$folder/.ready" ] && exit 0
python3 -m venv "$folder"
"$folder/bin/pip" install --quiet numpy torch transformers onnx onnxscript onnxruntime openvino \
  ctranslate2 tokenizers safetensors feedparser
touch "$folder/.ready"
