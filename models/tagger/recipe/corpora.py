"""Reads the training data into encoded sentences and translation pairs.

Keeps out every line of the documents that evaluation uses.
"""

import collections
import pathlib
import random
import re

import numpy as np

import data
import scheme
import silver

# One language's treebanks may not drown the others.
TREE_CAP = 4500


def excluded_documents(path):
    return set(path.read_text(encoding="utf-8").split()) if path and path.exists() else set()


def parallel_news(root, held_out):
    """lang → lines of NTREX train documents, without those held out."""
    documents = [line.split("\t")[1] for line in
                 (root / "parallel_news" / "DOCUMENT_IDS.tsv").read_text(encoding="utf-8").splitlines()]
    out = {}
    for lang, name in scheme.NTREX.items():
        lines = (root / "parallel_news" / f"{name}.txt").read_text(encoding="utf-8").split("\n")[: len(documents)]
        out[lang] = [line.strip() for line, doc in zip(lines, documents) if doc not in held_out]
    return out


def treebanks(root, tables, seed=0):
    """Sentences of all treebanks; of a language with many, all that have anchors come first."""
    lexicon = silver.read_lexicon()
    measures = silver.read_measures(tables)
    rng = random.Random(seed)
    out = []
    for folder in sorted((root / "treebanks").iterdir()):
        if folder.name not in scheme.NTREX:
            continue
        rows = list(silver.treebank(folder, folder.name, lexicon))
        for row in rows:
            silver.classify(row, measures)
        rng.shuffle(rows)
        rows.sort(key=lambda row: 0 if row.anchors else 1)
        out += rows[:TREE_CAP]
    return out


def annotated(folder):
    """Annotated sentences of every file of the folder."""
    out = []
    for path in sorted(folder.glob("*.txt")) if folder.exists() else []:
        out += data.read_markup(path)
    return out


def label_sets(sentences):
    """Tag and relation names of the treebanks, most frequent first."""
    tags, relations = collections.Counter(), collections.Counter()
    for sentence in sentences:
        for _, _, tag, _, relation in sentence.syntax:
            tags[tag] += 1
            relations[relation] += 1
    order = lambda counter: {name: i for i, (name, _) in enumerate(sorted(counter.items(), key=lambda x: (-x[1], x[0])))}
    return order(tags), order(relations)


NUMBER = re.compile(r"\d")


def change_number(text, rng):
    """The text with one digit of each number changed, or None if it has no digit."""
    if not NUMBER.search(text):
        return None
    return re.sub(r"\d+", lambda m: str((int(m.group()[0]) + rng.randint(1, 8)) % 9 + 1) + m.group()[1:], text)


class Pairs:
    """Endless contrastive batches of translations, half of them with English on one side."""

    def __init__(self, tokenizer, news, pairs, negatives, length, seed):
        self.rng = random.Random(seed)
        self.tokenizer, self.news = tokenizer, news
        self.count, self.negatives, self.length = pairs, negatives, length
        self.langs = [x for x in news if x not in scheme.LANGUAGES_SUPPORT]
        self.weights = [2 if x in scheme.LANGUAGES_MAIN else 1 for x in self.langs]

    def ids(self, text):
        return [scheme.CLS] + self.tokenizer.encode(text, add_special_tokens=False).ids[: self.length - 2] + [scheme.SEP]

    def pad(self, rows):
        ids = np.full((len(rows), self.length), scheme.PAD, np.int32)
        mask = np.zeros((len(rows), self.length), bool)
        for r, row in enumerate(rows):
            ids[r, : len(row)], mask[r, : len(row)] = row, True
        return ids, mask

    def __iter__(self):
        total = len(self.news["en"])
        while True:
            lines = self.rng.sample(range(total), self.count)
            left, right, wrong = [], [], []
            for line in lines:
                a, b = self.rng.choices(self.langs, self.weights, k=2)
                if a == b or self.rng.random() < 0.5:
                    a, b = ("en", b) if b != "en" else ("en", self.rng.choice(self.langs[1:]))
                    if self.rng.random() < 0.5:
                        a, b = b, a
                left.append(self.ids(self.news[a][line]))
                right.append(self.ids(self.news[b][line]))
                changed = change_number(self.news[b][line], self.rng)
                if changed and len(wrong) < self.negatives:
                    wrong.append(self.ids(changed))
            # Fixed shape: too few copies with other numbers are filled up with other lines.
            used = set(lines)
            while len(wrong) < self.negatives:
                line = self.rng.randrange(total)
                if line not in used:
                    wrong.append(self.ids(self.news[self.rng.choice(self.langs)][line]))
            ids_a, mask_a = self.pad(left)
            ids_b, mask_b = self.pad(right + wrong)
            yield {"ids_a": ids_a, "mask_a": mask_a, "ids_b": ids_b, "mask_b": mask_b}
