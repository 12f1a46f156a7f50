//! The claim store: articles, their claims, facts and findings in one SQLite file.
//! It keeps and looks up; it compares nothing and knows nothing of how claims were made.
//!
//! Every batch is one transaction, so a killed run leaves the store as the last batch left it. Two
//! runs on one store take turns; one that waits in vain says so. The schema, `schema.sql`, is
//! written to be read by people.

mod columns;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use crate::claim::{Claim, Profile};
use crate::error::Error;
use crate::ingest::{DocId, Document, Given};
use crate::report::{Fact, Finding};

/// Number of the schema this build writes, in `PRAGMA user_version`; it counts what claims and
/// profiles hold, too.
const VERSION: i32 = 2;

/// "gnsy": tells a store from another program's database, in `PRAGMA application_id`.
const APPLICATION: i32 = 0x676e_7379;

/// How long a run waits for another one before it gives up.
const PATIENCE: Duration = Duration::from_secs(30);

/// Everything the claims of an article depend on, as one hash: where it is equal, they need not
/// be read again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key(String);

impl Key {
    /// Of an article's bytes (`Document::sha256`), the metadata given for it, the tagger's hash,
    /// the version of the tables and the options of extraction, the latter as text.
    pub fn new(sha256: &str, given: &Given, model: &str, tables: &str, options: &str) -> Self {
        let date = given.date.map(|date| date.to_string()).unwrap_or_default();
        let lang = given.lang.map(|lang| lang.to_string()).unwrap_or_default();
        let publisher = given.publisher.as_deref().unwrap_or_default();
        let mut hash = Sha256::new();
        for part in [sha256, &date, publisher, &lang, model, tables, options] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part.as_bytes());
        }
        let digest = hash.finalize();
        Self(digest.iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

/// An article and what it says.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The article.
    pub document: Document,
    /// Its claims in order.
    pub claims: Vec<Claim>,
    /// What it is about; its sentences are what full-text search finds, its keys what articles on
    /// one story share.
    pub profile: Profile,
}

/// An article that the store knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its name in every record.
    pub doc: DocId,
    /// The file it came from.
    pub path: String,
    /// Whether the file is gone; its claims are kept.
    pub vanished: bool,
}

/// An open store.
#[derive(Debug)]
pub struct Store {
    path: PathBuf,
    connection: Connection,
}

impl Store {
    /// Opens the store at `path`, and makes it where there is none.
    ///
    /// # Errors
    /// `Error::Store` where the file cannot be made or written, is no store, is damaged, was
    /// written by a newer version, or another run keeps it longer than 30 seconds.
    pub fn open(path: &Path) -> Result<Self, Error> {
        Self::open_patiently(path, PATIENCE)
    }

    /// As `open`, waiting for another run no longer than `patience`.
    ///
    /// # Errors
    /// As `open`.
    pub fn open_patiently(path: &Path, patience: Duration) -> Result<Self, Error> {
        let say = |error: rusqlite::Error| fault(path, &error);
        let mut connection = Connection::open(path).map_err(say)?;
        connection.busy_timeout(patience).map_err(say)?;
        connection
            .execute_batch("PRAGMA foreign_keys = ON; PRAGMA synchronous = NORMAL;")
            .map_err(say)?;
        prepare(&mut connection, path)?;
        Ok(Self {
            path: path.to_owned(),
            connection,
        })
    }

    /// The article with its claims, if the store has it and its claims depend on the same `key`.
    ///
    /// # Errors
    /// `Error::Store`.
    pub fn known(&self, doc: &DocId, path: &str, key: &Key) -> Result<Option<Entry>, Error> {
        let row = self
            .connection
            .query_row(
                "SELECT document FROM documents WHERE name = ?1 AND path = ?2 AND cache_key = ?3",
                params![doc.as_str(), path, key.0],
                |row| row.get::<_, i64>(0),
            )
            .optional()
            .map_err(|error| self.fault(&error))?;
        match row {
            Some(document) => self.entry(document),
            None => Ok(None),
        }
    }

    /// Keeps a batch of articles in one transaction; each replaces what was known of it.
    ///
    /// # Errors
    /// `Error::Store`; nothing of the batch is kept then.
    pub fn save(&mut self, batch: &[(Key, Entry)]) -> Result<(), Error> {
        self.write(|transaction| {
            for (key, entry) in batch {
                columns::save(transaction, entry, &key.0)?;
            }
            Ok(())
        })
    }

    /// Every article, by name and path.
    ///
    /// # Errors
    /// `Error::Store`.
    pub fn documents(&self) -> Result<Vec<Listed>, Error> {
        self.rows(
            "SELECT name, path, vanished FROM documents ORDER BY name, path",
            |row| {
                Ok(Listed {
                    doc: DocId::new(&row.get::<_, String>(0)?),
                    path: row.get(1)?,
                    vanished: row.get(2)?,
                })
            },
        )
    }

