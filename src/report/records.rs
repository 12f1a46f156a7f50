//! The records of the machine formats, field by field as the contract has them, in its order.
//! Offsets are of the decoded input; it changes no value and leaves none out.

use std::collections::BTreeMap;
use std::io;

use serde::{Serialize, Serializer};

use super::names::RELATIONS;
use super::{
    Article, Fact, Finding, Mark, MarkPart, NotCompared, Noted, Shows, View, relation_word,
    topic_word,
};
use crate::claim::{Claim, Part, Place, Quote, Says, Voice, VoiceKind};
use crate::ingest::DocId;
use crate::normalise::{
    Candidate, Change, Decimal, Dimension, Grain, Hedge, Name, Quantity, Relation, When,
};
use crate::propose::MentionKind;
use crate::reconcile::{Reason, RelationKind};
use crate::tag::{Modality, Polarity};
use crate::text::{Clean, Span};

/// Gives every record of the view to `sink`, in the contract's order.
pub(super) fn records(
    view: &View<'_>,
    sink: &mut dyn FnMut(&Record<'_>) -> io::Result<()>,
) -> io::Result<()> {
    sink(&run(view))?;
    for article in view.articles {
        sink(&Record::Document(document(article)))?;
    }
    for skipped in view.skipped {
        sink(&Record::Skipped {
            doc: skipped.doc.as_str(),
            reason: &skipped.reason,
        })?;
    }
    for noted in view.quantities {
        if let Some(article) = view.article(&noted.doc) {
            sink(&Record::Quantity(quantity_record(noted, article)))?;
        }
    }
    for claim in view.claims {
        if let Some(article) = view.article(&claim.doc) {
            sink(&Record::Claim(Box::new(claim_record(claim, article))))?;
        }
    }
    for fact in view.facts {
        sink(&Record::Fact(fact))?;
    }
    for finding in view.findings {
        sink(&Record::Finding(Box::new(finding_record(finding, view))))?;
    }
    sink(&Record::Summary(summary(view)))
}

/// One record. Its `record` field says which.
#[derive(Serialize)]
#[serde(tag = "record", rename_all = "snake_case")]
pub(super) enum Record<'a> {
    Run {
        version: &'a str,
        model: ModelRecord<'a>,
        tables: &'a str,
        options: &'a BTreeMap<String, String>,
    },
    Document(DocumentRecord<'a>),
    Skipped {
        doc: &'a str,
        reason: &'a str,
    },
    Quantity(QuantityRecord<'a>),
    Claim(Box<ClaimRecord<'a>>),
    Fact(&'a Fact),
    Finding(Box<FindingRecord<'a>>),
    Summary(SummaryRecord<'a>),
}

#[derive(Serialize)]
pub(super) struct ModelRecord<'a> {
    name: &'a str,
    sha256: &'a str,
}

#[derive(Serialize)]
pub(super) struct DocumentRecord<'a> {
    doc: &'a DocId,
    path: &'a str,
    encoding: &'a str,
    title: Option<&'a str>,
    publisher: Option<&'a str>,
    date: Option<String>,
    modified: Option<String>,
    url: Option<&'a str>,
    lang: &'a str,
    story: Option<&'a str>,
    origin: Option<OriginRecord<'a>>,
}

#[derive(Serialize)]
struct OriginRecord<'a> {
    doc: &'a DocId,
    kind: &'static str,
    share: f64,
}

/// Words of the decoded input; `clean` only where markup makes them differ from what is read.
#[derive(Serialize)]
struct Words<'a> {
    start: u32,
    end: u32,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    clean: Option<&'a str>,
}

#[derive(Serialize)]
pub(super) struct QuantityRecord<'a> {
    doc: &'a DocId,
    lang: &'a str,
    #[serde(flatten)]
    words: Words<'a>,
    kind: MentionKind,
    quantity: Option<Amount<'a>>,
    time: Option<TimeRecord>,
    candidates: Vec<Other<'a>>,
}

/// A quantity in the contract's fields: `value` or `low` and `high`, never both.
#[derive(Serialize)]
struct Amount<'a> {
    value: Option<String>,
    low: Option<String>,
    high: Option<String>,
    unit: &'a str,
    dimension: Dimension,
    hedge: Hedge,
    step: String,
    change: Option<Change>,
    from: Option<String>,
    per: Option<&'a str>,
    vague: bool,
    class: Option<&'a str>,
    head: Option<&'a str>,
    candidates: Vec<Other<'a>>,
}

