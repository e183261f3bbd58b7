#!/usr/bin/env python3
"""heed and its peers on the same work, by turns, in one run.

    bench/setup_peers.sh && python3 bench/compare.py            all comparisons
    python3 bench/compare.py encode train                       those whose name holds a word

Each side is one process that stays alive: `build/heed_worker WORK` and `peer.py WORK` get ready,
then do the work once for each line on standard input and answer with the seconds that it took.
Going by turns lets a noisy machine disturb all sides alike; medians are compared. With --write the
table and a chart go to docs/PERFORMANCE.md and docs/pictures/performance.svg.
"""
import argparse
import html
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PEERS = Path(os.environ.get("HEED_PEERS", Path.home() / ".cache/heed-peers")) / "bin/python"

# (name, heed's work, the peers' works, ratio that heed wants, what is counted)
COMPARISONS = [
    ("encode 32 × 128 tokens, float32", "encode f32 32 128",
     ["encode onnxruntime-f32 32 128", "encode openvino-f32 32 128", "encode pytorch-f32 32 128",
      "encode ctranslate2-f32 32 128"], 1.25, "texts/s"),
    ("encode 32 × 128 tokens, 16 bits", "encode bf16 32 128",
     ["encode openvino-bf16 32 128", "encode pytorch-bf16 32 128"], 1.25, "texts/s"),
    ("encode 32 × 128 tokens, int8", "encode int8 32 128",
     ["encode onnxruntime-int8 32 128", "encode ctranslate2-int8 32 128"], 1.7, "texts/s"),
    ("encode 1 × 16 tokens, float32", "encode f32 1 16", ["encode onnxruntime-f32 1 16"], 1.0, "texts/s"),
    ("encode 1 × 16 tokens, int8", "encode int8 1 16", ["encode onnxruntime-int8 1 16"], 1.5, "texts/s"),
    ("encode ragged texts, float32", "texts f32", ["texts onnxruntime-f32"], 1.25, "texts/s"),
    ("encode ragged texts, 16 bits", "texts bf16",
     ["texts openvino-bf16", "texts onnxruntime-f32"], 2.5, "texts/s"),
    ("encode ragged texts, int8", "texts int8", ["texts onnxruntime-int8"], 2.0, "texts/s"),
    ("train classifier 32 × 64, float32", "train f32 32 64", ["train pytorch-f32 32 64"], 2.0, "texts/s"),
    ("train classifier 32 × 64, 16 bits", "train bf16 32 64",
     ["train pytorch-bf16 32 64"], 2.0, "texts/s"),
    ("attention 8 × 12 × 512 × 64, float32", "attention f32 8 12 512 64",
     ["attention pytorch-f32 8 12 512 64"], 1.4, "GFLOP/s"),
    ("attention 8 × 12 × 512 × 64, 16 bits", "attention bf16 8 12 512 64",
     ["attention pytorch-bf16 8 12 512 64"], 2.2, "GFLOP/s"),
    ("attention forward and backward, float32", "attention_both f32 8 12 512 64",
     ["attention_both pytorch-f32 8 12 512 64"], 1.4, "GFLOP/s"),
    ("tokenize, one thread", "tokenize", ["tokenize huggingface"], 20.0, "MB/s"),
    ("interest, 100,000 items × 1,000 slots", "interest 100000 1000",
     ["interest numpy 100000 1000"], 2.0, "items/s"),
    # Each peer is measured for itself: 50 times one and twice the other are wanted.
    ("feed of 2,000 items, beside feedparser", "feed", ["feed feedparser"], 50.0, "MB/s"),
    ("feed of 2,000 items, beside gofeed", "feed", ["feed gofeed"], 2.0, "MB/s"),
    ("the program on that feed, beside feedparser", "$ feed parse", ["feed feedparser"], 50.0,
     "MB/s"),
    ("the program on that feed, beside gofeed", "$ feed parse", ["feed gofeed"], 2.0, "MB/s"),
]

