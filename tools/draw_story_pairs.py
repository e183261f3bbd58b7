#!/usr/bin/env python3
"""Draw pairs of news items to be labelled: do both tell the same story?

    tools/draw_story_pairs.py --per-band 30 --seed 1 --out pairs.tsv   (needs scikit-learn)

The frame: within each set of ../shared/data (tools/story_sets.py names them), all pairs of
lines within three days of each other, where there are times, that are like by a cosine of 0.15 or
more between TF-IDF vectors of title and beginning (words; pairs of letters in Chinese). Pairs of the
same letters throughout are left out, and lines that a file of labels names already. The frame is cut
into seven bands by cosine; from each band of each set as many pairs are drawn with equal chance, no
line twice, and shuffled. Printed: how many pairs each band holds, which is what a band's pairs stand
for (tools/evaluate_stories.py weighs by it). Written: set, band, keys and what is to be read. Neither
band nor heed's answer is to be looked at while labelling.
"""
import argparse
import collections
import pathlib
import random
import re

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

import story_sets

BANDS = (0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.8)
WINDOW = 72 * 3600
BEGINNING = 600


def tokens(text):
    """Words and numbers, and pairs of letters where no spaces part them."""
    found = re.findall(r"[a-z0-9]+", text.lower())
    for run in re.findall(r"[\u3040-\u30ff\u3400-\u9fff]+", text):
        found += [run[i:i + 2] for i in range(len(run) - 1)]
    return found


def letters(item):
    return re.sub(r"\W+", "", (item.get("title", "") + item["text"][:BEGINNING]).lower())


def frame(items, block=500):
    """(band, i, j) of each pair in the frame."""
    texts = [i.get("title", "") + " " + i["text"][:BEGINNING] for i in items]
    vectors = TfidfVectorizer(tokenizer=tokens, token_pattern=None, lowercase=False,
                              sublinear_tf=True, max_df=0.1).fit_transform(texts)
    times = np.array([story_sets.seconds(i) for i in items])
    for start in range(0, len(items), block):
        near = (vectors[start:start + block] @ vectors.T).tocoo()
        i, j = near.row + start, near.col
        kept = (i < j) & (near.data >= BANDS[0]) & (np.abs(times[i] - times[j]) <= WINDOW)
        bands = np.searchsorted(BANDS, near.data[kept], side="right") - 1
        yield from zip(bands.tolist(), i[kept].tolist(), j[kept].tolist())


def line(key):
    """What a key names but for the set: two of the sets have lines in common."""
    return key.split("/")[1]


def draw(items, per_band, labelled, again, chance):
    """How many pairs each band holds, and those drawn."""
    by_band = collections.defaultdict(list)
    bare = [letters(item) for item in items]
    for band, i, j in frame(items):
        if bare[i] != bare[j]:
            by_band[band].append((i, j))
    used = set().union(*labelled)
    drawn, taken = [], set()
    for band in sorted(by_band, reverse=True):
        pairs, left = by_band[band], per_band
        shuffled = chance.sample(pairs, len(pairs))
        for closed in (used, used - again) if again else (used,):
            for i, j in shuffled:
                pair = frozenset(line(items[k]["id"]) for k in (i, j))
                if left == 0:
                    break
                if not pair & (closed | taken) and pair not in labelled:
                    taken |= pair
                    left -= 1
                    drawn.append((band, items[i], items[j]))
    return {band: len(pairs) for band, pairs in by_band.items()}, drawn


def lines(*files):
    """The pairs of lines that files of labels hold."""
    return {frozenset(map(line, pair[1:3])) for pair in story_sets.labels(*files)}


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--per-band", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sets", nargs="*", default=story_sets.SETS)
    parser.add_argument("--without", type=pathlib.Path, nargs="*", default=[],
                        help="more files of pairs whose lines are not to be drawn")
    parser.add_argument("--again", type=pathlib.Path, nargs="*", default=[],
                        help="files of pairs whose lines may be drawn again, in other pairs, where "
                             "a band has too few")
    parser.add_argument("--out", type=pathlib.Path, required=True)
    asked = parser.parse_args()

    known = [*story_sets.HERE.glob("story_labels*.tsv"), *asked.without]
    labelled, again = lines(*known), set().union(*lines(*asked.again))
    chance, rows = random.Random(asked.seed), []
    for name in asked.sets:
        items = list(story_sets.items(name))
        sizes, drawn = draw(items, asked.per_band, labelled, again, chance)
        for band in sorted(sizes):
            print(f"{name}\t{band}\t{sizes[band]}")
        rows += [(name, str(band), a["id"], b["id"], *(
            re.sub(r"\s+", " ", text) for i in (a, b) for text in (i.get("title", ""), i["text"])))
                 for band, a, b in drawn]
    chance.shuffle(rows)
    asked.out.write_text("".join("\t".join(row) + "\n" for row in rows))


if __name__ == "__main__":
    main()