/// Another reading.
#[derive(Serialize)]
struct Other<'a> {
    value: Option<String>,
    low: Option<String>,
    high: Option<String>,
    unit: &'a str,
    dimension: Dimension,
}

#[derive(Serialize)]
struct TimeRecord {
    from: Option<String>,
    to: Option<String>,
    grain: Grain,
    relation: Relation,
}

#[derive(Serialize)]
pub(super) struct ClaimRecord<'a> {
    id: &'a str,
    doc: &'a DocId,
    lang: &'a str,
    #[serde(flatten)]
    says: SaysRecord<'a>,
    place: Place,
    modality: Modality,
    polarity: Polarity,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum SaysRecord<'a> {
    Quantity {
        confidence: f64,
        sentence: Words<'a>,
        anchor: Words<'a>,
        quantity: Amount<'a>,
        subject: Option<Party<'a>>,
        measure: Option<Measure<'a>>,
        counterparty: Option<Party<'a>>,
        time: Option<TimeWords<'a>>,
        condition: Option<Words<'a>>,
        source: Option<Source<'a>>,
    },
    Attribution {
        confidence: f64,
        sentence: Words<'a>,
        anchor: Words<'a>,
        cue: &'a str,
        source: Option<Source<'a>>,
        addressee: Option<Party<'a>>,
        time: Option<TimeWords<'a>>,
        content: Option<Content<'a>>,
        condition: Option<Words<'a>>,
    },
    Event {
        confidence: f64,
        sentence: Words<'a>,
        anchor: Words<'a>,
        rank: Option<Amount<'a>>,
        subject: Option<Party<'a>>,
        predicate: Option<Words<'a>>,
        deed: Option<&'a str>,
        counterparty: Option<Party<'a>>,
        time: Option<TimeWords<'a>>,
        condition: Option<Words<'a>>,
        source: Option<Source<'a>>,
    },
}

#[derive(Serialize)]
struct Party<'a> {
    #[serde(flatten)]
    words: Words<'a>,
    entity: Option<&'a str>,
}

/// What a number measures: the words, the class, or both.
#[derive(Serialize)]
struct Measure<'a> {
    start: Option<u32>,
    end: Option<u32>,
    text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    clean: Option<&'a str>,
    class: Option<&'a str>,
}

#[derive(Serialize)]
struct TimeWords<'a> {
    #[serde(flatten)]
    words: Words<'a>,
    #[serde(flatten)]
    time: TimeRecord,
}

#[derive(Serialize)]
struct Source<'a> {
    #[serde(flatten)]
    words: Words<'a>,
    entity: Option<&'a str>,
    kind: VoiceKind,
}

#[derive(Serialize)]
struct Content<'a> {
    #[serde(flatten)]
    words: Words<'a>,
    direct: bool,
}

#[derive(Serialize)]
pub(super) struct FindingRecord<'a> {
    id: &'a str,
    name: String,
    relation: &'static str,
    #[serde(rename = "type")]
    topic: &'static str,
    confidence: f64,
    story: Option<&'a str>,
    fact: Option<&'a str>,
    claims: &'a [String],
    evidence: Vec<Evidence<'a>>,
    reasons: &'a [Reason],
    independent: bool,
    fingerprint: &'a str,
    suppressed: Option<&'a str>,
    explanation: &'a str,
    resolve: Option<&'a str>,
}

#[derive(Serialize)]
struct Evidence<'a> {
    doc: &'a DocId,
    start: u32,
    end: u32,
    line: u32,
    column: u32,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    clean: Option<&'a str>,
    value: Option<&'a str>,
    part: MarkPart,
    /// Both articles, of a text and the text made from it.
    #[serde(skip_serializing_if = "Option::is_none")]
    docs: Option<Vec<&'a DocId>>,
    /// How much of the one is in the other.
    #[serde(skip_serializing_if = "Option::is_none")]
    share: Option<f64>,
}

#[derive(Serialize)]
pub(super) struct SummaryRecord<'a> {
    articles: usize,
    languages: usize,
    skipped: usize,
    quantities: usize,
    claims: usize,
    facts: usize,
    agreed: usize,
    findings: BTreeMap<&'static str, usize>,
    suppressed: usize,
    not_compared: &'a [NotCompared],
}

impl Serialize for NotCompared {
    fn serialize<Z: Serializer>(&self, serializer: Z) -> Result<Z::Ok, Z::Error> {
        let fields = serde_json::json!({ "reason": self.reason, "articles": self.articles });
        fields.serialize(serializer)
    }
}

