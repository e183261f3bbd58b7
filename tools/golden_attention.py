"""Writes heed/attention/testdata/goldens.json: what PyTorch (float64) makes of attention's ops.

Each case has ragged inputs, an output, the output's gradient, and the gradients of the inputs.
    python tools/golden_attention.py
"""
import json
import math
import pathlib

import torch
from torch.nn.functional import cosine_similarity, scaled_dot_product_attention as sdpa

torch.manual_seed(11)
torch.set_default_dtype(torch.float64)
Q_AT, K_AT = [0, 4, 9], [0, 4, 11]
cases = []


def numbers(tensor):
    return [float(f"{x:.8g}") for x in tensor.detach().flatten()]


def case(op, options, inputs, forward, q_at=Q_AT, k_at=K_AT):
    """forward(item, rows) -> output rows of one item; inputs named q, x follow q_at, k and v k_at."""
    leaves = {name: tensor.clone().float().double().requires_grad_() for name, tensor in inputs.items()}
    outputs = []
    for i in range(len(q_at) - 1):
        at = {"q": q_at, "x": q_at, "k": k_at, "v": k_at}
        rows = {n: t[at[n][i]:at[n][i + 1]] if n in at else t for n, t in leaves.items()}
        outputs.append(forward(i, **rows))
    output = torch.cat(outputs)
    dout = torch.randn_like(output).float().double()
    (output * dout).sum().backward()
    cases.append({
        "op": op, "options": options, "queries": q_at, "keys": k_at,
        "inputs": {n: {"shape": list(t.shape), "values": numbers(t)} for n, t in leaves.items()},
        "output": numbers(output), "dout": numbers(dout),
        "grads": {n: numbers(t.grad) for n, t in leaves.items()}})


def split(x, heads):
    return x.reshape(x.shape[0], heads, -1).transpose(0, 1)


def seen(n, m, causal=False, window=None, block=None, stride=1):
    i, j = torch.arange(n)[:, None], torch.arange(m)[None]
    out = torch.ones(n, m, dtype=torch.bool)
    if causal: out &= j <= i
    if window is not None: out &= (i - j).abs() <= window * stride
    if block: out &= i // block == j // block
    return out & ((i - j) % stride == 0)


def multi_head(q, k, v, heads, kv_heads, bias=None, **sight):
    mask = torch.zeros(q.shape[0], k.shape[0]).masked_fill(~seen(q.shape[0], k.shape[0], **sight), -math.inf)
    mask = mask if bias is None else mask + bias(q.shape[0], k.shape[0])
    repeat = lambda x: split(x, kv_heads).repeat_interleave(heads // kv_heads, 0)
    return sdpa(split(q, heads), repeat(k), repeat(v), attn_mask=mask.expand(heads, -1, -1)).transpose(0, 1).flatten(1)


def qkv(d_q, d_k, d_v):
    return {"q": torch.randn(9, d_q), "k": torch.randn(11, d_k), "v": torch.randn(11, d_v)}


def add_multi_head(options, **sight):
    heads, kv = options["heads"], options.get("kv_heads", options["heads"])
    case("multi_head", options, qkv(4 * heads, 4 * kv, 3 * kv),
         lambda i, q, k, v: multi_head(q, k, v, heads, kv, **sight))


def alibi(n, m):
    slopes = torch.tensor([0.0625, 0.00390625])
    return -slopes[:, None, None] * (torch.arange(n)[:, None] - torch.arange(m)[None]).abs()


add_multi_head({"heads": 2})
add_multi_head({"heads": 4, "kv_heads": 2, "causal": True}, causal=True)
add_multi_head({"heads": 1, "window": 1}, window=1)
add_multi_head({"heads": 2, "slopes": [0.0625, 0.00390625]}, bias=alibi)
case("multi_head", {"heads": 2, "block": 3}, {n: t[:9] for n, t in qkv(8, 8, 6).items()},
     lambda i, q, k, v: multi_head(q, k, v, 2, 2, block=3), k_at=Q_AT)
case("multi_head", {"heads": 2, "stride": 2, "window": 1}, {n: t[:9] for n, t in qkv(8, 8, 6).items()},
     lambda i, q, k, v: multi_head(q, k, v, 2, 2, stride=2, window=1), k_at=Q_AT)


def top_k(q, k, v, heads, keep):
    scores = split(q, heads) @ split(k, heads).transpose(1, 2) / math.sqrt(q.shape[1] // heads)
    least = scores.topk(keep, -1).values[..., -1:]
    weights = scores.masked_fill(scores < least, -math.inf).softmax(-1)
    return (weights @ split(v, heads)).transpose(0, 1).flatten(1)


case("top_k", {"heads": 2, "keep": 2}, qkv(8, 8, 6), lambda i, q, k, v: top_k(q, k, v, 2, 2))

# The five scores, each through softmax and values.
attend = lambda scores, v: scores.softmax(-1) @ v
case("dot", {}, qkv(4, 4, 3), lambda i, q, k, v: attend(q @ k.T, v))
case("scaled", {}, qkv(4, 4, 3), lambda i, q, k, v: attend(q @ k.T / 2, v))
case("general", {}, {**qkv(4, 5, 3), "w": torch.randn(4, 5)},
     lambda i, q, k, v, w: attend(torch.einsum("ia,ab,jb->ij", q, w, k), v))
case("additive", {}, {**qkv(4, 5, 3), "w_q": torch.randn(6, 4), "w_k": torch.randn(6, 5), "v_a": torch.randn(6)},
     lambda i, q, k, v, w_q, w_k, v_a: attend(((q @ w_q.T)[:, None] + (k @ w_k.T)[None]).tanh() @ v_a, v))
case("cosine", {"temperature": 0.25}, qkv(4, 4, 3),
     lambda i, q, k, v: attend(cosine_similarity(q[:, None], k[None], -1) / 0.25, v))

# Pooling.
one = lambda row: row[None]
case("attention_pool", {}, {"x": torch.randn(9, 4), "w": torch.randn(1, 4), "b": torch.randn(1)},
     lambda i, x, w, b: one((x @ w.T + b).softmax(0).T[0] @ x))
case("mean_pool", {}, {"x": torch.randn(9, 4)}, lambda i, x: one(x.mean(0)))
case("max_pool", {}, {"x": torch.randn(9, 4)}, lambda i, x: one(x.amax(0)))
case("cls_pool", {}, {"x": torch.randn(9, 4)}, lambda i, x: one(x[0]))


def rotary(x, heads, neighbours):
    d = x.shape[1] // heads
    angles = torch.arange(x.shape[0])[:, None] * 10000.0 ** (-torch.arange(0, d, 2) / d)
    turn = torch.polar(torch.ones_like(angles), angles)[:, None]
    y = x.reshape(x.shape[0], heads, d)
    pairs = y.reshape(*y.shape[:2], d // 2, 2) if neighbours else y.reshape(*y.shape[:2], 2, d // 2).transpose(2, 3)
    turned = torch.view_as_real(torch.view_as_complex(pairs.contiguous()) * turn)
    return (turned if neighbours else turned.transpose(2, 3)).reshape(x.shape)


for neighbours in (False, True):
    case("rotary", {"heads": 2, "neighbours": neighbours}, {"x": torch.randn(9, 8)},
         lambda i, x: rotary(x, 2, neighbours))

file = pathlib.Path(__file__).parent.parent / "heed/attention/testdata/goldens.json"
file.write_text("[\n" + ",\n".join(json.dumps(c, separators=(",", ":")) for c in cases) + "\n]\n")
print(f"{len(cases)} cases, {file.stat().st_size} bytes")
