#!/usr/bin/env python3
"""Makes a large corpus for the speed bench: copies of corpus/, each with its own names, numbers and days.

    python3 eval/speed/copies.py corpus OUT 2000

Within a copy the same name and the same digit always become the same other one, so that each copy holds the same
agreements and contradictions as the original, about other facts. Copies of one story tell different stories.
Standard library only; the same arguments give the same files.
"""
import pathlib
import random
import re
import sys

TEXT = {".md", ".txt", ".html"}
NUMBER = re.compile(r"(?<![\w-])\d[\d.,'\u00a0\u202f ]*\d(?![\w-])")
NAME = re.compile(r"\b[A-ZÀ-ÖØ-ÞА-ЯЁІЇЄҐ]\w{3,}")
CONSONANTS = "bdfgklmnprstv"


def digits(seed: int) -> dict[int, int]:
    """A permutation of the digits 1 to 9; 0 stays, so that round numbers stay round."""
    order = list("123456789")
    random.Random(seed).shuffle(order)
    return str.maketrans("123456789", "".join(order))


def renamed(word: str, seed: int) -> str:
    """Another word of the same length and shape: each consonant moves on by a number the seed gives."""
    step = 1 + seed % (len(CONSONANTS) - 1)

    def move(letter: str) -> str:
        at = CONSONANTS.find(letter.lower())
        if at < 0:
            return letter
        other = CONSONANTS[(at + step) % len(CONSONANTS)]
        return other.upper() if letter.isupper() else other

    return "".join(map(move, word))


def copy(text: str, seed: int) -> str:
    if seed == 0:
        return text
    head, body = ("", text)
    if text.startswith("---\n") and (end := text.find("\n---\n", 4)) > 0:
        head, body = text[: end + 5], text[end + 5 :]
    table = digits(seed)
    body = NUMBER.sub(lambda found: found.group().translate(table), body)
    body = NAME.sub(lambda found: renamed(found.group(), seed), body)
    return head + body


def main() -> None:
    source, target, count = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), int(sys.argv[3])
    files = sorted(path for path in source.glob("*/*") if path.suffix in TEXT)
    articles = [(path, path.read_bytes().decode("utf-8", "surrogateescape")) for path in files]
    for number in range(count):
        seed, at = divmod(number, len(articles))
        path, text = articles[at]
        folder = target / f"{seed:04}-{path.parent.name}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / path.name).write_bytes(copy(text, seed).encode("utf-8", "surrogateescape"))


if __name__ == "__main__":
    main()