fn run<'a>(view: &View<'a>) -> Record<'a> {
    Record::Run {
        version: &view.run.version,
        model: ModelRecord {
            name: &view.run.model.name,
            sha256: &view.run.model.sha256,
        },
        tables: &view.run.tables,
        options: &view.run.options,
    }
}

fn document<'a>(article: &'a Article<'a>) -> DocumentRecord<'a> {
    let document = article.document;
    let meta = &document.meta;
    DocumentRecord {
        doc: &document.id,
        path: &document.path,
        encoding: &document.encoding,
        title: meta.title.as_deref(),
        publisher: meta.publisher.as_deref(),
        date: meta.date.map(|day| day.to_string()),
        modified: meta.modified.map(|day| day.to_string()),
        url: meta.url.as_deref(),
        lang: document.lang.as_str(),
        story: article.story,
        origin: article.origin.as_ref().map(|origin| OriginRecord {
            doc: &origin.doc,
            kind: topic_word(origin.kind),
            share: hundredths(origin.share),
        }),
    }
}

fn words<'a>(at: Span<Clean>, article: &Article<'a>) -> Words<'a> {
    let document = article.document;
    let raw = document.raw_span(at);
    let (text, clean) = (raw.slice(&document.raw), at.slice(&document.text));
    Words {
        start: raw.start(),
        end: raw.end(),
        text,
        clean: (text != clean).then_some(clean),
    }
}

fn plain(number: Decimal) -> String {
    number.normalize().to_string()
}

/// Value, low and high: a stated number has only the first, a range only the others.
fn ends(low: Decimal, high: Decimal) -> (Option<String>, Option<String>, Option<String>) {
    if low == high {
        (Some(plain(low)), None, None)
    } else {
        (None, Some(plain(low)), Some(plain(high)))
    }
}

fn others(candidates: &[Candidate]) -> Vec<Other<'_>> {
    candidates.iter().map(other).collect()
}

fn other(candidate: &Candidate) -> Other<'_> {
    let (value, low, high) = ends(candidate.low, candidate.high);
    Other {
        value,
        low,
        high,
        unit: &candidate.unit.code,
        dimension: candidate.unit.dimension,
    }
}

fn amount(quantity: &Quantity) -> Amount<'_> {
    let (value, low, high) = ends(quantity.low, quantity.high);
    Amount {
        value,
        low,
        high,
        unit: &quantity.unit.code,
        dimension: quantity.unit.dimension,
        hedge: quantity.hedge,
        step: plain(quantity.step),
        change: quantity.change,
        from: quantity.from.map(plain),
        per: quantity.per.as_deref(),
        vague: quantity.vague,
        class: quantity.class.as_deref(),
        head: quantity.head.as_deref(),
        candidates: others(&quantity.candidates),
    }
}

fn time(when: &When) -> TimeRecord {
    TimeRecord {
        from: when.from.map(|day| day.to_string()),
        to: when.until.map(|day| day.to_string()),
        grain: when.grain,
        relation: when.relation,
    }
}

fn quantity_record<'a>(noted: &'a Noted, article: &Article<'a>) -> QuantityRecord<'a> {
    let mention = &noted.mention;
    QuantityRecord {
        doc: &noted.doc,
        lang: noted.lang.as_str(),
        words: words(mention.at, article),
        kind: mention.kind,
        quantity: mention.quantity.as_ref().map(amount),
        time: mention.when.as_ref().map(time),
        candidates: mention
            .quantity
            .as_ref()
            .map_or_else(Vec::new, |quantity| others(&quantity.candidates)),
    }
}

fn entity(name: &Name) -> Option<&str> {
    (name.proper && !name.key.is_empty()).then_some(&name.key)
}

fn party<'a>(part: &'a Part<Name>, article: &Article<'a>) -> Party<'a> {
    Party {
        words: words(part.at, article),
        entity: entity(&part.value),
    }
}

fn source<'a>(part: &'a Part<Voice>, article: &Article<'a>) -> Source<'a> {
    Source {
        words: words(part.at, article),
        entity: entity(&part.value.name),
        kind: part.value.kind,
    }
}

fn content<'a>(part: &Part<Quote>, article: &Article<'a>) -> Content<'a> {
    Content {
        words: words(part.at, article),
        direct: part.value.direct,
    }
}

fn measure<'a>(
    part: Option<&Part<()>>,
    class: Option<&'a str>,
    article: &Article<'a>,
) -> Option<Measure<'a>> {
    let said = part.map(|part| words(part.at, article));
    (said.is_some() || class.is_some()).then(|| Measure {
        start: said.as_ref().map(|words| words.start),
        end: said.as_ref().map(|words| words.end),
        text: said.as_ref().map(|words| words.text),
        clean: said.as_ref().and_then(|words| words.clean),
        class,
    })
}

