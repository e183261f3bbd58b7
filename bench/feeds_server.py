#!/usr/bin/env python3
"""A thousand sources on loopback, some of them slow, some hostile, to fetch them all in one run.

    bench/feeds_server.py --list 1000 --port 7400 > sources.opml     the subscriptions
    bench/feeds_server.py --port 7400                                serves them until killed

Each source has a loopback address of its own (127.1.x.y), so that limits for each host bind as they
do on the network. Of a hundred: 80 feeds of 20 items, 6 not modified, 2 moved for good, 1 gone, 2 too
many requests, 2 broken, 2 that send a byte a second for ever, 2 whose body never ends, 1 that never
answers, 2 gzip bombs.
"""
import argparse
import asyncio
import gzip
import sys

KINDS = (["feed"] * 80 + ["same"] * 6 + ["moved"] * 2 + ["gone"] + ["busy"] * 2 + ["broken"] * 2 +
         ["drip"] * 2 + ["endless"] * 2 + ["silent"] + ["bomb"] * 2)
BOMB = gzip.compress(bytes(256 << 20), 9)  # 256 MiB in 261 KB


def address(index):
    return f"127.1.{index // 250}.{index % 250 + 1}"


def kind(index):
    return KINDS[index * 37 % 100]  # mixed, the same each time


def feed(index):
    text = "Words about the harbour, the weather and the boats that came in. " * 12
    items = "".join(
        f"<item><guid>{index}-{i}</guid><title>Source {index}, story {i}</title>"
        f"<link>https://example.org/{index}/{i}</link>"
        f"<pubDate>Sun, 22 Nov 2026 {i:02}:00:00 GMT</pubDate>"
        f"<description>&lt;p&gt;{index} {i} {text}&lt;/p&gt;</description></item>" for i in range(20))
    return (f'<?xml version="1.0"?><rss version="2.0"><channel><title>Source {index}</title>'
            f"<link>https://example.org/{index}</link>{items}</channel></rss>").encode()


def head(status, *headers):
    return ("\r\n".join([f"HTTP/1.1 {status}", *headers, "Connection: close"]) + "\r\n\r\n").encode()


async def answer(reader, writer):
    try:
        request = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        path = request.split(" ")[1]
        index = int("".join(c for c in path if c.isdigit()) or 0)
        what = kind(index) if path.startswith("/feed/") else "icon" if "favicon" in path else "feed"
        if what == "same" and "if-none-match" in request.lower():
            writer.write(head("304 Not Modified", 'ETag: "1"'))
        elif what in ("feed", "same"):
            body = gzip.compress(feed(index), 1)
            writer.write(head("200 OK", 'ETag: "1"', "Content-Type: application/rss+xml",
                              "Content-Encoding: gzip", f"Content-Length: {len(body)}") + body)
        elif what == "moved":
            writer.write(head("301 Moved Permanently", f"Location: /new/{index}", "Content-Length: 0"))
        elif what == "gone":
            writer.write(head("410 Gone", "Content-Length: 0"))
        elif what == "busy":
            writer.write(head("429 Too Many Requests", "Retry-After: 7200", "Content-Length: 0"))
        elif what == "broken":
            writer.write(head("500 Internal Server Error", "Content-Length: 0"))
        elif what == "icon":
            writer.write(head("404 Not Found", "Content-Length: 0"))
        elif what == "bomb":
            writer.write(head("200 OK", "Content-Encoding: gzip", f"Content-Length: {len(BOMB)}") + BOMB)
        elif what == "silent":
            await asyncio.sleep(3600)
        elif what == "drip":
            writer.write(head("200 OK", "Content-Type: text/xml"))
            while True:
                writer.write(b" ")
                await writer.drain()
                await asyncio.sleep(1)
        elif what == "endless":
            writer.write(head("200 OK", "Content-Type: text/xml"))
            while True:
                writer.write(b"<item><title>more</title></item>" * 2000)
                await writer.drain()
        await writer.drain()
    except (ConnectionError, asyncio.IncompleteReadError):
        pass
    finally:
        writer.close()


async def serve(port):
    server = await asyncio.start_server(answer, "0.0.0.0", port, backlog=1024)
    async with server:
        await server.serve_forever()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=7400)
    parser.add_argument("--list", type=int, metavar="N", help="print N subscriptions as OPML")
    parser.add_argument("--kinds", nargs="*", help="only these kinds")
    options = parser.parse_args()
    if not options.list:
        return asyncio.run(serve(options.port))
    print('<opml version="2.0"><body>')
    for i in range(options.list):
        if not options.kinds or kind(i) in options.kinds:
            print(f'<outline type="rss" text="Source {i}" '
                  f'xmlUrl="http://{address(i)}:{options.port}/feed/{i}"/>')
    print("</body></opml>")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(0)