    /// Every article with its claims, by name and path, one after the other.
    ///
    /// # Errors
    /// `Error::Store`.
    pub fn entries(&self) -> Result<Vec<Entry>, Error> {
        let all: Vec<i64> = self.rows(
            "SELECT document FROM documents ORDER BY name, path",
            |row| row.get(0),
        )?;
        self.entries_of(&all)
    }

    /// The articles that share at least `least` of these story keys, those that share most first.
    ///
    /// # Errors
    /// `Error::Store`.
    pub fn related(&self, story_keys: &BTreeSet<String>, least: u32) -> Result<Vec<Entry>, Error> {
        let mut shared: BTreeMap<i64, u32> = BTreeMap::new();
        let mut look_up = self
            .connection
            .prepare_cached("SELECT document FROM story_keys WHERE key = ?1")
            .map_err(|error| self.fault(&error))?;
        for key in story_keys {
            let documents = look_up
                .query_map([key], |row| row.get::<_, i64>(0))
                .and_then(Iterator::collect::<Result<Vec<_>, _>>)
                .map_err(|error| self.fault(&error))?;
            for document in documents {
                *shared.entry(document).or_default() += 1;
            }
        }
        let mut close: Vec<(u32, i64)> = shared
            .into_iter()
            .filter(|(_, count)| *count >= least)
            .map(|(document, count)| (count, document))
            .collect();
        close.sort_by_key(|(count, document)| (std::cmp::Reverse(*count), *document));
        let close: Vec<i64> = close.into_iter().map(|(_, document)| document).collect();
        self.entries_of(&close)
    }

    /// The claims of one article in order; none where the store does not have it.
    ///
    /// # Errors
    /// `Error::Store`.
    pub fn claims(&self, doc: &DocId) -> Result<Vec<Claim>, Error> {
        self.claims_where(
            "document IN (SELECT document FROM documents WHERE name = ?1)",
            params![doc.as_str()],
        )
    }

    /// Stored claims that may speak of the same thing as `claim`: those that share a party, and
    /// those that give the same value in the same unit. In order of articles.
    ///
    /// # Errors
    /// `Error::Store`.
    pub fn candidates(&self, claim: &Claim) -> Result<Vec<Claim>, Error> {
        let probe = columns::Columns::of(claim);
        self.claims_where(
            "subject_key IN (?1, ?2, ?3) OR counterparty_key IN (?1, ?2, ?3)
             OR source_key = ?3 OR (unit = ?4 AND value_low = ?5)",
            params![
                probe.subject_key,
                probe.counterparty_key,
                probe.source_key,
                probe.unit,
                probe.value_low
            ],
        )
    }

    /// Marks articles whose file is gone, and unmarks those whose file is back; their claims stay.
    /// Gives how many are gone.
    ///
    /// # Errors
    /// `Error::Store`.
    pub fn mark_vanished(&mut self, is_there: impl Fn(&str) -> bool) -> Result<usize, Error> {
        let mut gone = 0;
        let listed = self.documents()?;
        self.write(|transaction| {
            for known in &listed {
                let vanished = !is_there(&known.path);
                gone += usize::from(vanished);
                if vanished != known.vanished {
                    transaction.execute(
                        "UPDATE documents SET vanished = ?1 WHERE name = ?2 AND path = ?3",
                        params![vanished, known.doc.as_str(), known.path],
                    )?;
                }
            }
            Ok(())
        })?;
        Ok(gone)
    }

    /// Keeps what a run found about the articles it compared; what earlier runs found about them
    /// is replaced.
    ///
    /// # Errors
    /// `Error::Store`; nothing is changed then.
    pub fn save_findings(
        &mut self,
        compared: &BTreeSet<DocId>,
        facts: &[Fact],
        findings: &[Finding],
    ) -> Result<(), Error> {
        self.write(|transaction| {
            for doc in compared {
                columns::forget_findings(transaction, doc)?;
            }
            for fact in facts {
                columns::save_fact(transaction, fact)?;
            }
            for finding in findings {
                columns::save_finding(transaction, finding)?;
            }
            Ok(())
        })
    }

    /// What earlier runs found, the most certain first.
    ///
    /// # Errors
    /// `Error::Store`.
    pub fn findings(&self) -> Result<Vec<Finding>, Error> {
        let rows: Vec<String> = self.rows(
            "SELECT finding_json FROM findings ORDER BY confidence DESC, finding",
            |row| row.get(0),
        )?;
        rows.iter().map(|json| self.read_json(json)).collect()
    }

    fn entries_of(&self, rows: &[i64]) -> Result<Vec<Entry>, Error> {
        let entries = rows.iter().map(|row| self.entry(*row));
        entries.filter_map(Result::transpose).collect()
    }

