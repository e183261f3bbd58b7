#!/usr/bin/env python3
"""Feeds attacks through heed's sanitiser and looks for anything left that could act.

Usage: check_sanitiser.py HEED PAYLOADS [--browser CHROMIUM]      (needs html5lib)

PAYLOADS is a text file with one payload a line, or JSON Lines with a "payload", plain or gzipped; a
folder of html5lib's tests (.dat, .test), whose inputs are the payloads; or a folder of feeds (.xml),
whose items are what is checked.
Every payload goes through `heed feed parse` as the content of an item. The result is parsed again
by another HTML5 parser: only the short list of elements and attributes may be there, and no link
that runs. Sanitising the result again must change nothing. With --browser all results are put into
one page without any policy and opened: nothing may run and nothing may be asked for.
"""
import gzip
import http.server
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import threading

import html5lib

ELEMENTS = set('a abbr address article aside b bdi bdo big blockquote br caption center cite code col '
               'colgroup dd del details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 '
               'header hr i img ins kbd li main mark nav ol p pre q rp rt ruby s samp section small '
               'span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var '
               'wbr'.split())
ATTRIBUTES = set('alt cite colspan data-src datetime dir headers height href hreflang lang reversed '
                 'rowspan scope span start title type value width'.split())


def read_html5lib(folder):
    for path in sorted(pathlib.Path(folder).rglob('*')):
        if path.suffix == '.dat':
            text = path.read_bytes().decode('utf-8', 'replace')
            yield from re.findall(r'^#data\n(.*?)\n#errors', text, re.S | re.M)
        elif path.suffix == '.test':
            for test in json.loads(path.read_text()).get('tests', []):
                text = test.get('input', '')
                text = text if isinstance(text, str) else ''.join(map(str, text))
                if test.get('doubleEscaped'):
                    text = json.loads('"' + text.replace('"', '\\"') + '"')
                yield text.encode('utf-8', 'replace').decode()


def read_feeds(heed, folder):
    """What heed makes of each feed's items."""
    for path in sorted(pathlib.Path(folder).rglob('*.xml')):
        done = subprocess.run([heed, 'feed', 'parse', '--json', str(path)], stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL)
        for item in json.loads(done.stdout).get('items', []) if done.returncode == 0 else []:
            yield from filter(None, (item['content_html'], item['summary_html']))


def read_payloads(path):
    if os.path.isdir(path):
        yield from read_html5lib(path)
        return
    opener = gzip.open if path.endswith('.gz') else open
    with opener(path, 'rt', encoding='utf-8', errors='surrogateescape') as file:
        for line in file:
            line = line.rstrip('\n').encode('utf-8', 'surrogateescape').decode('utf-8', 'replace')
            if line.startswith('{'):
                try:
                    line = json.loads(line)['payload']
                except (ValueError, KeyError):
                    pass
            yield line


def sanitise(heed, payloads):
    feed = {'version': 'https://jsonfeed.org/version/1.1', 'title': 't',
            'items': [{'id': str(i), 'content_html': p} for i, p in enumerate(payloads)]}
    done = subprocess.run([heed, 'feed', 'parse', '--json', '-'], input=json.dumps(feed).encode(),
                          stdout=subprocess.PIPE, check=True)
    return [item['content_html'] for item in json.loads(done.stdout)['items']]


def problems(html):
    def visit(node):
        if node.nodeType == node.ELEMENT_NODE:
            if node.tagName not in ELEMENTS:
                yield f'element {node.tagName}'
            for name, value in node.attributes.items():
                if name not in ATTRIBUTES:
                    yield f'attribute {name}'
                scheme = value.strip().split(':')[0].lower() if ':' in value else ''
                if name in ('href', 'cite', 'data-src') and scheme not in ('', 'http', 'https', 'mailto'):
                    if '/' not in scheme and '#' not in scheme and '?' not in scheme:
                        yield f'{name}={value}'
        for child in node.childNodes:
            yield from visit(child)

    yield from visit(html5lib.parseFragment(html, treebuilder='dom'))


def browse(browser, results):
    """Opens all results in one page and returns what was asked for besides it and what ran."""
    asked = []
    page = ('<!doctype html><meta charset=utf-8><title>0</title><script>let n=0;const hit=()=>{'
            'document.title=String(++n)};alert=confirm=prompt=print=eval=hit;window.onerror=null;'
            'window.open=hit;</script>' + ''.join(f'<div>{r}</div>' for r in results))

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            if self.path != '/page':
                asked.append(self.path)
            self.send_response(200 if self.path == '/page' else 404)
            self.send_header('Content-Type', 'text/html; charset=utf-8')
            self.end_headers()
            if self.path == '/page':
                self.wfile.write(page.encode())

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    # Every host leads to our server, so that any request shows.
    with tempfile.TemporaryDirectory() as profile:
        done = subprocess.run(
            [browser, '--headless', '--no-sandbox', '--disable-gpu', f'--user-data-dir={profile}',
             '--disable-background-networking', '--no-first-run', '--disable-component-update',
             f'--host-resolver-rules=MAP * 127.0.0.1:{server.server_port}',
             '--virtual-time-budget=5000', '--dump-dom', f'http://127.0.0.1:{server.server_port}/page'],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=120, check=True)
    dom = done.stdout.decode(errors='replace')
    ran = dom[dom.index('<title>') + 7:dom.index('</title>')]
    own = ('/favicon.ico', '/time/1/current')  # the browser's own
    return [a for a in asked if a.split('?')[0] not in own], ran, dom.count('<div>')


def main():
    heed, path = sys.argv[1:3]
    feeds = os.path.isdir(path) and any(pathlib.Path(path).rglob('*.xml'))
    payloads = list(read_feeds(heed, path) if feeds else read_payloads(path))
    once = payloads if feeds else sanitise(heed, payloads)
    twice = sanitise(heed, once)
    bad = 0
    for payload, result, again in zip(payloads, once, twice):
        found = list(problems(result))
        if result != again:
            found.append(f'changes when sanitised again: {again!r}')
        if found:
            bad += 1
            print(f'{payload!r}\n  {result!r}\n  {found}')
    print(f'{os.path.basename(path)}: {len(payloads)} payloads, {bad} bad')
    if '--browser' in sys.argv:
        asked, ran, shown = browse(sys.argv[sys.argv.index('--browser') + 1], once)
        print(f'in the browser: {shown} divisions shown, {ran} scripts ran, {len(asked)} requests {asked[:5]}')
        bad += len(asked) + int(ran)
    sys.exit(bad > 0)


if __name__ == '__main__':
    main()
