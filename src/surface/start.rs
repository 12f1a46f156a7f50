//! `gainsay` alone: what it is for, on one contradiction, and how to begin.
//! No list of flags; that is `--help`.

use std::io::{self, Write};

use super::exit::Exit;

/// A true pair of the sample corpus.
const START: &str = "\
gainsay reads news articles in many languages and shows where they contradict one another:

  contradicts/value  On the number of people missing, The Strait Observer has 83 and Gazzetta dello Stretto has 38.
    83  Another ⟦83⟧ were missing by late afternoon and 123 had been pulled from the water.
    38  Il bilancio, ancora provvisorio, parla di sei morti e ⟦38 dispersi⟧.

Try `gainsay scan FOLDER` on a folder of articles, `gainsay explain contradicts/value`, or `gainsay --help`.
";

/// Shows it.
pub(super) fn start() -> anyhow::Result<Exit> {
    io::stdout().write_all(START.as_bytes())?;
    Ok(Exit::Done)
}