fn claim_record<'a>(claim: &'a Claim, article: &Article<'a>) -> ClaimRecord<'a> {
    let confidence = hundredths(claim.confidence);
    let sentence = words(claim.sentence.at, article);
    let anchor = words(claim.anchor.at, article);
    let subject = claim.subject.as_ref().map(|part| party(part, article));
    let counterparty = claim.counterparty.as_ref().map(|part| party(part, article));
    let condition = claim.condition.as_ref().map(|part| words(part.at, article));
    let source = claim.source.as_ref().map(|part| source(part, article));
    let time = claim.when.as_ref().map(|part| TimeWords {
        words: words(part.at, article),
        time: time(&part.value),
    });
    let says = match &claim.says {
        Says::Amount {
            quantity,
            measure: part,
        } => SaysRecord::Quantity {
            confidence,
            sentence,
            anchor,
            quantity: amount(quantity),
            subject,
            measure: measure(part.as_ref(), claim.measure.as_deref(), article),
            counterparty,
            time,
            condition,
            source,
        },
        Says::Saying {
            cue,
            addressee,
            content: said,
        } => SaysRecord::Attribution {
            confidence,
            sentence,
            anchor,
            cue,
            source,
            addressee: addressee.as_ref().map(|part| party(part, article)),
            time,
            content: said.as_ref().map(|part| content(part, article)),
            condition,
        },
        Says::Event {
            predicate,
            deed,
            rank,
        } => SaysRecord::Event {
            deed: deed.as_deref(),
            confidence,
            sentence,
            anchor,
            rank: rank.as_ref().map(amount),
            subject,
            predicate: predicate.as_ref().map(|part| words(part.at, article)),
            counterparty,
            time,
            condition,
            source,
        },
    };
    ClaimRecord {
        id: &claim.id,
        doc: &claim.doc,
        lang: claim.lang.as_str(),
        says,
        place: claim.place,
        modality: claim.modality,
        polarity: claim.polarity,
    }
}

fn finding_record<'a>(finding: &'a Finding, view: &View<'a>) -> FindingRecord<'a> {
    FindingRecord {
        id: &finding.id,
        name: finding.name(),
        relation: relation_word(finding.relation),
        topic: topic_word(finding.topic),
        confidence: hundredths(finding.confidence),
        story: finding.story.as_deref(),
        fact: finding.fact.as_deref(),
        claims: &finding.claims,
        evidence: finding
            .marks
            .iter()
            .filter_map(|mark| evidence(mark, finding, view))
            .collect(),
        reasons: &finding.because,
        independent: finding.independent,
        fingerprint: &finding.fingerprint,
        suppressed: finding.suppressed.as_deref(),
        explanation: &finding.explanation,
        resolve: finding.resolve.as_deref(),
    }
}

fn evidence<'a>(mark: &'a Mark, finding: &'a Finding, view: &View<'a>) -> Option<Evidence<'a>> {
    let article = view.article(&mark.doc)?;
    let words = words(mark.at, article);
    let position = article.position(words.start);
    let origin = finding.relation == RelationKind::SameOrigin;
    let share = finding.because.iter().find_map(|reason| match reason {
        Reason::Share { per_cent } => Some(f64::from(*per_cent) / 100.0),
        _ => None,
    });
    Some(Evidence {
        doc: &mark.doc,
        start: words.start,
        end: words.end,
        line: position.line,
        column: position.column,
        text: words.text,
        clean: words.clean,
        value: mark.value.as_deref(),
        part: mark.part,
        docs: origin.then(|| finding.marks.iter().map(|mark| &mark.doc).collect()),
        share: share.filter(|_| origin),
    })
}

fn summary<'a>(view: &View<'a>) -> SummaryRecord<'a> {
    let mut findings = BTreeMap::new();
    if view.shows == Shows::Findings {
        for relation in RELATIONS {
            findings.insert(relation_word(relation), view.count(relation));
        }
    }
    SummaryRecord {
        articles: view.articles.len(),
        languages: view.languages(),
        skipped: view.skipped.len(),
        quantities: view.quantities.len(),
        claims: view.claims.len(),
        facts: view.facts.len(),
        agreed: view.agreed(),
        findings,
        suppressed: view.suppressed(),
        not_compared: view.not_compared,
    }
}

/// Two places; the rest differs between machines.
pub(super) fn hundredths(share: f32) -> f64 {
    (f64::from(share) * 100.0).round() / 100.0
}
