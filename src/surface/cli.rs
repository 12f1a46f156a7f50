//! What may be typed.
//! It parses; what an option does is decided elsewhere, and what it defaults to in `config`.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use gainsay::config::{FailOn, Format, GivenDate, Jobs, LangChoice, Options, Share};
use gainsay::tag::{DeviceChoice, ModelChoice};

/// Reads news articles in many languages and shows where they contradict one another.
#[derive(Debug, Parser)]
#[command(
    name = "gainsay",
    version,
    after_help = "Exit: 0 nothing contradicts, 1 something does, 2 nothing could be read or written.\n\
                  Options may also stand in gainsay.toml (min-confidence = 0.8) or in the environment \
                  (GAINSAY_MIN_CONFIDENCE)."
)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Show the findings between and inside the articles of a corpus
    Scan(Scan),
    /// Show the findings that touch one article, held against a corpus
    Check(Check),
    /// Show the claims of each article
    Claims(Files),
    /// Show every number, amount and date that is read, claim or not
    Quantities(Files),
    /// Score the extraction against annotated files
    Eval(Eval),
    /// Say what a finding's name means
    Explain(Explain),
}

#[derive(Debug, Args)]
pub(super) struct Scan {
    /// Files or folders; - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Keep the claims in this SQLite file, and read only articles that changed since
    #[arg(long, value_name = "FILE")]
    pub(super) store: Option<PathBuf>,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Debug, Args)]
pub(super) struct Check {
    /// The article; - for standard input
    pub(super) file: PathBuf,
    /// Files or folders to hold it against, or stores that a scan has kept
    #[arg(long, required = true, num_args = 1.., value_name = "PATH|STORE")]
    pub(super) against: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Debug, Args)]
pub(super) struct Files {
    /// Files or folders; - for standard input
    #[arg(required = true, value_name = "FILE")]
    pub(super) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Debug, Args)]
pub(super) struct Eval {
    /// Annotated files, or folders of them (.txt; the markup is in eval/GUIDE.md)
    #[arg(required = true, value_name = "GOLD")]
    pub(super) paths: Vec<PathBuf>,
    /// Print the annotation as one JSON line a sentence instead
    #[arg(long)]
    pub(super) convert: bool,
    /// A table to read, the counts as JSON, or as tab-separated values
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: Scores,
    /// Folder of a model, or `rules` for none
    #[arg(long, value_name = "DIR", value_parser = parse_model)]
    model: Option<ModelChoice>,
    /// cpu, cuda[:N] or metal
    #[arg(long, value_parser = parse_device)]
    device: Option<DeviceChoice>,
    /// Threads; the results are the same with any number
    #[arg(long, value_name = "N", value_parser = parse::<Jobs>)]
    jobs: Option<Jobs>,
}

/// How `eval` shows its scores.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub(super) enum Scores {
    #[default]
    Text,
    Json,
    Tsv,
}

impl Eval {
    /// The options as typed.
    pub(super) fn options(&self) -> Options {
        Options {
            store: None,
            model: self.model.clone(),
            device: self.device,
            jobs: self.jobs,
            ..Options::default()
        }
    }
}

#[derive(Debug, Args)]
pub(super) struct Explain {
    /// A name such as contradicts/value; without one, every name is listed
    pub(super) name: Option<String>,
}

/// Options of every command that reads articles.
#[derive(Debug, Args)]
pub(super) struct Common {
    /// text, json, jsonl, html or csv
    #[arg(long, value_parser = parse::<Format>)]
    format: Option<Format>,
    /// Write the results to a file, whole or not at all
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Folder of a model, or `rules` for none
    #[arg(long, value_name = "DIR", value_parser = parse_model)]
    model: Option<ModelChoice>,
    /// cpu, cuda[:N] or metal
    #[arg(long, value_parser = parse_device)]
    device: Option<DeviceChoice>,
    /// Threads; the results are the same with any number
    #[arg(long, value_name = "N", value_parser = parse::<Jobs>)]
    jobs: Option<Jobs>,
    /// Language of articles that do not say, or auto
    #[arg(long, value_name = "CODE", value_parser = parse::<LangChoice>)]
    lang: Option<LangChoice>,
    /// Publication date of articles that do not say: 2026-03-01
    #[arg(long, value_parser = parse::<GivenDate>)]
    date: Option<GivenDate>,
    /// Outlet of articles that do not say
    #[arg(long, value_name = "NAME")]
    publisher: Option<String>,
    /// Leave out what is less certain than this, 0 to 1
    #[arg(long, value_name = "P", value_parser = parse::<Share>)]
    min_confidence: Option<Share>,
    /// What makes the exit code 1: contradicts, or differs as well
    #[arg(long, value_name = "RELATION", value_parser = parse::<FailOn>)]
    fail_on: Option<FailOn>,
    /// End with 2 when any input is skipped
    #[arg(long)]
    strict: bool,
    /// No messages on standard error unless the command fails
    #[arg(short, long)]
    pub(super) quiet: bool,
    /// Also show agreement, sums, copies and suppressed findings
    #[arg(short, long)]
    pub(super) verbose: bool,
}

impl Common {
    /// The options as typed.
    pub(super) fn options(&self) -> Options {
        Options {
            format: self.format,
            store: None,
            model: self.model.clone(),
            device: self.device,
            jobs: self.jobs,
            lang: self.lang,
            date: self.date,
            publisher: self.publisher.clone(),
            min_confidence: self.min_confidence,
            fail_on: self.fail_on,
            strict: self.strict.then_some(true),
            suppress: Vec::new(),
        }
    }
}

fn parse<T: std::str::FromStr<Err = String>>(words: &str) -> Result<T, String> {
    words.parse()
}

fn parse_model(words: &str) -> Result<ModelChoice, String> {
    words.parse().map_err(reason)
}

fn parse_device(words: &str) -> Result<DeviceChoice, String> {
    words.parse().map_err(reason)
}

/// The reason alone: clap says which flag it was.
fn reason(error: gainsay::Error) -> String {
    match error {
        gainsay::Error::Config { reason, .. } => reason,
        other => other.to_string(),
    }
}
