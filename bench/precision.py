#!/usr/bin/env python3
"""How near the 16-bit and int8 encoders are to float32: smallest and mean cosine, and peak memory.

    python3 bench/precision.py < TEXTS          a text a line; very short ones are added
"""
import argparse
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

HEED = Path(__file__).resolve().parent.parent / "build/heed"
SHORT = ["", "a", "?", "the", "1", "…", "ok", "中", "no", "x" * 40]


def embed(texts, precision, model):
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "vectors.npy"
        subprocess.run([HEED, "embed", "--model", model, "--precision", precision, "--out", out],
                       input="".join(text + "\n" for text in texts).encode(), check=True)
        return np.load(out)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", default="minilm")
    options = parser.parse_args()
    lines = sys.stdin.buffer.read().decode().split("\n")[:-1]
    texts = SHORT + lines
    exact = embed(texts, "f32", options.model)
    for precision in ("int8", "bf16"):
        cosine = (embed(texts, precision, options.model) * exact).sum(1)
        words = [f"{len(lines)} texts min {cosine[len(SHORT):].min():.5f} "
                 f"mean {cosine[len(SHORT):].mean():.5f}"] if lines else []
        words += [f"empty line {cosine[0]:.5f}", f"short texts min {cosine[:len(SHORT)].min():.5f}"]
        print(f"{precision}: {', '.join(words)}")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"peak memory of the largest run: {peak:.0f} MB")


if __name__ == "__main__":
    main()
