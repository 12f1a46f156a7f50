//! How records become rows that people can search.
//! It copies fields into columns; the JSON beside them is what the program reads back.

use rusqlite::types::ToSql;
use rusqlite::{Result, Transaction, params};
use serde::Serialize;

use crate::claim::{Claim, Name, Part, Quantity, Says};
use crate::ingest::DocId;
use crate::report::{Fact, Finding};

use super::Entry;

/// The searchable columns of a claim that are not plain fields.
#[derive(Debug, Default)]
pub(super) struct Columns {
    kind: &'static str,
    pub(super) subject_key: Option<String>,
    pub(super) counterparty_key: Option<String>,
    pub(super) source_key: Option<String>,
    pub(super) value_low: Option<String>,
    value_high: Option<String>,
    pub(super) unit: Option<String>,
    hedge: Option<String>,
    quote: Option<String>,
}

impl Columns {
    /// Of one claim.
    pub(super) fn of(claim: &Claim) -> Self {
        let key = |part: &Option<Part<Name>>| part.as_ref().map(|part| part.value.key.clone());
        let mut columns = Self {
            subject_key: key(&claim.subject),
            counterparty_key: key(&claim.counterparty),
            source_key: claim
                .source
                .as_ref()
                .map(|part| part.value.name.key.clone()),
            ..Self::default()
        };
        match &claim.says {
            Says::Amount { quantity, .. } => {
                columns.kind = "quantity";
                columns.amount(quantity);
            }
            Says::Saying { content, .. } => {
                columns.kind = "attribution";
                columns.quote = content.as_ref().map(|part| part.text.clone());
            }
            Says::Event { rank, .. } => {
                columns.kind = "event";
                if let Some(rank) = rank {
                    columns.amount(rank);
                }
            }
        }
        columns
    }

    fn amount(&mut self, quantity: &Quantity) {
        self.value_low = Some(quantity.low.normalize().to_string());
        self.value_high = Some(quantity.high.normalize().to_string());
        self.unit = Some(quantity.unit.code.clone());
        self.hedge = Some(word(&quantity.hedge));
    }
}

/// The word an enum has in every record.
fn word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

fn json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))
}

/// Replaces what is known of an article.
pub(super) fn save(transaction: &Transaction<'_>, entry: &Entry, key: &str) -> Result<()> {
    let document = &entry.document;
    let meta = &document.meta;
    transaction
        .prepare_cached("DELETE FROM documents WHERE name = ?1 AND path = ?2")?
        .execute(params![document.id.as_str(), document.path])?;
    transaction
        .prepare_cached(
            "INSERT INTO documents (name, path, title, byline, publisher, published, modified,
             url, language, encoding, sha256, cache_key, article_json, profile_json)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
        )?
        .execute(params![
            document.id.as_str(),
            document.path,
            meta.title,
            meta.byline,
            meta.publisher,
            meta.date.map(|date| date.to_string()),
            meta.modified.map(|date| date.to_string()),
            meta.url,
            document.lang.as_str(),
            document.encoding,
            document.sha256,
            key,
            json(document)?,
            json(&entry.profile)?,
        ])?;
    let row = transaction.last_insert_rowid();
    let mut insert = transaction.prepare_cached(
        "INSERT INTO sentences (document, \"start\", \"end\", text) VALUES (?1, ?2, ?3, ?4)",
    )?;
    for line in &entry.profile.lines {
        let text = line.at.slice(&document.text).trim_end();
        insert.execute(params![row, line.at.start(), line.at.end(), text])?;
    }
    let mut insert = transaction
        .prepare_cached("INSERT OR IGNORE INTO story_keys (key, document) VALUES (?1, ?2)")?;
    for key in entry.profile.keys() {
        insert.execute(params![key, row])?;
    }
    for (position, claim) in entry.claims.iter().enumerate() {
        save_claim(transaction, row, position, claim)?;
    }
    Ok(())
}

