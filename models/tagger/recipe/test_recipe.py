"""Tests of the recipe: every variable learns, the markup reads as written, spans survive variation.

Run with `python test_recipe.py`; needs no data.
"""

import pathlib
import random
import unittest

import jax
import numpy as np

import augment
import data
import evaluate
import export
import model
import scheme


def batch_of_one(length=16):
    """A batch in which every part of the loss has something to learn from."""
    rng = np.random.default_rng(0)
    labels = {f"label_{head}": np.zeros(1, np.int32) for head in scheme.FRAME_HEADS}
    grid = lambda high: rng.integers(0, high, (1, length)).astype(np.int32)
    return {
        "ids": grid(50) + 5, "mask": np.ones((1, length), bool), "anchors": grid(len(scheme.ANCHOR_LABELS)),
        "tags": grid(17), "heads": grid(length), "relations": grid(30), "roles": grid(len(scheme.ROLE_LABELS)),
        "frame_row": np.zeros(1, np.int32), "frame_start": np.array([4]), "frame_end": np.array([6]),
        "frame_kind": np.array([1]), **labels,
    }


class Gradients(unittest.TestCase):
    def test_every_variable_gets_a_gradient(self):
        params = {name: jax.numpy.asarray(value) for name, value in model.initial(30, 17).items()}
        batch = batch_of_one()
        tagging = jax.grad(lambda p: model.tagging_loss(p, batch)[0])(params)
        pairs = {f"{key}_{side}": np.stack([batch[key][0], batch[key][0][::-1]]) for key in ("ids", "mask") for side in "ab"}
        sketching = jax.grad(model.sketch_loss)(params, pairs)
        silent = [name for name in params
                  if not np.abs(tagging[name]).max() > 0 and not np.abs(sketching[name]).max() > 0]
        # A key's bias shifts all scores of a query alike, so softmax hides it: only rounding is left of its gradient.
        self.assertEqual([name for name in silent if not name.endswith("attention.key.bias")], [])


class Markup(unittest.TestCase):
    LINES = {
        "[[Amazon]{1.subject} is [investing]{1.measure} [up to $50 billion]{1=quantity investment planned} in "
        "[OpenAI]{1.counterparty}]{2.content}, [the companies]{2.source} [said]{2=attribution}.":
            [("quantity", "up to $50 billion", {"subject": "Amazon", "measure": "investing", "counterparty": "OpenAI"}),
             ("attribution", "said", {"source": "the companies",
                                      "content": "Amazon is investing up to $50 billion in OpenAI"})],
        "[警察]{1.source}は、[[火災]{2.subject}で[少なくとも12人]{2=quantity deaths}が[死亡した]{2.measure}]{1.content}と[発表した]{1=attribution}。":
            [("quantity", "少なくとも12人", {"subject": "火災", "measure": "死亡した"}),
             ("attribution", "発表した", {"source": "警察", "content": "火災で少なくとも12人が死亡した"})],
        "Ruf \\[1\\] [0900]{1=quantity none} an.": [("quantity", "0900", {})],
    }

    def test_lines_read_as_written(self):
        for line, expected in self.LINES.items():
            text, anchors = data.parse_line(line)
            read = [(x.kind, text[x.start:x.end], {role: text[s:e] for role, s, e in x.roles}) for x in anchors]
            self.assertEqual(read, expected)

    def test_broken_lines_are_refused(self):
        for line in ("[a{1=quantity}", "a]{1=quantity}", "[a]{1.subject}", "[a]{1=thing}", "[a]{1=quantity nonsense}"):
            with self.assertRaises(ValueError, msg=line):
                data.parse_line(line)

    def test_templates_read_in_every_language(self):
        templates = augment.read_templates()
        rng = random.Random(1)
        made = augment.from_templates(templates, 3, rng)
        self.assertEqual({row.lang for row in made}, set(scheme.LANGUAGES_MAIN))
        self.assertTrue(all(row.anchors for row in made))

    def test_variation_keeps_spans_on_their_words(self):
        text, anchors = data.parse_line(next(iter(self.LINES)))
        row = data.Sentence("en", text, anchors)
        changed = augment.replace(row, [(0, 6, "SoftBank Group"), (text.index("$50"), text.index("$50") + 3, "$8")])
        roles = {role: changed.text[s:e] for x in changed.anchors for role, s, e in x.roles}
        self.assertEqual(roles["subject"], "SoftBank Group")
        self.assertEqual(roles["counterparty"], "OpenAI")
        self.assertEqual(roles["content"], "SoftBank Group is investing up to $8 billion in OpenAI")


class Decoding(unittest.TestCase):
    def test_inside_needs_a_beginning(self):
        names = scheme.bio(["a", "b"])
        scores = np.log(np.array([[0.1, 0.1, 0.7, 0.05, 0.05], [0.1, 0.1, 0.7, 0.05, 0.05]]))
        self.assertEqual([names[i] for i in evaluate.viterbi(scores, names)], ["B-a", "I-a"])


class Files(unittest.TestCase):
    def test_quantised_rows_come_back_within_half_a_step(self):
        weight = np.random.default_rng(0).normal(size=(7, 12)).astype(np.float32)
        quantised, scale = export.quantise(weight)
        self.assertLessEqual(np.abs(quantised * scale[:, None] - weight).max(), 0.5001 * scale.max())


if __name__ == "__main__":
    unittest.main(argv=[str(pathlib.Path(__file__).name)])
