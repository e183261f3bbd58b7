#!/usr/bin/env python3
"""Feeds documents that are made to be slow or large through heed, and measures what each costs.

Usage: check_bombs.py HEED [NAME …]

Each document has the most bytes that a fetch lets through, or as few as its kind of attack needs.
Printed: processor time and the memory above that of a small document. Bad is more than a second, or
more memory than 64 MiB for a short document and than an honest one costs for a long one.
"""
import os
import resource
import subprocess
import sys
import tempfile

MIB = 1 << 20
SIZE = 16 * MIB
SECONDS = 1.0
SHORT = 2  # MiB


def most_memory(size):
    return 64 if size < SHORT else 160  # 'a long page' takes 154


def fill(piece, before='', after='', size=SIZE):
    room = size - len(before) - len(after)
    return before + piece * (room // len(piece)) + after


def linked(fields):
    return '<html><script type="application/ld+json">{"@type":"Article",' + fields + '}</script><p>x</p>'


def numbered(piece, before='', after='', size=SIZE):
    """Like fill, with a number instead of @."""
    count = (size - len(before)) // (len(piece) + 6)
    return before + ''.join(piece.replace('@', str(i)) for i in range(count)) + after


def rss(item):
    return '<rss><channel><title>t</title><item><title>u</title>' + item + '</item></channel></rss>'


def laughs(levels=9):
    lines = ['<!ENTITY a0 "ha">'] + [
        f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, levels + 1)]
    return '<!DOCTYPE rss [' + ''.join(lines) + ']>' + rss(f'<description>&a{levels};</description>')


def entity(value, size=SIZE):
    return fill('&a;', f'<!DOCTYPE rss [<!ENTITY a "{value}">]><rss><channel><item><title>', '</title>'
                '</item></channel></rss>', size)


def nested_mail(levels):
    parts = ['From: a@b.example\nSubject: x\nMIME-Version: 1.0\n']
    parts += [f'Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n' for i in range(levels)]
    return ''.join(parts) + 'Content-Type: text/plain\n\nx\n'


