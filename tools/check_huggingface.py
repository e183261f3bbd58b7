"""A classifier that heed trained on BERT, opened in transformers: are the outputs equal?

    python tools/check_huggingface.py build/heed DIR < lines

Compares heed's embeddings with transformers' mean-pooled hidden states, and heed's probabilities
with the head worked out in PyTorch. Exits 1 where they differ by more than 1e-4.
"""
import json, subprocess, sys
from pathlib import Path

import torch
from safetensors.torch import load_file
from transformers import AutoModel, AutoTokenizer

program, folder = sys.argv[1:]
lines = sys.stdin.read().splitlines()
heed = lambda *words: [json.loads(line) for line in subprocess.run(
    [program, *words, "--json"], input="\n".join(lines), capture_output=True, text=True, check=True).stdout.splitlines()]
vectors = heed("embed", "--model", str(Path(folder).resolve()), "--no-normalize")
predictions = heed("classify", "predict", "--model", folder)

config = json.loads((Path(folder) / "classifier.json").read_text())
weights = load_file(Path(folder) / "model.safetensors")
model, tokenizer = AutoModel.from_pretrained(folder).eval(), AutoTokenizer.from_pretrained(folder)
worst = 0.0
for line, vector, prediction in zip(lines, vectors, predictions):
    with torch.no_grad():
        hidden = model(**tokenizer(line, return_tensors="pt", truncation=True, max_length=config["max_tokens"])).last_hidden_state[0]
    scores = hidden @ weights["pooling.query.weight"].T + weights["pooling.query.bias"]
    pooled = (scores.softmax(0) * hidden).sum(0)
    logits = weights["classifier.weight"] @ pooled + weights["classifier.bias"]
    probabilities = (logits / config["temperature"]).softmax(0)
    worst = max(worst, (hidden.mean(0) - torch.tensor(vector["vector"])).abs().max().item())
    ours = torch.tensor([prediction["probabilities"][label] for label in config["labels"]])
    worst = max(worst, (probabilities - ours).abs().max().item())
print(f"{len(lines)} lines, largest difference {worst:.2g}")
sys.exit(worst > 1e-4)
