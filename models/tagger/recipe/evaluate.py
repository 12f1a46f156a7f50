"""Scores a model folder or checkpoint on annotated files: anchors, roles with gold anchors, frame labels.

Spans count as characters of the sentence; exact means both ends, overlap means a shared character of the same role.
"""

import argparse
import collections
import json
import pathlib
import unicodedata

import jax
import numpy as np
from safetensors.numpy import load_file
from tokenizers import Tokenizer

import data
import export
import model
import scheme


def viterbi(scores, names):
    """Best BIO path; scores [n, labels] are log-probabilities, O first, then B and I of each name."""
    count = scores.shape[1]
    allowed = np.zeros((count, count))
    for j in range(count):
        if names[j].startswith("I-"):
            for i in range(count):
                if names[i][1:] != names[j][1:]:
                    allowed[i, j] = -1e9
    best = scores[0] + np.array([-1e9 if name.startswith("I-") else 0.0 for name in names])
    back = []
    for row in scores[1:]:
        step = best[:, None] + allowed
        back.append(step.argmax(0))
        best = step.max(0) + row
    path = [int(best.argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return path[::-1]


def trim(text, start, end):
    """The span without white space and punctuation at its edges, as the program trims it; None if nothing is left."""
    edge = lambda char: char.isspace() or unicodedata.category(char)[0] == "P" and char not in "%‰°"
    while start < end and edge(text[start]):
        start += 1
    while start < end and edge(text[end - 1]):
        end -= 1
    return (start, end) if start < end else None


def spans(logits, units, offsets, names, text):
    """(name, start, end, mean probability) of the decoded spans in characters. Rows of logits include [CLS]."""
    if not units:
        return []
    rows = np.asarray(logits)[[a + 1 for a, _ in units]]
    scores = rows - np.logaddexp.reduce(rows, axis=1, keepdims=True)
    out = []
    for u, label in enumerate(viterbi(scores, names)):
        name = names[label]
        start, end = offsets[units[u][0]][0], offsets[units[u][1] - 1][1]
        probability = float(np.exp(scores[u, label]))
        if name.startswith("B-"):
            out.append([name[2:], start, end, [probability]])
        elif name.startswith("I-"):
            out[-1][2] = end
            out[-1][3].append(probability)
    trimmed = [(name, trim(text, start, end), float(np.mean(p))) for name, start, end, p in out]
    return [(name, *place, p) for name, place, p in trimmed if place]


class Counts:
    """Precision, recall and F1 of span sets."""

    def __init__(self):
        self.hit = self.found = self.gold = self.near_found = self.near_gold = 0

    def add(self, found, gold):
        self.found += len(found)
        self.gold += len(gold)
        self.hit += len(set(found) & set(gold))
        touch = lambda x, y: x[0] == y[0] and x[1] < y[2] and y[1] < x[2]
        self.near_found += sum(any(touch(x, y) for y in gold) for x in found)
        self.near_gold += sum(any(touch(x, y) for y in found) for x in gold)

    def exact(self):
        return 200.0 * self.hit / max(self.found + self.gold, 1)

    def overlap(self):
        return 100.0 * (self.near_found + self.near_gold) / max(self.found + self.gold, 1)


LENGTHS = (64, 128, 256)  # few shapes: compiling costs more than padding
BATCH = 16


@jax.jit
def anchor_logits(params, ids, mask):
    states = model.encode(params, ids, mask)
    return states, model.linear(params, "anchor", states)


@jax.jit
def frame_logits(params, states, mask, rows, start, end, kind):
    return model.frames(params, states[rows], mask[rows], start, end, kind)


def predictions(params, tokenizer, sentences):
    """Yields (sentence, units, offsets, anchor logits, [(anchor, role logits, label logits)]) with gold anchors."""
    params = {name: jax.numpy.asarray(value) for name, value in params.items() if not name.startswith("syntax.")}
    rows = [(sentence, data.encode(tokenizer, sentence, {}, {})) for sentence in sentences]
    rows = [(sentence, row) for sentence, row in rows if row is not None]
    for low, length in zip((0,) + LENGTHS, LENGTHS):
        fitting = [pair for pair in rows if low < len(pair[1].ids) <= length]
        for first in range(0, len(fitting), BATCH):
            group = fitting[first: first + BATCH]
            ids = np.full((BATCH, length), scheme.PAD, np.int32)
            mask = np.zeros((BATCH, length), bool)
            mask[:, 0] = True
            places, wanted = [], []
            for r, (sentence, row) in enumerate(group):
                ids[r, : len(row.ids)], mask[r, : len(row.ids)] = row.ids, True
                offsets = tokenizer.encode(sentence.text, add_special_tokens=False).offsets[: len(row.ids) - 2]
                units = data.groups(list(row.lead[1:-1]))
                places.append((units, offsets))
                for x in sentence.anchors:
                    inside = data.cover(units, offsets, x.start, x.end)
                    if inside:
                        wanted.append((r, units[inside[0]][0] + 1, units[inside[-1]][1] + 1, scheme.KINDS.index(x.kind), x))
            states, logits = anchor_logits(params, ids, mask)
            framed = [[] for _ in group]
            for begin in range(0, len(wanted), BATCH):
                part = wanted[begin: begin + BATCH]
                filled = part + [(0, 1, 2, 0, None)] * (BATCH - len(part))
                columns = [np.array([item[i] for item in filled]) for i in range(4)]
                roles, labels = frame_logits(params, states, mask, *columns)
                roles, labels = np.asarray(roles), {head: np.asarray(value) for head, value in labels.items()}
                for k, item in enumerate(part):
                    framed[item[0]].append((item[4], roles[k], {head: value[k] for head, value in labels.items()}))
            logits = np.asarray(logits)
            for r, (sentence, _) in enumerate(group):
                yield sentence, *places[r], logits[r], framed[r]


def evaluate(params, tokenizer, sentences, show=0):
    """Nested dictionary lang → measure → score; `all` sums over languages."""
    anchors = collections.defaultdict(Counts)
    roles = collections.defaultdict(Counts)
    labels = collections.defaultdict(lambda: [0, 0])
    for sentence, units, offsets, logits, framed in predictions(params, tokenizer, sentences):
        found = [x[:3] for x in spans(logits, units, offsets, scheme.ANCHOR_LABELS, sentence.text)]
        gold = [(x.kind, x.start, x.end) for x in sentence.anchors]
        for lang in (sentence.lang, "all"):
            anchors[lang, "anchors"].add(found, gold)
            for kind in scheme.KINDS:
                anchors[lang, f"anchors {kind}"].add([x for x in found if x[0] == kind], [x for x in gold if x[0] == kind])
        for x, role_logits, label_logits in framed:
            found = [y[:3] for y in spans(role_logits, units, offsets, scheme.ROLE_LABELS, sentence.text)]
            gold = [tuple(r) for r in x.roles]
            if x.labels["claim"] == "yes":
                for lang in (sentence.lang, "all"):
                    roles[lang, "roles"].add(found, gold)
                    roles[lang, f"roles of {x.kind}"].add(found, gold)
                    for role in scheme.ROLES:
                        roles[lang, f"role {role}"].add([y for y in found if y[0] == role], [y for y in gold if y[0] == role])
            if show > 0:
                show -= 1
                text = sentence.text
                print(f"{sentence.lang} {text}\n   {x.kind} {text[x.start:x.end]!r}"
                      f"\n   gold  {[(r, text[s:e]) for r, s, e in gold]}\n   found {[(r, text[s:e]) for r, s, e in found]}")
            for head, names in scheme.FRAME_HEADS.items():
                truth = x.labels.get(head)
                if truth is None or (head != "claim" and x.labels["claim"] == "no"):
                    continue
                guess = names[int(label_logits[head].argmax())]
                for lang in (sentence.lang, "all"):
                    labels[lang, head][0] += guess == truth
                    labels[lang, head][1] += 1
    scores = collections.defaultdict(dict)
    for (lang, name), counts in {**anchors, **roles}.items():
        if counts.gold or counts.found:
            scores[lang][name] = {"exact": round(counts.exact(), 1), "overlap": round(counts.overlap(), 1), "gold": counts.gold}
    for (lang, head), (right, total) in labels.items():
        scores[lang][f"label {head}"] = {"accuracy": round(100.0 * right / total, 1), "gold": total}
    return scores


def load_params(path):
    """A checkpoint of training, or an exported folder."""
    if path.is_dir():
        return export.dequantised(load_file(str(path / "model.safetensors")))
    arrays = load_file(str(path))
    return {name[2:]: value for name, value in arrays.items() if name.startswith("p.")}


def table(scores):
    """A Markdown table, one language a row."""
    columns = ["anchors", "anchors attribution", "roles", "label claim", "label modality", "label polarity", "label measure", "label direct"]
    lines = ["| lang | " + " | ".join(columns) + " |", "|" + "---|" * (len(columns) + 1)]
    for lang in sorted(scores, key=lambda x: (x == "all", x)):
        cells = []
        for column in columns:
            cell = scores[lang].get(column)
            cells.append("–" if cell is None else f"{cell['exact']} / {cell['overlap']}" if "exact" in cell
                         else str(cell["accuracy"]))
        lines.append(f"| {lang} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=pathlib.Path, help="an exported folder or a training checkpoint")
    parser.add_argument("gold", type=pathlib.Path, nargs="+", help="annotated files")
    parser.add_argument("--tokenizer", type=pathlib.Path, required=True)
    parser.add_argument("--json", type=pathlib.Path, help="where to write all scores")
    parser.add_argument("--show", type=int, default=0, help="print so many frames, gold beside found")
    args = parser.parse_args()
    sentences = [row for path in args.gold for row in data.read_markup(path)]
    scores = evaluate(load_params(args.model), Tokenizer.from_file(str(args.tokenizer)), sentences, args.show)
    print(table(scores))
    for name, cell in sorted(scores["all"].items()):
        if name.startswith(("role", "anchors ")):
            print(f"{name}: {cell['exact']} exact, {cell['overlap']} overlap, {cell['gold']} gold")
    if args.json:
        args.json.write_text(json.dumps(scores, indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