    /// One article; nothing where another build wrote what this one cannot read, so that it is
    /// read again from its file.
    fn entry(&self, document: i64) -> Result<Option<Entry>, Error> {
        let (article, profile) = self
            .connection
            .query_row(
                "SELECT article_json, profile_json FROM documents WHERE document = ?1",
                [document],
                |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)),
            )
            .map_err(|error| self.fault(&error))?;
        let claims = self.claims_where("document = ?1", params![document]);
        let (Ok(document), Ok(profile), Ok(claims)) = (
            serde_json::from_str(&article),
            serde_json::from_str(&profile),
            claims,
        ) else {
            return Ok(None);
        };
        Ok(Some(Entry {
            document,
            claims,
            profile,
        }))
    }

    fn claims_where(
        &self,
        condition: &str,
        values: impl rusqlite::Params,
    ) -> Result<Vec<Claim>, Error> {
        let query =
            format!("SELECT claim_json FROM claims WHERE {condition} ORDER BY document, position");
        let rows = self
            .connection
            .prepare_cached(&query)
            .and_then(|mut statement| {
                statement
                    .query_map(values, |row| row.get::<_, String>(0))?
                    .collect::<Result<Vec<_>, _>>()
            })
            .map_err(|error| self.fault(&error))?;
        rows.iter().map(|json| self.read_json(json)).collect()
    }

    fn rows<T>(
        &self,
        query: &str,
        read: impl Fn(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, Error> {
        self.connection
            .prepare_cached(query)
            .and_then(|mut statement| {
                statement
                    .query_map([], read)?
                    .collect::<Result<Vec<_>, _>>()
            })
            .map_err(|error| self.fault(&error))
    }

    /// Runs `work` in a transaction that holds the store from its start, so that two runs cannot
    /// both read and then both wait for the other to let it write.
    fn write(
        &mut self,
        work: impl FnOnce(&rusqlite::Transaction<'_>) -> rusqlite::Result<()>,
    ) -> Result<(), Error> {
        let done = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .and_then(|transaction| {
                work(&transaction)?;
                transaction.commit()
            });
        done.map_err(|error| self.fault(&error))
    }

    fn read_json<T: DeserializeOwned>(&self, json: &str) -> Result<T, Error> {
        serde_json::from_str(json).map_err(|_| Error::Store {
            path: self.path.clone(),
            reason: "it holds records this version cannot read; scan again into a new file".into(),
        })
    }

    fn fault(&self, error: &rusqlite::Error) -> Error {
        fault(&self.path, error)
    }
}

/// Makes the tables of a new store, and refuses a file that is something else.
fn prepare(connection: &mut Connection, path: &Path) -> Result<(), Error> {
    let say = |error: rusqlite::Error| fault(path, &error);
    let refuse = |reason: &str| Error::Store {
        path: path.to_owned(),
        reason: reason.to_owned(),
    };
    let number = |connection: &Connection, name: &str| {
        connection.pragma_query_value(None, name, |row| row.get::<_, i32>(0))
    };
    let (application, version) = (
        number(connection, "application_id").map_err(say)?,
        number(connection, "user_version").map_err(say)?,
    );
    if application == APPLICATION && version == VERSION {
        return Ok(());
    }
    if application == APPLICATION && version > VERSION {
        return Err(refuse(
            "a newer version of gainsay wrote it; update gainsay or give another file",
        ));
    }
    if application == APPLICATION && version > 0 {
        return Err(refuse(
            "an older version of gainsay wrote it; give another file and scan the articles again",
        ));
    }
    let tables: i64 = connection
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
        .map_err(say)?;
    if tables > 0 && application != APPLICATION {
        return Err(refuse(
            "it is another program's database; give another file",
        ));
    }
    // Readers and a writer may then work at the same time.
    connection
        .pragma_update(None, "journal_mode", "WAL")
        .map_err(say)?;
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(say)?;
    // Another run may have made the tables while this one waited.
    if number(&transaction, "user_version").map_err(say)? == 0 {
        transaction
            .execute_batch(include_str!("schema.sql"))
            .map_err(say)?;
        transaction
            .pragma_update(None, "application_id", APPLICATION)
            .map_err(say)?;
        transaction
            .pragma_update(None, "user_version", VERSION)
            .map_err(say)?;
    }
    transaction.commit().map_err(say)
}

/// What SQLite reports, as a sentence that says what to try.
fn fault(path: &Path, error: &rusqlite::Error) -> Error {
    use rusqlite::ErrorCode as Code;
    let reason = match error.sqlite_error_code() {
        Some(Code::CannotOpen) => "it cannot be opened; check that its folder exists".into(),
        Some(Code::ReadOnly | Code::PermissionDenied) => {
            "it may not be written; check its permissions or give another file".into()
        }
        Some(Code::DatabaseBusy | Code::DatabaseLocked) => {
            "another run is using it; try again when that run is done".into()
        }
        Some(Code::NotADatabase) => "it is not a claim store; give another file".into(),
        Some(Code::DatabaseCorrupt) => {
            "it is damaged; move it away and scan the articles again".into()
        }
        Some(Code::DiskFull) => "the disk is full; make room or give another file".into(),
        _ => format!("the database says: {error}"),
    };
    Error::Store {
        path: path.to_owned(),
        reason,
    }
}

#[cfg(test)]
mod tests;
