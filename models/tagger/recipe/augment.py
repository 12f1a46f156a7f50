"""New sentences from annotated ones: other numbers, other names, and templates with slots.

Keeps every span where it belongs; knows no language. What it makes need not be true, only well labelled.
"""

import collections
import pathlib
import re

import data

TEMPLATES = pathlib.Path(__file__).with_name("templates")
DIGITS = re.compile(r"\d+")
# Roles whose spans may be exchanged between sentences of a language when they look like names.
NAMED = ("subject", "source", "counterparty", "addressee")
LONGEST_NAME = 4  # words
SLOT = re.compile(r"<([A-Z]+)>")


def other_digits(text, rng):
    """Every run of digits replaced by another of its length; years stay years."""
    def change(match):
        old = match.group()
        if len(old) == 4 and old[:2] in ("18", "19", "20"):
            return str(rng.randint(1990, 2029))
        return str(rng.randint(1, 9)) + "".join(str(rng.randint(0, 9)) for _ in old[1:])
    return DIGITS.sub(change, text)


def replace(sentence, changes):
    """The sentence with non-overlapping (start, end, words) put in; spans move along."""
    changes = sorted(changes)

    def moved(at, is_end):
        shift = 0
        for start, end, words in changes:
            if end < at or (end == at and (is_end or start < at)):
                shift += len(words) - (end - start)
            elif start < at:
                return None
        return at + shift

    text, cursor = [], 0
    for start, end, words in changes:
        text += [sentence.text[cursor:start], words]
        cursor = end
    text.append(sentence.text[cursor:])
    anchors = []
    for x in sentence.anchors:
        spans = [(role, moved(s, False), moved(e, True)) for role, s, e in x.roles]
        start, end = moved(x.start, False), moved(x.end, True)
        if start is None or end is None or any(s is None or e is None for _, s, e in spans):
            return None
        anchors.append(data.Anchor(start, end, x.kind, spans, x.labels))
    return data.Sentence(sentence.lang, "".join(text), anchors, doc=sentence.doc)


def looks_like_name(words):
    return words[:1].isupper() or not words.isascii() and not words[:1].islower()


def names_by_language(sentences):
    """(lang, role) → short spans that look like names."""
    out = collections.defaultdict(set)
    for sentence in sentences:
        for x in sentence.anchors:
            for role, s, e in x.roles:
                words = sentence.text[s:e]
                if role in NAMED and s > 0 and len(words.split()) <= LONGEST_NAME and looks_like_name(words) \
                        and not DIGITS.search(words):
                    out[sentence.lang, role].add(words)
    return {key: sorted(words) for key, words in out.items()}


def vary(sentence, names, rng):
    """One varied copy: numbers of anchors changed, some names exchanged; None if nothing changed."""
    spans = [(x.start, x.end) for x in sentence.anchors] + [(s, e) for x in sentence.anchors for _, s, e in x.roles]
    changes = {}
    for x in sentence.anchors:
        words = other_digits(sentence.text[x.start:x.end], rng)
        if words != sentence.text[x.start:x.end] and rng.random() < 0.8:
            changes[x.start, x.end] = words
        for role, s, e in x.roles:
            pool = names.get((sentence.lang, role))
            inner = any((a, b) != (s, e) and a >= s and b <= e for a, b in spans)
            if pool and not inner and looks_like_name(sentence.text[s:e]) and len(sentence.text[s:e].split()) <= LONGEST_NAME \
                    and rng.random() < 0.4:
                changes.setdefault((s, e), rng.choice(pool))
    kept = []
    for (s, e), words in sorted(changes.items()):
        if all(e <= a or b <= s for a, b, _ in kept):
            kept.append((s, e, words))
    return replace(sentence, kept) if kept else None


def read_templates(folder=TEMPLATES):
    """lang → (templates, slot → fillings). A line `NAME: a | b | c` fills a slot, other lines are marked-up templates."""
    out = {}
    for path in sorted(folder.glob("*.txt")):
        lines, slots = [], {}
        for line in path.read_text(encoding="utf-8").splitlines():
            head, colon, rest = line.partition(": ")
            if not line.strip() or line.startswith("#"):
                continue
            if colon and head.isascii() and head.isupper() and head.isalpha():
                slots[head] = [word.strip() for word in rest.split("|")]
            else:
                lines.append(line.strip())
        out[path.stem] = (lines, slots)
    return out


def fill(template, slots, rng):
    """A marked-up line with every slot filled; the same slot twice gets two fillings, its digits are drawn anew."""
    used = set()

    def choose(match):
        options = slots[match.group(1)]
        free = [words for words in options if words not in used] or options
        words = rng.choice(free)
        used.add(words)
        return other_digits(words, rng) if match.group(1) not in ("HEDGE",) else words
    return SLOT.sub(choose, template)


def from_templates(templates, per_template, rng):
    """Sentences made from all templates of all languages."""
    out = []
    for lang, (lines, slots) in templates.items():
        for line in lines:
            for _ in range(per_template):
                text, anchors = data.parse_line(fill(line, slots, rng))
                out.append(data.Sentence(lang, text, anchors, doc="template"))
    return out
