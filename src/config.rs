//! Options as written (flags, environment, `gainsay.toml`) and settings as used.
//! It reads configuration and nothing else; what a setting does is decided where it is used.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer};

use crate::Error;
use crate::ingest::Given;
use crate::tag::{DeviceChoice, ModelChoice};
use crate::text::{Lang, LineIndex};

/// The name of the configuration file, looked for in the working folder and those above it.
pub const FILE: &str = "gainsay.toml";

/// How results are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Format {
    /// For a person at a terminal.
    #[default]
    Text,
    /// One JSON array of records.
    Json,
    /// A record a line.
    Jsonl,
    /// One self-contained page.
    Html,
    /// Rows for a spreadsheet.
    Csv,
}

/// Which findings make the exit code 1.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum FailOn {
    /// Contradictions.
    #[default]
    Contradicts,
    /// Contradictions and differences.
    Differs,
}

/// A finding that the user does not want to hear of again.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Suppression {
    /// The `fingerprint` of the finding's record.
    pub fingerprint: String,
    /// Why; it stands in the finding's record.
    pub reason: String,
}

/// Options as somebody wrote them in one place; what is not written is `None`.
///
/// ```toml
/// lang = "auto"
/// publisher = "Harbor Wire"
/// min-confidence = 0.8
///
/// [[suppress]]
/// fingerprint = "4f0c12ab90de3377"
/// reason = "corrected on 3 March"
/// ```
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Options {
    /// How results are written: `text`, `json`, `jsonl`, `html` or `csv`. Default `text`.
    #[serde(deserialize_with = "parsed")]
    pub format: Option<Format>,
    /// The claim store that `scan` keeps, an SQLite file. Default: none.
    pub store: Option<PathBuf>,
    /// Folder of a model, or `rules` for none. Default: the one compiled in.
    #[serde(deserialize_with = "parsed")]
    pub model: Option<ModelChoice>,
    /// `cpu`, `cuda`, `cuda:1` or `metal`. Default `cpu`.
    #[serde(deserialize_with = "parsed")]
    pub device: Option<DeviceChoice>,
    /// Threads. Default: one a processor.
    #[serde(deserialize_with = "parsed_number")]
    pub jobs: Option<Jobs>,
    /// Language of articles that do not say, as BCP 47; `auto` to find it. Default `auto`.
    #[serde(deserialize_with = "parsed")]
    pub lang: Option<LangChoice>,
    /// Publication date of articles that do not say: `2026-03-01`. Default: none.
    #[serde(deserialize_with = "parsed")]
    pub date: Option<GivenDate>,
    /// Outlet of articles that do not say. Default: none.
    pub publisher: Option<String>,
    /// Findings and claims less certain than this are left out, 0 to 1. Default 0.
    #[serde(deserialize_with = "parsed_number")]
    pub min_confidence: Option<Share>,
    /// What makes the exit code 1: `contradicts` or `differs`. Default `contradicts`.
    #[serde(deserialize_with = "parsed")]
    pub fail_on: Option<FailOn>,
    /// Whether any skipped input makes the exit code 2. Default false.
    pub strict: Option<bool>,
    /// Findings not to be shown. Default: none.
    pub suppress: Vec<Suppression>,
}

/// A number of threads, at least 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Jobs(pub usize);

/// A number from 0 to 1.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Share(pub f32);

/// A language, or `auto`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LangChoice(pub Option<Lang>);

/// A day written `2026-03-01`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GivenDate(pub Date);

/// What every command works with.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Settings {
    /// How results are written.
    pub format: Format,
    /// The claim store.
    pub store: Option<PathBuf>,
    /// Which tagger.
    pub model: ModelChoice,
    /// Where it computes.
    pub device: DeviceChoice,
    /// Threads; `None` for one a processor.
    pub jobs: Option<usize>,
    /// What articles do not say themselves.
    pub given: Given,
    /// What is less certain is left out.
    pub min_confidence: f32,
    /// What makes the exit code 1.
    pub fail_on: FailOn,
    /// Whether a skipped input makes the exit code 2.
    pub strict: bool,
    /// Reasons by fingerprint.
    pub suppress: BTreeMap<String, String>,
}

