"""PyTorch's loss, every gradient and the parameters after ten steps of AdamW, of small classifiers.

    python tools/golden_classifiers.py > heed/model/testdata/classifiers.json
"""
import json

import torch
from torch import nn

from train_reference import BiLstm, Classifier, Cnn, Transformer, groups, padded

ITEMS, LABELS = [[0, 3, 5], [0, 7, 2, 2, 9], [0]], [2, 0, 1]
VOCABULARY, CLASSES, RATE = 10, 3, 0.01


def renamed(name, value):
    """A parameter as heed names it and lays it out."""
    if "convolutions" in name and value.ndim == 3:
        value = value.transpose(1, 2).reshape(value.shape[0], -1)
    for then, now in (("in_proj_weight", "in_proj.weight"), ("in_proj_bias", "in_proj.bias"),
                      ("pooling.score", "pooling.query"), ("head.", "classifier.")):
        name = name.replace(then, now)
    return name, [float(f"{v:.8g}") for v in value.detach().flatten().tolist()]


def golden(encoder, attention):
    model = Classifier(encoder, attention, CLASSES)
    parameters = list(model.parameters())
    for p in parameters:
        nn.init.normal_(p, std=0.5)
    optimiser = torch.optim.AdamW(groups(parameters), RATE)
    named = lambda pick: dict(renamed(name, pick(p)) for name, p in model.named_parameters())
    out = {"attention": attention, "values": named(lambda p: p)}
    ids, mask = padded(ITEMS)
    for step in range(10):
        loss = nn.functional.cross_entropy(model(ids, mask), torch.tensor(LABELS))
        optimiser.zero_grad()
        loss.backward()
        if step == 0:
            out["loss"], out["gradients"] = loss.item(), named(lambda p: p.grad)
        nn.utils.clip_grad_norm_(parameters, 1.0)
        optimiser.step()
    return out | {"after": named(lambda p: p)}


torch.manual_seed(0)
print(json.dumps({
    "items": ITEMS, "labels": LABELS, "vocabulary": VOCABULARY, "rate": RATE,
    "cnn": golden(Cnn(VOCABULARY, 0.0, width=4, filters=2), "dot"),
    "lstm": golden(BiLstm(VOCABULARY, 0.0, width=4, hidden=3), "additive"),
    "transformer": golden(Transformer(VOCABULARY, 0.0, width=4, heads=2, layers=2, positions=6), "dot"),
}, separators=(",", ":")))
