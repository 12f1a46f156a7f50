"""The initial weights: the English body of all-MiniLM-L6-v2 under the new multilingual vocabulary.

Rows of pieces that both vocabularies have are copied; the others start from the English words that translations
pair them with, and from the English pieces of their own letters.
"""

import numpy as np
from safetensors.numpy import load_file
from tokenizers import Tokenizer

import model
import scheme

LAYER_NAMES = {
    "attention.query": "attention.self.query", "attention.key": "attention.self.key",
    "attention.value": "attention.self.value", "attention.output": "attention.output.dense",
    "attention.norm": "attention.output.LayerNorm", "ffn.up": "intermediate.dense",
    "ffn.down": "output.dense", "ffn.norm": "output.LayerNorm",
}
ROUNDS = 5  # of IBM model 1
ALIGNED_WORDS = 4  # English pieces that describe one aligned piece
MIN_COUNT = 3


def alignment_counts(tokenizer, parallel):
    """Expected counts {piece: {English piece: count}} by IBM model 1 over the translated news.

    P. F. Brown et al., The Mathematics of Statistical Machine Translation, 1993.
    """
    size = scheme.VOCABULARY
    english = [np.unique(tokenizer.encode(line, add_special_tokens=False).ids) for line in parallel["en"]]
    total = {}
    for lang, lines in parallel.items():
        if lang == "en":
            continue
        foreign, pieces, group = [], [], []
        for number, line in enumerate(lines):
            # Pieces that both sides share (names, digits) are copied or explain themselves.
            f = np.setdiff1d(tokenizer.encode(line, add_special_tokens=False).ids, english[number])
            e = english[number]
            foreign.append(np.repeat(f, len(e)))
            pieces.append(np.tile(e, len(f)))
            group.append(np.repeat(np.arange(len(f)) + (group[-1][-1] + 1 if group and len(group[-1]) else 0), len(e)))
        f, e, g = np.concatenate(foreign), np.concatenate(pieces), np.concatenate(group)
        keys, pair = np.unique(f.astype(np.int64) * size + e, return_inverse=True)
        pair_e = keys % size
        weight = np.ones(len(keys))
        for _ in range(ROUNDS):
            # weight = t(f | e); share it out over the English pieces of each sentence, then renormalise per e.
            share = weight[pair]
            share = share / np.maximum(np.bincount(g, share)[g], 1e-12)
            counts = np.bincount(pair, share, minlength=len(keys))
            weight = counts / np.maximum(np.bincount(pair_e, counts, minlength=size)[pair_e], 1e-12)
        for key, count in zip(keys[counts > 0.2], counts[counts > 0.2]):
            row = total.setdefault(int(key // size), {})
            row[int(key % size)] = row.get(int(key % size), 0.0) + float(count)
    return total


def initialise(folder, tokenizer, parallel, relations, tags, seed=0):
    """All parameters; prints how many rows of the vocabulary came from where."""
    params = model.initial(relations, tags, seed)
    old = load_file(folder / "model.safetensors")
    old = {name.removeprefix("bert."): value.astype(np.float32) for name, value in old.items()}
    words = [line.rstrip("\n") for line in (folder / "vocab.txt").open(encoding="utf-8")]
    at = {word: number for number, word in enumerate(words)}
    table = old["embeddings.word_embeddings.weight"]
    english = Tokenizer.from_file(str(folder / "tokenizer.json"))
    english.no_truncation()
    english.no_padding()

    vocabulary = tokenizer.get_vocab()
    names = {number: piece for piece, number in vocabulary.items()}
    rows = params["embeddings.word.weight"]
    known = np.zeros(scheme.VOCABULARY, bool)
    for piece, number in vocabulary.items():
        match = at.get(piece, at.get(piece.lower()))
        if match is not None:
            rows[number], known[number] = table[match], True
    norm = np.linalg.norm(rows[known], axis=1).mean()
    aligned = alignment_counts(tokenizer, parallel)
    paired = 0
    for number in np.flatnonzero(~known):
        pieces = [i for i in english.encode(names[number].removeprefix("##"), add_special_tokens=False).ids
                  if words[i] != "[UNK]"]
        vector = table[pieces].mean(0) if pieces else table.mean(0)
        best = sorted(((count, e) for e, count in aligned.get(number, {}).items() if known[e]), reverse=True)
        best = best[:ALIGNED_WORDS]
        if best and best[0][0] >= MIN_COUNT:
            share = np.array([count for count, _ in best])
            meaning = (share[:, None] * rows[[e for _, e in best]]).sum(0) / share.sum()
            vector = 0.8 * meaning + 0.2 * vector
            paired += 1
        rows[number] = vector * norm / max(np.linalg.norm(vector), 1e-6) + params["embeddings.word.weight"][number]
    print(f"vocabulary rows: {known.sum()} copied, {paired} from translations, "
          f"{scheme.VOCABULARY - known.sum() - paired} from their letters")

    # Token type 0 is the only one the body ever saw; it moves into the positions.
    params["embeddings.position.weight"] = (
        old["embeddings.position_embeddings.weight"][: scheme.MAX_POSITIONS] + old["embeddings.token_type_embeddings.weight"][0])
    for part in ("weight", "bias"):
        params[f"embeddings.norm.{part}"] = old[f"embeddings.LayerNorm.{part}"]
        for i in range(scheme.LAYERS):
            for new, name in LAYER_NAMES.items():
                params[f"layer.{i}.{new}.{part}"] = old[f"encoder.layer.{i}.{name}.{part}"]
        for new, name in LAYER_NAMES.items():
            # The conditioned layer starts as a copy of the last one: it already mixes a sentence sensibly.
            params[f"role.layer.{new}.{part}"] = old[f"encoder.layer.{scheme.LAYERS - 1}.{name}.{part}"]
    return {name: np.ascontiguousarray(value, np.float32) for name, value in params.items()}