/// The nearest `gainsay.toml`: in `folder` or the closest folder above it.
pub fn nearest(folder: &Path) -> Option<PathBuf> {
    let mut files = folder.ancestors().map(|folder| folder.join(FILE));
    files.find(|file| file.is_file())
}

impl Options {
    /// What a `gainsay.toml` says.
    ///
    /// # Errors
    /// [`Error::Config`] with file, line and column, where it cannot be read, is no TOML, or has a
    /// key or a value that is not known.
    pub fn from_file(file: &Path) -> Result<Self, Error> {
        let text = std::fs::read_to_string(file).map_err(|error| Error::Config {
            at: file.display().to_string(),
            reason: format!("the file cannot be read: {error}"),
        })?;
        Self::from_toml(&text, &file.display().to_string())
    }

    /// As `from_file`, of a text; `name` stands in the error.
    ///
    /// # Errors
    /// As `from_file`.
    pub fn from_toml(text: &str, name: &str) -> Result<Self, Error> {
        toml::from_str(text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            let start = u32::try_from(start).unwrap_or(u32::MAX);
            let position = LineIndex::new(text).position(text, start);
            Error::Config {
                at: format!("{name}:{}:{}", position.line, position.column),
                reason: error.message().replace('\n', " "),
            }
        })
    }

    /// What the environment says: `GAINSAY_` and the option's name in capitals
    /// (`GAINSAY_MIN_CONFIDENCE`). `get` looks a variable up.
    ///
    /// # Errors
    /// [`Error::Config`] that names the variable.
    pub fn from_env(get: impl Fn(&str) -> Option<String>) -> Result<Self, Error> {
        let get = |name: &str| get(&format!("GAINSAY_{name}")).filter(|value| !value.is_empty());
        Ok(Self {
            format: variable("FORMAT", &get)?,
            store: get("STORE").map(PathBuf::from),
            model: variable("MODEL", &get)?,
            device: variable("DEVICE", &get)?,
            jobs: variable("JOBS", &get)?,
            lang: variable("LANG", &get)?,
            date: variable("DATE", &get)?,
            publisher: get("PUBLISHER"),
            min_confidence: variable("MIN_CONFIDENCE", &get)?,
            fail_on: variable("FAIL_ON", &get)?,
            strict: variable("STRICT", &get)?,
            suppress: Vec::new(),
        })
    }

    /// These options, and those of `weaker` where these say nothing. Suppressions add up.
    pub fn or(self, weaker: Self) -> Self {
        let mut suppress = weaker.suppress;
        suppress.extend(self.suppress);
        Self {
            format: self.format.or(weaker.format),
            store: self.store.or(weaker.store),
            model: self.model.or(weaker.model),
            device: self.device.or(weaker.device),
            jobs: self.jobs.or(weaker.jobs),
            lang: self.lang.or(weaker.lang),
            date: self.date.or(weaker.date),
            publisher: self.publisher.or(weaker.publisher),
            min_confidence: self.min_confidence.or(weaker.min_confidence),
            fail_on: self.fail_on.or(weaker.fail_on),
            strict: self.strict.or(weaker.strict),
            suppress,
        }
    }

    /// The settings, with the default of whatever nobody wrote.
    pub fn settings(self) -> Settings {
        let suppress = self.suppress.into_iter();
        Settings {
            format: self.format.unwrap_or_default(),
            store: self.store,
            model: self.model.unwrap_or_default(),
            device: self.device.unwrap_or_default(),
            jobs: self.jobs.map(|jobs| jobs.0),
            given: Given {
                date: self.date.map(|date| date.0),
                publisher: self.publisher,
                lang: self.lang.unwrap_or_default().0,
            },
            min_confidence: self.min_confidence.unwrap_or_default().0,
            fail_on: self.fail_on.unwrap_or_default(),
            strict: self.strict.unwrap_or_default(),
            suppress: suppress.map(|one| (one.fingerprint, one.reason)).collect(),
        }
    }
}

