#!/usr/bin/env python3
"""The grammar of the language tables: which kinds of row exist and what their values look like.

Run as `python3 models/locale/check.py` it validates every table beside it and prints each fault with
its file and line; the exit status is 1 when there is one. It never changes a table.
"""

import re
import sys
import unicodedata
from pathlib import Path

HERE = Path(__file__).resolve().parent
LANGUAGES = "ar de en es fr hi it ja ko nl pl pt ru tr uk zh".split()
FLAGS = {"pre", "post", "case", "beside_currency", "weak", "verb", "noun"}


def classes(name):
    """The ids of a closed list of classes, which models/classes keeps."""
    lines = (HERE.parent / "classes" / f"{name}.tsv").read_text(encoding="utf-8").split("\n")
    ids = [line.split("\t")[0] for line in lines if line and not line.startswith("#")]
    return [one for one in ids if one != "id"]


MEASURES, COUNTED = classes("measure"), classes("count")


def one_of(*words):
    """A value that is one of a closed list of words."""
    return re.compile("|".join(re.escape(word) for word in words))


RATIONAL = re.compile(r"[0-9]+(\.[0-9]+)?(/[1-9][0-9]*)?")
CURRENCIES = re.compile(r"[A-Z]{3}( [A-Z]{3})*")
CODE = re.compile(r"[0-9A-Za-z%'\[\]{}_./]+")

# kind -> the form of its value; the README says what each kind means.
KINDS = {
    "set": re.compile(r"\S+"),
    "num": re.compile(r"[0-9]{1,3}"),
    "mul": re.compile(r"10+"),
    "join": one_of("and"),
    "ord": re.compile(r"[0-9]{1,4}"),
    "ordsuffix": one_of("ord"),
    "frac": RATIONAL,
    "vague": re.compile(r"[0-9]+\.\.([0-9]+)?"),
    "multiple": RATIONAL,
    "cur": CURRENCIES,
    "sub": re.compile(r"[A-Z]{3}(\|[A-Z]{3})* 1/10+"),
    "pct": one_of("%", "pp", "‰", "10%"),
    "unit": CODE,
    "rate": CODE,
    "month": re.compile(r"[1-9]|1[0-2]"),
    "weekday": re.compile(r"[1-7]"),
    "day": re.compile(r"0|[+-][1-9]"),
    "rel": re.compile(r"(0|[+-][1-9]) (day|week|month|quarter|year|decade|century)"),
    "relprev": one_of("-1"),
    "relthis": one_of("0"),
    "relnext": one_of("+1"),
    "ago": one_of("ago", "in"),
    "grain": one_of("second", "minute", "hour", "day", "week", "month", "quarter", "year", "decade", "century"),
    "trel": one_of("in", "since", "until", "by", "before", "after"),
    "era": re.compile(r"-?[0-9]+"),
    "hedge": one_of("exact", "approx", "at_most", "at_least", "less_than", "more_than"),
    "range": one_of("to"),
    "range_pre": one_of("from"),
    "versus": one_of("versus"),
    "former": one_of("former"),
    "change": one_of("increase", "decrease"),
    "change_from": one_of("from"),
    "change_to": one_of("to"),
    "change_by": one_of("by"),
    "cue": one_of("said", "denied", "announced", "estimated", "reported", "warned", "asked", "believes", "told"),
    "that": one_of("that"),
    "anon": one_of("anonymous"),
    "docsrc": one_of("document"),
    "neg": one_of("denied", "lack", "affirmed"),
    "modal": one_of("planned", "possible", "conditional"),
    "measure": one_of(*MEASURES),
    "counted": one_of(*COUNTED),
    "counter": one_of("1", *COUNTED),
    "role": one_of("of_subject", "to_counterparty", "time", "agent"),
    "suffix": one_of("company"),
    "honorific": one_of("honorific"),
    "pron": one_of("person", "org"),
    "abbr": one_of("abbr"),
    "name": re.compile(r"[A-Z]{2}"),
    "word": one_of("stop"),
    "notice": one_of("teaser", "comments", "share", "cookie", "affiliate", "credit", "newsletter", "nav"),
    "clock": one_of("am", "pm", "hour", "minute"),
    "ident": one_of("ident"),
}

