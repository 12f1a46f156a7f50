"""Trains the tagger: stage `base` on treebanks and translations, stages `fine` and `last` on annotated news.

Seeded and resumable: run the same command again and it continues from its last checkpoint. The same script runs on
CPU and GPU. Writes `<out>/<stage>.safetensors` (weights, moments, step) and appends to `<out>/<stage>.log`.
"""

import argparse
import dataclasses
import functools
import json
import math
import pathlib
import random
import time

import jax
import jax.numpy as jnp
import numpy as np
from safetensors.numpy import load_file, save_file
from tokenizers import Tokenizer

import augment
import body
import corpora
import data
import model

SEED = 11
WARM_UP = 0.06
BETA1, BETA2, EPSILON, DECAY = 0.9, 0.98, 1e-8, 0.01
CLIP = 1.0
STAGES = {
    # rate: peak of heads and word table; body: factor for the pretrained layers; annotated: share of sentences drawn
    # from annotated files; silver: whether anchors and roles derived from treebanks are learned, or syntax alone.
    "base": {"rate": 8e-4, "body": 0.4, "word": 1.0, "annotated": 0.12, "frames": 1.0, "mask": 0.05, "pairs_every": 8,
             "silver": True},
    "fine": {"rate": 5e-4, "body": 0.4, "word": 0.6, "annotated": 0.8, "frames": 1.5, "mask": 0.05, "pairs_every": 16,
             "silver": False},
    # A short last stage on what was written last, from weights that know the rest: a low rate forgets little.
    "last": {"rate": 1.5e-4, "body": 0.4, "word": 0.6, "annotated": 0.8, "frames": 1.5, "mask": 0.05, "pairs_every": 16,
             "silver": False},
}
LAST_ROUND = 6  # times that a sentence of the folder `--last` is drawn for one of the others
TOKENS = 1536  # positions per batch
PAIRS, NEGATIVES, PAIR_LENGTH = 20, 6, 64
SAVE_EVERY = 240  # seconds


def update(params, moments, grads, step, rates, total, peak):
    """One AdamW step with warm-up and linear decay; `rates` scales the rate per parameter."""
    norm = jnp.sqrt(sum(jnp.vdot(g, g) for g in grads.values()))
    shrink = jnp.minimum(1.0, CLIP / (norm + 1e-6))
    t = step + 1.0
    warm = WARM_UP * total
    rate = peak * jnp.minimum(t / warm, jnp.maximum(total - t, 0.0) / (total - warm))
    new_params, new_moments = {}, {}
    for name, value in params.items():
        g = grads[name] * shrink
        m, v = moments[f"m.{name}"], moments[f"v.{name}"]
        m = BETA1 * m + (1 - BETA1) * g
        v = BETA2 * v + (1 - BETA2) * g * g
        move = (m / (1 - BETA1**t)) / (jnp.sqrt(v / (1 - BETA2**t)) + EPSILON)
        if value.ndim == 2 and "embeddings" not in name:
            move = move + DECAY * value
        new_params[name] = value - rate * rates[name] * move
        new_moments[f"m.{name}"], new_moments[f"v.{name}"] = m, v
    return new_params, new_moments, norm


def make_steps(rates, total, peak):
    """Jitted (tagging step, pair step); buffers are reused in place."""
    @functools.partial(jax.jit, donate_argnums=(0, 1))
    def tag_step(params, moments, batch, step):
        (loss, parts), grads = jax.value_and_grad(model.tagging_loss, has_aux=True)(params, batch)
        params, moments, norm = update(params, moments, grads, step, rates, total, peak)
        return params, moments, loss, parts, norm

    @functools.partial(jax.jit, donate_argnums=(0, 1))
    def pair_step(params, moments, batch, step):
        loss, grads = jax.value_and_grad(model.sketch_loss)(params, batch)
        params, moments, norm = update(params, moments, grads, step, rates, total, peak)
        return params, moments, loss, norm

    return tag_step, pair_step


def save(path, params, moments, step):
    """Writes a checkpoint beside the old one, then replaces it: a killed run leaves a usable file."""
    arrays = {f"p.{name}": np.asarray(value) for name, value in params.items()}
    arrays |= {name: np.asarray(value) for name, value in moments.items()}
    arrays["step"] = np.array([step], np.int64)
    partial = path.with_suffix(".partial")
    save_file(arrays, str(partial))
    partial.rename(path)


def load(path):
    arrays = load_file(str(path))
    params = {name[2:]: value for name, value in arrays.items() if name.startswith("p.")}
    moments = {name: value for name, value in arrays.items() if name.startswith(("m.", "v."))}
    return params, moments, int(arrays["step"][0])


def encode_all(tokenizer, sentences, tags, relations):
    rows = (data.encode(tokenizer, sentence, tags, relations) for sentence in sentences)
    return [row for row in rows if row is not None]


