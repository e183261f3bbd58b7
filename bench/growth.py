#!/usr/bin/env python3
"""How heed's cost grows: with items, with a text's length, with the batch and with threads.

    python3 bench/growth.py [--write] [--quick]

Needs build/heed and build/heed_worker (-DHEED_BENCH=ON) and the model minilm. Prints a table and
the slope of each curve in a log-log plane over its upper half: 1 is linear, 2 quadratic. With
--write the table goes to docs/PERFORMANCE.md and a chart to docs/pictures/growth.svg.
"""
import argparse
import math
import os
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEED, WORKER = ROOT / "build/heed", ROOT / "build/heed_worker"
BEGIN, END = "<!-- bench/growth.py writes from here -->", "<!-- to here -->"
WORDS = "council approves new cycle lanes after long debate about cost and safety in town".split()


def worker(work, threads=2, runs=5):
    """Seconds of one run: the shortest of a few, so that other programs matter least."""
    side = subprocess.Popen([WORKER, *work.split()], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                            text=True, env=dict(os.environ, HEED_THREADS=str(threads)))
    side.stdout.readline()
    out, _ = side.communicate("run\n" * (runs + 1))
    return min(float(line) for line in out.split()[1:])


def embed(model, count, folder):
    """Seconds and megabytes of `heed embed --out` on `count` short lines."""
    lines = Path(folder) / "lines.txt"
    with lines.open("w") as out:
        for i in range(count):
            out.write(" ".join(WORDS[(i * 7 + k * k) % len(WORDS)] for k in range(9)) + f" {i}\n")
    start = time.perf_counter()
    with lines.open() as text:
        process = subprocess.Popen([HEED, "embed", "--model", model, "--out",
                                    Path(folder) / "vectors.npy"], stdin=text)
        _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        raise SystemExit("heed embed failed")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def slope(points):
    upper = points[len(points) // 2:] if len(points) > 3 else points
    xs = [math.log(x) for x, _ in upper]
    ys = [math.log(y) for _, y in upper]
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    return (sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys))
            / sum((x - mean_x) ** 2 for x in xs))


def measure(quick):
    curves = []
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        model = str(Path(folder) / "static")
        subprocess.run([HEED, "model", "distill", "minilm", "--to", model, "--width", "64",
                        "--quiet"], check=True, stdout=subprocess.DEVNULL)
        counts = [10 ** n for n in range(2, 6 if quick else 7)]
        runs = [(count, *embed(model + "/", count, folder)) for count in counts]
    curves.append(("static encoder, items: seconds", [(n, seconds) for n, seconds, _ in runs]))
    curves.append(("static encoder, items: MB", [(n, memory) for n, _, memory in runs]))
    longest = 2048 if quick else 8192
    lengths = [2 ** n for n in range(4, longest.bit_length())]
    for name, window in (("dense", ""), ("window 64", " 64")):
        curves.append((f"attention, tokens, {name}: ms",
                       [(n, 1e3 * worker(f"attention f32 1 12 {n} 32{window}")) for n in lengths]))
    curves.append(("MiniLM, tokens of one text: ms",
                   [(n, 1e3 * worker(f"encode f32 1 {n}")) for n in lengths if n <= 512]))
    for threads in (1, 2):
        curves.append((f"MiniLM, batch of 32 tokens each, {threads} thread{'s' * (threads > 1)}: ms",
                       [(n, 1e3 * worker(f"encode f32 {n} 32", threads)) for n in (1, 4, 16, 64)]))
    return curves


def table(curves):
    lines = ["| cost of | " + "from … to | measured | slope |", "|---|---|---|---|"]
    for name, points in curves:
        values = ", ".join(f"{x:,}: {y:,.3g}" for x, y in points)
        lines.append(f"| {name} | {points[0][0]:,} … {points[-1][0]:,} | {values} "
                     f"| **{slope(points):.2f}** |")
    one, two = (dict(points) for name, points in curves if name.startswith("MiniLM, batch"))
    lines.append(f"\nTwo threads are {one[64] / two[64]:.2f} times as fast as one on 64 texts, "
                 f"{one[1] / two[1]:.2f} times on one.")
    return "\n".join(lines) + "\n"


def chart(curves):
    """Small log-log panels, two in a row."""
    width, height, pad = 400, 190, 46
    rows = (len(curves) + 1) // 2
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {2 * width} {rows * height}" '
           'font-family="sans-serif" font-size="12">', "<title>How heed's cost grows</title>",
           '<rect width="100%" height="100%" fill="#fff"/>']
    for i, (name, points) in enumerate(curves):
        left, top = i % 2 * width, i // 2 * height
        xs, ys = [math.log10(x) for x, _ in points], [math.log10(y) for _, y in points]
        low, high = math.floor(min(ys)), math.ceil(max(ys) + 1e-9)

        def place(x, y):
            return (left + pad + (x - xs[0]) / (xs[-1] - xs[0]) * (width - pad - 24),
                    top + height - 30 - (y - low) / max(high - low, 1) * (height - 66))
        out.append(f'<text x="{left + pad}" y="{top + 20}" fill="#222">{name}'
                   f' <tspan fill="#2a7f62">slope {slope(points):.2f}</tspan></text>')
        for y in range(low, high + 1):
            _, at = place(xs[0], y)
            out.append(f'<path d="M{left + pad} {at:.0f}H{left + width - 24}" stroke="#ddd"/>'
                       f'<text x="{left + pad - 6}" y="{at + 4:.0f}" text-anchor="end" '
                       f'fill="#666">{10.0 ** y:g}</text>')
        path = " ".join("%.0f,%.0f" % place(x, y) for x, y in zip(xs, ys))
        out.append(f'<polyline points="{path}" fill="none" stroke="#2a7f62" stroke-width="2"/>')
        for x, y in zip(xs, ys):
            out.append('<circle cx="%.0f" cy="%.0f" r="3" fill="#2a7f62"/>' % place(x, y))
        for end, anchor in ((0, "start"), (-1, "end")):
            at, _ = place(xs[end], low)
            out.append(f'<text x="{at:.0f}" y="{top + height - 12}" text-anchor="{anchor}" '
                       f'fill="#666">{points[end][0]:,}</text>')
    return "\n".join(out) + "\n</svg>\n"


def write(curves):
    (ROOT / "docs/pictures/growth.svg").write_text(chart(curves))
    page = ROOT / "docs/PERFORMANCE.md"
    before, _, rest = page.read_text().partition(BEGIN)
    after = rest.partition(END)[2]
    page.write_text(f"{before}{BEGIN}\n\n{table(curves)}\n![Growth](pictures/growth.svg)\n\n{END}{after}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="write docs/PERFORMANCE.md")
    parser.add_argument("--quick", action="store_true", help="smaller sizes: under a minute")
    options = parser.parse_args()
    curves = measure(options.quick)
    print(table(curves))
    if options.write:
        write(curves)


if __name__ == "__main__":
    main()
