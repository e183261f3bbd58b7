#!/usr/bin/env python3
"""Measures `heed extract` on labelled pages beside readability-lxml and trafilatura, where installed.

    tools/compare_extraction.py [--heed build/heed] [--worst 10] [--wrong]

Three public sets in ../shared/data, each measured as its makers do, averaged over pages:
  article_extraction  (scrapinghub/article-extraction-benchmark) 4-grams of words of articleBody
  readability_pages   (mozilla/readability) 4-grams of words of what Readability.js itself finds
  trafilatura_eval    (adbar/trafilatura) segments that must be kept and segments that must go

For the last two, also how often heed's title, author and day are those of the labels (in
Readability's set what it finds itself), and how often it says one where the label is empty.
"""
import argparse
import collections
import gzip
import json
import pathlib
import re
import subprocess
import tempfile
import unicodedata

HERE = pathlib.Path(__file__).resolve().parent
DATA = HERE.parent.parent / "shared" / "data"


def shingles(text):
    words = re.findall(r"\w+", (text or "").lower())
    if len(words) < 4:
        return collections.Counter([tuple(words)] if words else [])
    return collections.Counter(tuple(words[i:i + 4]) for i in range(len(words) - 3))


def by_shingles(truth, found):
    """Right, too much, missed."""
    a, b = shingles(truth), shingles(found)
    right = sum((a & b).values())
    return right, sum(b.values()) - right, sum(a.values()) - right


def by_segments(truth, found):
    found = " ".join((found or "").split())
    right = sum(" ".join(s.split()) in found for s in truth["with"])
    wrong = sum(" ".join(s.split()) in found for s in truth["without"])
    return right, wrong, len(truth["with"]) - right


def average_of_pages(results):
    precision = [r / (r + f) if r + f else 1.0 if not m else 0.0 for r, f, m in results]
    recall = [r / (r + m) if r + m else 1.0 for r, f, m in results]
    return sum(precision) / len(precision), sum(recall) / len(recall)


def sum_of_pages(results):
    right, wrong, missed = (sum(column) for column in zip(*results))
    return right / max(1, right + wrong), right / max(1, right + missed)


def plain(html):
    from lxml import etree
    from lxml import html as parser
    tree = parser.fromstring(html) if html and html.strip() else None
    if tree is None:
        return ""
    for node in list(tree.iter("script", "style")):
        node.drop_tree()
    for node in tree.iterfind(".//img[@aria-hidden='true'][@alt]"):  # Readability.js: formulas
        formula = re.fullmatch(r"\{\\(?:display|text)style (.*)\}", node.get("alt"), re.DOTALL)
        node.tail = (formula[1] if formula else node.get("alt")) + (node.tail or "")
    return "\n".join(etree.XPath(".//text()")(tree))


def readability(page):
    import readability as package
    return plain(package.Document(page.decode("utf-8", "replace")).summary(html_partial=True))


def trafilatura(page):
    import trafilatura as package
    return package.extract(page, include_comments=False)


def heed(program, paths):
    done = subprocess.run([program, "extract", "--json", *paths], stdout=subprocess.PIPE)
    found = {page["file"]: page for page in map(json.loads, done.stdout.splitlines())}
    return [found.get(str(path), {}) for path in paths]


def unpack(name, archive, folder):
    subprocess.run(["tar", "--zstd", "-xf", DATA / name / archive, "-C", folder], check=True)


def article_extraction(folder):
    unpack("article_extraction", "html.tar.zst", folder)
    with gzip.open(DATA / "article_extraction" / "ground-truth.json.gz", "rt") as file:
        truth = json.load(file)
    for key in sorted(truth):
        if (folder / f"{key}.html").exists():
            yield folder / f"{key}.html", truth[key]["articleBody"]


def readability_pages(folder):
    unpack("readability_pages", "test-pages.tar.zst", folder)
    for path in sorted(folder.glob("*/source.html")):
        yield path, plain((path.parent / "expected.html").read_text("utf-8"))


