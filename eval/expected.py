#!/usr/bin/env python3
"""Scores a scan of corpus/ against corpus/expected.tsv.

    gainsay scan corpus --format jsonl > scan.jsonl
    python3 eval/expected.py corpus scan.jsonl [-v]

A wanted row is met by a finding of its name that touches both its passages, or that holds the same two values against each other in two other
articles of the story (not for one number under two measures). A contradiction that meets no row is `unlisted`: read it, it may be true. `-v` lists what was missed and what is not
wanted. Standard library only.
"""
import collections
import html
import itertools
import json
import pathlib
import re
import sys
import zipfile

SLACK = 12  # bytes that a passage may lie beside the words of a row
ENCODINGS = {"severny-telegraf.txt": "windows-1251", "minato-shimpo.txt": "shift_jis"}


def text_of(root: pathlib.Path, name: str) -> str:
    """The article as offsets count it: decoded; of a .docx its paragraphs, of JSONL its text."""
    file, _, row = name.partition("#")
    path = root / file
    if row:
        rows = map(json.loads, path.read_text("utf-8").splitlines())
        return next(r.get("text") or r.get("html") for r in rows if r.get("id") == row)
    if path.suffix == ".docx":
        xml = zipfile.ZipFile(path).read("word/document.xml").decode()
        paragraphs = re.findall(r"<w:p[ >].*?</w:p>", xml, re.S)
        return "\n".join(html.unescape("".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", p))) for p in paragraphs)
    return path.read_bytes().decode(ENCODINGS.get(path.name, "utf-8"))


class Scan:
    def __init__(self, path: str):
        records = [json.loads(line) for line in open(path, encoding="utf-8")]
        of = lambda kind: [r for r in records if r["record"] == kind]
        self.docs = [r["doc"] for r in of("document")]
        self.story = {r["doc"]: r["story"] for r in of("document")}
        self.claims = {r["id"]: r for r in of("claim")}
        self.findings = [r for r in of("finding") if not r.get("suppressed")]

    def doc(self, name: str):
        wanted = name.partition("#")[2] or name
        return next((d for d in self.docs if d == wanted or d.endswith("/" + wanted)), None)

    def places(self, finding):
        """Every passage of a finding as (article, start, end)."""
        for mark in finding["evidence"]:
            if mark.get("start") is not None:
                yield mark["doc"], mark["start"], mark["end"]
            for doc in mark.get("docs") or []:
                yield doc, 0, 1 << 40
        for claim in filter(None, map(self.claims.get, finding["claims"])):
            for part in ("anchor", "content", "subject", "time"):
                if claim.get(part) and claim[part].get("start") is not None:
                    yield claim["doc"], claim[part]["start"], claim[part]["end"]

    def values(self, doc, at):
        """Normalised numbers and times of the claims that overlap a passage."""
        own = [c for c in self.claims.values() if c["doc"] == doc and at is not None]
        amounts = [c["quantity"]["value"] for c in own if c.get("quantity") and touches(c["anchor"], at)]
        times = [c["time"] for c in own if c.get("time") and touches(c["time"], at)]
        return {v for v in amounts if v} | {day(t) for t in times if t.get("from")}


def day(time) -> str:
    """A time as evidence gives it: one day, or the first and the last."""
    return time["from"] if time["from"] == time["to"] else f"{time['from']}/{time['to']}"


def touches(part, at) -> bool:
    return at is not None and part["start"] < at[1] and at[0] < part["end"]


def spans(text: str, words: str):
    """Every place where the words of a row stand: a quote may be in the headline and in the text."""
    found = []
    for form in dict.fromkeys((words, html.escape(words, quote=False))):
        for match in re.finditer(re.escape(form), text):
            start = len(text[: match.start()].encode())
            found.append((start, start + len(form.encode())))
    return found


def main() -> None:
    root, scan = pathlib.Path(sys.argv[1]), Scan(sys.argv[2])
    rows = [line.split("\t") for line in (root / "expected.tsv").read_text("utf-8").splitlines()[1:]]
    places = [list(scan.places(finding)) for finding in scan.findings]
    marks = [[(m["doc"], m["start"], m["end"]) for m in f["evidence"] if m.get("start") is not None] for f in scan.findings]
    met, unwanted, missed = collections.defaultdict(list), collections.defaultdict(list), []
    wanted, found = collections.Counter(), collections.Counter()
    for row in rows:
        ident, want, name, file_a, words_a, file_b, words_b, _ = (row + [""] * 8)[:8]
        docs = scan.doc(file_a), scan.doc(file_b)
        stand = spans(text_of(root, file_a), words_a), spans(text_of(root, file_b), words_b)
        values = [set().union(*(scan.values(doc, at) for at in places)) for doc, places in zip(docs, stand)]

        def near(passages, side):
            close = lambda at, s, e: s < at[1] + SLACK and at[0] - SLACK < e
            return any(d == docs[side] and close(at, s, e) for d, s, e in passages for at in stand[side])

        hits = []
        for number, finding in enumerate(scan.findings):
            if want == "no":
                pairs = itertools.permutations(marks[number], 2)
                here = finding["relation"] == name and any(near([x], 0) and near([y], 1) for x, y in pairs)
            elif name.startswith("same_origin"):
                here = finding["name"] == name and {docs[0], docs[1]} <= {d for d, _, _ in places[number]}
            else:
                told = [(m.get("value") or "").split(" ")[0] for m in finding["evidence"]]
                same = all(values) and len(told) == 2 and scan.story[finding["evidence"][0]["doc"]] == scan.story.get(docs[0])
                # One number under two measures is in many pairs of passages, of which only some are meant.
                pair = same and name != "contradicts/measure" and any({told[0]} <= values[i] and {told[1]} <= values[1 - i] for i in (0, 1))
                here = finding["name"] == name and (pair or near(places[number], 0) and near(places[number], 1))
            if here:
                hits.append(number)
        for number in hits:
            (unwanted if want == "no" else met)[number].append(ident)
        if want == "yes":
            wanted[name] += 1
            found[name] += bool(hits)
            if not hits:
                missed.append((ident, name, file_a, words_a, file_b, words_b))
    total, got = sum(wanted.values()), sum(found.values())
    print(f"wanted {total}, found {got} ({100 * got // total} %)")
    print("  ".join(f"{name} {found[name]}/{wanted[name]}" for name in sorted(wanted)))
    told = [n for n, f in enumerate(scan.findings) if f["relation"] == "contradicts"]
    wrong = [n for n in told if n in unwanted and n not in met]
    unlisted = [n for n in told if n not in unwanted and n not in met]
    print(f"contradictions {len(told)}: wanted {len(told) - len(wrong) - len(unlisted)}, not wanted {len(wrong)}, unlisted {len(unlisted)}")
    if "-v" in sys.argv:
        for row in missed:
            print("missed", *row, sep=" | ")
        for kind, numbers in (("not wanted", wrong), ("unlisted", unlisted)):
            for n in numbers:
                print(kind, unwanted.get(n, ""), scan.findings[n]["name"], scan.findings[n]["confidence"], scan.findings[n]["explanation"], sep=" | ")


if __name__ == "__main__":
    main()