class Annotated:
    """The annotated pool, the sentences varied from it, and those made from templates; all drawn anew at each
    refresh. Looks for new files each time, since annotators may still be writing."""

    def __init__(self, folder, last, tokenizer, tags, relations, held_out):
        self.folder, self.last, self.held_out = folder, last, held_out
        self.encode = lambda rows: encode_all(tokenizer, rows, tags, relations)
        self.templates = augment.read_templates()
        self.rows, self.varied, self.made = [], [], []

    def refresh(self, seed):
        rng = random.Random(seed)
        last = corpora.annotated(self.last) if self.last else []
        sentences = [row for row in corpora.annotated(self.folder) if row.doc not in self.held_out] + last * LAST_ROUND
        names = augment.names_by_language(sentences)
        varied = (augment.vary(row, names, rng) for row in sentences if row.anchors)
        self.rows = self.encode(sentences)
        self.varied = self.encode([row for row in varied if row is not None])
        self.made = self.encode(augment.from_templates(self.templates, 2, rng))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stage", choices=sorted(STAGES))
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--annotated", type=pathlib.Path, required=True, help="folder of annotated *.txt to train on")
    parser.add_argument("--last", type=pathlib.Path, help="folder of annotated *.txt that stage `last` is for")
    parser.add_argument("--held-out", type=pathlib.Path, required=True, help="list of documents never trained on")
    parser.add_argument("--tables", type=pathlib.Path, required=True, help="the program's models/locale")
    parser.add_argument("--minilm", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--start", type=pathlib.Path, help="checkpoint whose weights stages `fine` and `last` start from")
    parser.add_argument("--steps", type=int, required=True)
    args = parser.parse_args()
    setting = STAGES[args.stage]
    # Compiled steps are kept, so that a resumed run does not pay for them again.
    jax.config.update("jax_compilation_cache_dir", str(args.out / "compiled"))
    jax.config.update("jax_persistent_cache_min_compile_time_secs", 1.0)

    tokenizer = Tokenizer.from_file(str(args.out / "tokenizer.json"))
    held_out = corpora.excluded_documents(args.held_out)
    news = corpora.parallel_news(args.data, held_out)
    trees = corpora.treebanks(args.data, args.tables)
    tags, relations = corpora.label_sets(trees)
    (args.out / "syntax.json").write_text(json.dumps({"tags": tags, "relations": relations}))

    checkpoint = args.out / f"{args.stage}.safetensors"
    step = 0
    moments = None
    if checkpoint.exists():
        params, moments, step = load(checkpoint)
    elif args.start:
        params, _, _ = load(args.start)
    else:
        params = body.initialise(args.minilm, tokenizer, news, len(relations), len(tags), SEED)
    if moments is None:
        moments = {f"{mark}.{name}": np.zeros_like(value) for mark in "mv" for name, value in params.items()}
    params = {name: jnp.asarray(value) for name, value in params.items()}
    moments = {name: jnp.asarray(value) for name, value in moments.items()}
    rates = {name: setting["body"] if model.is_body(name) else setting["word"] if name == "embeddings.word.weight"
             else 1.0 for name in params}
    tag_step, pair_step = make_steps(rates, float(args.steps), setting["rate"])

    marked = encode_all(tokenizer, [row for row in trees if row.anchors], tags, relations)
    quiet = encode_all(tokenizer, [row for row in trees if not row.anchors], tags, relations)
    if not setting["silver"]:
        marked = [dataclasses.replace(row, frames=[], anchors=np.full_like(row.anchors, -1)) for row in marked]
        quiet = [dataclasses.replace(row, anchors=np.full_like(row.anchors, -1)) for row in quiet]
    hand = Annotated(args.annotated, args.last, tokenizer, tags, relations, held_out)
    pairs = iter(corpora.Pairs(tokenizer, news, PAIRS, NEGATIVES, PAIR_LENGTH, SEED + step))
    log = (args.out / f"{args.stage}.log").open("a", buffering=1)
    print(f"{len(marked)} treebank sentences with anchors, {len(quiet)} without, {len(news['en'])} news lines", file=log, flush=True)

    def stream():
        """Rebuilt whenever the pools change: early on all treebank sentences, later mostly those with anchors."""
        share = 0.5 if args.stage == "base" and step < 0.3 * args.steps else 0.15
        hand.refresh(SEED + step)
        by_hand = setting["annotated"] if hand.rows else 0.0
        rest = 1 - by_hand
        pools = [(by_hand * 0.55, hand.rows), (by_hand * 0.25, hand.varied), (by_hand * 0.2, hand.made),
                 (rest * (1 - share), marked), (rest * share, quiet)]
        return iter(data.Stream(pools, TOKENS, setting["frames"], SEED + step, mask_rate=setting["mask"]))

    batches = stream()
    totals, seen, began, saved = {}, 0, time.time(), time.time()
    while step < args.steps:
        if step % setting["pairs_every"] == setting["pairs_every"] - 1:
            params, moments, loss, _ = pair_step(params, moments, next(pairs), float(step))
            parts = {"pairs": loss}
        else:
            batch = next(batches)
            params, moments, loss, parts, norm = tag_step(params, moments, batch, float(step))
            parts = parts | {"norm": norm}
            seen += int(batch["mask"].sum())
        step += 1
        for name, value in parts.items():
            totals.setdefault(name, []).append(float(value))
        if not math.isfinite(float(loss)):
            raise SystemExit(f"the loss is not finite at step {step}")
        if step % 50 == 0:
            line = " ".join(f"{name} {np.mean(values):.3f}" for name, values in totals.items())
            print(f"step {step} min {(time.time() - began) / 60:.1f} tokens {seen} hand {len(hand.rows)} {line}", file=log, flush=True)
            totals = {}
            batches = stream()
        if time.time() - saved > SAVE_EVERY:
            save(checkpoint, params, moments, step)
            saved = time.time()
    save(checkpoint, params, moments, step)


if __name__ == "__main__":
    main()
