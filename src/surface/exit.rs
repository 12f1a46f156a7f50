//! How the program ends.
//! It holds the three codes of the contract and no reason of its own.

use std::process::ExitCode;

/// What the exit code says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exit {
    /// 0: nothing contradicts; for commands that do not compare, done. A closed pipe is this too.
    Done,
    /// 1: something contradicts.
    Contradicts,
    /// 2: nothing could be read, an input was skipped under `--strict`, or the output failed.
    Failed,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::Contradicts => 1,
            Exit::Failed => 2,
        })
    }
}
