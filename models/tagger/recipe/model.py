"""The tagger in JAX: BERT encoder, anchor head, anchor-conditioned role layer, frame labels, sketch.

Pure functions of a flat dictionary `name → array` whose names are those of the exported file; nothing here reads
files. Weights are [out, in]. Names that begin with `syntax.` serve training only and are not exported.
"""

import math

import jax
import jax.numpy as jnp
import numpy as np

import scheme

H = scheme.HIDDEN
SYNTAX_WIDTH = 128
NEGATIVE = -1e9


def shapes(relations, tags):
    """Name → shape of every trainable array."""
    out = {
        "embeddings.word.weight": (scheme.VOCABULARY, H),
        "embeddings.position.weight": (scheme.MAX_POSITIONS, H),
        "role.distance.weight": (2 * len(scheme.DISTANCE_BUCKETS) + 1, H),
        "role.kind.weight": (len(scheme.KINDS), H),
    }

    def linear(name, rows, columns):
        out[f"{name}.weight"] = (rows, columns)
        out[f"{name}.bias"] = (rows,)

    def norm(name):
        out[f"{name}.weight"] = (H,)
        out[f"{name}.bias"] = (H,)

    norm("embeddings.norm")
    norm("role.norm")
    for layer in [f"layer.{i}" for i in range(scheme.LAYERS)] + ["role.layer"]:
        for part in ("query", "key", "value", "output"):
            linear(f"{layer}.attention.{part}", H, H)
        norm(f"{layer}.attention.norm")
        linear(f"{layer}.ffn.up", scheme.FFN, H)
        linear(f"{layer}.ffn.down", H, scheme.FFN)
        norm(f"{layer}.ffn.norm")
    linear("anchor", len(scheme.ANCHOR_LABELS), H)
    linear("role.anchor", H, H)
    linear("role.output", len(scheme.ROLE_LABELS), H)
    linear("label.hidden", H, 3 * H)
    for head, names in scheme.FRAME_HEADS.items():
        linear(f"label.{head}", len(names), H)
    linear("sketch", scheme.SKETCH, H)
    linear("syntax.tag", tags, H)
    linear("syntax.relation", relations, H)
    linear("syntax.child", SYNTAX_WIDTH, H)
    linear("syntax.parent", SYNTAX_WIDTH, H)
    return out


def initial(relations, tags, seed=0):
    """Random weights: normal(0.02) matrices, zero biases, unit norms."""
    rng = np.random.default_rng(seed)
    params = {}
    for name, shape in shapes(relations, tags).items():
        if len(shape) == 2:
            params[name] = rng.normal(0.0, 0.02, shape).astype(np.float32)
        elif name.endswith("norm.weight"):
            params[name] = np.ones(shape, np.float32)
        else:
            params[name] = np.zeros(shape, np.float32)
    return params


def linear(params, name, x):
    return x @ params[f"{name}.weight"].T + params[f"{name}.bias"]


def layer_norm(params, name, x):
    mean = x.mean(-1, keepdims=True)
    centred = x - mean
    scale = jax.lax.rsqrt((centred * centred).mean(-1, keepdims=True) + scheme.LAYER_NORM_EPS)
    return centred * scale * params[f"{name}.weight"] + params[f"{name}.bias"]


def gelu(x):
    return jax.nn.gelu(x, approximate=True)


def transformer_layer(params, name, x, mask):
    """One post-norm layer over x [B, L, H]; mask [B, L] is true on real positions."""
    batch, length, _ = x.shape
    width = H // scheme.HEADS
    # One product for the three projections: training time is dominated by small matrix products.
    weight = jnp.concatenate([params[f"{name}.attention.{part}.weight"] for part in ("query", "key", "value")])
    bias = jnp.concatenate([params[f"{name}.attention.{part}.bias"] for part in ("query", "key", "value")])
    qkv = (x @ weight.T + bias).reshape(batch, length, 3, scheme.HEADS, width).transpose(2, 0, 3, 1, 4)
    scores = qkv[0] @ qkv[1].swapaxes(-1, -2) / math.sqrt(width)
    scores = scores + jnp.where(mask, 0.0, NEGATIVE)[:, None, None, :]
    mixed = (jax.nn.softmax(scores, -1) @ qkv[2]).transpose(0, 2, 1, 3).reshape(batch, length, H)
    x = layer_norm(params, f"{name}.attention.norm", x + linear(params, f"{name}.attention.output", mixed))
    inner = linear(params, f"{name}.ffn.down", gelu(linear(params, f"{name}.ffn.up", x)))
    return layer_norm(params, f"{name}.ffn.norm", x + inner)


def encode(params, ids, mask):
    """Token ids [B, L] → states [B, L, H]."""
    x = params["embeddings.word.weight"][ids] + params["embeddings.position.weight"][: ids.shape[1]]
    x = layer_norm(params, "embeddings.norm", x)
    for i in range(scheme.LAYERS):
        x = transformer_layer(params, f"layer.{i}", x, mask)
    return x


