#!/usr/bin/env python3
"""Compares `heed tokenize` with Hugging Face tokenizers: ids, tokens and offsets of every line.

    tools/check_tokenizer.py build/heed DATA [--random N]

DATA is the folder of real data (with bert_vocab, tatoeba, xss_sanitize …). Needs the Python
package tokenizers. Prints lines, characters and differences for each tokenizer; exits 1 on any.
"""
import argparse
import gzip
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import unicodedata

from tokenizers import AddedToken, Tokenizer, models, normalizers, pre_tokenizers, processors

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
TEXTS = [
    "tatoeba/tatoeba.tsv.gz", "xss_sanitize/xss_payloads.txt.gz", "lccc_dialog/lccc_base_test.jsonl.gz",
    "ag_news/*.gz", "thucnews/thucnews_dev.tsv.gz", "lm_text/republic.txt.gz", "sst2/dev.tsv.gz",
    "cmn_eng/*.gz", "clickbait/*.gz", "multi30k/train.de.gz", "reuters/*.gz",
]


def real_lines(data, limit):
    for pattern in TEXTS:
        for path in sorted(data.glob(pattern)):
            with gzip.open(path, "rb") as file:
                for number, line in enumerate(file):
                    if number == limit:
                        break
                    yield line.rstrip(b"\n")


def random_lines(count, seed):
    """Code points of every kind next to each other, special tokens, long words, broken bytes."""
    rng = random.Random(seed)
    marks = [c for c in range(0x110000) if not 0xD800 <= c < 0xE000 and unicodedata.combining(chr(c))]
    kinds = [
        lambda: chr(rng.choice(marks)),
        lambda: chr(rng.randrange(32, 127)),
        lambda: chr(rng.randrange(0x80, 0x3000)),
        lambda: chr(rng.randrange(0x3000, 0xD800)),
        lambda: chr(rng.randrange(0xE000, 0x20000)),
        lambda: chr(rng.randrange(0x20000, 0x110000)),
        lambda: rng.choice(["[SEP]", "[MASK]", "[CLS]", "[sep]", "<x>", "new", "Ünï", " ", "  ", "\t", "\r", "\x85", "\u2028", "\x00"]),
        lambda: rng.choice("aeiounrst") * rng.choice([1, 2, 3, 99, 100, 101]),
    ]
    for _ in range(count):
        if rng.random() < 0.15:
            yield rng.randbytes(rng.randrange(1, 60)).replace(b"\n", b" ")
            continue
        chosen = rng.sample(kinds, rng.randrange(1, len(kinds) + 1))
        text = "".join(rng.choice(chosen)() for _ in range(rng.randrange(1, 40)))
        line = text.encode().replace(b"\n", b" ")
        if rng.random() < 0.1:
            at = rng.randrange(len(line) + 1)
            line = line[:at] + rng.randbytes(2).replace(b"\n", b"\xff") + line[at:]
        yield line
    for code in range(0x110000):
        if code != 10 and not 0xD800 <= code < 0xE000 and (code < 0x3400 or code % 7 == 0 or 0xA000 <= code < 0x20000):
            yield f"a{chr(code)}b {chr(code)}".encode()


def decode(line):
    """The text, and the byte of the line where each of its characters begins."""
    text = line.decode("utf-8", errors="replace")
    if "\ufffd" not in text or text.encode() == line:
        starts = [0]
        for c in text:
            starts.append(starts[-1] + len(c.encode()))
        return text, starts
    starts, at = [], 0
    while at < len(line):
        starts.append(at)
        for size in (1, 2, 3, 4):
            try:
                line[at:at + size].decode()
                at += size
                break
            except UnicodeDecodeError as error:
                if error.reason != "unexpected end of data" or at + size > len(line):
                    at += max(1, error.end - error.start)
                    break
                if size == 4 or at + size == len(line):
                    at += size
                    break
    assert len(starts) == len(text), line
    return text, starts + [len(line)]