# Works of the program as a whole, of which no peer does the same: (name, most milliseconds, command,
# its input). MODEL stands for a static encoder that is made first.
ALONE = [
    ("start: heed --version", 10, ["--version"], ""),
    ("first embedding of a headline, float32", 60, ["embed", "--model", "minilm"], "A headline\n"),
    ("first embedding of a headline, int8", 60,
     ["embed", "--model", "minilm", "--precision", "int8"], "A headline\n"),
    ("200,000 short texts, static encoder", 1000,
     ["embed", "--model", "MODEL", "--out", "OUT"], "TEXTS"),
]

# Multiplications and additions of MiniLM's products for one text of n tokens, in 10⁹.
def minilm_gflop(n):
    return 2e-9 * 6 * n * (4 * 384 ** 2 + 2 * 384 * 1536 + 2 * n * 384)


class Side:
    """A process that does one work each time it is asked."""

    def __init__(self, command, threads):
        environment = dict(os.environ, OMP_NUM_THREADS=str(threads), HEED_THREADS=str(threads))
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, text=True, env=environment)
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("could not start: " + " ".join(map(str, command)))
        self.amount = json.loads(line)["amount"]  # of what is counted, in one run
        self.times = []

    def run(self, keep=True):
        self.process.stdin.write("run\n")
        self.process.stdin.flush()
        seconds = float(self.process.stdout.readline())
        if keep:
            self.times.append(seconds)

    def rate(self):
        return self.amount / statistics.median(self.times)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class Command(Side):
    """The program itself, started anew for each run."""

    def __init__(self, words, amount):
        self.words, self.amount, self.times = words, amount, []

    def run(self, keep=True):
        start = time.perf_counter()
        subprocess.run(self.words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if keep:
            self.times.append(time.perf_counter() - start)

    def close(self):
        pass


def large_feed(items=2000):
    """An RSS file of the sample's texts, in turn."""
    file = Path(tempfile.gettempdir()) / "heed-bench-feed.xml"
    lines = sample_texts().read_text().splitlines()
    with file.open("w") as out:
        out.write('<?xml version="1.0"?><rss version="2.0"><channel><title>Bench</title>')
        for i in range(items):
            text = html.escape(lines[i % len(lines)])
            out.write(f"<item><title>{text[:60]}</title><link>https://example.org/{i}</link>"
                      f"<guid>{i}</guid><pubDate>Mon, 02 Nov 2026 10:{i % 60:02}:00 GMT</pubDate>"
                      f"<description>&lt;p&gt;{html.escape(text)}&lt;/p&gt;</description></item>\n")
        out.write("</channel></rss>\n")
    return file


def gofeed():
    """The peer written in Go, built once; bench/gofeed/go.sum pins what it is built from."""
    if shutil.which("go") is None:
        raise RuntimeError("left out: there is no go to build bench/gofeed with")
    program = Path(tempfile.gettempdir()) / "heed-bench-gofeed"
    built = subprocess.run(["go", "build", "-o", program, "."], cwd=ROOT / "bench/gofeed",
                           capture_output=True, text=True)
    if built.returncode:
        raise RuntimeError("left out: " + built.stderr.strip().splitlines()[-1])
    return program


def peaks(options):
    """What `heed bench` finds that this machine can do at most, in GFLOP/s by precision."""
    said = subprocess.run([options.build / "heed", "bench", "--seconds", "0.01", "--json"],
                          capture_output=True, text=True, check=True,
                          env=dict(os.environ, HEED_MODELS="/nonexistent")).stdout
    most = json.loads(said)["peak_gflops"]["all"]
    return {"f32": most["f32"], "bf16": most["half"] or most["f32"], "int8": most["int8"]}


def share(heed, rate, most):
    """Of the machine's peak, where the work is a matter of arithmetic."""
    words = heed.split()
    if words[0] == "encode":
        return rate * minilm_gflop(int(words[3])) / most[words[1]] if most[words[1]] else None
    if words[0].startswith("attention"):
        return rate / most[words[1]] if most[words[1]] else None
    return None


def alone(options):
    rows = []
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        heed = options.build / "heed"
        model, texts = f"{folder}/static", Path(folder) / "texts"
        subprocess.run([heed, "model", "distill", "minilm", "--to", model, "--quiet"], check=True,
                       stdout=subprocess.DEVNULL)
        lines = sample_texts(200_000, 60).read_text()
        for name, most, words, given in ALONE:
            texts.write_text(lines if given == "TEXTS" else given)
            words = [{"MODEL": model + "/", "OUT": f"{folder}/out.npy"}.get(w, w) for w in words]
            times = []
            for turn in range(options.rounds + 2):
                with texts.open() as text:
                    start = time.perf_counter()
                    subprocess.run([heed, *words], stdin=text, stdout=subprocess.DEVNULL, check=True)
                    times.append(1e3 * (time.perf_counter() - start))
            rows.append({"name": name, "ms": statistics.median(times[2:]), "most": most})
            print(f'{name}: {rows[-1]["ms"]:,.1f} ms (wanted at most {most:,})', flush=True)
    return rows


def compare(name, heed, peers, wanted, unit, options):
    text = [str(options.texts)] if heed.split()[0] in ("texts", "tokenize") else []
    if "feed" in heed:
        feed = large_feed()
        text = [str(feed)]
    if heed.startswith("$"):
        sides = {"heed": Command([options.build / "heed", *heed.split()[1:], feed],
                                 feed.stat().st_size / 1e6)}
    else:
        sides = {"heed": Side([options.build / "heed_worker", *heed.split(), *text],
                              options.threads)}
    for peer in peers:
        label = peer.split()[1]
        try:
            command = ([gofeed(), *text] if label == "gofeed"
                       else [PEERS, ROOT / "bench/peer.py", *peer.split(), *text])
            sides[label] = Side(command, options.threads)
        except RuntimeError as problem:
            print(f"  {label}: {problem}", file=sys.stderr)
    for turn in range(options.rounds + 2):  # the first two warm up
        for side in sides.values():
            side.run(keep=turn >= 2)
    rates = {label: side.rate() for label, side in sides.items()}
    for side in sides.values():
        side.close()
    others = {label: rate for label, rate in rates.items() if label != "heed"}
    if not others:
        return None
    best = max(others, key=others.get)
    return {"name": name, "unit": unit, "heed": rates["heed"], "peers": others, "best": best,
            "ratio": rates["heed"] / others[best], "wanted": wanted,
            "share": share(heed, rates["heed"], options.peaks)}


def sample_texts(count=2000, characters=220):
    """Headlines with the beginnings of their texts, from the bundled sample, in turn up to `count`."""
    texts = []
    for path in sorted((ROOT / "samples/items").glob("*.jsonl")):
        for line in path.read_text().splitlines():
            item = json.loads(line)
            text = item["title"] + ". " + item.get("text", "")
            if text.isascii() or item.get("lang", "en") == "en":
                texts.append(" ".join(text.split())[:characters])
    file = Path(tempfile.gettempdir()) / "heed-bench-texts.txt"
    file.write_text("\n".join(texts[i % len(texts)] for i in range(count)) + "\n")
    return file


def chart(rows):
    """Ratios as bars, drawn as text-only SVG."""
    height = 34 * len(rows) + 40
    widest = max(row["ratio"] for row in rows)
    # Square roots: a ratio of 30 must not hide one of 1.3.
    scale = 340 / widest ** 0.5
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 860 {height}" '
           'font-family="sans-serif" font-size="13">',
           '<title>heed against the best peer on the same work</title>',
           f'<line x1="{330 + scale:.0f}" y1="20" x2="{330 + scale:.0f}" y2="{height - 12}" stroke="#999"/>',
           f'<text x="{330 + scale:.0f}" y="14" text-anchor="middle" fill="#666">the best peer = 1</text>']
    for i, row in enumerate(rows):
        y = 26 + 34 * i
        bar = scale * row["ratio"] ** 0.5
        colour = "#2a7f62" if row["ratio"] >= 1 else "#b5651d"
        out.append(f'<text x="320" y="{y + 16}" text-anchor="end" fill="#444">{row["name"]}</text>'
                   f'<rect x="330" y="{y}" width="{bar:.0f}" height="22" rx="3" fill="{colour}"/>'
                   f'<text x="{336 + bar:.0f}" y="{y + 16}" fill="#444">{row["ratio"]:.2f} × {row["best"]}</text>')
    return "\n".join(out) + "\n</svg>\n"