SETTINGS = {
    "decimal": re.compile(r"[.,٫]"),
    "group": re.compile(r"[.,٬]|space|apostrophe"),
    "grouping": re.compile(r"3(;2)?"),
    "compounds": one_of("yes"),
    "concord": one_of("yes"),
    "negated": re.compile(r"\S{3,}"),
    "spaces": one_of("yes", "no"),
    "scale": one_of("long", "short"),
    "script": re.compile(r"[A-Z][a-z]{3}"),
    "ends": one_of("open"),
    "nouns": one_of("capital"),
    "clitic": re.compile(r"\w+"),
    "date_order": one_of("dmy", "mdy", "ymd"),
    # Marks and words that stand beside the digits of a date, a decade, a fraction, a number.
    **dict.fromkeys(
        "date_year date_month date_day decade decade_before over minus point".split(),
        re.compile(r"\S.*"),
    ),
}

# Symbols of several currencies; und.own.tsv lists their candidates.
SHARED_SYMBOLS = set("$ £ ¥ kr".split())

LOOKALIKES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "–": "-", "—": "-", "‑": "-", "−": "-"})


def folded(surface):
    """A surface as matching sees it: compatibility forms, lower case, one apostrophe, dash and space."""
    text = unicodedata.normalize("NFKC", surface).lower().translate(LOOKALIKES)
    return " ".join(text.split())


def key_of(kind, surface, value, flags):
    """What must be unique in a file: the kind and the folded surface; for settings also the value."""
    if kind == "set":
        return kind, surface, value
    return kind, surface if "case" in flags.split() else folded(surface), "case" in flags.split()


def rows_of(path):
    """Yields (line number, kind, surface, value, flags) of a table; comments and empty lines are left out."""
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        cells += [""] * (4 - len(cells))
        yield number, *cells[:4]


def fault_of(kind, surface, value, flags, own):
    """What is wrong with one row, in words, or None."""
    if kind not in KINDS:
        return f"unknown kind {kind!r}"
    if not surface or surface != surface.strip() or surface != unicodedata.normalize("NFC", surface):
        return f"surface {surface!r} is empty, padded or not NFC"
    if "*" in surface.strip("*") or surface.strip("*") == "":
        return f"surface {surface!r} has a star inside"
    if surface.startswith("*") and kind != "notice":
        return f"surface {surface!r} starts with a star"
    unknown = set(flags.split()) - FLAGS
    if unknown:
        return f"unknown flag {' '.join(sorted(unknown))}"
    if value == "-" and own:
        return None
    form = SETTINGS.get(surface) if kind == "set" else KINDS[kind]
    if form is None:
        return f"unknown setting {surface!r}"
    if not form.fullmatch(value):
        return f"value {value!r} is not one of {kind}"
    return None


def faults(path):
    """Yields (line number, fault) of one table."""
    own = path.name.endswith(".own.tsv")
    seen, last = {}, ("", "")
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if line and not line.startswith("#") and line.count("\t") not in (2, 3):
            yield number, "a row has three or four cells"
    for number, kind, surface, value, flags in rows_of(path):
        fault = fault_of(kind, surface, value, flags, own)
        if fault:
            yield number, fault
        key = key_of(kind, surface, value, flags)
        if key in seen:
            yield number, f"{kind} {surface!r} is already in line {seen[key]}"
        seen[key] = number
        if (kind, surface) < last:
            yield number, f"{kind} {surface!r} is out of order"
        last = kind, surface


def main():
    found = 0
    for path in sorted(HERE.glob("*.tsv")):
        for number, fault in faults(path):
            print(f"{path.name}:{number}: {fault}", file=sys.stderr)
            found += 1
    missing = [lang for lang in [*LANGUAGES, "und"] for end in ("", ".own") if not (HERE / f"{lang}{end}.tsv").exists()]
    for name in missing:
        print(f"{name}: a table is missing", file=sys.stderr)
    return 1 if found or missing else 0


if __name__ == "__main__":
    sys.exit(main())
