"""Writes the files that the program loads: config.json, tokenizer.json, model.safetensors (int8), and check.json.

check.json holds reference outputs of the quantised weights, so that another implementation can be tested for equality.
"""

import argparse
import json
import pathlib
import shutil

import jax
import numpy as np
from safetensors.numpy import load_file, save_file
from tokenizers import Tokenizer

import model
import scheme

# Small tables that are added to states directly; a byte a weight would save nothing worth having.
FULL_PRECISION = {"embeddings.position.weight", "role.distance.weight", "role.kind.weight"}

# One sentence per case, with the anchor that the roles are asked for (a substring) and its kind.
CASES = [
    ("en", "Amazon is investing up to $50 billion in OpenAI, the companies said in February.", "up to $50 billion", "quantity"),
    ("en", "Amazon is investing up to $50 billion in OpenAI, the companies said in February.", "said", "attribution"),
    ("en", "The bridge, which opened in 1932, was never closed for more than 3½ hours.", "1932", "event"),
    ("en", "OK.", "OK", "event"),
    ("de", "Nach Angaben der Polizei wurden bei dem Brand mindestens 12 Menschen getötet.", "mindestens 12", "quantity"),
    ("de", "„Wir werden die Löhne um 4,5 Prozent erhöhen“, sagte die Vorstandschefin am Dienstag.", "sagte", "attribution"),
    ("fr", "L’entreprise a annoncé qu’elle supprimerait près de 2 400 emplois d’ici à 2027.", "près de 2 400", "quantity"),
    ("es", "El ministro aseguró que el déficit bajó del 3,4 % al 2,9 % el año pasado.", "aseguró", "attribution"),
    ("pt", "A empresa vendeu cerca de 1,2 milhão de carros em 2025.", "cerca de 1,2 milhão", "quantity"),
    ("it", "Secondo la protezione civile, la scossa di magnitudo 5,1 ha danneggiato l'antica chiesa.", "Secondo", "attribution"),
    ("ru", "По словам губернатора, на ремонт дороги потратят 1,5 млрд рублей.", "1,5 млрд рублей", "quantity"),
    ("uk", "Міністерка заявила, що уряд виділить 300 мільйонів гривень на школи.", "заявила", "attribution"),
    ("pl", "Spółka podała, że zysk netto wzrósł o 12 proc. do 85 mln zł.", "12 proc.", "quantity"),
    ("tr", "Bakan, işsizliğin yüzde 8,6'ya gerilediğini açıkladı.", "yüzde 8,6", "quantity"),
    ("ar", "أعلنت الشركة أنها ستستثمر نحو ٥٠ مليون دولار في المصنع الجديد.", "نحو ٥٠ مليون دولار", "quantity"),
    ("hi", "कंपनी ने कहा कि वह इस साल 500 नए कर्मचारी रखेगी।", "500", "quantity"),
    ("zh", "该公司周二表示，将在未来三年内投资约20亿元人民币。", "约20亿元人民币", "quantity"),
    ("ja", "警察は、火災で少なくとも12人が死亡したと発表した。", "少なくとも12人", "quantity"),
    ("ja", "アップルのﾃｨﾑ・クックＣＥＯは「売上高は過去最高だった」と述べた。", "述べた", "attribution"),
    ("ko", "회사는 내년에 직원 300명을 추가로 채용할 계획이라고 밝혔다.", "300명", "quantity"),
]


def quantise(weight):
    """Symmetric int8 per row: weight ≈ q · scale[row]."""
    scale = np.maximum(np.abs(weight).max(1), 1e-12) / 127.0
    return np.clip(np.rint(weight / scale[:, None]), -127, 127).astype(np.int8), scale.astype(np.float32)


def exported(params):
    """Parameters → tensors of the file."""
    out = {}
    for name, value in params.items():
        if name.startswith("syntax."):
            continue
        if value.ndim == 2 and name not in FULL_PRECISION:
            out[name], out[name.removesuffix("weight") + "scale"] = quantise(value)
        else:
            out[name] = value.astype(np.float32)
    return out


