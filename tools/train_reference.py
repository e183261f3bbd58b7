"""PyTorch's side of `heed classify train`: the same architectures and the same recipe.

    python tools/train_reference.py --encoder cnn --train T.csv --dev D.csv --test E.csv --seed 1

Prints one JSON line: accuracy on dev and test, seconds. --encoder minilm takes --model DIR, and
--freeze; --encoder logistic is scikit-learn's logistic regression on mean-pooled MiniLM vectors.
"""
import argparse, csv, json, math, os, re, sys, time, unicodedata
from collections import Counter

import torch
from torch import nn

NO_SPACES = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def tokens_of(text):
    """As WordVocabulary cuts: words, single characters of scripts without spaces, marks."""
    kind = lambda c: ("alone" if NO_SPACES.match(c) else "word") if unicodedata.category(c)[0] in "LNM" and not (
        unicodedata.category(c) in ("No", "Nl")) else "space" if c.isspace() or unicodedata.category(c) == "Cc" else "alone"
    out, word = [], ""
    for i, c in enumerate(text):
        k = kind(c)
        if word and c in "'\u2019" and i + 1 < len(text) and kind(text[i + 1]) == "word":
            k = "word"
        if k != "word" and word:
            out.append(word)
            word = ""
        if k == "word":
            word += c.lower()
        elif k == "alone":
            out.append(c.lower())
    return out + [word] * bool(word)


class AttentionPooling(nn.Module):
    def __init__(self, width, kind):
        super().__init__()
        self.kind = kind
        if kind == "additive":
            self.hidden, self.score = nn.Linear(width, width), nn.Linear(width, 1, bias=False)
        else:
            self.score = nn.Linear(width, 1)

    def forward(self, tokens, mask):
        x = torch.tanh(self.hidden(tokens)) if self.kind == "additive" else tokens
        weights = self.score(x).masked_fill(~mask[:, :, None], -math.inf).softmax(1)
        return (weights * tokens).sum(1)


class Cnn(nn.Module):
    def __init__(self, vocabulary, dropout, width=128, filters=100, sizes=(3, 4, 5)):
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, width)
        self.convolutions = nn.ModuleList(nn.Conv1d(width, filters, k) for k in sizes)
        self.dropout, self.width = nn.Dropout(dropout), filters * len(sizes)

    def forward(self, ids, mask):
        x = (self.dropout(self.embedding(ids)) * mask[:, :, None]).transpose(1, 2)
        pad = lambda k: ((k - 1) // 2, k // 2)
        outs = [torch.relu(c(nn.functional.pad(x, pad(c.kernel_size[0])))) for c in self.convolutions]
        return self.dropout(torch.cat(outs, 1).transpose(1, 2))


class BiLstm(nn.Module):
    def __init__(self, vocabulary, dropout, width=128, hidden=128):
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, width)
        self.lstm = nn.LSTM(width, hidden, batch_first=True, bidirectional=True)
        self.dropout, self.width = nn.Dropout(dropout), 2 * hidden

    def forward(self, ids, mask):
        x = nn.utils.rnn.pack_padded_sequence(self.dropout(self.embedding(ids)), mask.sum(1), batch_first=True,
                                              enforce_sorted=False)
        return self.dropout(nn.utils.rnn.pad_packed_sequence(self.lstm(x)[0], batch_first=True)[0])


class Transformer(nn.Module):
    def __init__(self, vocabulary, dropout, width=128, heads=4, layers=2, positions=512):
        super().__init__()
        self.embedding, self.position = nn.Embedding(vocabulary, width), nn.Embedding(positions, width)
        layer = lambda: nn.TransformerEncoderLayer(width, heads, 4 * width, dropout, "gelu", batch_first=True, norm_first=True)
        self.layers = nn.ModuleList(layer() for _ in range(layers))
        self.norm, self.dropout, self.width = nn.LayerNorm(width), nn.Dropout(dropout), width

    def forward(self, ids, mask):
        x = self.dropout(self.embedding(ids) + self.position(torch.arange(ids.shape[1])))
        for layer in self.layers:
            x = layer(x, src_key_padding_mask=~mask)
        return self.norm(x)


