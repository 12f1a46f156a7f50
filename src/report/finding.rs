//! Verdicts become findings: passages to mark, ids that last, a sentence for the reader.
//! It looks up and words; whether something is a finding was decided before.

use sha2::{Digest, Sha256};

use super::{
    Fact, FactValue, Finding, Mark, MarkPart, explanation, relation_word, resolve, topic_word,
};
use crate::align::{Origin, OriginKind};
use crate::claim::{Claim, ClaimId, Hedge, Profile, Says};
use crate::ingest::Document;
use crate::reconcile::{Reason, RelationKind, Topic, Verdict};

/// One story, as the findings about it are made from.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// Its id.
    pub story: &'a str,
    /// Its claims, as the verdicts number them.
    pub claims: &'a [&'a Claim],
    /// Its articles.
    pub articles: &'a [&'a Document],
    /// For each article the number of the text it rests on.
    pub texts: &'a [u32],
}

/// Passages shown on each side; the rest of the claims is in `Finding::claims`.
const SHOWN: usize = 1;

/// Names a story: a hash of its articles' ids.
pub fn story_id(articles: &[&Profile]) -> String {
    let mut ids: Vec<&str> = articles
        .iter()
        .map(|article| article.doc.as_str())
        .collect();
    ids.sort_unstable();
    hash("story", &ids)
}

/// The finding that a verdict is.
pub fn finding(side: &Side<'_>, verdict: &Verdict, facts: &[Fact]) -> Finding {
    let (a, b) = (pick(side, &verdict.a), pick(side, &verdict.b));
    let sum = verdict.topic == Topic::Sum;
    let parts = if sum {
        (MarkPart::Addend, MarkPart::Total)
    } else {
        (MarkPart::A, MarkPart::B)
    };
    let shown = if sum { verdict.a.len() } else { SHOWN };
    let marks = a
        .iter()
        .take(shown)
        .map(|claim| mark(claim, parts.0, verdict.topic));
    let marks = marks.chain(
        b.iter()
            .take(SHOWN)
            .map(|claim| mark(claim, parts.1, verdict.topic)),
    );
    let who = [a.first(), b.first()].map(|claim| claim.map_or("", |claim| label(side, claim)));
    let ids = |claims: &[&Claim]| {
        claims
            .iter()
            .map(|claim| claim.id.clone())
            .collect::<Vec<_>>()
    };
    let claims = [ids(&a), ids(&b)].concat();
    let name = format!(
        "{}/{}",
        relation_word(verdict.relation),
        topic_word(verdict.topic)
    );
    let texts = |claims: &[&Claim]| {
        claims
            .iter()
            .filter_map(|c| text_of(side, c))
            .collect::<Vec<_>>()
    };
    let (first, second) = (texts(&a), texts(&b));
    let fact = facts
        .iter()
        .find(|fact| claims.first().is_some_and(|id| fact.claims.contains(id)));
    Finding {
        id: hash(&name, &claims),
        relation: verdict.relation,
        topic: verdict.topic,
        confidence: verdict.confidence,
        story: Some(side.story.to_owned()),
        fact: fact.map(|fact| fact.id.clone()),
        marks: marks.collect(),
        independent: !first.iter().any(|text| second.contains(text)),
        fingerprint: fingerprint(&name, &a, &b),
        explanation: explanation(verdict.relation, verdict.topic, &verdict.because, who),
        resolve: resolve(verdict.relation, verdict.topic, &verdict.because, who),
        because: verdict.because.clone(),
        claims,
        suppressed: None,
    }
}

/// The finding that two articles are one text.
pub fn origin_finding(side: &Side<'_>, origin: &Origin) -> Finding {
    let topic = match origin.kind {
        OriginKind::Copy => Topic::Copy,
        OriginKind::Excerpt => Topic::Excerpt,
        OriginKind::Rewrite => Topic::Rewrite,
        OriginKind::Translation => Topic::Translation,
    };
    let articles = [origin.original, origin.derived].map(|at| &side.articles[at as usize]);
    let passages = [origin.passages.0, origin.passages.1];
    let parts = [MarkPart::A, MarkPart::B];
    let marks = std::array::from_fn::<_, 2, _>(|at| Mark {
        doc: articles[at].id.clone(),
        at: passages[at],
        sentence: passages[at],
        part: parts[at],
        value: None,
        claim: None,
    });
    let who = articles.map(|article| name_of(article));
    let because = vec![Reason::Share {
        per_cent: (origin.share * 100.0).round() as u8,
    }];
    let docs = articles.map(|article| article.id.as_str());
    Finding {
        id: hash("same_origin", &docs),
        relation: RelationKind::SameOrigin,
        topic,
        confidence: origin.share,
        story: Some(side.story.to_owned()),
        fact: None,
        claims: Vec::new(),
        marks: marks.to_vec(),
        independent: false,
        fingerprint: hash("same_origin", &docs),
        explanation: explanation(RelationKind::SameOrigin, topic, &because, who),
        resolve: None,
        because,
        suppressed: None,
    }
}