def dequantised(tensors):
    """Tensors of the file → float parameters; the inverse that every loader applies."""
    return {name: value.astype(np.float32) * tensors[name.removesuffix("weight") + "scale"][:, None]
            if value.dtype == np.int8 else value
            for name, value in tensors.items() if not name.endswith(".scale")}


def config():
    return {
        "format": 1, "name": "gainsay-tagger", "hidden": scheme.HIDDEN, "layers": scheme.LAYERS, "heads": scheme.HEADS,
        "ffn": scheme.FFN, "max_positions": scheme.MAX_POSITIONS, "layer_norm_eps": scheme.LAYER_NORM_EPS,
        "activation": "gelu_tanh", "vocab_size": scheme.VOCABULARY, "pad_id": scheme.PAD, "unk_id": scheme.UNK,
        "cls_id": scheme.CLS, "sep_id": scheme.SEP, "sketch": scheme.SKETCH, "distance_buckets": scheme.DISTANCE_BUCKETS,
        "anchor_kinds": scheme.KINDS, "anchor_labels": scheme.ANCHOR_LABELS, "roles": scheme.ROLES,
        "role_labels": scheme.ROLE_LABELS, "claim_labels": scheme.YES_NO, "modality_labels": scheme.MODALITY,
        "polarity_labels": scheme.POLARITY, "measure_classes": scheme.MEASURES, "direct_labels": scheme.YES_NO,
    }


def bytes_before(text, index):
    return len(text[:index].encode("utf-8"))


def checks(params, tokenizer):
    """Reference outputs for every case; padded to one length, so that everything compiles once."""
    length = 48

    @jax.jit
    def reference(params, ids, mask, start, end, kind):
        states = model.encode(params, ids, mask)
        roles, labels = model.frames(params, states, mask, start, end, kind)
        whole = mask & (ids != scheme.CLS) & (ids != scheme.SEP)
        return model.linear(params, "anchor", states), roles, labels, model.sketch(params, states, whole)

    def rounded(value):
        return np.round(np.asarray(value, np.float64), 5).tolist()

    out = []
    for lang, text, words, kind in CASES:
        encoding = tokenizer.encode(text, add_special_tokens=False)
        at = text.index(words)
        inside = [i for i, (s, e) in enumerate(encoding.offsets) if s < at + len(words) and e > at]
        start, end = inside[0] + 1, inside[-1] + 2
        n = len(encoding.ids) + 2
        ids = np.full((1, length), scheme.PAD, np.int32)
        ids[0, :n] = [scheme.CLS] + encoding.ids + [scheme.SEP]
        anchors, roles, labels, vector = reference(
            params, ids, np.arange(length)[None, :] < n, np.array([start]), np.array([end]), np.array([scheme.KINDS.index(kind)]))
        out.append({
            "lang": lang, "text": text, "ids": ids[0, :n].tolist(),
            "offsets": [[bytes_before(text, s), bytes_before(text, e)] for s, e in encoding.offsets],
            "anchor_logits": rounded(anchors[0, :n]), "anchor": {"start": start, "end": end, "kind": kind},
            "role_logits": rounded(roles[0, :n]), "labels": {head: rounded(value[0]) for head, value in labels.items()},
            "sketch": rounded(vector[0]),
        })
    return {"cases": out}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=pathlib.Path)
    parser.add_argument("--tokenizer", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    arrays = load_file(str(args.checkpoint))
    params = {name[2:]: value for name, value in arrays.items() if name.startswith("p.")}
    tensors = exported(params)
    # Sorted names and no metadata: the same weights give the same bytes.
    save_file(dict(sorted(tensors.items())), str(args.out / "model.safetensors"))
    shutil.copyfile(args.tokenizer, args.out / "tokenizer.json")
    (args.out / "config.json").write_text(json.dumps(config(), indent=1) + "\n")
    tokenizer = Tokenizer.from_file(str(args.tokenizer))
    reference = checks(dequantised(tensors), tokenizer)
    (args.out / "check.json").write_text(json.dumps(reference, ensure_ascii=False) + "\n")
    size = (args.out / "model.safetensors").stat().st_size
    print(f"model.safetensors: {size / 1e6:.1f} MB, {len(tensors)} tensors, step {int(arrays['step'][0])}")


if __name__ == "__main__":
    main()
