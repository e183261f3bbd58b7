"""A home filled with labelled items and others around them, and what heed says about it."""
import json
import subprocess
import tempfile

import story_sets

NOW = "2026-01-01T00:00:00Z"
WHOLE = ("reuters", "huffpost", "real_feeds")  # as a reader has a source, with all its columns
SAMPLED = ("ag_timed", "thucnews")


def gathered(wanted, background):
    """The items with wanted ids, and others around them: a source whole, so many of a larger set."""
    found, around = {}, []
    for name in story_sets.SETS:
        others = []
        for item in story_sets.items(name):
            if item["id"] in wanted:
                found[item["id"]] = item
            else:
                others.append(item)
        if name in WHOLE:
            around += others
        elif name in SAMPLED:
            around += sorted(others, key=lambda item: item["id"])[:background]
    missing = wanted - found.keys()
    assert not missing, f"{len(missing)} labelled lines are not in {story_sets.DATA}"
    return list(found.values()) + around


class Home:
    """Takes `items` in; what is there already, with its vectors, stays (`folder`, or a new one)."""

    def __init__(self, heed, encoder, items, folder=None):
        self.heed, self.temporary = heed, None if folder else tempfile.TemporaryDirectory()
        self.folder = folder or self.temporary.name
        self.run("settings", f"encoder={encoder}")
        if items:
            self.run("add", "-", text="".join(json.dumps(i) + "\n" for i in items))
        self.stored = {self.key(item): item["id"] for item in self.run("items")}

    def run(self, *words, text=None):
        done = subprocess.run([self.heed, "--home", self.folder, "--now", NOW, "--json", *words],
                              input=text, capture_output=True, text=True, check=True)
        return [json.loads(line) for line in done.stdout.splitlines()]

    @staticmethod
    def key(item):
        host, key = item["url"].removeprefix("https://").split("/")
        return f"{host.removesuffix('.example')}/{key}"