def make_tokenizers(data):
    """(name, folder maker): the Hugging Face tokenizer, and the folder that heed reads."""
    for name in ("uncased", "cased", "chinese", "multilingual-cased"):
        with gzip.open(data / "bert_vocab" / f"bert-base-{name}-vocab.txt.gz", "rt", encoding="utf-8", newline="\n") as file:
            tokens = [line.rstrip("\n") for line in file]
        vocab = {token: i for i, token in enumerate(tokens)}
        flags = [dict(lowercase=name in ("uncased", "chinese"))]
        if name == "multilingual-cased":
            flags += [dict(lowercase=True, strip_accents=False), dict(lowercase=False, strip_accents=True),
                      dict(lowercase=False, clean_text=False), dict(lowercase=True, handle_chinese_chars=False),
                      dict(lowercase=True, clean_text=False, strip_accents=True)]
        for options in flags:
            for added in ("plain", "added"):
                if added == "added" and name not in ("uncased", "multilingual-cased"):
                    continue
                tokenizer = Tokenizer(models.WordPiece(vocab, unk_token="[UNK]", max_input_chars_per_word=100))
                tokenizer.normalizer = normalizers.BertNormalizer(**options)
                tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
                tokenizer.add_special_tokens(SPECIAL)
                if added == "added":
                    tokenizer.add_special_tokens([AddedToken("[MASK]", lstrip=True), AddedToken("<x>", rstrip=True, lstrip=True)])
                    tokenizer.add_tokens([AddedToken("Ünï", normalized=True), AddedToken("new", single_word=True),
                                          AddedToken("aaa", rstrip=True), AddedToken("a\u0301", normalized=False)])
                tokenizer.post_processor = processors.TemplateProcessing(
                    single="[CLS] $A [SEP]", special_tokens=[(t, vocab[t]) for t in ("[CLS]", "[SEP]")])
                label = name + "".join(f" {k}={v}" for k, v in options.items()) + (" added" if added == "added" else "")
                vocab_alone = added == "plain" and options == flags[0]
                yield label, tokenizer, tokens if vocab_alone else None, options["lowercase"]


def compare(heed, tokenizer, folder, lines):
    ours = subprocess.run([heed, "tokenize", "--model", str(folder)], input=b"\n".join(lines) + b"\n", capture_output=True, check=True).stdout.decode().split("\n")[:-1]
    decoded = [decode(line) for line in lines]
    theirs = tokenizer.encode_batch([text for text, _ in decoded])
    differences = []
    assert len(ours) == len(lines), (len(ours), len(lines))
    for line, (text, starts), mine, other in zip(lines, decoded, ours, theirs):
        mine = json.loads(mine)
        offsets = [[starts[a], starts[b]] if (a, b) != (0, 0) else [0, 0] for a, b in other.offsets]
        if (mine["ids"], mine["tokens"], mine["offsets"]) != (other.ids, other.tokens, offsets):
            differences.append((line, mine, other.ids, other.tokens, offsets))
    return differences


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("heed")
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("--random", type=int, default=20000)
    parser.add_argument("--limit", type=int, default=50000, help="lines of each file")
    parser.add_argument("--only", default="", help="tokenizers whose name holds this")
    options = parser.parse_args()
    lines = list(real_lines(options.data, options.limit)) + list(random_lines(options.random, 1))
    characters = sum(len(line.decode("utf-8", errors="replace")) for line in lines)
    bad = 0
    for label, tokenizer, tokens, lowercase in make_tokenizers(options.data):
        if options.only not in label:
            continue
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            if tokens is not None:
                (folder / "vocab.txt").write_text("\n".join(tokens) + "\n", encoding="utf-8", newline="\n")
                (folder / "tokenizer_config.json").write_text(json.dumps({"do_lower_case": lowercase}))
            else:
                tokenizer.save(str(folder / "tokenizer.json"))
            differences = []
            for at in range(0, len(lines), 20000):
                differences += compare(options.heed, tokenizer, folder, lines[at:at + 20000])
        print(f"{label}: {len(lines)} lines, {characters} characters, {len(differences)} differences", flush=True)
        for difference in differences[:3]:
            print("  line", difference[0][:200], "\n  heed", str(difference[1])[:400], "\n  hf  ", str(difference[2:])[:400], flush=True)
        bad += len(differences)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
