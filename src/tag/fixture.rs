//! A model folder with made-up weights, for tests of loading and of arithmetic.
//! What such a model says of a sentence means nothing; that it says the same twice does.

use std::collections::BTreeMap;
use std::path::Path;

use safetensors::tensor::{Dtype, TensorView};
use serde_json::json;

/// Numbers in -1..1 that are the same on every run.
pub(super) fn noise(count: usize, seed: u32) -> Vec<f32> {
    let mut state = seed.wrapping_mul(2_654_435_761).wrapping_add(1);
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as f32 / (1 << 23) as f32 - 1.0
    };
    (0..count).map(|_| next()).collect()
}

/// Sizes of a made-up model.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sizes {
    pub(super) hidden: usize,
    pub(super) layers: usize,
    pub(super) heads: usize,
    pub(super) ffn: usize,
    pub(super) positions: usize,
}

pub(super) const SMALL: Sizes = Sizes {
    hidden: 16,
    layers: 1,
    heads: 2,
    ffn: 32,
    positions: 24,
};

/// As wide as a real one, since the order of summation depends on the width.
pub(super) const WIDE: Sizes = Sizes {
    hidden: 384,
    layers: 2,
    heads: 12,
    ffn: 1536,
    positions: 256,
};

const ROLES: [&str; 9] = [
    "subject",
    "measure",
    "counterparty",
    "time",
    "condition",
    "source",
    "addressee",
    "content",
    "predicate",
];

fn vocabulary() -> BTreeMap<String, u32> {
    let marks = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"].map(str::to_owned);
    let letters = ('a'..='z').chain('A'..='Z').chain('0'..='9');
    let starts = letters
        .clone()
        .chain(".,-'\"$%".chars())
        .map(|c| c.to_string());
    let inner = letters.map(|c| format!("##{c}"));
    marks
        .into_iter()
        .chain(starts)
        .chain(inner)
        .zip(0..)
        .collect()
}

fn tokenizer(vocabulary: &BTreeMap<String, u32>) -> serde_json::Value {
    json!({
        "version": "1.0", "truncation": null, "padding": null, "added_tokens": [],
        "normalizer": {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true,
                       "strip_accents": false, "lowercase": false},
        "pre_tokenizer": {"type": "Sequence", "pretokenizers": [
            {"type": "BertPreTokenizer"}, {"type": "Digits", "individual_digits": true}]},
        "post_processor": null, "decoder": null,
        "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
                  "max_input_chars_per_word": 100, "vocab": vocabulary},
    })
}

struct Weights(BTreeMap<String, (Dtype, Vec<usize>, Vec<u8>)>);

impl Weights {
    fn floats(&mut self, name: String, shape: &[usize], scale: f32, shift: f32) {
        let values = noise(shape.iter().product(), self.0.len() as u32 + 7);
        let bytes = values
            .iter()
            .flat_map(|v| (v * scale + shift).to_le_bytes());
        self.0
            .insert(name, (Dtype::F32, shape.to_vec(), bytes.collect()));
    }

    fn bytes(&mut self, name: &str, rows: usize, columns: usize) {
        let values = noise(rows * columns, self.0.len() as u32 + 7);
        let bytes = values.iter().map(|v| (v * 127.0) as i8 as u8).collect();
        self.0.insert(
            format!("{name}.weight"),
            (Dtype::I8, vec![rows, columns], bytes),
        );
        let scale = 0.02 / (columns as f32).sqrt();
        self.floats(format!("{name}.scale"), &[rows], scale / 4.0, scale);
    }

    fn linear(&mut self, name: &str, rows: usize, columns: usize) {
        self.bytes(name, rows, columns);
        self.floats(format!("{name}.bias"), &[rows], 0.5, 0.0);
    }

    fn norm(&mut self, name: &str, width: usize) {
        self.floats(format!("{name}.weight"), &[width], 0.2, 1.0);
        self.floats(format!("{name}.bias"), &[width], 0.2, 0.0);
    }

