//! The store as a file: what is kept comes back, two runs take turns, bad files are refused.

use super::*;
use crate::claim::{Context, Line, Part, Place, Says};
use crate::ingest;
use crate::normalise::{Decimal, Hedge, Name, Quantity, Unit};
use crate::reconcile::{RelationKind, Topic};
use crate::report::{FactValue, Mark, MarkPart};
use crate::tag::{Modality, Polarity, Sketch};
use crate::text::{Clean, Lang, Script, Span};

const FERRY: &str =
    "Nine people died when the ferry sank off Farana, the coast guard said on Monday.";

fn document(path: &str, text: &str) -> Document {
    ingest::read(text.as_bytes(), path, &Given::default())
        .remove(0)
        .unwrap_or_else(|skip| panic!("{}", skip.reason))
}

fn claim(document: &Document, value: i64, subject: &str) -> Claim {
    let part = |start: u32, end: u32| Part {
        value: (),
        at: Span::new(start, end),
        text: Span::<Clean>::new(start, end)
            .slice(&document.text)
            .to_owned(),
    };
    let number = Decimal::from(value);
    Claim {
        id: format!("{}-{value}", document.id),
        doc: document.id.clone(),
        lang: "en".parse().unwrap_or(Lang::UND),
        sentence: part(0, document.text.len() as u32),
        order: 0,
        anchor: part(0, 4),
        place: Place::Lead,
        says: Says::Amount {
            quantity: Quantity {
                low: number,
                high: number,
                step: Decimal::ONE,
                hedge: Hedge::Exact,
                unit: Unit::count(),
                change: None,
                from: None,
                per: None,
                vague: false,
                class: Some("dead".into()),
                head: Some("people".into()),
                candidates: Vec::new(),
            },
            measure: None,
        },
        subject: Some(Part {
            value: Name {
                key: subject.into(),
                surface: subject.into(),
                script: Script::Latin,
                proper: true,
                distinct: true,
                joined: false,
            },
            at: Span::new(5, 11),
            text: subject.into(),
        }),
        measure: Some("deaths".into()),
        measure_stated: true,
        counterparty: None,
        when: None,
        condition: None,
        source: None,
        modality: Modality::Asserted,
        polarity: Polarity::Affirmed,
        context: Context::default(),
        sketch: Sketch(vec![1, -2, 3]),
        confidence: 0.97,
    }
}

fn key(document: &Document, model: &str) -> Key {
    Key::new(&document.sha256, &Given::default(), model, "CLDR 48", "")
}

fn entry(path: &str, value: i64, subject: &str) -> (Key, Entry) {
    let document = document(path, FERRY);
    let claims = vec![claim(&document, value, subject)];
    let line = Line {
        at: Span::of(0..document.text.len()),
        words: vec![1, 2],
        names: vec![subject.into()],
        values: vec![Decimal::from(value)],
    };
    let profile = Profile {
        doc: document.id.clone(),
        lang: document.lang,
        script: crate::text::Script::Latin,
        publisher: None,
        date: None,
        modified: None,
        lines: vec![line],
        days: BTreeSet::new(),
        concepts: Default::default(),
    };
    let key = key(&document, "m");
    let entry = Entry {
        document,
        claims,
        profile,
    };
    (key, entry)
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

fn reason(error: Error) -> String {
    match error {
        Error::Store { reason, .. } => reason,
        other => panic!("{other}"),
    }
}

#[test]
fn what_is_kept_comes_back_after_reopening() {
    let folder = folder();
    let path = folder.path().join("claims.db");
    let (first, second) = (entry("a.txt", 9, "ferry"), entry("b.txt", 1111, "ferry"));
    let mut store = Store::open(&path).expect("a store");
    store.save(&[first.clone(), second.clone()]).expect("saved");
    drop(store);

    let store = Store::open(&path).expect("the store again");
    let (key_of, entry) = &first;
    let id = &entry.document.id;
    let known: Option<Entry> = store.known(id, "a.txt", key_of).expect("a look-up");
    assert_eq!(known.as_ref(), Some(entry));
    let other = key(&entry.document, "another model");
    assert_eq!(store.known(id, "a.txt", &other).expect("a look-up"), None);
    assert_eq!(store.known(id, "c.txt", key_of).expect("a look-up"), None);
    let all: Vec<Entry> = store.entries().expect("all");
    assert_eq!(all, [first.1.clone(), second.1.clone()]);
    assert_eq!(store.claims(id).expect("claims"), first.1.claims);
}

#[test]
fn an_article_read_again_replaces_itself() {
    let folder = folder();
    let mut store = Store::open(&folder.path().join("claims.db")).expect("a store");
    store.save(&[entry("a.txt", 9, "ferry")]).expect("saved");
    store.save(&[entry("a.txt", 12, "ferry")]).expect("saved");
    let all: Vec<Entry> = store.entries().expect("all");
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].claims[0].id, "a.txt-12");
    let sentences: i64 = store
        .connection
        .query_row(
            "SELECT count(*) FROM sentence_search WHERE sentence_search MATCH '\"the ferry sank\"'",
            [],
            |row| row.get(0),
        )
        .expect("a search");
    assert_eq!(sentences, 1);
}

