#!/usr/bin/env python3
"""Compares `heed feed parse` with what other readers' tests expect, field by field.

Usage: compare_goldens.py HEED FOLDER   (needs feedparser and html5lib, as compare_feedparser.py does)

FOLDER holds feeds, each beside its expected result: gofeed's X.json and X_expected.json, feed-rs'
X.serde.json. Prints each field that is expected and differs. Ids that feed-rs makes up are passed
over, and so are the times of change that both copy from those of publication.
"""
import collections
import json
import os
import re
import subprocess
import sys
from datetime import datetime, timezone

from compare_feedparser import fold, text_of

ENDINGS = ('.serde.json', '_expected.json', '.json')


def pairs(folder):
    for where, _, files in os.walk(folder):
        for name in files:
            stem = os.path.splitext(name)[0]
            golden = next((stem + e for e in ENDINGS if stem + e in files and stem + e != name), None)
            if golden and not name.endswith(ENDINGS[:2]):
                yield os.path.join(where, name), os.path.join(where, golden)


def either(given, *names):
    return next((given[name] for name in names if given.get(name)), None)


def content(value):
    """gofeed gives a text or {"value"}, feed-rs {"content"} or {"body"}."""
    return either(value, 'value', 'content', 'body') if isinstance(value, dict) else value


def utc(time):
    found = re.match(r'([-\dT:]{19})(?:\.\d+)?(Z|[+-]\d\d:\d\d)', time or '')
    if not found:
        return None
    parsed = datetime.fromisoformat(found[1] + found[2].replace('Z', '+00:00'))
    return parsed.astimezone(timezone.utc).strftime('%Y-%m-%dT%H:%M:%SZ')


def person(given):
    if isinstance(given, str):
        return given
    name, email = given.get('name'), given.get('email')
    return f'{name} ({email})' if name and email else name or email


def link_of(given):
    if isinstance(given.get('link'), str):
        return given['link']
    links = [x if isinstance(x, dict) else {'href': x} for x in given.get('links') or []]
    return next((x.get('href') for x in links if x.get('rel') in (None, '', 'alternate')), None)


def enclosures(given):
    found = [x.get('url') for x in given.get('enclosures') or []]
    found += [x.get('href') for x in given.get('links') or [] if isinstance(x, dict) and x.get('rel') == 'enclosure']
    return sorted(set(filter(None, found)))


def feed_fields(golden, ours):
    yield 'title', text_of(content(golden.get('title'))), ours['title']
    yield 'link', link_of(golden), ours['link']
    yield 'description', text_of(content(either(golden, 'description', 'subtitle'))), ours['description']
    yield 'language', (golden.get('language') or '').lower(), ours['language'].lower()


def item_fields(golden, ours):
    guid = golden.get('guid') or golden.get('id')
    guid = guid.get('value') if isinstance(guid, dict) else guid
    made_up = re.fullmatch('[0-9a-f]{32}|[0-9a-f-]{36}', guid or '')
    yield 'id', None if made_up else guid, ours['id']
    yield 'title', text_of(content(golden.get('title'))), ours['title']
    yield 'link', link_of(golden), ours['link']
    authors = golden.get('authors') or filter(None, [golden.get('author')])
    yield 'author', ', '.join(filter(None, map(person, authors))), ours['author']
    published = utc(either(golden, 'publishedParsed', 'pubDateParsed', 'published'))
    updated = utc(either(golden, 'updatedParsed', 'updated'))
    same = published == updated
    yield 'published', None if same and not ours['published'] else published, ours['published']
    yield 'updated', None if same and not ours['updated'] else updated, ours['updated']
    summary, full = text_of(ours['summary_html']), text_of(ours['content_html'])
    yield 'summary', text_of(content(either(golden, 'description', 'summary'))), summary or full
    yield 'content', text_of(content(golden.get('content'))), full or summary
    categories = [x if isinstance(x, str) else either(x, 'term', 'value') for x in golden.get('categories') or []]
    # heed takes keywords and media's categories, too.
    wanted = {text_of(x) for x in categories if x}
    yield 'categories', sorted(wanted), sorted(wanted & set(ours['categories']))
    yield 'enclosures', enclosures(golden), sorted(x['url'] for x in ours['enclosures'])


def main():
    heed, folder = sys.argv[1:3]
    found = sorted(pairs(folder))
    done = subprocess.run([heed, 'feed', 'parse', '--json', *(path for path, _ in found)],
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    totals = collections.Counter()
    for (path, golden_path), line in zip(found, done.stdout.decode().strip().split('\n')):
        name, ours = os.path.relpath(path, folder), json.loads(line)
        with open(golden_path, encoding='utf-8') as file:
            golden = json.load(file)
        if 'error' in ours:
            print(f'{name}: heed reads nothing: {ours["error"]["message"]}')
            totals['documents unread'] += 1
            continue
        items = either(golden, 'items', 'entries') or []
        totals['items missed'] += max(0, len(items) - len(ours['items']))
        fields = [*feed_fields(golden, ours)]
        for i, (wanted, got) in enumerate(zip(items, ours['items'])):
            fields += [(f'items[{i}].{field}', a, b) for field, a, b in item_fields(wanted, got)]
        for field, wanted, got in fields:
            if not wanted:
                continue
            if isinstance(wanted, str):
                wanted, got = fold(wanted), fold(got)
            right = wanted == got or (field.endswith('link') and wanted.rstrip('/') == got.rstrip('/'))
            totals['right' if right else 'wrong'] += 1
            if not right:
                print(f'{name}: {field}\n  expected {wanted!r:.300}\n  heed     {got!r:.300}')
    print(f'{len(found)} feeds:', ', '.join(f'{n} {what}' for what, n in totals.items()))


if __name__ == '__main__':
    main()
