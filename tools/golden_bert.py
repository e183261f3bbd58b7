"""Makes heed/model/testdata/tiny_bert: a small random BERT and what PyTorch says of it: its hidden
states under each activation, and every gradient of sum(hidden * cos(0, 1, 2, ...)).

    python tools/golden_bert.py      needs torch, transformers, safetensors
"""
import json
from pathlib import Path

import torch
from safetensors.torch import save_file
from transformers import BertConfig, BertModel

FOLDER = Path(__file__).parent.parent / "heed/model/testdata/tiny_bert"
FOLDER.mkdir(parents=True, exist_ok=True)
ITEMS = [[2, 17, 5, 39, 3], [2, 3], [2, 11, 11, 8, 44, 29, 7, 30, 21, 13, 3], [2, 40, 3]]


def make(act):
    torch.manual_seed(1)
    config = BertConfig(vocab_size=45, hidden_size=24, num_hidden_layers=2, num_attention_heads=3,
                        intermediate_size=40, max_position_embeddings=12, hidden_act=act)
    model = BertModel(config, add_pooling_layer=False).eval()
    with torch.no_grad():  # first values are too regular to find mistakes
        for name, p in model.named_parameters():
            p.copy_(torch.randn_like(p) * 0.3 + (1 if name.endswith("LayerNorm.weight") else 0))
    return config, model


def hidden(model):
    return torch.cat([model(torch.tensor([ids])).last_hidden_state[0] for ids in ITEMS])


golden = {"items": ITEMS, "hidden": {}}
for act in ["relu", "gelu_new", "gelu"]:
    config, model = make(act)
    with torch.no_grad():
        golden["hidden"][act] = [round(x, 7) for x in hidden(model).flatten().tolist()]

states = hidden(model)
weights = torch.cos(torch.arange(states.numel(), dtype=torch.float32)).reshape(states.shape)
loss = (states * weights).sum()
loss.backward()
golden["loss"] = loss.item()
save_file({"bert." + n: p.detach().contiguous() for n, p in model.named_parameters()},
          FOLDER / "model.safetensors")
save_file({n: p.grad.contiguous() for n, p in model.named_parameters()},
          FOLDER / "gradients.safetensors")
(FOLDER / "golden.json").write_text(json.dumps(golden))
wanted = ["model_type", "vocab_size", "hidden_size", "num_hidden_layers", "num_attention_heads",
          "intermediate_size", "max_position_embeddings", "hidden_act", "type_vocab_size",
          "layer_norm_eps", "hidden_dropout_prob", "attention_probs_dropout_prob"]
kept = {k: v for k, v in config.to_dict().items() if k in wanted}
(FOLDER / "config.json").write_text(json.dumps(kept, indent=2) + "\n")
