//! The command line: the only place that prints, asks the terminal or ends the program.
//! It uses the library by its public names and decides nothing about articles.

mod check;
mod claims;
mod cli;
mod compared;
mod eval;
mod exit;
mod explain;
mod input;
mod output;
mod progress;
mod quantities;
mod scan;
mod start;

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::Parser;
use gainsay::config::{self, Options, Settings};

use self::cli::{Cli, Command, Common};
use self::exit::Exit;

/// Reads the command line, runs the command and says how it ended.
pub(crate) fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(cli) {
        Ok(exit) => exit.into(),
        Err(error) if is_closed_pipe(&error) => Exit::Done.into(),
        Err(error) => {
            say(&format!("{error:#}"));
            Exit::Failed.into()
        }
    }
}

fn run(cli: Cli) -> anyhow::Result<Exit> {
    match cli.command {
        None => start::start(),
        Some(Command::Scan(args)) => scan::scan(&args),
        Some(Command::Check(args)) => check::check(&args),
        Some(Command::Claims(args)) => claims::claims(&args),
        Some(Command::Quantities(args)) => quantities::quantities(&args),
        Some(Command::Eval(args)) => eval::eval(&args),
        Some(Command::Explain(args)) => explain::explain(&args),
    }
}

/// The settings of a command: flags, then environment, then the nearest `gainsay.toml`.
fn settings(common: &Common) -> anyhow::Result<Settings> {
    settings_of(common.options())
}

/// As `settings`, of options as typed.
fn settings_of(typed: Options) -> anyhow::Result<Settings> {
    let here = std::env::current_dir().unwrap_or_default();
    let file = config::nearest(&here).map(|file| {
        // Messages name a file in the working folder as one would type it.
        file.strip_prefix(&here).map(Path::to_owned).unwrap_or(file)
    });
    let file = file
        .map(|file| Options::from_file(&file))
        .transpose()?
        .unwrap_or_default();
    let env = Options::from_env(|name| std::env::var(name).ok())?;
    Ok(typed.or(env).or(file).settings())
}

/// Runs `work` on as many threads as the settings allow.
fn on_threads<T: Send>(settings: &Settings, work: impl FnOnce() -> T + Send) -> anyhow::Result<T> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(settings.jobs.unwrap_or(0));
    Ok(pool.build()?.install(work))
}

/// One line on standard error. Where even that fails there is nobody to tell.
fn say(line: &str) {
    let _ = writeln!(io::stderr(), "gainsay: {line}");
}

/// Whether the reader of our output went away, which is no failure.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let broken = |cause: &(dyn std::error::Error + 'static)| {
        cause
            .downcast_ref::<io::Error>()
            .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
    };
    error.chain().any(broken)
}
