#!/usr/bin/env python3
"""How often heed is right about which items tell the same story.

    tools/evaluate_stories.py [--heed build/heed] [--encoder lexical] [--background 2000] [--errors]
                              [--labels tools/story_labels_heldout.tsv …] [--home FOLDER]

The labelled pairs are lines of public data sets (tools/story_sets.py), named by the first 16 digits
of the SHA-256 of the line; the data lies in ../shared/data and is not part of heed. How the labels
were made is in docs/RESULTS.md. The items, with others of the same sets around them, go into a home
(with --home one that is kept, so that the next run need not understand them again); a pair counts as
joined where `heed story list` has both in one story, or where heed holds the two for one item.

Printed for each set: precision and recall over the pairs as drawn, evenly from bands of likeness
("plain"); with each band counting for as many pairs as the set has there ("weighted"), where the
bands are known (tools/story_bands.tsv); and precision where a joined pair that is another step of
one running story ("related") counts neither way ("of other events"). Intervals hold 95 of 100 draws
of the pairs anew from each band (bootstrap).
"""
import argparse
import collections
import pathlib
import random

from story_home import Home, gathered
from story_sets import HERE, labels

DRAWS = 1000


def stories(home, listed):
    """Id of each item's story."""
    # Of one source's items with the same title heed keeps one.
    kept = home.stored.keys()
    first = {(i["source"], i.get("title", "").lower()): i["id"] for i in listed if i["id"] in kept}
    story = {i["id"]: first.get((i["source"], i.get("title", "").lower()), i["id"])
             for i in listed if i["id"] not in kept}
    for told in home.run("story", "list"):
        for item in [told, *told["also"]]:
            story[home.key(item)] = home.key(told)
    return {key: story.get(leader, leader) for key, leader in story.items()}


def rates(counts):
    """Precision, precision of other events, recall from counts by (joined, label)."""
    right, wrong = counts[True, "same"], counts[True, "different"]
    return (right / max(1e-9, right + wrong + counts[True, "related"]),
            right / max(1e-9, right + wrong), right / max(1e-9, right + counts[False, "same"]))


def measure(strata, weights):
    """The rates with their intervals; strata: lists of (joined, label) by stratum."""
    def once(draw):
        counts = collections.Counter()
        for stratum, pairs in strata.items():
            for pair in draw(pairs):
                counts[pair] += weights[stratum] / len(pairs)
        return rates(counts)

    chance = random.Random(1)
    drawn = zip(*(once(lambda p: chance.choices(p, k=len(p))) for _ in range(DRAWS)))
    return [(rate, sorted(d)[DRAWS // 40], sorted(d)[-DRAWS // 40])
            for rate, d in zip(once(lambda p: p), drawn)]


def report(title, strata, weights):
    precision, of_events, recall = (f"{rate:.3f} ({low:.2f} to {high:.2f})"
                                    for rate, low, high in measure(strata, weights))
    print(f"  {title:9} precision {precision}  of other events {of_events}  recall {recall}")


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--heed", default=str(HERE.parent / "build" / "heed"))
    parser.add_argument("--encoder", default="lexical")
    parser.add_argument("--background", type=int, default=2000)
    parser.add_argument("--labels", type=pathlib.Path, nargs="+",
                        default=[HERE / "story_labels_heldout.tsv"])
    parser.add_argument("--home", type=pathlib.Path, help="a home to make or to use again")
    parser.add_argument("--errors", action="store_true", help="print the pairs that are wrong")
    asked = parser.parse_args()

    pairs = [pair for pair in labels(*asked.labels) if pair[3] != "arguable"]
    listed = gathered({key for pair in pairs for key in pair[1:3]}, asked.background)
    titles = {i["id"]: i.get("title") or i["text"][:90] for i in listed}
    story = stories(Home(asked.heed, asked.encoder, listed, asked.home), listed)

    strata = collections.defaultdict(lambda: collections.defaultdict(list))
    for name, a, b, label, band in pairs:
        joined = story.get(a, a) == story.get(b, b)
        for group in {name, "all", "several sources" if name.startswith("ag_") else "one source"}:
            strata[group][name, band].append((joined, label))
        if asked.errors and joined != (label == "same"):
            print(f"{'joined' if joined else 'missed'}\t{label}\t{name}\t{titles[a]}\t{titles[b]}")
    sizes = {(name, int(band)): int(size) for name, band, size in
             (line.split("\t") for line in (HERE / "story_bands.tsv").read_text().splitlines()
              if not line.startswith("#"))}
    print(f"{len(pairs)} pairs among {len(listed)} items, encoder {asked.encoder}")
    for group, found in sorted(strata.items()):
        counts = collections.Counter(pair for some in found.values() for pair in some)
        print(f"{group}: {counts[True, 'same']} of {sum(n for k, n in counts.items() if k[1] == 'same')}"
              f" joined; joined too {counts[True, 'different']} different, {counts[True, 'related']}"
              f" related")
        report("plain", found, {stratum: len(some) for stratum, some in found.items()})
        if len({name for name, _ in found}) == 1 and all(stratum in sizes for stratum in found):
            report("weighted", found, sizes)


if __name__ == "__main__":
    main()