def distance_rows(start, end, length):
    """Rows of the distance table for every position, given the anchor's half-open range ([K] each) → [K, L]."""
    position = jnp.arange(length)[None, :]
    start, end = start[:, None], end[:, None]
    distance = jnp.where(position < start, position - start, jnp.where(position >= end, position - end + 1, 0))
    thresholds = jnp.array(scheme.DISTANCE_BUCKETS)
    bucket = (thresholds[None, None, :] <= jnp.abs(distance)[:, :, None]).sum(-1)
    return len(scheme.DISTANCE_BUCKETS) + jnp.sign(distance) * bucket


def span_mean(states, inside):
    """Mean of states [K, L, H] over the positions where inside [K, L] is true → [K, H]."""
    weight = inside.astype(states.dtype)
    return (states * weight[:, :, None]).sum(1) / jnp.maximum(weight.sum(1), 1.0)[:, None]


def frames(params, states, mask, start, end, kind):
    """The conditioned pass: states [K, L, H] of each anchor's sentence → role logits [K, L, R], label logits."""
    length = states.shape[1]
    position = jnp.arange(length)[None, :]
    inside = (position >= start[:, None]) & (position < end[:, None])
    anchor = span_mean(states, inside)
    z = (states + linear(params, "role.anchor", anchor)[:, None, :]
         + params["role.distance.weight"][distance_rows(start, end, length)]
         + params["role.kind.weight"][kind][:, None, :])
    y = transformer_layer(params, "role.layer", layer_norm(params, "role.norm", z), mask)
    roles = linear(params, "role.output", y)
    summary = jnp.concatenate([anchor, span_mean(y, inside), span_mean(y, mask)], -1)
    hidden = gelu(linear(params, "label.hidden", summary))
    labels = {head: linear(params, f"label.{head}", hidden) for head in scheme.FRAME_HEADS}
    return roles, labels


def sketch(params, states, inside):
    """Unit vectors [K, 128] of the spans marked by inside [K, L]."""
    vector = linear(params, "sketch", span_mean(states, inside))
    return vector / jnp.maximum(jnp.linalg.norm(vector, axis=-1, keepdims=True), 1e-12)


def mean_loss(logits, gold, balance=None):
    """Mean of −log p(gold) over entries with gold ≥ 0; `balance` weighs the classes."""
    known = (gold >= 0).astype(logits.dtype)
    if balance is not None:
        known = known * jnp.array(balance)[jnp.maximum(gold, 0)]
    scores = jax.nn.log_softmax(logits, -1)
    picked = jnp.take_along_axis(scores, jnp.maximum(gold, 0)[..., None], -1)[..., 0]
    return -(picked * known).sum() / jnp.maximum(known.sum(), 1.0)


# How much each part of the loss weighs.
WEIGHTS = {"anchor": 1.0, "role": 2.0, "tag": 0.3, "relation": 0.5, "head": 0.5, "label": 0.4}
# Rare answers that matter: no claim, denied; and a role's words among all the others.
BALANCE = {"claim": [4.0, 1.0], "polarity": [1.0, 1.5], "role": [0.5] + [1.0] * (len(scheme.ROLE_LABELS) - 1)}


def tagging_loss(params, batch):
    """Loss of one batch of sentences (see data.collate) and its parts."""
    states = encode(params, batch["ids"], batch["mask"])
    rows = batch["frame_row"]
    role_logits, label_logits = frames(
        params, states[rows], batch["mask"][rows], batch["frame_start"], batch["frame_end"], batch["frame_kind"])
    parts = {
        "anchor": mean_loss(linear(params, "anchor", states), batch["anchors"]),
        "role": mean_loss(role_logits, batch["roles"], BALANCE["role"]),
        "tag": mean_loss(linear(params, "syntax.tag", states), batch["tags"]),
        "relation": mean_loss(linear(params, "syntax.relation", states), batch["relations"]),
    }
    child = linear(params, "syntax.child", states)
    parent = linear(params, "syntax.parent", states)
    scores = child @ parent.swapaxes(-1, -2) / math.sqrt(SYNTAX_WIDTH)
    parts["head"] = mean_loss(scores + jnp.where(batch["mask"], 0.0, NEGATIVE)[:, None, :], batch["heads"])
    parts["label"] = sum(mean_loss(label_logits[head], batch[f"label_{head}"], BALANCE.get(head))
                         for head in scheme.FRAME_HEADS)
    return sum(WEIGHTS[name] * value for name, value in parts.items()), parts


TEMPERATURE = 0.05


def sketch_loss(params, batch):
    """Contrastive loss of translations: row i of side a belongs to row i of side b; b may carry more rows, which
    are wrong answers for everyone (copies with other numbers)."""
    count = batch["ids_a"].shape[0]
    vectors = []
    for side in "ab":
        ids, mask = batch[f"ids_{side}"], batch[f"mask_{side}"]
        inside = mask & (ids != scheme.CLS) & (ids != scheme.SEP)
        vectors.append(sketch(params, encode(params, ids, mask), inside))
    scores = vectors[0] @ vectors[1].T / TEMPERATURE
    gold = jnp.arange(count)
    return 0.5 * (mean_loss(scores, gold) + mean_loss(scores[:, :count].T, gold))


def is_body(name):
    """Whether a parameter comes from the pretrained body (it learns at a lower rate)."""
    return name.startswith(("layer.", "embeddings.position", "embeddings.norm"))
