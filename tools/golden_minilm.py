"""Writes heed/model/testdata/minilm_golden.json: token ids of a few texts and the vectors that
PyTorch gives them with the MiniLM sentence encoder (mean of the last hidden states, length 1).

    python tools/golden_minilm.py MODEL_FOLDER      needs torch, transformers, tokenizers
"""
import json
import sys
from pathlib import Path

import torch
from tokenizers import Tokenizer
from transformers import AutoModel

TEXTS = [
    "",
    "Attention is what we have least of.",
    "The page ends; close it and go for a walk.",
    "Batteries of sodium instead of lithium may store the wind's power for a night.",
    "注意力是稀缺的资源。",
    "The council met on Tuesday. " * 40,
]
folder = Path(sys.argv[1])
tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
tokenizer.no_padding()
tokenizer.enable_truncation(256)
model = AutoModel.from_pretrained(folder, attn_implementation="eager").eval()
ids = [tokenizer.encode(text).ids for text in TEXTS]
vectors = []
for item in ids:
    with torch.no_grad():
        mean = model(torch.tensor([item])).last_hidden_state[0].mean(0)
    vectors.append([round(x, 6) for x in (mean / mean.norm()).tolist()])
target = Path(__file__).parent.parent / "heed/model/testdata/minilm_golden.json"
target.write_text(json.dumps({"texts": TEXTS, "ids": ids, "vectors": vectors}, ensure_ascii=False))
