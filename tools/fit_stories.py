#!/usr/bin/env python3
"""Fit the weights of the evidence that two items tell the same story (heed/choice/evidence.cc).

    tools/fit_stories.py [--heed build/heed] [--home FOLDER …] [--table]      (needs scikit-learn)

Logistic regressions on the pairs of FIT, with vectors (MiniLM's) and without. Each clue has a weight
and a difference for pairs of one source; one more start for pairs of sets without times, which is
left out of the table, as heed always has a time. Weights are shrunk (L2, on standardised clues): how
much, and the threshold, by ten-fold cross-validation, of which the figures are printed. The pairs of
tools/story_labels_heldout.tsv are not looked at.
"""
import argparse
import json
import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from story_home import Home, gathered
from story_sets import HERE, labels

FIT = [HERE / f"story_labels{part}.tsv" for part in ("", "_later", "_fit")]
TIMELESS = ("ag_news", "thucnews")
PRECISION = 0.95


def read_pairs(homes):
    """(set, label, comparison) of each pair that heed stores as two items."""
    pairs = [pair for pair in labels(*FIT) if pair[3] != "arguable"]
    compared = []
    for home in homes:
        known = [p for p in pairs if p[1] in home.stored and p[2] in home.stored]
        pairs = [p for p in pairs if p not in known]
        ids = [home.stored[key] for p in known for key in p[1:3]]
        compared += [(p[0], p[3], c) for p, c in zip(known, home.run("story", "compare", *ids))]
    return compared


def matrix(compared, without):
    """The clues, the same where both are of one source, and whether times are unknown."""
    names = [c["clue"] for c in compared[0][2]["clues"]]
    kept = [i for i, name in enumerate(names) if name not in without]
    clues = np.array([[p[2]["clues"][i]["value"] for i in kept] for p in compared])
    one = np.array([[float(p[2]["one_source"])] for p in compared])
    timeless = np.array([[float(p[0] in TIMELESS)] for p in compared])
    return [names[i] for i in kept], np.hstack([clues, one, clues * one, timeless])


def threshold(chance, same, precision):
    """The least chance above which that part of the pairs is the same, and the recall there."""
    order = np.argsort(-chance, kind="stable")
    right = np.cumsum(same[order]) / np.arange(1, len(order) + 1)
    last = np.where(right >= precision)[0]
    if len(last) == 0:
        return 1.0, 0.0
    return chance[order][last[-1]], same[order][:last[-1] + 1].sum() / same.sum()


def fit(compared, without, shrinkage):
    names, x = matrix(compared, without)
    same = np.array([p[1] == "same" for p in compared])
    timed = np.array([p[0] not in TIMELESS for p in compared])
    model = make_pipeline(StandardScaler(), LogisticRegression(C=shrinkage, max_iter=5000))
    chance = np.mean([cross_val_predict(model, x, same, method="predict_proba",
                                        cv=StratifiedKFold(10, shuffle=True, random_state=seed))
                      [:, 1] for seed in range(3)], axis=0)
    print(f"shrinkage {shrinkage}: log loss {-np.log(np.where(same, chance, 1 - chance)).mean():.4f}")
    apart = np.array([not p[2]["one_source"] for p in compared])
    for title, some in (("all", same | True), ("with times", timed), ("several sources", apart),
                        ("several sources with times", apart & timed), ("one source", ~apart)):
        print(f"  {title:27} {some.sum():5} pairs", *(
            "at {}: from {:.2f} recall {:.3f}".format(p, *threshold(chance[some], same[some], p))
            for p in (0.9, PRECISION)), sep="  ")
    model.fit(x, same)
    scale, regression = model[0], model[1]
    weights = regression.coef_[0] / scale.scale_
    start = regression.intercept_[0] - (weights * scale.mean_).sum()
    return names, start, weights, chance, same, timed, apart


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--heed", default=str(HERE.parent / "build" / "heed"))
    parser.add_argument("--home", nargs="*", help="homes that hold the pairs' items already")
    parser.add_argument("--background", type=int, default=500)
    parser.add_argument("--shrinkage", type=float, nargs="*", default=[0.1])
    parser.add_argument("--from-apart", type=float, default=0.5, help="threshold, several sources")
    parser.add_argument("--from-one", type=float, default=0.7, help="threshold, one source")
    parser.add_argument("--table", action="store_true", help="print the table for evidence.cc")
    asked = parser.parse_args()

    wanted = {key for pair in labels(*FIT) for key in pair[1:3]}
    homes = [Home(asked.heed, "minilm", [], folder) for folder in asked.home or []] or [
        Home(asked.heed, "minilm", gathered(wanted, asked.background))]
    compared = read_pairs(homes)
    print(f"{len(compared)} pairs, {sum(p[1] == 'same' for p in compared)} the same")
    columns = {}
    for title, without in (("vectors", ()), ("no vectors", ("vectors",))):
        print(title)
        for shrinkage in asked.shrinkage:
            names, start, weights, *_ = fit(compared, without, shrinkage)
        n = len(names)
        less = [np.log(p / (1 - p)) for p in (asked.from_apart, asked.from_one)]
        columns[title] = ([start - less[0], start + weights[n] - less[1]],
                          dict(zip(names, zip(weights[:n], weights[:n] + weights[n + 1:2 * n + 1]))))
    if asked.table:
        starts = [columns[t][0] for t in columns]
        print("start", "{%.2f, %.2f, %.2f, %.2f}" % (*starts[0], *starts[1]))
        for name in columns["vectors"][1]:
            row = [columns[t][1].get(name, (0, 0)) for t in columns]
            print("    {%.2f, %.2f, %.2f, %.2f},  // %s" % (*row[0], *row[1], name))


if __name__ == "__main__":
    main()