fn save_claim(
    transaction: &Transaction<'_>,
    document: i64,
    position: usize,
    claim: &Claim,
) -> Result<()> {
    let columns = Columns::of(claim);
    let when = claim.when.as_ref().map(|part| &part.value);
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
    let json = json(claim)?;
    let (modality, polarity) = (word(&claim.modality), word(&claim.polarity));
    let words = |part: Option<&str>| part.map(str::to_owned);
    let named: Vec<(&str, Box<dyn ToSql>)> = vec![
        ("document", Box::new(document)),
        ("position", Box::new(position as i64)),
        ("claim", Box::new(claim.id.clone())),
        ("kind", Box::new(columns.kind)),
        ("language", Box::new(claim.lang.to_string())),
        ("sentence", Box::new(claim.sentence.text.clone())),
        ("anchor", Box::new(claim.anchor.text.clone())),
        ("anchor_start", Box::new(claim.anchor.at.start())),
        ("anchor_end", Box::new(claim.anchor.at.end())),
        (
            "subject",
            Box::new(words(claim.subject.as_ref().map(|part| part.text.as_str()))),
        ),
        ("subject_key", Box::new(columns.subject_key)),
        ("measure", Box::new(claim.measure.clone())),
        (
            "counterparty",
            Box::new(words(
                claim.counterparty.as_ref().map(|part| part.text.as_str()),
            )),
        ),
        ("counterparty_key", Box::new(columns.counterparty_key)),
        ("value_low", Box::new(columns.value_low)),
        ("value_high", Box::new(columns.value_high)),
        ("unit", Box::new(columns.unit)),
        ("hedge", Box::new(columns.hedge)),
        ("time_from", Box::new(day(when.and_then(|when| when.from)))),
        ("time_to", Box::new(day(when.and_then(|when| when.until)))),
        (
            "source",
            Box::new(words(claim.source.as_ref().map(|part| part.text.as_str()))),
        ),
        ("source_key", Box::new(columns.source_key)),
        ("quote", Box::new(columns.quote)),
        ("modality", Box::new(modality)),
        ("polarity", Box::new(polarity)),
        ("confidence", Box::new(f64::from(claim.confidence))),
        ("claim_json", Box::new(json)),
    ];
    let names: Vec<&str> = named.iter().map(|(name, _)| *name).collect();
    let marks = vec!["?"; named.len()].join(", ");
    let values: Vec<&dyn ToSql> = named.iter().map(|(_, value)| value.as_ref()).collect();
    transaction
        .prepare_cached(&format!(
            "INSERT INTO claims ({}) VALUES ({marks})",
            names.join(", ")
        ))?
        .execute(values.as_slice())?;
    Ok(())
}

/// Forgets what was found about an article.
pub(super) fn forget_findings(transaction: &Transaction<'_>, doc: &DocId) -> Result<()> {
    transaction
        .prepare_cached(
            "DELETE FROM findings WHERE finding IN
             (SELECT finding FROM finding_passages WHERE name = ?1)",
        )?
        .execute([doc.as_str()])?;
    transaction
        .prepare_cached(
            "DELETE FROM facts WHERE fact IN (SELECT fact FROM fact_claims WHERE claim IN
             (SELECT claim FROM claims WHERE document IN
              (SELECT document FROM documents WHERE name = ?1)))",
        )?
        .execute([doc.as_str()])?;
    Ok(())
}

/// Keeps a fact with the claims of each of its values.
pub(super) fn save_fact(transaction: &Transaction<'_>, fact: &Fact) -> Result<()> {
    transaction
        .prepare_cached(
            "INSERT OR REPLACE INTO facts (fact, story, fact_json) VALUES (?1, ?2, ?3)",
        )?
        .execute(params![fact.id, fact.story, json(fact)?])?;
    let mut insert = transaction.prepare_cached(
        "INSERT OR REPLACE INTO fact_claims (fact, claim, value, hedge, independent)
         VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for value in &fact.values {
        for claim in &value.claims {
            insert.execute(params![
                fact.id,
                claim,
                value.value,
                word(&value.hedge),
                value.independent
            ])?;
        }
    }
    Ok(())
}

/// Keeps a finding with its passages and the sentences they stand in.
pub(super) fn save_finding(transaction: &Transaction<'_>, finding: &Finding) -> Result<()> {
    transaction
        .prepare_cached(
            "INSERT OR REPLACE INTO findings (finding, relation, type, confidence, story, fact,
             independent, fingerprint, suppressed, explanation, resolve, finding_json)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        )?
        .execute(params![
            finding.id,
            word(&finding.relation),
            word(&finding.topic),
            f64::from(finding.confidence),
            finding.story,
            finding.fact,
            finding.independent,
            finding.fingerprint,
            finding.suppressed,
            finding.explanation,
            finding.resolve,
            json(finding)?,
        ])?;
    let mut insert = transaction.prepare_cached(
        "INSERT INTO finding_passages
         (finding, position, part, name, sentence, \"start\", \"end\", value, claim)
         VALUES (?1, ?2, ?3, ?4,
          (SELECT text FROM sentences JOIN documents USING (document)
           WHERE name = ?4 AND \"start\" = ?5 LIMIT 1),
          ?6, ?7, ?8, ?9)",
    )?;
    for (position, mark) in finding.marks.iter().enumerate() {
        insert.execute(params![
            finding.id,
            position as i64,
            word(&mark.part),
            mark.doc.as_str(),
            mark.sentence.start(),
            mark.at.start(),
            mark.at.end(),
            mark.value,
            mark.claim
        ])?;
    }
    Ok(())
}