#[test]
fn a_new_article_meets_those_it_has_something_in_common_with() {
    let folder = folder();
    let mut store = Store::open(&folder.path().join("claims.db")).expect("a store");
    store
        .save(&[
            entry("a.txt", 9, "ferry"),
            entry("b.txt", 1111, "ferry"),
            entry("c.txt", 9, "bank"),
            entry("d.txt", 400, "bank"),
        ])
        .expect("saved");
    let keys: BTreeSet<String> = ["n:ferry".into(), "v:1111".into(), "n:other".into()].into();
    let related: Vec<Entry> = store.related(&keys, 1).expect("related");
    let paths: Vec<&str> = related
        .iter()
        .map(|entry| entry.document.path.as_str())
        .collect();
    assert_eq!(paths, ["b.txt", "a.txt"]);
    let probe = claim(&document("new.txt", FERRY), 9, "ferry");
    let candidates = store.candidates(&probe).expect("candidates");
    let ids: Vec<&str> = candidates.iter().map(|claim| claim.id.as_str()).collect();
    assert_eq!(ids, ["a.txt-9", "b.txt-1111", "c.txt-9"]);
}

#[test]
fn a_vanished_file_is_marked_and_not_forgotten() {
    let folder = folder();
    let mut store = Store::open(&folder.path().join("claims.db")).expect("a store");
    store
        .save(&[entry("a.txt", 9, "ferry"), entry("b.txt", 9, "ferry")])
        .expect("saved");
    assert_eq!(
        store.mark_vanished(|path| path == "a.txt").expect("marked"),
        1
    );
    let vanished: Vec<bool> = store
        .documents()
        .expect("listed")
        .iter()
        .map(|known| known.vanished)
        .collect();
    assert_eq!(vanished, [false, true]);
    assert_eq!(store.entries().expect("all").len(), 2);
    assert_eq!(store.mark_vanished(|_| true).expect("marked"), 0);
    assert!(
        store
            .documents()
            .expect("listed")
            .iter()
            .all(|known| !known.vanished)
    );
}

fn finding(id: &str, docs: [&str; 2]) -> Finding {
    let mark = |doc: &str, part| Mark {
        doc: DocId::new(doc),
        at: Span::new(0, 4),
        sentence: Span::new(0, FERRY.len() as u32),
        part,
        value: Some("9 1".into()),
        claim: Some(format!("{doc}-9")),
    };
    Finding {
        id: id.into(),
        relation: RelationKind::Contradicts,
        topic: Topic::Value,
        confidence: 0.9,
        story: None,
        fact: Some("f".into()),
        claims: Vec::new(),
        marks: vec![mark(docs[0], MarkPart::A), mark(docs[1], MarkPart::B)],
        because: Vec::new(),
        independent: true,
        fingerprint: id.into(),
        explanation: "a has 9, b has 11".into(),
        resolve: None,
        suppressed: None,
    }
}

#[test]
fn findings_are_replaced_by_later_ones_about_the_same_articles() {
    let folder = folder();
    let mut store = Store::open(&folder.path().join("claims.db")).expect("a store");
    let docs: Vec<_> = ["a.txt", "b.txt", "c.txt"]
        .map(|path| entry(path, 9, "ferry"))
        .into();
    store.save(&docs).expect("saved");
    let fact = Fact {
        id: "f".into(),
        story: None,
        claims: vec!["a.txt-9".into()],
        values: vec![FactValue {
            value: "9".into(),
            hedge: Hedge::Exact,
            claims: vec!["a.txt-9".into()],
            independent: 1,
        }],
    };
    let ids = |docs: &[&str]| {
        docs.iter()
            .map(|doc| DocId::new(doc))
            .collect::<BTreeSet<_>>()
    };
    let all = ids(&["a.txt", "b.txt", "c.txt"]);
    let (ab, bc) = (
        finding("1", ["a.txt", "b.txt"]),
        finding("2", ["b.txt", "c.txt"]),
    );
    store
        .save_findings(&all, &[fact], &[ab, bc.clone()])
        .expect("saved");
    let sentence: String = store
        .connection
        .query_row(
            "SELECT sentence FROM finding_passages WHERE finding = '1' AND part = 'b'",
            [],
            |row| row.get(0),
        )
        .expect("the sentence");
    assert_eq!(sentence, FERRY);
    store
        .save_findings(&ids(&["a.txt"]), &[], &[])
        .expect("saved");
    assert_eq!(store.findings().expect("findings"), [bc]);
    let facts: i64 = store
        .connection
        .query_row("SELECT count(*) FROM facts", [], |row| row.get(0))
        .expect("a count");
    assert_eq!(facts, 0);
}