impl Settings {
    /// The settings that change what is found, for the first record.
    pub fn recorded(&self) -> BTreeMap<String, String> {
        let given = &self.given;
        let lang = given
            .lang
            .map_or_else(|| "auto".to_owned(), |lang| lang.to_string());
        let mut options = BTreeMap::from([
            ("lang".to_owned(), lang),
            (
                "min-confidence".to_owned(),
                format!("{:.2}", self.min_confidence),
            ),
        ]);
        if let Some(date) = given.date {
            options.insert("date".to_owned(), date.to_string());
        }
        if let Some(publisher) = &given.publisher {
            options.insert("publisher".to_owned(), publisher.clone());
        }
        options
    }
}

/// Why a value was refused; of our own errors the reason alone, since the place is said elsewhere.
fn reason(error: Error) -> String {
    match error {
        Error::Config { reason, .. } => reason,
        other => other.to_string(),
    }
}

/// Something written that can be refused with a reason.
trait Written: Sized {
    fn read(words: &str) -> Result<Self, String>;
}

impl Written for ModelChoice {
    fn read(words: &str) -> Result<Self, String> {
        words.parse().map_err(reason)
    }
}

impl Written for DeviceChoice {
    fn read(words: &str) -> Result<Self, String> {
        words.parse().map_err(reason)
    }
}

macro_rules! written {
    ($($kind:ty),*) => { $(impl Written for $kind {
        fn read(words: &str) -> Result<Self, String> {
            words.parse()
        }
    })* };
}
written!(Format, FailOn, Jobs, Share, LangChoice, GivenDate);

impl Written for bool {
    fn read(words: &str) -> Result<Self, String> {
        match words {
            "1" | "true" => Ok(true),
            "0" | "false" => Ok(false),
            other => Err(format!("`{other}` is not true or false")),
        }
    }
}

fn variable<T: Written>(
    name: &str,
    get: &impl Fn(&str) -> Option<String>,
) -> Result<Option<T>, Error> {
    let value = get(name).map(|words| T::read(&words)).transpose();
    value.map_err(|reason| Error::Config {
        at: format!("GAINSAY_{name}"),
        reason,
    })
}

fn parsed<'de, D: Deserializer<'de>, T: Written>(from: D) -> Result<Option<T>, D::Error> {
    let words = String::deserialize(from)?;
    T::read(&words).map(Some).map_err(serde::de::Error::custom)
}

fn parsed_number<'de, D: Deserializer<'de>, T: Written>(from: D) -> Result<Option<T>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Number {
        Whole(i64),
        Part(f64),
    }
    let words = match Number::deserialize(from)? {
        Number::Whole(number) => number.to_string(),
        Number::Part(number) => number.to_string(),
    };
    T::read(&words).map(Some).map_err(serde::de::Error::custom)
}

impl FromStr for Format {
    type Err = String;

    fn from_str(words: &str) -> Result<Self, String> {
        Ok(match words {
            "text" => Self::Text,
            "json" => Self::Json,
            "jsonl" => Self::Jsonl,
            "html" => Self::Html,
            "csv" => Self::Csv,
            other => {
                return Err(format!(
                    "`{other}` is no format, try text, json, jsonl, html or csv"
                ));
            }
        })
    }
}

impl FromStr for FailOn {
    type Err = String;

    fn from_str(words: &str) -> Result<Self, String> {
        match words {
            "contradicts" => Ok(Self::Contradicts),
            "differs" => Ok(Self::Differs),
            other => Err(format!("`{other}` is neither contradicts nor differs")),
        }
    }
}

impl FromStr for Jobs {
    type Err = String;

    fn from_str(words: &str) -> Result<Self, String> {
        match words.parse() {
            Ok(jobs) if jobs > 0 => Ok(Self(jobs)),
            _ => Err(format!("`{words}` is no number of threads, try 2")),
        }
    }
}

