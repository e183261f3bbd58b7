#!/usr/bin/env python3
"""How long a search takes among 100,000 items, for each kind of query: whole processes, wall clock and
processor time, medians of 7.

    bench/search.py [--heed build/heed] [--data ../shared/data] [--home DIR] [--items 100000] [QUERY…]

The items are real news, half of them English (AG News, HuffPost, Reuters), half Chinese headlines
(THUCNews), from 40 sources over two years; some are read, liked and saved. A home that is kept with
--home is made once.
"""
import argparse
import gzip
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta

WANTED = 50  # milliseconds
QUERIES = """
battery|oil|the|market*|to*|t*|市场|中国|的|a|-game|oil -price|"oil prices"|"the company"
source:"Source 3"|source:"Source 3" stocks|-source:"Source 3" oil|label:sports|label:sports -game|-label:sports the
lang:zh|lang:en oil|-lang:zh|lang:fr|lang:zh minutes>1|minutes<2|minutes>=5|minutes>500
before:2025-01|after:2025-12-20|before:2025-01 oil|before:2001|after:2025-06 before:2025-07
is:unread|is:read|is:liked|is:saved|-is:read|is:opened|is:hidden|is:unread minutes<2 bank|is:liked the
lang:zh label:sports|source:"Source 3" lang:zh minutes>1|is:unread before:2025-01 lang:en minutes<2 the
--semantic storing energy|--semantic oil lang:en|--semantic 股市|--semantic bank is:liked
"""
START = datetime(2024, 1, 1)


def lines(path):
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield line.rstrip("\n").split("\t")


def english(data):
    for _, title, text in lines(data / "ag_news/ag_news_pool.tsv.gz"):
        yield title, text, []
    for _, text in lines(data / "ag_news/ag_news_extra_train.tsv.gz"):
        yield text[:70].rsplit(" ", 1)[0], text, []
    for label, _, title, text, *_ in lines(data / "huffpost/huffpost_shared.tsv.gz"):
        yield title, text, [label.lower()]
    for _, _, labels, title, text, *_ in lines(data / "reuters/reuters_shared.tsv.gz"):
        yield title, text, [label for label in labels.split("|") if label]


def chinese(data):
    names = (data / "thucnews/class.txt").read_text().split()
    for file in ("train", "dev"):
        for label, title in lines(data / f"thucnews/thucnews_{file}.tsv.gz"):
            yield title, "", [names[int(label)]]


def items(data, count):
    kinds = [list(english(data)), list(chinese(data))]
    for k in range(count):
        pool, at = kinds[k % 2], k // 2
        title, _, labels = pool[at % len(pool)]
        text = pool[(at + at // len(pool)) % len(pool)][1]  # a second round has other texts
        published = START + timedelta(minutes=k * 731 * 1440 // count)
        yield {"id": str(k), "title": title, "text": text, "categories": labels,
               "lang": ("en", "zh")[k % 2], "source": f"Source {k % 40}",
               "url": f"https://news.example/{k}", "published": published.isoformat() + "Z"}


def make_home(heed, home, data, count):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        for item in items(data, count):
            file.write(json.dumps(item, ensure_ascii=False) + "\n")
        file.flush()
        heed("add", file.name)
    # Every tenth of the newest thousand is read, and every fiftieth liked or saved.
    newest = heed("--json", "items", "--limit", "1000").splitlines()
    ids = [json.loads(line)["id"] for line in newest]
    for act, some in (("read", ids[::10]), ("like", ids[::50]), ("save", ids[25::50])):
        heed(act, *some)
    heed("search", "--semantic", "warm")  # gives each item its vector


def measure(command):
    times = []
    for _ in range(7):
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        times.append((wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss))
        process.returncode = os.waitstatus_to_exitcode(status)
    wall, cpu, memory = (sorted(column)[3] for column in zip(*times))
    return wall * 1000, cpu * 1000, memory // 1024, process.returncode


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--heed", default="build/heed")
    parser.add_argument("--data", type=pathlib.Path, default=pathlib.Path("../shared/data"))
    parser.add_argument("--home", type=pathlib.Path)
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("queries", nargs="*")
    arguments = parser.parse_args()
    temporary = None
    if arguments.home is None:
        temporary = tempfile.TemporaryDirectory()
        arguments.home = pathlib.Path(temporary.name)
    program = [arguments.heed, "--home", str(arguments.home), "--quiet", "--now", "2026-01-01T00:00:00Z"]

    def heed(*words):
        return subprocess.run([*program, *words], check=True, stdout=subprocess.PIPE).stdout

    if not (arguments.home / "heed.db").exists():
        make_home(heed, arguments.home, arguments.data, arguments.items)
    print(f"{'':44}{'ms':>6}{'CPU':>6}{'MB':>6}")
    slow = 0
    for query in arguments.queries or QUERIES.strip().replace("\n", "|").split("|"):
        words = ["--semantic", query[11:]] if query.startswith("--semantic") else [query]
        wall, cpu, memory, code = measure([*program, "search", *words])
        slow += wall > WANTED
        remark = f"  exit {code}" if code else "  slow" if wall > WANTED else ""
        print(f"{query:<44}{wall:6.0f}{cpu:6.0f}{memory:6}{remark}")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