/// The fact that a group of agreeing claims is; `None` for a claim that stands alone.
pub fn fact(side: &Side<'_>, group: &[usize]) -> Option<Fact> {
    let claims = pick(side, group);
    if claims.len() < 2 {
        return None;
    }
    let mut values: Vec<(String, Hedge, Vec<&Claim>)> = Vec::new();
    for claim in &claims {
        let (value, hedge) = match &claim.says {
            Says::Amount { quantity, .. } => (quantity.stated(), quantity.hedge),
            _ => (claim.anchor.text.clone(), Hedge::Exact),
        };
        match values
            .iter_mut()
            .find(|known| (&known.0, known.1) == (&value, hedge))
        {
            Some(known) => known.2.push(claim),
            None => values.push((value, hedge, vec![claim])),
        }
    }
    let values = values.into_iter().map(|(value, hedge, claims)| FactValue {
        value,
        hedge,
        independent: independent(side, &claims),
        claims: claims.iter().map(|claim| claim.id.clone()).collect(),
    });
    let ids: Vec<ClaimId> = claims.iter().map(|claim| claim.id.clone()).collect();
    Some(Fact {
        id: hash("fact", &ids),
        story: Some(side.story.to_owned()),
        values: values.collect(),
        claims: ids,
    })
}

fn pick<'a>(side: &Side<'a>, claims: &[usize]) -> Vec<&'a Claim> {
    claims
        .iter()
        .filter_map(|at| side.claims.get(*at).copied())
        .collect()
}

/// How many texts of their own stand behind claims.
fn independent(side: &Side<'_>, claims: &[&Claim]) -> u32 {
    let mut texts: Vec<u32> = claims
        .iter()
        .filter_map(|claim| text_of(side, claim))
        .collect();
    texts.sort_unstable();
    texts.dedup();
    u32::try_from(texts.len()).unwrap_or(u32::MAX)
}

fn text_of(side: &Side<'_>, claim: &Claim) -> Option<u32> {
    let at = side
        .articles
        .iter()
        .position(|article| article.id == claim.doc)?;
    side.texts.get(at).copied()
}

fn label<'a>(side: &Side<'a>, claim: &Claim) -> &'a str {
    let own = side.articles.iter().find(|article| article.id == claim.doc);
    own.map_or("", |own| name_of(own))
}

/// What a reader calls an article: its outlet, or the name of its file.
fn name_of(document: &Document) -> &str {
    let file = document
        .id
        .as_str()
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or("");
    document.meta.publisher.as_deref().unwrap_or(file)
}

fn mark(claim: &Claim, part: MarkPart, topic: Topic) -> Mark {
    let role = match topic {
        Topic::Party => claim.subject.as_ref().map(|part| part.at),
        Topic::Time => claim.when.as_ref().map(|part| part.at),
        Topic::Source => claim.source.as_ref().map(|part| part.at),
        _ => None,
    };
    let content = match &claim.says {
        Says::Saying {
            content: Some(content),
            ..
        } => Some(content.at),
        _ => None,
    };
    let value = match (&claim.says, topic) {
        (_, Topic::Time) => claim.when.as_ref().and_then(|part| days(&part.value)),
        (Says::Amount { quantity, .. }, _) => Some(quantity.stated()),
        (Says::Saying { .. }, _) => claim.source.as_ref().map(|part| part.text.clone()),
        _ => None,
    };
    let at = role.or(content).unwrap_or(claim.anchor.at);
    Mark {
        doc: claim.doc.clone(),
        at,
        // A quote may run past the sentence of its cue.
        sentence: claim.sentence.at.cover(at),
        part,
        value,
        claim: Some(claim.id.clone()),
    }
}

fn days(when: &crate::claim::When) -> Option<String> {
    let (from, until) = (when.from?, when.until?);
    Some(if from == until {
        from.to_string()
    } else {
        format!("{from}/{until}")
    })
}

/// Equal for the same disagreement in a later run: what is said, not where it stands.
fn fingerprint(name: &str, a: &[&Claim], b: &[&Claim]) -> String {
    let said = |claims: &[&Claim]| {
        claims
            .first()
            .map(|c| format!("{} {}", c.doc, c.anchor.text))
    };
    let mut sides = [said(a).unwrap_or_default(), said(b).unwrap_or_default()];
    sides.sort_unstable();
    hash(name, &sides)
}

fn hash(kind: &str, words: &[impl AsRef<str>]) -> String {
    let mut hash = Sha256::new();
    hash.update(kind.as_bytes());
    for word in words {
        hash.update([0]);
        hash.update(word.as_ref().as_bytes());
    }
    hash.finalize()
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
