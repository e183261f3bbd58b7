"""Writes train, dev and test CSV files of AG News, THUCNews and SST-2 from ../shared/data.

    python tools/reference_data.py DIR

The split is by SHA-256 of the text, so that it never changes.
"""
import csv, gzip, hashlib, sys
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


def lines(name):
    with gzip.open(DATA / name, "rt", encoding="utf-8", newline="\n") as file:
        for line in file:
            yield line.rstrip("\r\n").split("\t")


def by_hash(rows):
    unique = {text: label for label, text in rows}
    return sorted(((label, text) for text, label in unique.items()),
                  key=lambda row: hashlib.sha256(row[1].encode()).digest())


def write(folder, name, **parts):
    for part, rows in parts.items():
        with open(folder / f"{name}_{part}.csv", "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["label", "text"])
            writer.writerows(rows)
        print(f"{name}_{part}.csv", len(rows))


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    ag = ["", "World", "Sports", "Business", "Sci/Tech"]
    pool = by_hash((ag[int(l)], f"{title} {text}") for l, title, text in lines("ag_news/ag_news_pool.tsv.gz"))
    seen = {text for _, text in pool}
    extra = by_hash((ag[int(row[0])], row[1]) for row in lines("ag_news/ag_news_extra_train.tsv.gz"))
    extra = [row for row in extra if row[1] not in seen]
    write(folder, "ag", train=extra + pool[2500:], dev=pool[:500], test=pool[500:2500])

    names = (DATA / "thucnews/class.txt").read_text().split()
    read = lambda name: by_hash((names[int(l)], text) for l, text in lines(f"thucnews/thucnews_{name}.tsv.gz"))
    dev = read("dev")
    seen = {text for _, text in dev}
    train = [row for row in read("train") if row[1] not in seen]
    write(folder, "thuc", train=train[:10000], dev=dev[:1000], test=dev[1000:5000])

    read = lambda name: by_hash((("negative", "positive")[int(l)], text) for text, l in lines(f"sst2/{name}.tsv.gz"))
    train = read("train")
    write(folder, "sst2", train=train[692:], dev=train[:692], test=read("dev"))


main(Path(sys.argv[1]))
