"""One peer on one work, run each time a line comes in: see compare.py.

The encoder is the MiniLM that heed uses, from heed's models folder ($HEED_MODELS).
"""
import json
import os
import sys
import time
from pathlib import Path

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
THREADS = int(os.environ.get("OMP_NUM_THREADS", "2"))
DATA = Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local/share"))
MODEL = Path(os.environ.get("HEED_MODELS", DATA / "heed/models")) / "minilm"
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "heed-bench"


def onnx(int8):
    """MiniLM exported to ONNX once, float32 and dynamically quantised."""
    CACHE.mkdir(parents=True, exist_ok=True)
    f32, small = CACHE / "minilm-f32.onnx", CACHE / "minilm-int8.onnx"
    if not small.exists():
        import torch
        from onnxruntime.quantization import QuantType, quantize_dynamic
        from transformers import AutoModel

        class LastState(torch.nn.Module):
            def __init__(self):
                super().__init__()
                self.model = AutoModel.from_pretrained(MODEL, attn_implementation="eager").eval()

            def forward(self, ids, mask):
                return self.model(input_ids=ids, attention_mask=mask).last_hidden_state

        ids = torch.randint(1000, 2000, (2, 16))
        axes = {0: "texts", 1: "tokens"}
        torch.onnx.export(LastState(), (ids, torch.ones_like(ids)), str(f32), opset_version=17,
                          dynamo=False, input_names=["ids", "mask"], output_names=["states"],
                          dynamic_axes={"ids": axes, "mask": axes})
        quantize_dynamic(str(f32), str(small), weight_type=QuantType.QInt8)
    return str(small if int8 else f32)


def onnxruntime(precision):
    import onnxruntime as ort
    options = ort.SessionOptions()
    options.intra_op_num_threads = THREADS
    session = ort.InferenceSession(onnx(precision == "int8"), options,
                                   providers=["CPUExecutionProvider"])
    return lambda ids, mask: session.run(None, {"ids": ids, "mask": mask})[0]


def openvino(precision):
    import openvino as ov
    core = ov.Core()
    settings = {"INFERENCE_NUM_THREADS": THREADS, "INFERENCE_PRECISION_HINT": precision}
    request = core.compile_model(core.read_model(onnx(False)), "CPU", settings).create_infer_request()
    return lambda ids, mask: request.infer({"ids": ids, "mask": mask})[0]


def pytorch(precision):
    import torch
    from transformers import AutoModel
    torch.set_num_threads(THREADS)
    dtype = torch.bfloat16 if precision == "bf16" else torch.float32
    model = AutoModel.from_pretrained(MODEL, attn_implementation="sdpa", dtype=dtype).eval()

    def run(ids, mask):
        with torch.inference_mode():
            return model(input_ids=torch.from_numpy(ids),
                         attention_mask=torch.from_numpy(mask)).last_hidden_state.float().numpy()
    return run


def ctranslate2(precision):
    import ctranslate2 as ct
    folder = CACHE / "ctranslate2"
    if not folder.exists():
        ct.converters.TransformersConverter(str(MODEL)).convert(str(folder))
    encoder = ct.Encoder(str(folder), device="cpu", inter_threads=1, intra_threads=THREADS,
                         compute_type={"f32": "float32"}.get(precision, precision))
    return lambda ids, mask: encoder.forward_batch([r[m > 0].tolist() for r, m in zip(ids, mask)])


def engine(name):
    maker, precision = name.split("-")
    return {"onnxruntime": onnxruntime, "openvino": openvino, "pytorch": pytorch,
            "ctranslate2": ctranslate2}[maker](precision)


def encode(name, batch, length):
    import numpy as np
    run = engine(name)
    ids = np.random.default_rng(0).integers(1000, 30000, (int(batch), int(length)))
    mask = np.ones_like(ids)
    return int(batch), lambda: run(ids, mask)