def mixture(kind, part, text, parts):
    """A multipart of SIZE bytes in equal parts."""
    header = f'--b\nContent-Type: {part}\n\n'
    return f'Content-Type: multipart/{kind}; boundary=b\n\n' + (
        header + fill(text, size=SIZE // parts) + '\n') * parts + '--b--\n'


MAIL = 'From: a@b.example\nSubject: x\nMIME-Version: 1.0\n'
BOOKMARKS = '<!DOCTYPE NETSCAPE-Bookmark-file-1>\n'
LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789'
COLUMNS = ','.join(a + b for a in LETTERS for b in LETTERS)
HISTORY = '<div class="outer-cell"><div class="content-cell"><a href="https://www.youtube.com/watch?v=x">x</a>'

WORDS = 'What a feed says of an article is a few hundred letters long, as often as not with a <b>tag</b>. ' * 8

BOMBS = {
    # nothing hostile: what a long document costs
    'a long feed': lambda: numbered(
        f'<item><title>Title @</title><link>http://a.example/@</link><guid>@</guid><pubDate>Mon, 2 Mar 2026 '
        f'10:00:00 GMT</pubDate><description><![CDATA[<p>{WORDS}</p>]]></description></item>\n',
        '<rss><channel><title>t</title>', '</channel></rss>'),
    'a long page': lambda: fill(f'<p>{WORDS}</p>\n', '<html><title>t</title><body><article>'),
    'a long JSON feed': lambda: numbered(f'{{"id":"@","title":"Title @","content_html":"<p>{WORDS}</p>"}},',
                                         '{"title":"t","items":[', '{"id":"z"}]}'),
    # XML
    'billion laughs': lambda: laughs(),
    'quadratic blow-up': lambda: entity('a' * 1000, MIB),
    'entity of one letter': lambda: entity('a'),
    'entity of nothing': lambda: entity(''),
    'parameter entities': lambda: '<!DOCTYPE rss [<!ENTITY % a "x"><!ENTITY % b "%a;%a;">%b;]>' + rss(''),
    'external entity': lambda: '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + rss('&x;'),
    'external document type': lambda: '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd">' + rss('y'),
    'entities declared': lambda: numbered('<!ENTITY % p@ "x">', '<!DOCTYPE rss [', ']>' + rss('')),
    'document type never ends': lambda: fill('<!ENTITY a "', '<!DOCTYPE rss ['),
    'XML nested': lambda: fill('<a>', '<rss>'),
    'XML nested to the limit': lambda: '<rss>' + fill('<a>' * 200 + '</a>' * 200, size=SIZE) + '</rss>',
    'XML texts never ended': lambda: rss(fill('<z>' + '<a>t' * 200 + '</z>')),
    'XML of a late address': lambda: fill(f'<entry><content>{WORDS}</content></entry>', '<feed>',
                                          '<link rel="self" href="http://a.example/"/></feed>'),
    'XML of an endless author': lambda: '<feed>' + '<entry/>' * 20000 + fill('a', '<author>', '</author></feed>'),
    'XML elements': lambda: rss(fill('<a/>')),
    'XML items': lambda: fill('<item/>', '<rss><channel>', '</channel></rss>'),
    'XML attributes': lambda: rss(numbered('<a b@="" c@="" d@="" e@="" f@="" g@="" h@=""/>')),
    'XML attributes of one element': lambda: rss(numbered(' a@=""', '<a', '/>')),
    'XML namespaces': lambda: '<rss' + ''.join(
        f'><a{i}' + ''.join(f' xmlns:p{i}x{j}="u"' for j in range(255)) for i in range(200)) +
        fill('><q/', size=8 * MIB) + '>',
    'XML text in sections': lambda: rss(fill('<![CDATA[]]>a', '<title>', '</title>')),
    'categories': lambda: rss(numbered('<category>@</category>')),
    'enclosures': lambda: rss(numbered('<enclosure url="http://a.example/@"/>')),
    'media': lambda: rss(numbered('<media:content medium="audio" url="http://a.example/@"/>')),
    'subscriptions': lambda: numbered('<outline xmlUrl="http://a.example/@"/>', '<opml><body>', '</body></opml>'),
    # HTML
    'HTML elements': lambda: fill('<b>', '<html><p>'),
    'HTML breaks': lambda: fill('<br>', '<html><p>'),
    'HTML nested': lambda: fill('<div>', '<html>'),
    'HTML formatting': lambda: fill('<b><p></b>', '<html>'),
    'HTML tables': lambda: fill('<table><td>', '<html>'),
    'HTML comments never closed': lambda: fill('<!-- >', '<html><p>'),
    'HTML odd comments': lambda: fill('<!--->-', '<html><p>'),
    'HTML raw text': lambda: fill('<title></titl', '<html><p>'),
    'HTML attributes': lambda: numbered(' a@', '<html><p', '>'),
    'HTML bylines nested': lambda: '<html>' + '<div class=byline>' * 190 + fill('word, ', size=SIZE),
    'HTML days in a form': lambda: '<html><h1>x</h1><form>' + '<div class=abcdefgh>' * 190 + fill('<p>1 May 2020</p>', size=SIZE),
    'HTML names in a form': lambda: '<html><h1>x</h1><form>' + '<div class=abcdefgh>' * 190 + fill('<p>By Ann Lee</p>', size=SIZE),
    'HTML linked author': lambda: linked('"author":"' + 'a, ' * (SIZE // 3) + 'b"'),
    'HTML linked brackets': lambda: linked('"author":"' + 'a' * (SIZE // 2) + ')' * (SIZE // 2) + '"'),
    'HTML linked headline': lambda: linked('"headline":"' + 'x\\u00ad' * (SIZE // 7) + '"'),
    'HTML forms nested': lambda: '<html>' + '<form>' * 190 + fill('word, ', size=SIZE),
    'HTML sections nested': lambda: fill(
        '<p>a<b>b</b>', '<html>' + f'<section class=related><h2>x</h2><p>{"a" * 90}</p>' * 190),
    'HTML headings nested': lambda: '<html><title>t</title>' + '<h1><div>' * 95 + fill('word, ', size=SIZE),
    'HTML links to feeds': lambda: numbered('<a href="/@.rss">a</a>', '<html><p>'),
    'HTML links around much': lambda: '<html>' + '<table><td><a href=/a.rss>' * 60 + fill('word, ', size=SIZE),
    'HTML pieces of a body': lambda: fill('<div class=article-body>word, word</div>', '<html><p>'),
    'HTML names of pieces': lambda: '<html><div class="article-body ' + 'x' * (4 << 20) + '">'
        + 'word, ' * 200 + '</div>' + fill('<div class=article-body></div>', size=4 << 20),
    'HTML headings named header': lambda: '<html><h2 class="' + 'header' * (1 << 20) + '">a</h2>' + 'word, ' * 99,
    'HTML bylines for the ear': lambda: fill('<b></b>', '<html>' + '<div class="author sr-only">' * 95),
    'HTML leads': lambda: fill('<p class=lead>x', '<html><div>', '<div class=article-body>' + 'word, ' * 200),
    'HTML linked data': lambda: fill('[]', '<html><script type="application/ld+json">[', ']</script>'),
    'HTML entities': lambda: fill('&notanentityatallbutlong', '<html><p>'),
    'HTML in a feed': lambda: rss('<description><![CDATA[' + fill('<b>') + ']]></description>'),
    # JSON
    'JSON nested': lambda: '[' * SIZE,
    'JSON nested objects': lambda: fill('{"a":'),
    'JSON arrays': lambda: fill('[],', '{"version":"https://jsonfeed.org/version/1.1","items":[', '1]}'),
    'JSON objects': lambda: fill('{},', '{"version":"https://jsonfeed.org/version/1.1","items":[', '1]}'),
    'JSON numbers': lambda: fill('1,', '{"version":"https://jsonfeed.org/version/1.1","items":[', '1]}'),
    'JSON keys': lambda: numbered('"@":1,', '{"items":[],"title":"t",', '"z":1}'),
    'JSON long number': lambda: '{"items":[],"title":' + '1' * SIZE + '}',
    'JSON text': lambda: '{"items":[],"title":"' + 'a' * SIZE + '"}',
    'JSON Lines of braces': lambda: '{"title":"a"}\n' + fill('{\n'),
    'JSON feed that breaks at its end': lambda: fill('{"id":1},\n', '{"title":"t",\n"items":[\n'),
    # mail
    'mail nested': lambda: nested_mail(200000),
    'mail parts': lambda: MAIL + 'Content-Type: multipart/mixed; boundary=b\n\n' + fill('--b\n\nx\n'),
    'mail in mail': lambda: MAIL + fill('Content-Type: message/rfc822\n\n'),
    'mail headers': lambda: fill('A: b\n', MAIL),
    'mail of one header': lambda: fill(' a\n', MAIL + 'To: a\n'),
    'mail addresses': lambda: MAIL + 'To: ' + fill('a@b.example, ') + '\n\nx',
    'mail groups': lambda: 'Subject: x\nFrom: ' + fill('a:') + '\n\nx',
    'mail comments': lambda: 'Subject: x\nFrom: ' + fill('(') + '\n\nx',
    'mail encoded words': lambda: 'From: a@b.example\nSubject: ' + fill('=?utf-8?q?a?= ') + '\n\nx',
    'mail parameters': lambda: MAIL + 'Content-Type: text/html;' + numbered(' a*@=b;') + '\n\nx',
    'mail boundaries': lambda: MAIL + 'Content-Type: multipart/mixed; boundary=b\n\n' + fill('--c\n'),
    'mail boxes': lambda: 'From -\n' + MAIL + '\n' + fill('From \n\n'),
    'mail of lines': lambda: MAIL + '\n' + fill('a\n'),
    'mail of quotations': lambda: MAIL + 'Content-Type: text/plain; format=flowed\n\n' + fill('> a \n'),
    'mail of alternatives': lambda: MAIL + mixture('alternative', 'text/html', WORDS, 900),
    'mail of pieces': lambda: MAIL + mixture('mixed', 'text/html', '<i><b>' + WORDS, 900),
    'mail digest': lambda: MAIL + mixture('digest', 'message/rfc822', 'From: a@b.example\nSubject: x\n\n' + WORDS, 900),
    'a long letter': lambda: MAIL + 'Content-Type: text/html\n\n' + fill('<p>' + WORDS),
    # exports
    'bookmark folders': lambda: fill('<DL>', BOOKMARKS, '<A HREF=http://a.example/>x'),
    'bookmarks in deep folders': lambda: BOOKMARKS + '<DL>' * 20000 + fill('<A HREF=http://a.example/>x</A>', size=MIB // 2),
    'bookmark of notes': lambda: fill('[linkding-notes]', BOOKMARKS + '<A HREF=http://a.example/>x</A><DD>'),
    'highlights': lambda: numbered('x,@\n', 'Highlight,Book Title\n'),
    'CSV columns': lambda: 'title,url,' + COLUMNS + '\n' + fill('x,http://a.example/' + ',xx' * 1200 + '\n'),
    'CSV columns of short records': lambda: 'title,url,' + COLUMNS + '\n' + fill('x\n'),
    'CSV records without addresses': lambda: 'title,url,' + COLUMNS + '\n' + fill('x,/\n'),
    'CSV columns of one name': lambda: 'title,url' + ',note' * 800 + '\n' + fill('x,http://a.example/' + ',x' * 800 + '\n'),
    'CSV fields': lambda: 'title,url\n' + fill(','),
    'CSV blanks and quotes': lambda: 'title,url\n' + ' ' * (SIZE // 2) + 'a' + '"' * (SIZE // 2 - 16),
    'CSV never closed': lambda: 'title,url\n"' + fill('a\n'),
    'history of narrow blanks': lambda: HISTORY + '<br>' + fill('\u202f', size=SIZE // 3) + '<div>',
    'history of lines': lambda: HISTORY + fill('<br>'),
    # encodings
    'charset of nothing': lambda: '<meta charset=' + 'x' * SIZE,
    'dates': lambda: rss(fill('<pubDate>Mon, 2 Mar 2026 10:00:00 GMT</pubDate>')),
    'addresses of dots': lambda: rss('<link>http://a.example' + fill('/a/..') + '</link>'),
    'addresses of parameters': lambda: rss('<description>&lt;a href="http://a.example/?' + fill('utm_a&amp;amp;') +
                                           '"&gt;x&lt;/a&gt;</description>'),
}


def run(heed, path):
    """Processor seconds, peak MiB, exit status."""
    def limits():
        resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
        resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))

    child = subprocess.Popen([heed, '--threads', '1', 'feed', 'parse', path], stdout=subprocess.DEVNULL,
                             stderr=subprocess.DEVNULL, preexec_fn=limits)
    _, status, usage = os.wait4(child.pid, 0)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status)


def make(name, path):
    with open(path, 'w', encoding='utf-8') as file:
        file.write(BOMBS[name]())


def measure(heed, name, path):
    # In a process of its own: a child begins with the peak of the one that starts it.
    subprocess.run([sys.executable, __file__, '--make', name, path], check=True)
    return os.path.getsize(path) / MIB, *run(heed, path)


def main():
    if sys.argv[1] == '--make':
        make(*sys.argv[2:])
        return
    heed, names = sys.argv[1], sys.argv[2:] or BOMBS
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'document')
        _, _, start, _ = measure(heed, 'billion laughs', path)
        for name in names:
            size, seconds, peak, status = measure(heed, name, path)
            ends = status in (0, 3)  # read, or refused as bad input
            fine = ends and seconds <= SECONDS and peak - start <= most_memory(size)
            bad += not fine
            print(f'{name:36} {size:6.2f} MiB {seconds:7.2f} s  +{peak - start:7.1f} MiB  exit {status:3}'
                  f'{"" if fine else "  BAD"}', flush=True)
    print(f'{len(names)} documents, {bad} bad')
    sys.exit(bad > 0)


if __name__ == '__main__':
    main()
