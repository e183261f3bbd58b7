"""The sets of news that labelled pairs of stories come from: lines of ../shared/data, as items for
`heed add -`. An item is named by the first 16 digits of the SHA-256 of its line.

Reuters, HuffPost and Sina (THUCNews) are one source each, with the times that they give; AG News,
which was gathered from 2,000 sources and names none, gives each item a source of its own. AG News
and THUCNews have no times: all are of one day, which makes it harder than it is for a reader. Half of
AG News has title and description in one field: what heed takes for the title of those is its guess.
"""
import bisect
import gzip
import hashlib
import json
import pathlib
import re
import statistics
import subprocess
import tempfile
from datetime import datetime, timezone
from html import unescape

HERE = pathlib.Path(__file__).resolve().parent
DATA = HERE.parent.parent / "shared" / "data"
SETS = ("reuters", "huffpost", "ag_news", "ag_timed", "thucnews", "real_feeds")
FEEDS = {".xml", ".rss", ".atom", ".rdf", ".json"}
HEED = HERE.parent / "build" / "heed"
MONTHS = ["Aug", "Sep", "Oct", "Nov", "Dec"]
DATE = re.compile(r"\b(Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? (\d{1,2}),? \(?(?:2004|\(|--|-|Reuters|AP|AFP)")
ONE_DAY = "2004-10-01T00:00:00Z"


def lines(name):
    with gzip.open(DATA / name, "rt", encoding="utf-8", newline="\n") as file:
        for line in file:
            yield line.rstrip("\n")


def reuters():
    for line in lines("reuters/reuters_shared.tsv.gz"):
        fields = line.split("\t")
        if len(fields) >= 5:
            time = datetime.strptime(fields[1].split(".")[0].strip(), "%d-%b-%Y %H:%M:%S")
            yield line, fields[3], fields[4], time.strftime("%Y-%m-%dT%H:%M:%SZ")


def huffpost():
    for line in lines("huffpost/huffpost_shared.tsv.gz"):
        fields = line.split("\t")
        if len(fields) >= 4:
            yield line, fields[2], fields[3], fields[1] + "T00:00:00Z"


def clean(text):
    """AG News as its readers saw it: its tags, line ends and broken entities are the set's own."""
    text = re.sub(r" ?&?#(\d+);", lambda code: chr(int(code[1])), text)
    text = re.sub(r"<[^>]*>", " ", unescape(unescape(text)))
    text = re.sub(r"(?<!\w)(quot|amp);", " ", text).replace("\\", " ")
    return re.sub(r"\s+", " ", text).strip()


def ag_news():
    for line in lines("ag_news/ag_news_pool.tsv.gz"):
        yield line, *map(clean, line.split("\t")[1:3]), ONE_DAY
    for line in lines("ag_news/ag_news_extra_train.tsv.gz"):
        yield line, None, clean(line.split("\t")[1]), ONE_DAY


def ag_timed():
    """Those that lie in order of time, with the time that their place tells. What a line says about
    its own date, where it does, grows with its place: here the middle of each five such dates, and
    straight lines between. Four in five of the dates are met within two days."""
    found = list(lines("ag_news/ag_news_pool.tsv.gz"))
    dated = []
    for place, line in enumerate(found):
        said = DATE.search(clean(" ".join(line.split("\t")[1:])))
        if said:
            day = datetime(2004, MONTHS.index(said[1][:3]) + 8, min(30, int(said[2])), 12)
            dated.append((place, day.replace(tzinfo=timezone.utc).timestamp()))
    middle = [(place, statistics.median_low(time for _, time in dated[max(0, k - 2):k + 3]))
              for k, (place, _) in enumerate(dated)]
    for place, line in enumerate(found):
        k = min(max(1, bisect.bisect(middle, (place,))), len(middle) - 1)
        (p, t), (q, u) = middle[k - 1], middle[k]
        time = datetime.fromtimestamp(t + (u - t) * (place - p) / (q - p), timezone.utc)
        yield line, *map(clean, line.split("\t")[1:3]), time.strftime("%Y-%m-%dT%H:%M:%SZ")


def thucnews():
    for part in ("train", "dev"):
        for line in lines(f"thucnews/thucnews_{part}.tsv.gz"):
            yield line, line.split("\t")[1], "", ONE_DAY


def real_feeds():
    """Entries of the captured feeds as heed reads them; a line is file, tab, id."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["tar", "--zstd", "-xf", DATA / "real_feeds/real_feeds.tar.zst", "-C", folder],
                       check=True)
        for file in sorted(f for f in pathlib.Path(folder).rglob("*") if f.suffix in FEEDS):
            read = subprocess.run([HEED, "--json", "feed", "parse", file], capture_output=True,
                                  text=True).stdout
            for entry in (e for line in read.splitlines() for e in json.loads(line).get("items", [])):
                if entry.get("published") and entry.get("title"):
                    html = entry.get("content_html") or entry.get("summary_html") or ""
                    text = re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", html)))
                    name = f"{file.relative_to(folder)}\t{entry.get('id') or entry.get('link')}"
                    yield name, entry["title"], text.strip(), entry["published"]


def items(name):
    """Each item of a set once, in the order of its lines."""
    seen = set()
    for line, title, text, time in globals()[name]():
        key = hashlib.sha256(line.encode()).hexdigest()[:16]
        if key in seen:
            continue
        seen.add(key)
        source = {"real_feeds": line.split("\t")[0]}.get(name, name)
        if name.startswith("ag_"):
            source = f"{name} {key}"
        item = {"id": f"{name}/{key}", "text": text, "published": time, "source": source,
                "url": f"https://{name}.example/{key}"}
        if title is not None:
            item["title"] = title
        yield item


def seconds(item):
    return datetime.fromisoformat(item["published"].replace("Z", "+00:00")).timestamp()


def labels(*files):
    """(set, id, id, label, band or None) of each labelled pair."""
    for file in files:
        for line in pathlib.Path(file).read_text().splitlines():
            if not line.startswith("#"):
                name, a, b, label, *band = line.split("\t")
                yield name, f"{name}/{a}", f"{name}/{b}", label, int(band[0]) if band else None
