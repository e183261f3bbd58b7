#!/usr/bin/env python3
"""Fit the weights of the evidence that two items tell the same story (heed/choice/evidence.cc).

    tools/fit_stories.py [--heed build/heed] [--home FOLDER …] [--table]      (needs scikit-learn)

Logistic regressions on the pairs of FIT, with vectors (MiniLM's) and without. Each clue has a weight
and a difference for pairs of one source; AG News without times has a start of its own, which is left
out of the table, as heed always has a time. A related pair counts against joining, but less than one
of different events. Weights are shrunk (L2, on standardised clues): how much, and the thresholds, by
ten-fold cross-validation, of which the figures are printed: the threshold where so much of what is
joined, related pairs aside, is the same, the recall and the strict precision there. The held-out pairs
are not looked at.
"""
import argparse
import json
import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from story_home import Home, gathered
from story_sets import HERE, labels

FIT = [HERE / f"story_labels{part}.tsv" for part in ("", "_later", "_fit", "_fit2")]
TIMELESS = "ag_news"
RELATED = 0.3  # what a related pair counts, of a different one
PRECISIONS = (0.95, 0.96, 0.97)


def read_pairs(homes):
    """(set, label, comparison) of each pair that heed stores as two items."""
    pairs = [pair for pair in labels(*FIT) if pair[3] != "arguable"]
    compared = []
    for home in homes:
        known = [p for p in pairs if p[1] in home.stored and p[2] in home.stored]
        pairs = [p for p in pairs if p not in known]
        ids = [home.stored[key] for p in known for key in p[1:3]]
        compared += [(p[0], p[3], c) for p, c in zip(known, home.run("story", "compare", *ids))]
    print(f"{len(compared)} pairs; {sum(p[3] == 'same' for p in pairs)} more that are the same and "
          f"{sum(p[3] == 'different' for p in pairs)} different are one item each for heed")
    return compared


def matrix(compared, without):
    """The clues, the same where both are of one source, and whether times are unknown."""
    names = [c["clue"] for c in compared[0][2]["clues"]]
    kept = [i for i, name in enumerate(names) if name not in without]
    clues = np.array([[p[2]["clues"][i]["value"] for i in kept] for p in compared])
    one = np.array([[float(p[2]["one_source"])] for p in compared])
    timeless = np.array([[float(p[0] == TIMELESS)] for p in compared])
    return [names[i] for i in kept], np.hstack([clues, one, clues * one, timeless])


def threshold(score, label, precision):
    """The least score above which that part of the same and different pairs is the same, the recall
    there, and which part of all pairs is the same."""
    label = label[np.argsort(-score, kind="stable")]
    same, different = np.cumsum(label == "same"), np.cumsum(label == "different")
    last = np.where(same >= precision * (same + different))[0]
    if len(last) == 0:
        return np.inf, 0.0, 0.0
    return np.sort(-score)[last[-1]] * -1, same[last[-1]] / same[-1], same[last[-1]] / (last[-1] + 1)


def fit(compared, without, shrinkage):
    names, x = matrix(compared, without)
    label = np.array([p[1] for p in compared])
    sets = np.array([p[0] for p in compared])
    weight = np.where(label == "related", RELATED, 1.0)
    model = make_pipeline(StandardScaler(), LogisticRegression(C=shrinkage, max_iter=5000))

    def fitted(some):
        return model.fit(x[some], label[some] == "same",
                         logisticregression__sample_weight=weight[some])

    score = np.zeros(len(label))
    for seed in range(3):
        folds = StratifiedKFold(10, shuffle=True, random_state=seed)
        for learnt, tested in folds.split(x, np.char.add(sets, label)):
            score[tested] += fitted(learnt).decision_function(x[tested]) / 3
    one = np.array([p[2]["one_source"] for p in compared])
    timed = sets != TIMELESS
    print(f"shrinkage {shrinkage}")
    for title, some in (("several sources", ~one), ("several sources with times", ~one & timed),
                        ("one source", one), ("Reuters", sets == "reuters")):
        print(f"  {title:27} {some.sum():5} pairs", *(
            "at {}: from {:.2f} recall {:.3f} strictly {:.3f}".format(
                p, *threshold(score[some], label[some], p)) for p in PRECISIONS), sep="  ")
    scale, regression = fitted(np.arange(len(label)))
    weights = regression.coef_[0] / scale.scale_
    return names, regression.intercept_[0] - (weights * scale.mean_).sum(), weights


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--heed", default=str(HERE.parent / "build" / "heed"))
    parser.add_argument("--home", nargs="*", help="homes that hold the pairs' items already")
    parser.add_argument("--encoder", default="minilm")
    parser.add_argument("--background", type=int, default=2000)
    parser.add_argument("--shrinkage", type=float, nargs="*", default=[0.1])
    parser.add_argument("--from-apart", type=float, nargs=2, default=[0.1, 0.1],
                        help="thresholds between sources, with vectors and without")
    parser.add_argument("--from-one", type=float, nargs=2, default=[0.4, 0.3],
                        help="the same within one")
    parser.add_argument("--table", action="store_true", help="print the table for evidence.cc")
    asked = parser.parse_args()

    wanted = {key for pair in labels(*FIT) for key in pair[1:3]}
    homes = [Home(asked.heed, asked.encoder, [], folder) for folder in asked.home or []] or [
        Home(asked.heed, asked.encoder, gathered(wanted, asked.background))]
    compared = read_pairs(homes)
    columns = {}
    for title, without, apart, one in zip(("vectors", "no vectors"), ((), ("vectors",)),
                                          asked.from_apart, asked.from_one):
        print(title)
        for shrinkage in asked.shrinkage:
            names, start, weights = fit(compared, without, shrinkage)
        n = len(names)
        columns[title] = ([start - apart, start + weights[n] - one],
                          dict(zip(names, zip(weights[:n], weights[:n] + weights[n + 1:2 * n + 1]))))
    if asked.table:
        starts = [columns[t][0] for t in columns]
        print("start", "{%.2f, %.2f, %.2f, %.2f}" % (*starts[0], *starts[1]))
        for name in columns["vectors"][1]:
            row = [columns[t][1].get(name, (0, 0)) for t in columns]
            print("    {%.2f, %.2f, %.2f, %.2f},  // %s" % (*row[0], *row[1], name))


if __name__ == "__main__":
    main()