    fn layer(&mut self, name: &str, sizes: Sizes) {
        for part in ["query", "key", "value", "output"] {
            self.linear(
                &format!("{name}.attention.{part}"),
                sizes.hidden,
                sizes.hidden,
            );
        }
        self.norm(&format!("{name}.attention.norm"), sizes.hidden);
        self.linear(&format!("{name}.ffn.up"), sizes.ffn, sizes.hidden);
        self.linear(&format!("{name}.ffn.down"), sizes.hidden, sizes.ffn);
        self.norm(&format!("{name}.ffn.norm"), sizes.hidden);
    }
}

/// Writes a model into `folder`.
pub(super) fn write(folder: &Path, sizes: Sizes) {
    let vocabulary = vocabulary();
    let bio = |names: &[&str]| -> Vec<String> {
        let labels = names
            .iter()
            .flat_map(|n| [format!("B-{n}"), format!("I-{n}")]);
        std::iter::once("O".to_owned()).chain(labels).collect()
    };
    let kinds = ["quantity", "attribution", "event"];
    let config = json!({
        "format": 1, "name": "made-up", "hidden": sizes.hidden, "layers": sizes.layers,
        "heads": sizes.heads, "ffn": sizes.ffn, "max_positions": sizes.positions,
        "layer_norm_eps": 1e-12, "activation": "gelu_tanh", "vocab_size": vocabulary.len(),
        "pad_id": vocabulary["[PAD]"], "unk_id": vocabulary["[UNK]"],
        "cls_id": vocabulary["[CLS]"], "sep_id": vocabulary["[SEP]"], "sketch": 128,
        "distance_buckets": [1, 2, 4, 8],
        "anchor_kinds": kinds, "anchor_labels": bio(&kinds), "roles": ROLES, "role_labels": bio(&ROLES),
        "claim_labels": ["no", "yes"],
        "modality_labels": ["asserted", "planned", "conditional", "possible"],
        "polarity_labels": ["affirmed", "denied"], "measure_classes": ["none", "cost", "deaths"],
        "direct_labels": ["no", "yes"],
    });
    let hidden = sizes.hidden;
    let mut weights = Weights(BTreeMap::new());
    weights.bytes("embeddings.word", vocabulary.len(), hidden);
    weights.floats(
        "embeddings.position.weight".into(),
        &[sizes.positions, hidden],
        0.02,
        0.0,
    );
    weights.norm("embeddings.norm", hidden);
    for layer in 0..sizes.layers {
        weights.layer(&format!("layer.{layer}"), sizes);
    }
    weights.linear("anchor", 7, hidden);
    weights.linear("role.anchor", hidden, hidden);
    weights.floats("role.distance.weight".into(), &[9, hidden], 0.5, 0.0);
    weights.floats("role.kind.weight".into(), &[3, hidden], 0.5, 0.0);
    weights.norm("role.norm", hidden);
    weights.layer("role.layer", sizes);
    weights.linear("role.output", 19, hidden);
    weights.linear("label.hidden", hidden, 3 * hidden);
    for (label, count) in [
        ("claim", 2),
        ("modality", 4),
        ("polarity", 2),
        ("measure", 3),
        ("direct", 2),
    ] {
        weights.linear(&format!("label.{label}"), count, hidden);
    }
    weights.linear("sketch", 128, hidden);
    let views = weights.0.iter().map(|(name, (dtype, shape, bytes))| {
        (name, TensorView::new(*dtype, shape.clone(), bytes).unwrap())
    });
    let packed = safetensors::serialize(views, None).unwrap();
    std::fs::write(folder.join("model.safetensors"), packed).unwrap();
    std::fs::write(folder.join("config.json"), config.to_string()).unwrap();
    let tokenizer = tokenizer(&vocabulary).to_string();
    std::fs::write(folder.join("tokenizer.json"), tokenizer).unwrap();
}
