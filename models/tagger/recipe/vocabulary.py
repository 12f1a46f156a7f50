"""Trains the tokenizer: cased WordPiece over all languages of the scheme.

Uses only normalisers and pre-tokenizers that the Rust library has without oniguruma.
"""

import argparse
import json
import pathlib
import random
import re

from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

import scheme

# Sampled characters of plain text per language; Chinese and Japanese carry as much in a third of the characters.
BUDGET = {"main": 3_000_000, "more": 1_200_000, "support": 250_000}
DENSE_SCRIPTS = {"zh": 0.5, "ja": 0.6, "ko": 0.8}
# Folders of text/ that belong to a language beside the one of its own name.
FOLDERS = {"no": ["no", "nn"], "zh": ["zh", "zh-tw"], "pt": ["pt", "pt-br"]}
KATAKANA = re.compile("[\u30a1-\u30fa]")
HIRAGANA = re.compile("[\u3041-\u3096]")


def sample(data, lang, rng):
    """Yields lines of one language up to its budget: treebank and parallel news whole, plain text sampled."""
    tier = "main" if lang in scheme.LANGUAGES_MAIN else "more" if lang in scheme.LANGUAGES_MORE else "support"
    budget = int(BUDGET[tier] * DENSE_SCRIPTS.get(lang, 1.0))
    lines = []
    for folder in FOLDERS.get(lang, [lang]):
        for path in sorted((data / "text" / folder).glob("*.txt")):
            # Statutes and web guides repeat their own jargon; a tenth of them is enough.
            part = 0.1 if path.stem in ("gesetze", "osguide") else 1.0
            found = path.read_text(encoding="utf-8").splitlines()
            lines += found if part == 1.0 else rng.sample(found, int(len(found) * part))
    rng.shuffle(lines)
    news = (data / "parallel_news" / f"{scheme.NTREX[lang]}.txt").read_text(encoding="utf-8").splitlines()
    trees = []
    for path in sorted((data / "treebanks" / lang).glob("*.conllu")):
        for line in path.open(encoding="utf-8"):
            if line.startswith("# text = "):
                trees.append(line[9:].rstrip("\n"))
    rng.shuffle(trees)
    # News is what the model will read: count it three times.
    # A language with little text is repeated, at most fourfold, so that it gets its share of the vocabulary.
    for source, share in ((news * 3, 1.0), (trees * 4, 0.4), (lines * 4, 1.0)):
        left = int(budget * share)
        for line in source:
            if left <= 0:
                break
            left -= len(line)
            yield line


def english_words(minilm, count=5500):
    """The most frequent whole words of the English body's vocabulary (it is sorted by frequency).

    Their rows are the best trained of the embedding table, so the new vocabulary keeps them as pieces.
    """
    words = [line.rstrip("\n") for line in (minilm / "vocab.txt").open(encoding="utf-8")]
    return [word for word in words if word.isascii() and word.isalpha() and len(word) > 1][:count]


def mixes_kana(piece):
    """Whether a piece spans the border of katakana and hiragana, where Japanese words end."""
    return bool(KATAKANA.search(piece) and HIRAGANA.search(piece))


def build():
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]", max_input_chars_per_word=200))
    tokenizer.normalizer = normalizers.Sequence([
        normalizers.NFKC(),
        normalizers.BertNormalizer(clean_text=True, handle_chinese_chars=True, strip_accents=False, lowercase=False),
    ])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.BertPreTokenizer(), pre_tokenizers.Digits(individual_digits=True),
    ])
    tokenizer.decoder = decoders.WordPiece(prefix="##")
    return tokenizer


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=pathlib.Path, required=True, help="the unpacked training data")
    parser.add_argument("--minilm", type=pathlib.Path, required=True, help="the folder of all-MiniLM-L6-v2")
    parser.add_argument("--out", type=pathlib.Path, required=True, help="folder for tokenizer.json")
    args = parser.parse_args()
    rng = random.Random(7)

    def corpus():
        for lang in scheme.LANGUAGES_MAIN + scheme.LANGUAGES_MORE + scheme.LANGUAGES_SUPPORT:
            yield from sample(args.data, lang, rng)

    tokenizer = build()
    trainer = trainers.WordPieceTrainer(
        vocab_size=scheme.VOCABULARY + 600, limit_alphabet=6300, special_tokens=scheme.SPECIALS,
        continuing_subword_prefix="##", min_frequency=3, show_progress=False)
    tokenizer.train_from_iterator(corpus(), trainer)

    ordered = sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])
    trained = [piece for piece, _ in ordered if not mixes_kana(piece)]
    english = [word for word in english_words(args.minilm) if word not in set(trained)]
    kept = trained[: scheme.VOCABULARY - len(english)] + english
    spec = json.loads(tokenizer.to_str())
    spec["model"]["vocab"] = {piece: number for number, piece in enumerate(kept)}
    args.out.mkdir(parents=True, exist_ok=True)
    Tokenizer.from_str(json.dumps(spec)).save(str(args.out / "tokenizer.json"))
    print(len(ordered), "pieces trained,", len(english), "English words added,", len(kept), "kept")


if __name__ == "__main__":
    main()