def trafilatura_eval(folder):
    unpack("trafilatura_eval", "html.tar.zst", folder)
    with gzip.open(DATA / "trafilatura_eval" / "evaldata.json.gz", "rt") as file:
        truth = json.load(file)
    for page in truth.values():
        if (folder / page["file"]).exists():
            yield folder / page["file"], page


def alike(part, text):
    """The form in which labels are compared: case aside, and in titles all but the words."""
    text = unicodedata.normalize("NFKC", text or "").casefold()
    return " ".join(re.findall(r"\w+", text) if part == "title" else text.split())


def labels_of(path, truth):
    """What the makers say of a page, as heed names it; nothing where they say nothing."""
    if isinstance(truth, dict):  # trafilatura
        author = truth.get("author")
        return {"title": truth.get("title"), "published": truth.get("date"),
                "byline": ", ".join(author) if isinstance(author, list) else author}
    if not (path.parent / "expected-metadata.json").exists():
        return {}
    given = json.loads((path.parent / "expected-metadata.json").read_text("utf-8"))
    return {"title": given["title"], "byline": given["byline"] or "",
            "published": (given.get("publishedTime") or "")[:10]}


def say_part(part, labels, pages, each):
    right = labelled = silent = extra = 0
    for told, page in zip(labels, pages):
        if told.get(part) is None:
            continue
        label = alike(part, told[part])
        mine = alike(part, page.get(part))[:10 if part == "published" else None]
        labelled += label != ""
        right += label != "" and label == mine
        silent += label == ""
        extra += label == "" and mine != ""
        if each and label != mine:
            print(f"    {part}: {label!r}, not {mine!r}: {'/'.join(page['file'].split('/')[3:])}")
    if labelled:
        print(f"  heed {part:10} right {right} of {labelled}, "
              f"said {extra} times where {silent} labels are empty")


SETS = {"article_extraction": (article_extraction, by_shingles, average_of_pages),
        "readability_pages": (readability_pages, by_shingles, average_of_pages),
        "trafilatura_eval": (trafilatura_eval, by_segments, sum_of_pages)}


def peers():
    for peer in (readability, trafilatura):
        try:
            peer(b"<html><body><p>One paragraph of text.</p></body></html>")
        except ImportError:
            continue
        yield peer


def attempt(peer, page):
    try:
        return peer(page)
    except Exception:  # pylint: disable=broad-except
        return ""  # a page that it cannot read counts as nothing found


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--heed", default=str(HERE.parent / "build" / "heed"))
    parser.add_argument("--worst", type=int, default=0, help="print heed's worst pages")
    parser.add_argument("--wrong", action="store_true",
                        help="print each title, author and day that is not its label's")
    parser.add_argument("--alone", action="store_true", help="heed without its peers")
    asked = parser.parse_args()
    for name, (pages, measure, average) in SETS.items():
        with tempfile.TemporaryDirectory() as folder:
            cases = list(pages(pathlib.Path(folder)))
            paths = [path for path, _ in cases]
            pages_read = heed(asked.heed, paths)
            labels = [labels_of(path, truth) for path, truth in cases]
            found = {"heed": [page.get("text", "") for page in pages_read]}
            for peer in () if asked.alone else peers():
                found[peer.__name__] = [attempt(peer, path.read_bytes()) for path in paths]
        print(f"{name}, {len(cases)} pages")
        for program, texts in found.items():
            results = [measure(truth, text) for (_, truth), text in zip(cases, texts)]
            p, r = average(results)
            print(f"  {program:12} F1 {2 * p * r / max(1e-9, p + r):.4f}  "
                  f"precision {p:.4f}  recall {r:.4f}")
            if program != "heed":
                continue
            ranked = sorted(zip(results, paths), key=lambda x: x[0][0] / max(1, sum(x[0])))
            for (right, wrong, missed), path in ranked[:asked.worst]:
                print(f"    {right:6} right {wrong:6} too much {missed:6} missed  "
                      f"{path.relative_to(folder)}")
        for part in ("title", "byline", "published"):
            say_part(part, labels, pages_read, asked.wrong)


if __name__ == "__main__":
    main()
