#!/usr/bin/env python3
"""Compares `heed feed parse` with feedparser, field by field, over a folder of feeds.

Usage: compare_feedparser.py HEED FOLDER [--quiet]   (needs feedparser and html5lib)

Prints each difference and, at the end, the share of the fields that feedparser extracts which heed
gives equally. Fields with HTML are compared as the text that a person reads; times to the second.
"""
import calendar
import collections
import json
import os
import re
import subprocess
import sys
import time

import feedparser
import html5lib

BLOCKS = set('address article aside blockquote br center dd div dl dt figure footer form h1 h2 h3 h4 h5 h6 '
             'header hr li main nav ol p pre section table td th tr ul'.split())
HIDDEN = set('script style title head template iframe svg noframes noembed'.split())


def text_of(html):
    out = []

    def visit(node):
        if node.nodeType == node.TEXT_NODE:
            out.append(node.data)
            return
        name = getattr(node, 'tagName', None) or ''
        if name in HIDDEN:
            return
        out.append(' ' if name in BLOCKS else '')
        for child in node.childNodes:
            visit(child)
        out.append(' ' if name in BLOCKS else '')

    visit(html5lib.parseFragment(html or '', treebuilder='dom'))
    return fold(''.join(out))


def fold(text):
    return ' '.join(re.split('[ \\t\\r\\n\\f\\xa0]+', text or '')).strip()


def as_text(detail, value):
    """What feedparser gives is HTML or plain text, as its detail says."""
    kind = (detail or {}).get('type', 'text/plain')
    return text_of(value) if 'html' in kind else fold(value)


def stamp(parsed):
    try:
        return parsed and time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(calendar.timegm(parsed)))
    except (ValueError, OverflowError):
        return None


def feed_fields(theirs, ours):
    feed = theirs.feed
    yield 'feed.title', as_text(feed.get('title_detail'), feed.get('title')), ours['title']
    yield 'feed.link', feed.get('link'), ours['link']
    description = feed.get('subtitle') or feed.get('summary') or feed.get('info')
    detail = feed.get('subtitle_detail') or feed.get('summary_detail') or feed.get('info_detail')
    yield 'feed.description', as_text(detail, description), ours['description']
    yield 'feed.language', feed.get('language'), ours['language']


def entry_fields(theirs, ours):
    yield 'id', theirs.get('id'), ours['id']
    yield 'title', as_text(theirs.get('title_detail'), theirs.get('title')), ours['title']
    yield 'link', theirs.get('link'), ours['link']
    yield 'author', theirs.get('author'), ours['author']
    yield 'published', stamp(dict.get(theirs, 'published_parsed')), ours['published']
    yield 'updated', stamp(dict.get(theirs, 'updated_parsed')), ours['updated']
    contents = theirs.get('content') or []
    content = [as_text(c, c.value) for c in contents]
    summary = as_text(theirs.get('summary_detail'), theirs.get('summary'))
    if theirs.get('summary') and 'summary_detail' not in theirs:  # a copy of the content
        summary = content[0] if content else text_of(theirs.summary)
    mine = text_of(ours['summary_html'])
    yield 'summary', summary, mine or text_of(ours['content_html'])
    if content:
        got = text_of(ours['content_html'])
        yield 'content', got if got in content else content[0], got
    tags = [t.term for t in theirs.get('tags', []) if t.term]
    yield 'categories', sorted(set(fold(t) for t in tags)), sorted(ours['categories'])
    wanted = [e.get('href', '') for e in theirs.get('enclosures', [])]
    yield 'enclosures', wanted, [e['url'] for e in ours['enclosures']][:len(wanted)]


def compare(path, ours, quiet, totals):
    name = os.path.relpath(path, sys.argv[2])
    with open(path, 'rb') as file:
        theirs = feedparser.parse(file.read())
    if not theirs.entries and not theirs.feed.get('title'):
        return
    if 'error' in ours:
        print(f'{name}: heed reads nothing: {ours["error"]["message"]}')
        totals['wrong', 'document'] += 1
        return
    fields = [*feed_fields(theirs, ours)]
    if len(theirs.entries) != len(ours['items']):
        print(f'{name}: {len(theirs.entries)} items, heed {len(ours["items"])}')
    for i, (a, b) in enumerate(zip(theirs.entries, ours['items'])):
        fields += [(f'items[{i}].{field}', x, y) for field, x, y in entry_fields(a, b)]
    missing = len(theirs.entries) - len(ours['items'])
    totals['wrong', 'item'] += max(0, missing)
    for field, wanted, got in fields:
        if not wanted:
            continue
        key = re.sub(r'\[\d+\]', '', field)
        right = wanted == got
        totals['right' if right else 'wrong', key] += 1
        if not right and not quiet:
            print(f'{name}: {field}\n  feedparser {wanted!r:.300}\n  heed       {got!r:.300}')


def main():
    heed, folder = sys.argv[1:3]
    quiet = '--quiet' in sys.argv
    paths = sorted(os.path.join(d, f) for d, _, files in os.walk(folder) for f in files
                   if f.endswith(('.xml', '.rss', '.atom', '.rdf', '.cdf')))
    totals = collections.Counter()
    for start in range(0, len(paths), 200):
        some = paths[start:start + 200]
        done = subprocess.run([heed, 'feed', 'parse', '--json', *some], stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, check=False)
        lines = done.stdout.decode().strip().split('\n')
        assert len(lines) == len(some), f'{len(lines)} documents for {len(some)} files'
        for path, line in zip(some, lines):
            compare(path, json.loads(line), quiet, totals)
    for key in sorted({k for _, k in totals}):
        print(f'{key:24} {totals["right", key]:6} right {totals["wrong", key]:5} wrong')
    right = sum(n for (kind, _), n in totals.items() if kind == 'right')
    wrong = sum(n for (kind, _), n in totals.items() if kind == 'wrong')
    print(f'{right} of {right + wrong} fields equal: {100 * right / max(1, right + wrong):.2f} %')


if __name__ == '__main__':
    main()
