"""Makes heed/nn/testdata/sequence.json: what PyTorch's Conv1d, LSTM and GRU give for ragged items,
and the gradients of sum(y * cos(0, 1, 2, ...)) in their inputs and parameters."""
import json
from pathlib import Path

import torch

LENGTHS, IN, HIDDEN = [3, 1, 5, 4], 4, 3
torch.manual_seed(3)
numbers = lambda tensor: [round(v, 7) for v in tensor.detach().flatten().tolist()]
items = [torch.randn(n, IN) for n in LENGTHS]


def case(run, parameters):
    xs = [item.clone().requires_grad_() for item in items]
    y = torch.cat([run(x) for x in xs])
    (y * torch.cos(torch.arange(y.numel(), dtype=torch.float32)).reshape(y.shape)).sum().backward()
    return {"y": numbers(y), "dx": numbers(torch.cat([x.grad for x in xs])),
            "parameters": {n: numbers(p) for n, p in parameters.items()},
            "gradients": {n: numbers(p.grad) for n, p in parameters.items()}}


out = {"lengths": LENGTHS, "x": numbers(torch.cat(items))}
for width in [1, 2, 3, 5]:
    weight, bias = torch.randn(2, width, IN) * 0.5, torch.randn(2)
    weight.requires_grad_(), bias.requires_grad_()
    left = (width - 1) // 2

    def convolve(x):
        padded = torch.nn.functional.pad(x.T[None], (left, width - 1 - left))
        return torch.relu(torch.nn.functional.conv1d(padded, weight.transpose(1, 2), bias))[0].T

    out[f"convolution {width}"] = case(convolve, {"weight": weight, "bias": bias})
for name, make in [("lstm", torch.nn.LSTM), ("gru", torch.nn.GRU)]:
    layer = make(IN, HIDDEN, bidirectional=True)
    out[name] = case(lambda x: layer(x[:, None])[0][:, 0], dict(layer.named_parameters()))
folder = Path(__file__).parent.parent / "heed/nn/testdata"
folder.mkdir(exist_ok=True)
(folder / "sequence.json").write_text(json.dumps(out))