def texts(name, path):
    """Tokenize, sort by length, batches of 64 padded to their longest, mean pooling."""
    import numpy as np
    from tokenizers import Tokenizer
    run = engine(name)
    lines = Path(path).read_text().splitlines()
    tokenizer = Tokenizer.from_file(str(MODEL / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(512)

    def work():
        ids = sorted((e.ids for e in tokenizer.encode_batch(lines)), key=len)
        for start in range(0, len(ids), 64):
            rows = ids[start:start + 64]
            batch = np.zeros((len(rows), len(rows[-1])), np.int64)
            mask = np.zeros_like(batch)
            for r, row in enumerate(rows):
                batch[r, :len(row)], mask[r, :len(row)] = row, 1
            states = np.asarray(run(batch, mask))
            mean = (states * mask[:, :, None]).sum(1) / mask.sum(1)[:, None]
            mean / np.linalg.norm(mean, axis=1, keepdims=True)
    return len(lines), work


def train(name, batch, length):
    import torch
    from transformers import AutoModel
    torch.set_num_threads(THREADS)
    torch.manual_seed(0)
    bert = AutoModel.from_pretrained(MODEL, attn_implementation="sdpa").train()
    width = bert.config.hidden_size
    score, classes = torch.nn.Linear(width, 1), torch.nn.Linear(width, 4)
    parameters = [*bert.parameters(), *score.parameters(), *classes.parameters()]
    optimiser = torch.optim.AdamW(parameters, 1e-5)
    ids = torch.randint(1000, 30000, (int(batch), int(length)))
    labels = torch.randint(0, 4, (int(batch),))

    def work():
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=name.endswith("bf16")):
            tokens = bert(input_ids=ids).last_hidden_state
            pooled = (torch.softmax(score(tokens), 1) * tokens).sum(1)
            loss = torch.nn.functional.cross_entropy(classes(pooled), labels)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return int(batch), work


def attention_inputs(name, *shape):
    import torch
    torch.set_num_threads(THREADS)
    batch, heads, length, width = map(int, shape)
    dtype = torch.bfloat16 if name.endswith("bf16") else torch.float32
    tensors = [torch.randn(batch, heads, length, width, dtype=dtype, requires_grad=True)
               for _ in range(3)]
    return tensors, 4 * batch * heads * length * length * width / 1e9


def attention(name, *shape):
    import torch
    (q, k, v), gflop = attention_inputs(name, *shape)

    def work():
        with torch.no_grad():
            torch.nn.functional.scaled_dot_product_attention(q, k, v)
    return gflop, work


def attention_both(name, *shape):
    import torch
    (q, k, v), gflop = attention_inputs(name, *shape)
    return 3.5 * gflop, lambda: torch.nn.functional.scaled_dot_product_attention(
        q, k, v).sum().backward()


def tokenize(_, path):
    os.environ["RAYON_NUM_THREADS"] = "1"
    from tokenizers import Tokenizer
    lines = Path(path).read_text().splitlines()
    tokenizer = Tokenizer.from_file(str(MODEL / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return sum(len(line.encode()) for line in lines) / 1e6, lambda: tokenizer.encode_batch(lines)


def feed(_, *paths):
    import feedparser
    documents = [Path(path).read_bytes() for path in paths]
    return sum(map(len, documents)) / 1e6, lambda: [feedparser.parse(d) for d in documents]


def interest(_, items, slots):
    """Attention over memory for every item, as section "interest" of heed's own code defines it."""
    import numpy as np
    rng = np.random.default_rng(0)

    def unit(rows):
        x = rng.standard_normal((rows, 384), np.float32)
        return x / np.linalg.norm(x, axis=1, keepdims=True)

    keys, vectors = unit(int(slots)), unit(int(items))
    offset, value = rng.random(int(slots), np.float32), rng.random(int(slots), np.float32)

    def work():
        for start in range(0, len(vectors), 4096):
            logits = vectors[start:start + 4096] @ keys.T * 20 - offset
            most = np.maximum(logits.max(1, keepdims=True), 0)
            weights = np.exp(logits - most)
            weights @ value / (weights.sum(1) + np.exp(-most[:, 0]))
    return int(items), work


def main():
    work = sys.argv[1]
    amount, run = globals()[work](*sys.argv[2:])
    print(json.dumps({"amount": amount}), flush=True)
    for _ in sys.stdin:
        start = time.perf_counter()
        run()
        print(time.perf_counter() - start, flush=True)


if __name__ == "__main__":
    main()
