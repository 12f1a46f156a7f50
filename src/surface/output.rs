//! Where results go: standard output, or a file that appears whole or not at all.
//! It picks the renderer and the look; it words nothing but its own failure.

use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use gainsay::config::{Format, Settings};
use gainsay::report::{self, Look, View};

use super::cli::Common;

/// Writes the view as the settings ask.
pub(super) fn write(view: &View<'_>, settings: &Settings, common: &Common) -> anyhow::Result<()> {
    let Some(file) = &common.output else {
        let stdout = io::stdout();
        let colour = anstream::AutoStream::choice(&stdout) != anstream::ColorChoice::Never;
        let look = Look {
            colour,
            width: width(&stdout),
            verbose: common.verbose,
        };
        let mut out = BufWriter::new(stdout.lock());
        let written = render(view, settings.format, look, &mut out).and_then(|()| out.flush());
        return written.context("cannot write the results to standard output");
    };
    let look = Look {
        verbose: common.verbose,
        ..Look::default()
    };
    to_file(file, |out| render(view, settings.format, look, out)).with_context(|| {
        format!(
            "cannot write the results to {}, try another folder with -o",
            file.display()
        )
    })
}

fn render(view: &View<'_>, format: Format, look: Look, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Text => report::terminal(view, look, out),
        Format::Json => report::json(view, out),
        Format::Jsonl => report::jsonl(view, out),
        Format::Html => report::html(view, out),
        Format::Csv => report::csv(view, out),
    }
}

/// Cells a line has where a person is looking; a fixed number elsewhere, so that files are equal.
fn width(stdout: &io::Stdout) -> usize {
    let cells = stdout
        .is_terminal()
        .then(terminal_size::terminal_size)
        .flatten();
    cells.map_or(Look::default().width, |(width, _)| {
        usize::from(width.0).clamp(60, 140)
    })
}

/// Writes beside `file` and renames, so that a reader never meets half of it. What is no regular
/// file (a pipe, a device) is written to as it is.
fn to_file(file: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let file = file.canonicalize().unwrap_or_else(|_| file.to_owned());
    if fs::metadata(&file).is_ok_and(|facts| !facts.is_file()) {
        let mut out = BufWriter::new(File::options().write(true).open(&file)?);
        write(&mut out)?;
        return out.flush();
    }
    let draft = draft(&file);
    let written = File::create_new(&draft).and_then(|draft| {
        let mut out = BufWriter::new(draft);
        write(&mut out)?;
        out.flush()?;
        out.get_ref().sync_all()
    });
    let moved = written.and_then(|()| fs::rename(&draft, &file));
    if moved.is_err() {
        // The failure that is reported is the first one.
        let _ = fs::remove_file(&draft);
    }
    moved
}

/// A name beside `file` that no other run uses.
fn draft(file: &Path) -> PathBuf {
    let name = file
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into());
    file.with_file_name(format!(".{name}.{}.part", std::process::id()))
}
