"""From text to arrays: tokenising, the inline markup, BIO labels, batches.

Positions are character offsets of the sentence until `encode` turns them into token positions. Knows no language.
"""

import dataclasses
import random
import re
import unicodedata

import numpy as np

import scheme

# Scripts whose "words" end inside a run of letters: there every piece carries its own label.
FREE_SCRIPTS = ("HANGUL", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR")


@dataclasses.dataclass
class Anchor:
    """An anchor with its roles; spans are (start, end) characters. A label is None where it is not annotated."""
    start: int
    end: int
    kind: str
    roles: list  # (role, start, end)
    labels: dict  # head → label


@dataclasses.dataclass
class Sentence:
    """A sentence with what is known about it. `anchors` is None where they are not annotated; `syntax` is a list of
    (start, end, tag, head index or -1 for the root, relation). `partial`: only its frames are known, not that the
    rest of the sentence holds no anchor."""
    lang: str
    text: str
    anchors: list = None
    syntax: list = None
    partial: bool = False
    doc: str = ""


@dataclasses.dataclass
class Encoded:
    lang: str
    ids: np.ndarray
    lead: np.ndarray
    anchors: np.ndarray
    tags: np.ndarray
    heads: np.ndarray
    relations: np.ndarray
    frames: list  # (start, end, kind, roles[n], {head: label index})


def is_free(char):
    return unicodedata.name(char, "").startswith(FREE_SCRIPTS)


def leads(pieces, text, offsets):
    """Per piece: whether it carries labels of its own (first piece of a word, or a script without word ends)."""
    return [not piece.startswith("##") or is_free(text[start]) for piece, (start, _) in zip(pieces, offsets)]


def groups(lead):
    """(first, end) piece ranges: a lead piece and those that follow it."""
    firsts = [i for i, own in enumerate(lead) if own]
    return list(zip(firsts, firsts[1:] + [len(lead)]))


def cover(units, offsets, start, end):
    """The units (piece ranges) that share a character with the span."""
    return [u for u, (a, b) in enumerate(units) if offsets[a][0] < end and offsets[b - 1][1] > start]


def encode(tokenizer, sentence, tag_ids, relation_ids):
    """Encodes one sentence; None if it is empty. Longer ones are cut at the model's positions."""
    encoding = tokenizer.encode(sentence.text, add_special_tokens=False)
    limit = scheme.MAX_POSITIONS - 2
    pieces, offsets = encoding.tokens[:limit], encoding.offsets[:limit]
    if not pieces:
        return None
    n = len(pieces) + 2
    own = leads(pieces, sentence.text, offsets)
    units = groups(own)

    def blank(value=-1):
        return np.full(n, value, np.int32)

    def bio(spans, labels):
        """Labels at lead pieces (O where no span is), −1 at the others; earlier spans win."""
        out = blank()
        for a, _ in units:
            out[a + 1] = 0
        for name, start, end in spans:
            inside = cover(units, offsets, start, end)
            if inside and all(out[units[u][0] + 1] == 0 for u in inside):
                for rank, u in enumerate(inside):
                    out[units[u][0] + 1] = labels.index(f"{'I' if rank else 'B'}-{name}")
        return out

    anchors = blank()
    frames = []
    if sentence.anchors is not None:
        if not sentence.partial:
            anchors = bio([(x.kind, x.start, x.end) for x in sentence.anchors], scheme.ANCHOR_LABELS)
        for x in sentence.anchors:
            inside = cover(units, offsets, x.start, x.end)
            if not inside:
                continue
            # Longest first: content holds what lies in it.
            spans = sorted(x.roles, key=lambda r: (r[1] - r[2], r[1]))
            # A class that the tables know and this network does not is none that it is told.
            labels = {head: names.index(x.labels[head]) if x.labels.get(head) in names else -1
                      for head, names in scheme.FRAME_HEADS.items()}
            frames.append((units[inside[0]][0] + 1, units[inside[-1]][1] + 1, scheme.KINDS.index(x.kind),
                           bio(spans, scheme.ROLE_LABELS), labels))

    tags, heads, relations = blank(), blank(), blank()
    if sentence.syntax:
        place = []
        cursor = 0
        for start, end, *_ in sentence.syntax:
            while cursor < len(offsets) and offsets[cursor][1] <= start:
                cursor += 1
            place.append(cursor if cursor < len(offsets) and offsets[cursor][0] < end else None)
        for (_, _, tag, head, relation), at in zip(sentence.syntax, place):
            if at is None or tags[at + 1] >= 0:
                continue
            tags[at + 1] = tag_ids.get(tag, -1)
            relations[at + 1] = relation_ids.get(relation, -1)
            parent = 0 if head < 0 else place[head] + 1 if place[head] is not None else -1
            heads[at + 1] = parent
    ids = np.array([scheme.CLS] + encoding.ids[:limit] + [scheme.SEP], np.int32)
    lead = np.array([False] + own + [False])
    return Encoded(sentence.lang, ids, lead, anchors, tags, heads, relations, frames)


# ---- the inline markup -------------------------------------------------------------------------------------------

TOKEN = re.compile(r"\\(.)|(\[)|\]\{([^}]*)\}|([\[\]{}])|([^\\\[\]{}]+)", re.S)


def parse_line(line):
    """One marked-up line → (text, anchors). Raises ValueError on unbalanced or unknown markup."""
    text, open_at = [], []
    length = 0
    found, roles = {}, {}
    for match in TOKEN.finditer(line):
        escaped, opening, labels, stray, plain = match.groups()
        if escaped is not None or plain is not None:
            piece = escaped if escaped is not None else plain
            text.append(piece)
            length += len(piece)
        elif opening:
            open_at.append(length)
        elif labels is not None:
            if not open_at:
                raise ValueError("a bracket closes that was not opened")
            start = open_at.pop()
            take_labels(labels, start, length, found, roles)
        else:
            raise ValueError(f"stray {stray!r}")
    if open_at:
        raise ValueError("a bracket is not closed")
    unknown = set(roles) - set(found)
    if unknown:
        raise ValueError(f"roles without an anchor: {sorted(unknown)}")
    anchors = []
    for key, (start, end, kind, labels) in sorted(found.items(), key=lambda item: item[1][:2]):
        anchors.append(Anchor(start, end, kind, roles.get(key, []), labels))
    return "".join(text), anchors


def take_labels(spec, start, end, found, roles):
    """Reads `1=quantity cost planned` or `1.subject,2.source` (or both, separated by spaces or commas)."""
    current = None
    for word in spec.replace(",", " ").split():
        if "=" in word:
            key, kind = word.split("=", 1)
            if kind not in scheme.KINDS or key in found:
                raise ValueError(f"bad anchor {word!r}")
            current = {"claim": "yes", "modality": "asserted", "polarity": "affirmed", "measure": None, "direct": None}
            if kind == "attribution":
                current["direct"] = "no"
            else:
                current["measure"] = "none"
            found[key] = (start, end, kind, current)
        elif "." in word:
            key, role = word.split(".", 1)
            if role not in scheme.ROLES:
                raise ValueError(f"unknown role {word!r}")
            roles.setdefault(key, []).append((role, start, end))
        elif current is None:
            raise ValueError(f"label {word!r} before its anchor")
        elif word == "none":
            # What is no claim has neither class nor modality to learn from.
            current.update(claim="no", measure=None, modality=None, polarity=None)
        elif word == "denied":
            current["polarity"] = "denied"
        elif word == "direct":
            current["direct"] = "yes"
        elif word in scheme.MODALITY:
            current["modality"] = word
        elif word in scheme.MEASURES:
            current["measure"] = word
        else:
            raise ValueError(f"unknown label {word!r}")


def read_markup(path, complain=print):
    """All sentences of one annotated file; a broken line is reported and left out."""
    lang, doc, out = "und", path.stem, []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#"):
            key, _, value = line[1:].partition(":")
            if key.strip() == "lang":
                lang = value.strip()
            elif key.strip() == "doc":
                doc = value.strip()
            continue
        if not line.strip():
            continue
        try:
            text, anchors = parse_line(line.strip())
        except ValueError as error:
            complain(f"{path.name}:{number}: {error}")
            continue
        out.append(Sentence(lang, text, anchors, doc=doc))
    return out


# ---- batches -----------------------------------------------------------------------------------------------------

BUCKETS = [16, 24, 32, 40, 48, 64, 80, 112, 160, 256]


def bucket_of(length):
    return next((size for size in BUCKETS if length <= size), None)


def collate(rows, length, size, frame_slots, rng, mask_rate=0.0):
    """Pads encoded sentences to one batch of fixed shape [size, length] with `frame_slots` frames.

    Frames are drawn evenly: a sentence gets a second one only when all have one. `mask_rate` hides input pieces
    behind [MASK] so that the model does not lean on single words.
    """
    def grid(value=-1):
        return np.full((size, length), value, np.int32)

    batch = {"ids": grid(scheme.PAD), "mask": np.zeros((size, length), bool), "anchors": grid(), "tags": grid(),
             "heads": grid(), "relations": grid()}
    queue = []
    for r, row in enumerate(rows):
        n = len(row.ids)
        batch["ids"][r, :n] = row.ids
        batch["mask"][r, :n] = True
        for key in ("anchors", "tags", "heads", "relations"):
            batch[key][r, :n] = getattr(row, key)
        order = rng.sample(range(len(row.frames)), len(row.frames))
        queue += [(turn, rng.random(), r, f) for turn, f in enumerate(order)]
    if mask_rate:
        hidden = np.random.default_rng(rng.randrange(2**32)).random((size, length)) < mask_rate
        batch["ids"][hidden & (batch["ids"] > scheme.SEP)] = scheme.SPECIALS.index("[MASK]")
    # An empty row still needs one visible position, or its softmax has nothing to weigh.
    batch["mask"][:, 0] = True
    chosen = [(r, f) for _, _, r, f in sorted(queue)[:frame_slots]]
    batch["frame_row"] = np.zeros(frame_slots, np.int32)
    batch["frame_start"] = np.ones(frame_slots, np.int32)
    batch["frame_end"] = np.full(frame_slots, 2, np.int32)
    batch["frame_kind"] = np.zeros(frame_slots, np.int32)
    batch["roles"] = np.full((frame_slots, length), -1, np.int32)
    for head in scheme.FRAME_HEADS:
        batch[f"label_{head}"] = np.full(frame_slots, -1, np.int32)
    for slot, (r, f) in enumerate(chosen):
        start, end, kind, roles, labels = rows[r].frames[f]
        batch["frame_row"][slot] = r
        batch["frame_start"][slot], batch["frame_end"][slot], batch["frame_kind"][slot] = start, end, kind
        batch["roles"][slot, : len(roles)] = roles
        for head, value in labels.items():
            batch[f"label_{head}"][slot] = value
    return batch


class Stream:
    """Endless batches from weighted pools of encoded sentences, sentences of like length together."""

    def __init__(self, pools, tokens, frames_per_row, seed, longest=160, mask_rate=0.0):
        """`pools`: list of (weight, [Encoded]); weight = share of the sentences drawn."""
        self.rng = random.Random(seed)
        self.tokens, self.per_row, self.mask_rate = tokens, frames_per_row, mask_rate
        self.pools = []
        for weight, rows in pools:
            kept = [row for row in rows if len(row.ids) <= longest]
            if kept and weight > 0:
                self.pools.append({"weight": weight, "rows": kept, "order": []})
        self.waiting = {size: [] for size in BUCKETS}

    def draw(self):
        pool = self.rng.choices(self.pools, [p["weight"] for p in self.pools])[0]
        if not pool["order"]:
            pool["order"] = self.rng.sample(range(len(pool["rows"])), len(pool["rows"]))
        return pool["rows"][pool["order"].pop()]

    def __iter__(self):
        while True:
            row = self.draw()
            length = bucket_of(len(row.ids))
            self.waiting[length].append(row)
            size = max(self.tokens // length, 1)
            if len(self.waiting[length]) == size:
                rows, self.waiting[length] = self.waiting[length], []
                slots = max(int(size * self.per_row), 1)
                yield collate(rows, length, size, slots, self.rng, self.mask_rate)