class Bert(nn.Module):
    def __init__(self, folder, dropout, freeze):
        super().__init__()
        from transformers import AutoModel
        more = {} if dropout is None else dict(hidden_dropout_prob=dropout, attention_probs_dropout_prob=dropout)
        self.bert, self.freeze = AutoModel.from_pretrained(folder, attn_implementation="sdpa", **more), freeze
        self.bert.requires_grad_(not freeze)
        self.width = self.bert.config.hidden_size

    def forward(self, ids, mask):
        if self.freeze:
            self.bert.eval()
        return self.bert(input_ids=ids, attention_mask=mask.long()).last_hidden_state


class Classifier(nn.Module):
    def __init__(self, encoder, attention, classes):
        super().__init__()
        self.encoder = encoder
        self.pooling, self.head = AttentionPooling(encoder.width, attention), nn.Linear(encoder.width, classes)

    def forward(self, ids, mask):
        return self.head(self.pooling(self.encoder(ids, mask), mask))


def initialise(model):
    """Small embeddings; everything else is PyTorch's default."""
    for module in model.modules():
        if isinstance(module, nn.Embedding):
            nn.init.normal_(module.weight, std=0.1)


def padded(items):
    ids = torch.zeros(len(items), max(map(len, items)), dtype=torch.long)
    mask = torch.zeros_like(ids, dtype=torch.bool)
    for i, item in enumerate(items):
        ids[i, :len(item)], mask[i, :len(item)] = torch.tensor(item), True
    return ids, mask


def epoch_batches(lengths, size):
    """Pools of 16 batches sorted by length, batches shuffled: as heed's."""
    order = torch.randperm(len(lengths)).tolist()
    pools = [sorted(order[i:i + 16 * size], key=lambda j: lengths[j]) for i in range(0, len(order), 16 * size)]
    flat = sum(pools, [])
    batches = [flat[i:i + size] for i in range(0, len(flat), size)]
    return [batches[i] for i in torch.randperm(len(batches)).tolist()]


def accuracy(model, data):
    model.eval()
    items, labels = data
    order = sorted(range(len(items)), key=lambda i: -len(items[i]))
    right = 0
    with torch.no_grad():
        for at in range(0, len(order), 64):
            batch = order[at:at + 64]
            right += (model(*padded([items[i] for i in batch])).argmax(1) == torch.tensor([labels[i] for i in batch])).sum().item()
    return right / len(items)


def groups(parameters):
    """Biases and norms do not decay."""
    return [{"params": [p for p in parameters if p.ndim > 1], "weight_decay": 0.01},
            {"params": [p for p in parameters if p.ndim <= 1], "weight_decay": 0.0}]


