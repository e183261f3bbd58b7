#!/usr/bin/env python3
"""How often heed is right about which items tell the same story.

    tools/evaluate_stories.py [--heed build/heed] [--encoder lexical] [--background 2000] [--errors]
                              [--labels tools/story_labels_later.tsv]

The labelled pairs (tools/story_labels.tsv) are lines of public data sets, named by the first 16
digits of the SHA-256 of the line; the data itself lies in ../shared/data and is not part of heed.
How the labels were made is in docs/RESULTS.md. The items, with others of the same sets around them,
go into a fresh home; a pair counts as joined where `heed story list` has both in one story.
Reuters, HuffPost and Sina (THUCNews) are one source each, with the times that they give; AG News,
which was gathered from 2,000 sources and names none, gives each item a source of its own. AG News
and THUCNews have no times: all are of one day, which makes it harder.
"""
import argparse
import collections
import gzip
import hashlib
import json
import pathlib
import random
import subprocess
import tempfile
from datetime import datetime

HERE = pathlib.Path(__file__).resolve().parent
DATA = HERE.parent.parent / "shared" / "data"
NOW = "2026-01-01T00:00:00Z"
ONE_DAY = "2004-10-01T00:00:00Z"


def lines(name):
    with gzip.open(DATA / name, "rt", encoding="utf-8", newline="\n") as file:
        for line in file:
            yield line.rstrip("\n")


def documents():
    """(set, line's key, item) of every line of the four sets."""
    for line in lines("reuters/reuters_shared.tsv.gz"):
        fields = line.split("\t")
        if len(fields) >= 5:
            time = datetime.strptime(fields[1].split(".")[0].strip(), "%d-%b-%Y %H:%M:%S")
            yield "reuters", line, fields[3], fields[4], time.strftime("%Y-%m-%dT%H:%M:%SZ")
    for line in lines("huffpost/huffpost_shared.tsv.gz"):
        fields = line.split("\t")
        if len(fields) >= 4:
            yield "huffpost", line, fields[2], fields[3], fields[1] + "T00:00:00Z"
    for name in ("ag_news_pool", "ag_news_extra_train"):
        for line in lines(f"ag_news/{name}.tsv.gz"):
            yield "ag_news", line, None, line.split("\t")[1], ONE_DAY
    for line in lines("thucnews/thucnews_train.tsv.gz"):
        yield "thucnews", line, line.split("\t")[1], "", ONE_DAY


def items(wanted, background):
    found, others = {}, []
    for name, line, title, text, time in documents():
        key = hashlib.sha256(line.encode()).hexdigest()[:16]
        if key in found:
            continue
        source = key if name == "ag_news" else name
        item = {"id": key, "text": text, "published": time, "source": source,
                "url": f"https://{name}.example/{key}"}
        if title is not None:
            item["title"] = title
        if key in wanted:
            found[key] = item
        else:
            others.append(item)
    missing = wanted - found.keys()
    assert not missing, f"{len(missing)} labelled lines are not in {DATA}"
    return list(found.values()) + random.Random(1).sample(others, background)


def stories(heed, encoder, listed):
    """Key of each item's story."""
    with tempfile.TemporaryDirectory() as home:
        def run(*words, text=None):
            done = subprocess.run([heed, "--home", home, "--now", NOW, "--json", *words],
                                  input=text, capture_output=True, text=True, check=True)
            return [json.loads(line) for line in done.stdout.splitlines()]

        run("settings", f"encoder={encoder}")
        run("add", "-", text="".join(json.dumps(i) + "\n" for i in listed))
        # Of one source's items with the same title heed keeps one.
        kept = {item["url"].rsplit("/", 1)[1] for item in run("items")}
        first = {(i["source"], i.get("title", "").lower()): i["id"] for i in listed
                 if i["id"] in kept}
        story = {i["id"]: first[(i["source"], i.get("title", "").lower())] for i in listed
                 if i["id"] not in kept}
        for told in run("story", "list"):
            for item in [told, *told["also"]]:
                story[item["url"].rsplit("/", 1)[1]] = told["id"]
        for key in story.keys() - kept:
            story[key] = story.get(story[key], story[key])
        return story


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--heed", default=str(HERE.parent / "build" / "heed"))
    parser.add_argument("--encoder", default="lexical")
    parser.add_argument("--background", type=int, default=2000)
    parser.add_argument("--labels", type=pathlib.Path, default=HERE / "story_labels.tsv")
    parser.add_argument("--errors", action="store_true", help="print the pairs that are wrong")
    asked = parser.parse_args()

    pairs = [line.split("\t") for line in asked.labels.read_text().splitlines()
             if not line.startswith("#")]
    listed = items({key for _, a, b, _ in pairs for key in (a, b)}, asked.background)
    titles = {i["id"]: i.get("title") or i["text"][:90] for i in listed}
    story = stories(asked.heed, asked.encoder, listed)

    counts = collections.defaultdict(collections.Counter)
    for name, a, b, label in pairs:
        joined = story.get(a, a) == story.get(b, b)
        kind = ("true " if joined == (label == "same") else "false ") + ("join" if joined else "gap")
        for group in (name, "all"):
            counts[group][kind] += 1
        if asked.errors and kind.startswith("false"):
            print(f"{kind}\t{name}\t{titles[a]}\t{titles[b]}")
    print(f"{len(pairs)} pairs among {len(listed)} items, encoder {asked.encoder}")
    for name, c in sorted(counts.items()):
        joined, same = c["true join"] + c["false join"], c["true join"] + c["false gap"]
        print(f"{name:10} precision {c['true join'] / max(1, joined):.3f}  "
              f"recall {c['true join'] / max(1, same):.3f}  "
              f"({c['true join']} of {same} joined, {c['false join']} wrongly)")


if __name__ == "__main__":
    main()
