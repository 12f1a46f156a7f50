//! What can go wrong in the world: files, models, configuration, the store.
//! Not for text: whatever an article contains is read, skipped or left out, never an `Error`.

use std::path::PathBuf;

/// A failure of a stage that touches the world, said as what was being done, to which file, and
/// what to try.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// An article could not be read; the rest of the run goes on.
    #[error("cannot read {}: {reason}", path.display())]
    Read {
        /// The file, as given.
        path: PathBuf,
        /// Why, and what to try.
        reason: String,
    },
    /// The tagger's weights, vocabulary or configuration are missing or damaged.
    #[error("cannot load the model file {}: {reason}", file.display())]
    Model {
        /// The file.
        file: PathBuf,
        /// Why, and what to try.
        reason: String,
    },
    /// An option or a line of `gainsay.toml` is wrong.
    #[error("cannot use the setting at {at}: {reason}")]
    Config {
        /// The flag, or file, line and column.
        at: String,
        /// What was expected.
        reason: String,
    },
    /// The claim store cannot be opened, read or written.
    #[error("cannot use the store {}: {reason}", path.display())]
    Store {
        /// The file.
        path: PathBuf,
        /// Why, and what to try.
        reason: String,
    },
}