def train(model, data, dev, options):
    parameters = [p for p in model.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(groups(parameters), options.lr)
    items, labels = data
    total = options.epochs * math.ceil(len(items) / options.batch)
    warm = max(1, total // 10)
    rate = lambda step: step / warm if step < warm else (total - step) / max(1, total - warm)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda before: rate(before + 1))
    best, state = -1.0, None
    for epoch in range(options.epochs):
        model.train()
        for batch in epoch_batches([len(i) for i in items], options.batch):
            loss = nn.functional.cross_entropy(model(*padded([items[i] for i in batch])), torch.tensor([labels[i] for i in batch]))
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(parameters, 1.0)
            optimiser.step()
            schedule.step()
        now = accuracy(model, dev)
        print(f"epoch {epoch + 1}: dev {now:.4f}", flush=True, file=sys.stderr)
        if now > best:
            best, state = now, {k: v.clone() for k, v in model.state_dict().items()}
    model.load_state_dict(state)
    return best


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [r["text"] for r in rows], [r["label"] for r in rows]


def logistic(options, texts, labels):
    import numpy
    from sklearn.linear_model import LogisticRegression
    bert = Bert(options.model, None, True)
    def vectors(items):
        out = []
        with torch.no_grad():
            for at in range(0, len(items), 64):
                ids, mask = padded(items[at:at + 64])
                hidden = bert(ids, mask) * mask[:, :, None]
                mean = hidden.sum(1) / mask.sum(1, keepdim=True)
                out.append(nn.functional.normalize(mean).numpy())
        return numpy.concatenate(out)
    x = {part: vectors(texts[part]) for part in texts}
    scored = [(LogisticRegression(C=c, max_iter=2000).fit(x["train"], labels["train"])) for c in (0.1, 1, 10, 100)]
    best = max(scored, key=lambda m: m.score(x["dev"], labels["dev"]))
    return best.score(x["dev"], labels["dev"]), best.score(x["test"], labels["test"])


def main():
    parser = argparse.ArgumentParser()
    for name in ("encoder", "train", "dev", "test", "model", "attention"):
        parser.add_argument("--" + name)
    for name, kind, value in (("epochs", int, 0), ("batch", int, 32), ("lr", float, 0), ("dropout", float, None), ("seed", int, 0)):
        parser.add_argument("--" + name, type=kind, default=value)
    parser.add_argument("--freeze", action="store_true")
    options = parser.parse_args()
    torch.set_num_threads(int(os.environ.get("THREADS", "2")))
    torch.manual_seed(options.seed)
    begin = time.time()
    texts, labels = {}, {}
    for part in ("train", "dev", "test"):
        texts[part], labels[part] = read(getattr(options, part))
    names = sorted(set(labels["train"]))
    labels = {part: [names.index(l) for l in labels[part]] for part in labels}
    scratch = options.encoder in ("cnn", "lstm", "transformer")
    if scratch:
        counts = Counter(t for text in texts["train"] for t in tokens_of(text))
        kept = sorted((t for t, n in counts.items() if n >= 2), key=lambda t: (-counts[t], t.encode()))[:29998]
        ids = {t: i + 2 for i, t in enumerate(kept)}
        texts = {part: [([0] + [ids.get(t, 1) for t in tokens_of(x)])[:512] for x in texts[part]] for part in texts}
        rate = {"cnn": 0.3, "lstm": 0.3, "transformer": 0.1}[options.encoder] if options.dropout is None else options.dropout
        encoder = {"cnn": Cnn, "lstm": BiLstm, "transformer": Transformer}[options.encoder](len(ids) + 2, rate)
        initialise(encoder)
        options.lr = options.lr or 1e-3
        options.epochs = options.epochs or 5
    else:
        from tokenizers import Tokenizer
        tokenizer = Tokenizer.from_file(options.model + "/tokenizer.json")
        tokenizer.no_padding()
        tokenizer.enable_truncation(512)
        texts = {part: [e.ids for e in tokenizer.encode_batch(texts[part])] for part in texts}
        if options.encoder == "logistic":
            dev, test = logistic(options, texts, labels)
            return print(json.dumps(dict(encoder="logistic", train=options.train, dev=dev, test=test)))
        encoder = Bert(options.model, options.dropout, options.freeze)
        options.lr = options.lr or (1e-3 if options.freeze else 5e-5)
        options.epochs = options.epochs or (10 if options.freeze else 3)
    model = Classifier(encoder, options.attention or ("additive" if options.encoder == "lstm" else "dot"), len(names))
    dev = train(model, (texts["train"], labels["train"]), (texts["dev"], labels["dev"]), options)
    test = accuracy(model, (texts["test"], labels["test"]))
    print(json.dumps(dict(encoder=options.encoder, freeze=options.freeze, train=options.train, seed=options.seed, dev=dev,
                          test=test, seconds=round(time.time() - begin, 1))))


if __name__ == "__main__":
    main()