#[test]
fn two_runs_take_turns_and_one_that_waits_in_vain_says_so() {
    let folder = folder();
    let path = folder.path().join("claims.db");
    let mut one = Store::open(&path).expect("a store");
    let mut two = Store::open_patiently(&path, Duration::from_millis(50)).expect("the same");
    one.save(&[entry("a.txt", 9, "ferry")]).expect("saved");
    two.save(&[entry("b.txt", 9, "ferry")]).expect("saved");
    assert_eq!(one.documents().expect("listed").len(), 2);

    let held = one
        .connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .expect("a transaction");
    let error = two
        .save(&[entry("c.txt", 9, "ferry")])
        .expect_err("it is held");
    assert_eq!(
        reason(error),
        "another run is using it; try again when that run is done"
    );
    assert_eq!(two.documents().expect("reading goes on").len(), 2);
    drop(held);
    two.save(&[entry("c.txt", 9, "ferry")]).expect("it is free");
}

#[test]
fn a_batch_that_breaks_off_leaves_the_store_as_it_was() {
    let folder = folder();
    let path = folder.path().join("claims.db");
    let mut store = Store::open(&path).expect("a store");
    store.save(&[entry("a.txt", 9, "ferry")]).expect("saved");
    let broken = store.write(|transaction| {
        let (key, entry) = entry("b.txt", 9, "ferry");
        columns::save(transaction, &entry, &key.0)?;
        Err(rusqlite::Error::InvalidQuery)
    });
    assert!(broken.is_err());
    // A killed run: its connection never closes, its transaction never commits.
    store
        .connection
        .execute_batch("BEGIN IMMEDIATE; DELETE FROM documents;")
        .expect("begun");
    std::mem::forget(store);
    let copy = folder.path().join("copy.db");
    for (from, to) in [("claims.db", "copy.db"), ("claims.db-wal", "copy.db-wal")] {
        std::fs::copy(folder.path().join(from), folder.path().join(to)).expect("a copy");
    }
    let after = Store::open(&copy).expect("the store after the kill");
    assert_eq!(after.documents().expect("listed").len(), 1);
}

#[test]
fn bad_files_are_refused_with_a_sentence() {
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    let told = |path: &Path| reason(Store::open(path).expect_err("it is refused"));

    std::fs::write(
        at("text.db"),
        "this is no database, only words in a file\n".repeat(50),
    )
    .expect("a file");
    assert_eq!(
        told(&at("text.db")),
        "it is not a claim store; give another file"
    );
    assert_eq!(
        told(&at("no/such/folder.db")),
        "it cannot be opened; check that its folder exists"
    );
    assert_eq!(
        told(folder.path()),
        "it cannot be opened; check that its folder exists"
    );

    let other = Connection::open(at("other.db")).expect("a database");
    other
        .execute_batch("CREATE TABLE recipes (name TEXT)")
        .expect("a table");
    drop(other);
    assert_eq!(
        told(&at("other.db")),
        "it is another program's database; give another file"
    );

    for (file, version, sentence) in [
        (
            "newer.db",
            VERSION + 1,
            "a newer version of gainsay wrote it; update gainsay or give another file",
        ),
        (
            "older.db",
            VERSION - 1,
            "an older version of gainsay wrote it; give another file and scan the articles again",
        ),
    ] {
        drop(Store::open(&at(file)).expect("a store"));
        let store = Connection::open(at(file)).expect("a database");
        store
            .pragma_update(None, "user_version", version)
            .expect("a version");
        drop(store);
        assert_eq!(told(&at(file)), sentence);
    }
}

#[test]
fn a_damaged_store_says_so() {
    let folder = folder();
    let path = folder.path().join("claims.db");
    let mut store = Store::open(&path).expect("a store");
    let batch: Vec<_> = (0..40)
        .map(|n| entry(&format!("{n}.txt"), n, "ferry"))
        .collect();
    store.save(&batch).expect("saved");
    drop(store);
    let mut bytes = std::fs::read(&path).expect("its bytes");
    for byte in bytes.iter_mut().skip(4096) {
        *byte = 0x5a;
    }
    std::fs::write(&path, bytes).expect("damage");
    let told = Store::open(&path).and_then(|store| store.entries().map(|_| ()));
    assert_eq!(
        reason(told.expect_err("it is damaged")),
        "it is damaged; move it away and scan the articles again"
    );
}

#[test]
fn keys_differ_in_every_part() {
    let given = Given::default();
    let base = Key::new("a", &given, "m", "t", "o");
    assert_eq!(base, Key::new("a", &given, "m", "t", "o"));
    let french = Given {
        lang: "fr".parse().ok(),
        ..Given::default()
    };
    let outlet = Given {
        publisher: Some("fr".into()),
        ..Given::default()
    };
    let others = [
        Key::new("b", &given, "m", "t", "o"),
        Key::new("a", &french, "m", "t", "o"),
        Key::new("a", &outlet, "m", "t", "o"),
        Key::new("a", &given, "mt", "", "o"),
        Key::new("a", &given, "m", "t", "p"),
    ];
    for (index, other) in others.iter().enumerate() {
        assert_ne!(&base, other);
        assert!(!others[..index].contains(other));
    }
}