impl FromStr for Share {
    type Err = String;

    fn from_str(words: &str) -> Result<Self, String> {
        match words.parse::<f32>() {
            Ok(share) if (0.0..=1.0).contains(&share) => Ok(Self(share)),
            _ => Err(format!("`{words}` is not between 0 and 1, try 0.8")),
        }
    }
}

impl FromStr for LangChoice {
    type Err = String;

    fn from_str(words: &str) -> Result<Self, String> {
        if words == "auto" {
            return Ok(Self(None));
        }
        match words.parse() {
            Ok(lang) => Ok(Self(Some(lang))),
            Err(()) => Err(format!(
                "`{words}` is no language code, try de, pt-BR or auto"
            )),
        }
    }
}

impl FromStr for GivenDate {
    type Err = String;

    fn from_str(words: &str) -> Result<Self, String> {
        match words.parse() {
            Ok(date) => Ok(Self(date)),
            Err(_) => Err(format!("`{words}` is no date, write it as 2026-03-01")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_keep_line_and_column() {
        let mut said = String::new();
        for text in [
            "lang = \"de\"\nlnag = \"fr\"\n",
            "\n  date = \"1 March\"\n",
            "jobs = 0",
            "min-confidence = 1.5",
            "fail-on = \"everything\"",
            "device = \"tpu\"",
            "[[suppress]]\nfingerprint = \"4f\"\n",
            "lang = ",
        ] {
            let error = Options::from_toml(text, "gainsay.toml").unwrap_err();
            said += &format!("{error}\n");
        }
        insta::assert_snapshot!(said, @"
        cannot use the setting at gainsay.toml:2:1: unknown field `lnag`, expected one of `format`, `store`, `model`, `device`, `jobs`, `lang`, `date`, `publisher`, `min-confidence`, `fail-on`, `strict`, `suppress`
        cannot use the setting at gainsay.toml:2:10: `1 March` is no date, write it as 2026-03-01
        cannot use the setting at gainsay.toml:1:8: `0` is no number of threads, try 2
        cannot use the setting at gainsay.toml:1:18: `1.5` is not between 0 and 1, try 0.8
        cannot use the setting at gainsay.toml:1:11: `everything` is neither contradicts nor differs
        cannot use the setting at gainsay.toml:1:10: `tpu` is no device, try cpu, cuda, cuda:1 or metal
        cannot use the setting at gainsay.toml:1:1: missing field `reason`
        cannot use the setting at gainsay.toml:1:8: string values must be quoted, expected literal string
        ");
    }

    #[test]
    fn flags_win_over_the_environment_and_that_over_the_file() {
        let file = "lang = \"de\"\njobs = 4\npublisher = \"A\"\n[[suppress]]\nfingerprint = \"4f\"\nreason = \"known\"";
        let file = Options::from_toml(file, "gainsay.toml").unwrap();
        let env = |name: &str| match name {
            "GAINSAY_LANG" => Some("fr".to_owned()),
            "GAINSAY_JOBS" => Some("2".to_owned()),
            _ => None,
        };
        let env = Options::from_env(env).unwrap();
        let flags = Options {
            lang: "it".parse().ok(),
            ..Options::default()
        };
        let settings = flags.or(env).or(file).settings();
        assert_eq!(settings.given.lang, "it".parse().ok());
        assert_eq!(settings.jobs, Some(2));
        assert_eq!(settings.given.publisher.as_deref(), Some("A"));
        assert_eq!(
            settings.suppress.get("4f").map(String::as_str),
            Some("known")
        );
    }

    #[test]
    fn a_wrong_variable_is_named() {
        let error = Options::from_env(|name| (name == "GAINSAY_DATE").then(|| "soon".into()));
        insta::assert_snapshot!(error.unwrap_err(), @"cannot use the setting at GAINSAY_DATE: `soon` is no date, write it as 2026-03-01");
    }
}
