#!/usr/bin/env python3
"""Writes heed/text/testdata: a small tokenizer.json, and what Hugging Face makes of some lines.

    tools/make_tokenizer_goldens.py heed/text/testdata

The vocabulary and the sentences are made up here. Needs the Python package tokenizers.
"""
import json
import pathlib
import sys

from tokenizers import AddedToken, Tokenizer, models, normalizers, pre_tokenizers, processors

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
WORDS = """the a page that ends read ##er ##s ##ing atten ##tion is scar ##ce un ##think ##able cafe ##fe ca
 naive uber strasse zurich new news ##paper minute ##s ten 2026 20 ##26 3 ##0 . , ! ? ' " - ( ) [ ] ; : & # / @
 注 意 力 是 稀 缺 的 新 闻 。 ， 日 本 語 か ##な カ ##ナ 한 ##국 при ##вет мир и й ##й ε λ ##λ ##α δ ##ας ##ασ i ##i ##stanbul x y z
 ##x ##y ##z aaa ##aaa ##a ##b ##c ##d ##e a b c d e ᄒ ##ᅡ ##ᆫ""".split()
LINES = [
    "", " ", "The page that ENDS.", "Attention is scarce!", "unthinkable readers, reading news", "Café naïve Über Zürich",
    "cafe\u0301 nai\u0308ve", "STRASSE Straße", "注意力是稀缺的。", "新闻news注意", "日本語 かな カナ", "한국 \u1112\u1161\u11ab", "Привет, мир й и\u0306",
    "Ελλάδας ΕΛΛΆΔΑΣ", "İstanbul istanbul I", "ten minutes (30) 2026", "[SEP] [MASK] [sep] a[SEP]b  [MASK] c", "news newspaper a-news NEWS",
    "tab\tand\rreturn\u00a0nbsp\u2028line\u3000wide", "zero\u200bwidth\u200djoin\ufeff soft\u00adhyphen", "ctrl\u0001a\u007fb\u0085c", "x\ufffdy",
    "😀 aaa 👩‍👩‍👧 b", "a" * 99 + " " + "a" * 100 + " " + "a" * 101, "…“quoted” ‘it’s’ – dash — ¿que?", "㐀𠀀𫝀𫠠豈更", "ﬁne ＷＩＤＥ ½",
    "a\u0323\u0301\u0302b\u0345", "\u1734\u0ae4\u302a\u302b x\u302e\u302fy", "<x>  <x>a <x>", "ÜNI uni Üni unity", "e&#39;s ten; #2026 /a/b @c",
]


def build(lowercase, strip_accents, added):
    vocab = {token: i for i, token in enumerate(dict.fromkeys(SPECIAL + WORDS))}
    tokenizer = Tokenizer(models.WordPiece(vocab, unk_token="[UNK]", max_input_chars_per_word=100))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=lowercase, strip_accents=strip_accents)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.add_special_tokens(SPECIAL)
    if added:
        tokenizer.add_special_tokens([AddedToken("[MASK]", lstrip=True), AddedToken("<x>", rstrip=True)])
        tokenizer.add_tokens([AddedToken("Üni", normalized=True), AddedToken("news", single_word=True)])
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[(t, vocab[t]) for t in ("[CLS]", "[SEP]")])
    return tokenizer


def main():
    folder = pathlib.Path(sys.argv[1])
    for name, arguments in {"uncased": (True, None, False), "cased": (False, None, False), "added": (True, None, True),
                            "accents": (True, False, True)}.items():
        target = folder / name
        target.mkdir(parents=True, exist_ok=True)
        tokenizer = build(*arguments)
        tokenizer.save(str(target / "tokenizer.json"), pretty=False)
        with open(target / "golden.jsonl", "w", encoding="utf-8") as file:
            for line in LINES:
                encoded = tokenizer.encode(line)
                starts = [0]
                for c in line:
                    starts.append(starts[-1] + len(c.encode()))
                offsets = [[starts[a], starts[b]] if (a, b) != (0, 0) else [0, 0] for a, b in encoded.offsets]
                file.write(json.dumps({"text": line, "ids": encoded.ids, "tokens": encoded.tokens, "offsets": offsets}, ensure_ascii=False) + "\n")


main()
