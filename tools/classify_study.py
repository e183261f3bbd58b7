"""The accuracy study of docs/RESULTS.md: heed and PyTorch, the same texts, architectures and recipe.

    python tools/classify_study.py DIR --heed build/heed --model MINILM_DIR [--only WORD…]

Writes the sets under DIR once (tools/reference_data.py), trains each encoder on each set with each
seed on both sides, and keeps every accuracy in DIR/results.jsonl: a run that is there already is not
repeated. Prints the table. English texts are cut at 45 words, about 60 word pieces.
"""
import argparse, csv, json, os, statistics, subprocess, sys
from pathlib import Path

TOOLS = Path(__file__).resolve().parent
SIZES = {"train": 3000, "dev": 500, "test": 2000}
FINE_SIZES = {"train": 1500, "dev": 300, "test": 1000}
WORDS = 45
# (name, set, heed's flags, the reference's flags, seeds, sizes); without flags a side is left out
STUDIES = [(f"{encoder} on {data}", data, ["--encoder", encoder], ["--encoder", encoder], range(1, seeds + 1), SIZES)
           for encoder, data, seeds in [("cnn", "ag", 3), ("cnn", "sst2", 3), ("lstm", "sst2", 3), ("lstm", "thuc", 6),
                                        ("transformer", "sst2", 3), ("transformer", "ag", 3), ("lstm", "ag", 6)]]
STUDIES += [(f"frozen MiniLM on {data}", data, ["--encoder", "MINILM", "--freeze"], None, range(1, 4), SIZES)
            for data in ("ag", "sst2")]
STUDIES += [(f"frozen MiniLM on {data}", data, None, ["--encoder", "logistic"], [0], SIZES) for data in ("ag", "sst2")]
STUDIES += [(f"fine-tuned MiniLM on {data}", data, ["--encoder", "MINILM"], ["--encoder", "minilm"], range(1, 4), FINE_SIZES)
            for data in ("sst2", "ag")]


def parts(folder, data, sizes):
    """The first texts of each part, cut; one file each."""
    out = {}
    for part, most in sizes.items():
        out[part] = folder / f"{data}_{part}_{most}.csv"
        if out[part].exists():
            continue
        with open(folder / f"{data}_{part}.csv", encoding="utf-8", newline="") as file:
            rows = [row for _, row in zip(range(most), csv.DictReader(file))]
        with open(out[part], "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["label", "text"])
            writer.writerows([row["label"], " ".join(row["text"].split(" ")[:WORDS])] for row in rows)
    return out


def run(command):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{command}: {done.stderr}")
    return json.loads(done.stdout.strip().splitlines()[-1])


def heed(options, flags, files, seed):
    model = options.folder / "model"
    flags = [str(options.model) if flag == "MINILM" else flag for flag in flags]
    trained = run([options.heed, "classify", "train", "--train", files["train"], "--dev", files["dev"], "--out", model,
                   "--seed", seed, "--restart", "--json", "--quiet", *flags])
    tested = run([options.heed, "classify", "eval", "--model", model, "--data", files["test"], "--json"])
    return {"dev": trained["dev"]["accuracy"], "test": tested["accuracy"], "ece": tested["ece"],
            "seconds": round(trained["seconds"], 1)}


def reference(options, flags, files, seed):
    return run([sys.executable, TOOLS / "train_reference.py", "--train", files["train"], "--dev", files["dev"],
                "--test", files["test"], "--seed", seed, "--model", options.model, *flags])


def table(results):
    print("| | heed | mean | PyTorch | mean | difference, points |\n|---|---|---|---|---|---|")
    for name in dict.fromkeys(row["study"] for row in results):
        sides = {side: [row["test"] for row in results if row["study"] == name and row["side"] == side]
                 for side in ("heed", "reference")}
        cells = [cell for values in sides.values() for cell in
                 (", ".join(f"{value:.3f}" for value in values), f"{statistics.mean(values):.4f}" if values else "")]
        gap = 100 * (statistics.mean(sides["heed"]) - statistics.mean(sides["reference"])) if all(sides.values()) else None
        print(f"| {name} | {' | '.join(cells)} | {'' if gap is None else f'{gap:+.2f}'} |")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--heed", type=Path, default=TOOLS.parent / "build/heed")
    parser.add_argument("--model", type=Path, default=Path.home() / ".local/share/heed/models/minilm")
    parser.add_argument("--only", nargs="*", help="studies whose name holds one of these")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    if not (options.folder / "thuc_train.csv").exists():
        subprocess.run([sys.executable, TOOLS / "reference_data.py", options.folder], check=True, stdout=sys.stderr)
    log = options.folder / "results.jsonl"
    results = [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []
    for name, data, ours, theirs, seeds, sizes in STUDIES:
        if options.only and not any(word in name for word in options.only):
            continue
        files = parts(options.folder, data, sizes)
        for seed in seeds:
            for side, work, flags in (("heed", heed, ours), ("reference", reference, theirs)):
                if flags is None or any((row["study"], row["side"], row["seed"]) == (name, side, seed) for row in results):
                    continue
                row = {"study": name, "side": side, "seed": seed, **work(options, flags, files, seed)}
                results.append(row)
                print(json.dumps(row), file=sys.stderr, flush=True)
                with open(log, "a") as file:
                    file.write(json.dumps(row) + "\n")
    table(results)


if __name__ == "__main__":
    main()
