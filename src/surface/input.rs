//! From paths as typed to articles: walks folders, reads files and standard input.
//! Which bytes make an article is `ingest`'s business; nothing is read twice.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use gainsay::config::{FILE, Settings};
use gainsay::ingest::{self, Document, Skip};
use gainsay::pipeline;
use ignore::WalkBuilder;
use rayon::prelude::*;

use super::cli::Common;
use super::exit::Exit;
use super::say;

/// The articles of a run and the inputs that gave none, each in the order of the paths.
#[derive(Debug, Default)]
pub(super) struct Input {
    pub(super) documents: Vec<Document>,
    pub(super) skipped: Vec<Skip>,
}

impl Input {
    /// The code of a command that came this far with `otherwise`.
    pub(super) fn exit(&self, settings: &Settings, otherwise: Exit) -> Exit {
        if self.documents.is_empty() || (settings.strict && !self.skipped.is_empty()) {
            Exit::Failed
        } else {
            otherwise
        }
    }
}

/// Reads every article at or under `paths`, and says on standard error what was skipped.
///
/// Folders are walked in the order of their paths; hidden files, `gainsay.toml`, stores and what
/// `.gitignore` and `.ignore` name are left out. A path given twice is read once.
pub(super) fn read(paths: &[PathBuf], settings: &Settings, common: &Common) -> Input {
    let mut input = Input::default();
    let mut seen = BTreeSet::new();
    let mut files: Vec<Result<PathBuf, Skip>> = Vec::new();
    for path in paths {
        for file in files_under(path, settings) {
            let again = file.as_ref().is_ok_and(|file| !seen.insert(identity(file)));
            if !again {
                files.push(file);
            }
        }
    }
    let read: Vec<Vec<Result<Document, Skip>>> = files
        .into_par_iter()
        .map(|file| read_one(file, settings))
        .collect();
    let mut ids = BTreeSet::new();
    for article in read.into_iter().flatten() {
        match article {
            Ok(document) if !ids.insert(document.id.clone()) => input.skipped.push(Skip {
                doc: document.id,
                reason: "another article has this id already; give each row its own".into(),
            }),
            Ok(document) => input.documents.push(document),
            Err(skip) => input.skipped.push(skip),
        }
    }
    if !common.quiet {
        for skip in &input.skipped {
            say(&format!("skipped {}: {}", skip.doc, skip.reason));
        }
    }
    if input.documents.is_empty() {
        say("nothing could be read; give files or folders with articles");
    }
    input
}

/// What makes two paths one file.
fn identity(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

fn files_under(path: &Path, settings: &Settings) -> Vec<Result<PathBuf, Skip>> {
    if !path.is_dir() {
        return vec![Ok(path.to_owned())];
    }
    let walk = WalkBuilder::new(path)
        .require_git(false)
        .git_global(false)
        .git_exclude(false)
        .sort_by_file_path(Path::cmp)
        .build();
    walk.filter_map(|entry| match entry {
        Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
            let own = entry.file_name() == FILE || is_part_of_store(entry.path(), settings);
            (!own).then(|| Ok(as_typed(entry.path())))
        }
        Ok(_) => None,
        Err(error) => Some(Err(Skip {
            doc: ingest::DocId::new(&path.to_string_lossy()),
            reason: format!("a folder cannot be walked: {error}"),
        })),
    })
    .collect()
}

/// Whether a file is the store of this run or one that SQLite keeps beside it.
fn is_part_of_store(file: &Path, settings: &Settings) -> bool {
    let Some(store) = &settings.store else {
        return false;
    };
    let name = |path: &Path| {
        path.file_name()
            .map(|name| name.to_string_lossy().into_owned())
    };
    let folder = |path: &Path| {
        path.parent()
            .map(|folder| identity(&Path::new(".").join(folder)))
    };
    let same_name = name(store).is_some_and(|store| {
        let rest = name(file).and_then(|name| name.strip_prefix(&store).map(str::to_owned));
        rest.is_some_and(|rest| ["", "-wal", "-shm", "-journal"].contains(&rest.as_str()))
    });
    same_name && folder(store) == folder(file)
}

/// A path without the `./` that walking the working folder puts before it.
fn as_typed(path: &Path) -> PathBuf {
    path.strip_prefix(".").unwrap_or(path).to_owned()
}

fn read_one(file: Result<PathBuf, Skip>, settings: &Settings) -> Vec<Result<Document, Skip>> {
    let file = match file {
        Ok(file) => file,
        Err(skip) => return vec![Err(skip)],
    };
    let name = file.to_string_lossy();
    let bytes = if name == "-" {
        ingest::load_from(std::io::stdin().lock(), "-")
    } else {
        ingest::load(&file)
    };
    match bytes {
        Ok(bytes) => pipeline::read(&bytes, &name, &settings.given),
        Err(skip) => vec![Err(skip)],
    }
}
