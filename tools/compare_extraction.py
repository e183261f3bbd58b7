#!/usr/bin/env python3
"""Measures `heed extract` on labelled pages, beside trafilatura where it is installed.

Usage: compare_extraction.py HEED PAGES GROUND_TRUTH      (scrapinghub/article-extraction-benchmark:
a folder of ID.html[.gz] and a JSON of ID → articleBody)

Prints precision, recall and F1 over 4-grams of words, averaged over pages as that benchmark does.
"""
import collections
import gzip
import json
import os
import re
import subprocess
import sys


def shingles(text):
    words = re.findall(r'\w+', (text or '').lower())
    if len(words) < 4:
        return collections.Counter([tuple(words)] if words else [])
    return collections.Counter(tuple(words[i:i + 4]) for i in range(len(words) - 3))


def measure(truth, found):
    a, b = shingles(truth), shingles(found)
    right = sum((a & b).values())
    return right, sum(b.values()) - right, sum(a.values()) - right


def average(results):
    precision = [r / (r + f) if r + f else 1.0 if not m else 0.0 for r, f, m in results]
    recall = [r / (r + m) if r + m else 1.0 for r, f, m in results]
    p, q = sum(precision) / len(precision), sum(recall) / len(recall)
    return f'F1 {2 * p * q / (p + q):.4f}  precision {p:.4f}  recall {q:.4f}'


def main():
    heed, folder, truth_path = sys.argv[1:4]
    opener = gzip.open if truth_path.endswith('.gz') else open
    with opener(truth_path, 'rt', encoding='utf-8') as file:
        truth = json.load(file)
    ids = sorted(i for i in truth if os.path.exists(os.path.join(folder, i + '.html')))
    paths = [os.path.join(folder, i + '.html') for i in ids]
    done = subprocess.run([heed, 'extract', '--json', *paths], stdout=subprocess.PIPE, check=True)
    pages = [json.loads(line) for line in done.stdout.decode().strip().split('\n')]
    results = [measure(truth[i]['articleBody'], page['text']) for i, page in zip(ids, pages)]
    if '--worst' in sys.argv:
        for i, (r, f, m) in sorted(zip(ids, results), key=lambda x: x[1][0] / max(1, sum(x[1])))[:15]:
            print(f'{r:6} right {f:6} too much {m:6} missed  {truth[i]["url"][:90]} {i[:8]}')
    print(f'heed         {average(results)}  ({len(ids)} pages)')
    try:
        import trafilatura
    except ImportError:
        return
    other = []
    for i, path in zip(ids, paths):
        with open(path, 'rb') as file:
            other.append(measure(truth[i]['articleBody'], trafilatura.extract(file.read(), include_comments=False)))
    print(f'trafilatura  {average(other)}')


if __name__ == '__main__':
    main()
