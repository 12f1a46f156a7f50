#!/usr/bin/env python3
"""Validates the tables of concepts beside it and prints each fault with its file and line; the exit status is 1 when there is one."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
COLUMNS = "id kind opposite money en es fr de pt it nl pl ru uk tr ar hi zh ja ko".split()
MONEY = {"out", "in", "-"}
KINDS = {"event", "light", "shift", "thing", "here", "quality"}
SHORT = {"zh", "ja", "ko", "ar", "hi"}  # a stem of two letters is long there


def faults(lang, cell):
    """What is wrong with the words of one cell."""
    words = cell.split("|")
    for word in words:
        stem = word.rstrip("*")
        if not stem or word != word.strip():
            yield f"{lang}: empty or padded word {word!r}"
        elif word != word.lower():
            yield f"{lang}: {word!r} is not in lower case"
        elif "*" in word[:-1]:
            yield f"{lang}: * inside {word!r}"
        elif word.endswith("*") and len(stem) < 3 and lang not in SHORT:
            yield f"{lang}: the stem {word!r} is too short"
    if len(set(words)) < len(words):
        yield f"{lang}: a word stands twice"


def main():
    rows, found = {}, []
    for path in sorted(HERE.glob("*.tsv")):
        lines = path.read_text(encoding="utf-8").split("\n")
        if lines[0].split("\t") != COLUMNS:
            found.append(f"{path.name}:1: the columns are not {' '.join(COLUMNS)}")
        for number, line in enumerate(lines[1:-1], 2):
            at, columns = f"{path.name}:{number}", line.split("\t")
            if len(columns) != len(COLUMNS):
                found.append(f"{at}: {len(columns)} columns")
                continue
            if columns[0] in rows:
                found.append(f"{at}: {columns[0]!r} stands in {rows[columns[0]][0]} too")
            if columns[1] not in KINDS:
                found.append(f"{at}: unknown kind {columns[1]!r}")
            if columns[3] not in MONEY:
                found.append(f"{at}: unknown way of money {columns[3]!r}")
            rows[columns[0]] = (at, columns[2])
            found += [f"{at}: {fault}" for lang, cell in zip(COLUMNS[4:], columns[4:]) for fault in faults(lang, cell)]
    for ident, (at, opposite) in rows.items():
        if opposite != "-" and rows.get(opposite, ("", ""))[1] != ident:
            found.append(f"{at}: the opposite {opposite!r} does not name it back")
    print(*found, sep="\n", end="\n" if found else "")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
