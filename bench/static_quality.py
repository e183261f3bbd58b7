#!/usr/bin/env python3
"""What a static encoder loses against the model that it comes from.

    python3 bench/static_quality.py LABELLED.tsv [--static DIR] [--model minilm]

LABELLED.tsv holds a label, a tab and a text in each line. Prints, for both encoders: accuracy of a
logistic regression on the vectors (half to learn, half to test); and how the static encoder ranks
texts by likeness: Spearman's correlation with the model's own ranking, and how many of its ten
nearest are among the static encoder's. Needs NumPy and scikit-learn.
"""
import argparse
import subprocess
import tempfile
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

HEED = Path(__file__).resolve().parent.parent / "build/heed"


def embed(texts, model):
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "vectors.npy"
        subprocess.run([HEED, "embed", "--model", model, "--out", out], check=True,
                       input="".join(text + "\n" for text in texts).encode())
        return np.load(out)


def accuracy(vectors, labels):
    half = len(labels) // 2
    model = LogisticRegression(max_iter=1000, C=10).fit(vectors[:half], labels[:half])
    return model.score(vectors[half:], labels[half:])


def ranks(scores):
    return scores.argsort(1).argsort(1).astype(float)


def likeness(static, model, queries=200):
    """Mean Spearman correlation and mean share of the ten nearest, over queries."""
    found = []
    for vectors in (static, model):
        scores = vectors[:queries] @ vectors.T
        scores[np.arange(queries), np.arange(queries)] = -2  # not the text itself
        found.append(scores)
    a, b = (ranks(scores) for scores in found)
    spearman = np.mean([np.corrcoef(x, y)[0, 1] for x, y in zip(a, b)])
    nearest = [scores.argsort(1)[:, -10:] for scores in found]
    overlap = np.mean([len(set(x) & set(y)) / 10 for x, y in zip(*nearest)])
    return spearman, overlap


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("labelled", type=Path)
    parser.add_argument("--model", default="minilm")
    parser.add_argument("--static", help="distilled before (default: distilled now)")
    parser.add_argument("--texts", type=int, default=2000)
    options = parser.parse_args()
    rows = [line.split("\t", 1) for line in options.labelled.read_text().split("\n") if "\t" in line]
    rows = [rows[i] for i in np.random.default_rng(0).permutation(len(rows))[:options.texts]]
    labels, texts = np.array([row[0] for row in rows]), [" ".join(row[1].split()) for row in rows]
    with tempfile.TemporaryDirectory() as folder:
        static = options.static or f"{folder}/static"
        if not options.static:
            subprocess.run([HEED, "model", "distill", options.model, "--to", static, "--quiet"],
                           check=True, stdout=subprocess.DEVNULL)
        small, large = embed(texts, static.rstrip("/") + "/"), embed(texts, options.model)
    spearman, overlap = likeness(small, large)
    print(f"{len(texts)} texts, {len(set(labels))} classes")
    print(f"accuracy: {options.model} {accuracy(large, labels):.3f}, static {accuracy(small, labels):.3f}")
    print(f"likeness: Spearman {spearman:.3f}, {100 * overlap:.0f} % of the ten nearest")


if __name__ == "__main__":
    main()