def table(rows, alone_rows):
    lines = ["| work | heed | best peer | ratio | wanted | of the machine's peak |",
             "|---|---|---|---|---|---|"]
    for row in rows:
        part = f'{100 * row["share"]:.0f} %' if row["share"] else ""
        lines.append(f'| {row["name"]} | {row["heed"]:,.1f} {row["unit"]} | {row["best"]} '
                     f'{row["peers"][row["best"]]:,.1f} | **{row["ratio"]:.2f}** | {row["wanted"]} '
                     f'| {part} |')
    if alone_rows:
        lines += ["", "| the whole program | milliseconds | wanted at most |", "|---|---|---|"]
        lines += [f'| {row["name"]} | {row["ms"]:,.1f} | {row["most"]:,} |' for row in alone_rows]
    return "\n".join(lines) + "\n"


def machine():
    facts = {}
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        key, _, value = line.partition(":")
        facts.setdefault(key.strip(), value.strip())
    return f'{facts.get("model name", "?")} (family {facts.get("cpu family", "?")}, model ' \
           f'{facts.get("model", "?")}), {os.cpu_count()} cores'


def write(rows, alone_rows, options):
    (ROOT / "docs/pictures").mkdir(parents=True, exist_ok=True)
    (ROOT / "docs/pictures/performance.svg").write_text(chart(rows))
    page = ROOT / "docs/PERFORMANCE.md"
    marker = "<!-- measured: bench/compare.py writes all below -->"
    kept = page.read_text().split(marker)[0] if page.exists() else "# Performance\n\n"
    page.write_text(kept + marker + f"\n\n{machine()}, {options.threads} threads, medians of "
                    f"{options.rounds} turns. Ratios are to the best peer of each line.\n\n"
                    + f'Measured peak: float32 {options.peaks["f32"]:,.0f}, 16 bits '
                    f'{options.peaks["bf16"]:,.0f}, int8 {options.peaks["int8"] or 0:,.0f} GFLOP/s.'
                    "\n\n" + table(rows, alone_rows) + "\n![Ratios](pictures/performance.svg)\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("words", nargs="*", help="only comparisons whose name holds one of these")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--build", type=Path, default=ROOT / "build")
    parser.add_argument("--texts", type=Path,
                        help="texts for the ragged comparisons, one a line (default: the sample's)")
    parser.add_argument("--write", action="store_true", help="write docs/PERFORMANCE.md")
    options = parser.parse_args()
    options.texts = options.texts or sample_texts()
    options.peaks = peaks(options)
    rows = []
    for name, heed, peers, wanted, unit in COMPARISONS:
        if options.words and not any(word in name for word in options.words):
            continue
        row = compare(name, heed, peers, wanted, unit, options)
        if row is None:
            continue
        rows.append(row)
        others = ", ".join(f"{label} {rate:,.1f}" for label, rate in row["peers"].items())
        print(f'{name}: heed {row["heed"]:,.1f} {unit}; {others}; '
              f'{row["ratio"]:.2f} × the best (wanted {wanted})'
              + (f', {100 * row["share"]:.0f} % of the peak' if row["share"] else ""), flush=True)
    alone_rows = [] if options.words else alone(options)
    if options.write and rows:
        write(rows, alone_rows, options)


if __name__ == "__main__":
    main()
