//! The learned part: anchors of a sentence become frames, who plays which role.
//! The only home of candle and tokenizers; no tensor leaves it, and it decides no value.

mod decode;
mod device;
#[cfg(test)]
mod fixture;
mod given;
mod kernels;
mod lexicon;
mod load;
mod model;
mod network;
mod rules;
mod window;

use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use self::device::DeviceChoice;
pub use self::given::Given;
use self::network::Network;
pub use self::rules::Rules;
use crate::Error;
use crate::propose::Anchor;
use crate::text::{Clean, Lang, Span};

/// The part a span plays in a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Of whom; who acts.
    Subject,
    /// The verb or noun that says what a number measures.
    Measure,
    /// To whom, with whom, in what.
    Counterparty,
    /// When.
    Time,
    /// On which condition.
    Condition,
    /// Who says so.
    Source,
    /// To whom it is said.
    Addressee,
    /// What is said.
    Content,
    /// What happened (events).
    Predicate,
}

/// How the author presents a claim.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Modality {
    /// As a fact.
    #[default]
    Asserted,
    /// As decided or announced, not yet done.
    Planned,
    /// As dependent on a condition.
    Conditional,
    /// As possible.
    Possible,
}

/// Whether a claim is affirmed or denied.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Polarity {
    /// It is so.
    #[default]
    Affirmed,
    /// It is not so.
    Denied,
}

/// A small quantised vector of what a claim is about, comparable across languages by cosine; all
/// zero where no network read the sentence. At most 128 bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sketch(pub Vec<i8>);

impl Sketch {
    /// Cosine of the angle between two sketches; `None` where one is empty or they do not fit.
    pub fn cosine(&self, other: &Self) -> Option<f32> {
        let dot = |a: &[i8], b: &[i8]| -> i64 {
            a.iter()
                .zip(b)
                .map(|(x, y)| i64::from(*x) * i64::from(*y))
                .sum()
        };
        let norms = dot(&self.0, &self.0) * dot(&other.0, &other.0);
        (norms > 0 && self.0.len() == other.0.len())
            .then(|| dot(&self.0, &other.0) as f32 / (norms as f32).sqrt())
    }
}

/// Small decisions about a frame.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Labels {
    /// How it is presented.
    pub modality: Modality,
    /// Affirmed or denied.
    pub polarity: Polarity,
    /// Measure class id, where one is certain.
    pub measure: Option<String>,
    /// Whether the content is in the source's own words.
    pub direct: bool,
}

/// An anchor with the spans that play a part in its claim.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Frame {
    /// Index of its sentence in the batch the caller gave.
    pub sentence: u32,
    /// What it hangs on.
    pub anchor: Anchor,
    /// Roles in text order; at most one span a role.
    pub roles: Vec<(Role, Span<Clean>)>,
    /// Labels.
    pub labels: Labels,
    /// What it is about.
    pub sketch: Sketch,
    /// How certain the frame is a claim, 0 to 1.
    pub confidence: f32,
}

impl Frame {
    /// The span that plays `role`.
    pub fn role(&self, role: Role) -> Option<Span<Clean>> {
        self.roles
            .iter()
            .find(|(known, _)| *known == role)
            .map(|(_, at)| *at)
    }
}

/// A sentence as a tagger sees it.
#[derive(Debug, Clone, Copy)]
pub struct Window<'a> {
    /// The whole clean text of its article.
    pub text: &'a str,
    /// The sentence.
    pub at: Span<Clean>,
    /// Its language.
    pub lang: Lang,
    /// Anchors by rule, in text order. A sentence without any is not given.
    pub anchors: &'a [Anchor],
}

/// Which tagger made the frames; part of a store's cache key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModelId {
    /// Name of the model.
    pub name: String,
    /// SHA-256 of its weights in hexadecimal; empty for rules.
    pub sha256: String,
}

/// Turns sentences with anchors into frames. The same sentence gives the same frames, whatever
/// stands beside it in the batch and however many threads run.
pub trait Tagger: Send + Sync {
    /// Which tagger this is.
    fn id(&self) -> ModelId;

    /// The frames of each sentence, in its order; `Frame::sentence` is the index in `batch`.
    fn tag(&self, batch: &[Window<'_>]) -> Vec<Frame>;
}

/// Which tagger to use, as `--model` names it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum ModelChoice {
    /// The one compiled in.
    #[default]
    Bundled,
    /// The one in a folder: `config.json`, `tokenizer.json`, `model.safetensors`.
    Folder(PathBuf),
    /// None: roles by table alone (`rules`).
    Rules,
}

impl FromStr for ModelChoice {
    type Err = Error;

    fn from_str(words: &str) -> Result<Self, Error> {
        match words {
            "rules" => Ok(Self::Rules),
            _ if words.starts_with("hf:") => Err(Error::Config {
                at: "--model".into(),
                reason: "this build fetches no models, download it and give its folder".into(),
            }),
            _ => Ok(Self::Folder(words.into())),
        }
    }
}

/// A tagger that is ready, and what a person should know of how it came about.
pub struct Opened {
    /// The tagger.
    pub tagger: Arc<dyn Tagger>,
    /// Sentences for standard error.
    pub notes: Vec<String>,
}

/// Opens the tagger of `choice` on a device. A build without weights tags by rule, and says so.
///
/// # Errors
/// [`Error::Model`] names the file that is missing, damaged or of another shape;
/// [`Error::Config`] the device that this build cannot use.
pub fn open(choice: &ModelChoice, device: DeviceChoice) -> Result<Opened, Error> {
    let by_rule = |notes: Vec<String>| Opened {
        tagger: Arc::new(Rules),
        notes,
    };
    let files = match choice {
        ModelChoice::Folder(folder) => load::folder(folder)?,
        ModelChoice::Rules => return Ok(by_rule(Vec::new())),
        ModelChoice::Bundled => match load::bundled() {
            Some(files) => files?,
            None => {
                let note = "this build has no model, tagging by rule; give one with --model";
                return Ok(by_rule(vec![note.to_owned()]));
            }
        },
    };
    let (network, note) = Network::new(files, device)?;
    Ok(Opened {
        tagger: Arc::new(network),
        notes: note.into_iter().collect(),
    })
}
