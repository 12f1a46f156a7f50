//! `--format csv`: a passage, claim or number a row, for a spreadsheet.
//! The first row names the columns; what else the records hold is in `jsonl`.

use std::io::{self, Write};

use super::records::hundredths;
use super::tame::tame;
use super::{Article, View};
use crate::claim::{Claim, Says};
use crate::text::{Clean, Span};

/// Writes what the command is about, a row each.
///
/// # Errors
/// Those of `out`.
pub fn csv(view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut table = ::csv::Writer::from_writer(out);
    match view.shows {
        super::Shows::Findings => findings(view, &mut table)?,
        super::Shows::Claims => claims(view, &mut table)?,
        super::Shows::Quantities => quantities(view, &mut table)?,
    }
    table.flush()
}

type Table<'w> = ::csv::Writer<&'w mut dyn Write>;

fn findings(view: &View<'_>, table: &mut Table<'_>) -> io::Result<()> {
    table.write_record([
        "finding",
        "name",
        "confidence",
        "story",
        "explanation",
        "resolve",
        "suppressed",
        "part",
        "value",
        "publisher",
        "date",
        "lang",
        "doc",
        "line",
        "column",
        "text",
        "sentence",
    ])?;
    for finding in view.findings {
        for mark in &finding.marks {
            let Some(article) = view.article(&mark.doc) else {
                continue;
            };
            let place = Place::of(article, mark.at);
            let part = serde_json::to_value(mark.part).ok();
            table.write_record([
                finding.id.as_str(),
                &finding.name(),
                &format!("{:.2}", finding.confidence),
                &safe(finding.story.as_deref().unwrap_or("")),
                &safe(&finding.explanation),
                &safe(finding.resolve.as_deref().unwrap_or("")),
                &safe(finding.suppressed.as_deref().unwrap_or("")),
                part.as_ref().and_then(|part| part.as_str()).unwrap_or(""),
                &safe(mark.value.as_deref().unwrap_or("")),
                &place.publisher,
                &place.date,
                &place.lang,
                &place.doc,
                &place.line,
                &place.column,
                &place.text,
                &safe(mark.sentence.slice(&article.document.text)),
            ])?;
        }
    }
    Ok(())
}

fn claims(view: &View<'_>, table: &mut Table<'_>) -> io::Result<()> {
    table.write_record([
        "claim",
        "kind",
        "confidence",
        "value",
        "unit",
        "hedge",
        "measure",
        "subject",
        "counterparty",
        "time",
        "source",
        "content",
        "publisher",
        "date",
        "lang",
        "doc",
        "line",
        "column",
        "text",
        "sentence",
    ])?;
    for claim in view.claims {
        let Some(article) = view.article(&claim.doc) else {
            continue;
        };
        claim_row(claim, article, table)?;
    }
    Ok(())
}

fn claim_row(claim: &Claim, article: &Article<'_>, table: &mut Table<'_>) -> io::Result<()> {
    let (kind, quantity, content) = match &claim.says {
        Says::Amount { quantity, .. } => ("quantity", Some(quantity), ""),
        Says::Saying { content, .. } => {
            let words = content.as_ref().map_or("", |part| part.text.as_str());
            ("attribution", None, words)
        }
        Says::Event { rank, .. } => ("event", rank.as_ref(), ""),
    };
    let place = Place::of(article, claim.anchor.at);
    let hedge = quantity.and_then(|quantity| serde_json::to_value(quantity.hedge).ok());
    let value = quantity.map_or_else(String::new, |quantity| match quantity.value() {
        Some(value) => value.normalize().to_string(),
        None => format!(
            "{}..{}",
            quantity.low.normalize(),
            quantity.high.normalize()
        ),
    });
    let text = |part: Option<&String>| safe(part.map_or("", String::as_str));
    table.write_record([
        claim.id.as_str(),
        kind,
        &format!("{:.2}", hundredths(claim.confidence)),
        &value,
        quantity.map_or("", |quantity| quantity.unit.code.as_str()),
        hedge
            .as_ref()
            .and_then(|hedge| hedge.as_str())
            .unwrap_or(""),
        claim.measure.as_deref().unwrap_or(""),
        &text(claim.subject.as_ref().map(|part| &part.text)),
        &text(claim.counterparty.as_ref().map(|part| &part.text)),
        &text(claim.when.as_ref().map(|part| &part.text)),
        &text(claim.source.as_ref().map(|part| &part.text)),
        &safe(content),
        &place.publisher,
        &place.date,
        &place.lang,
        &place.doc,
        &place.line,
        &place.column,
        &place.text,
        &safe(claim.sentence.at.slice(&article.document.text)),
    ])?;
    Ok(())
}

fn quantities(view: &View<'_>, table: &mut Table<'_>) -> io::Result<()> {
    table.write_record([
        "kind", "low", "high", "unit", "hedge", "from", "to", "lang", "doc", "line", "column",
        "text",
    ])?;
    for noted in view.quantities {
        let Some(article) = view.article(&noted.doc) else {
            continue;
        };
        let mention = &noted.mention;
        let place = Place::of(article, mention.at);
        let kind = serde_json::to_value(mention.kind).ok();
        let quantity = mention.quantity.as_ref();
        let hedge = quantity.and_then(|quantity| serde_json::to_value(quantity.hedge).ok());
        let number = |n: Option<crate::normalise::Decimal>| {
            n.map_or_else(String::new, |n| n.normalize().to_string())
        };
        let day =
            |day: Option<jiff::civil::Date>| day.map_or_else(String::new, |day| day.to_string());
        table.write_record([
            kind.as_ref().and_then(|kind| kind.as_str()).unwrap_or(""),
            &number(quantity.map(|quantity| quantity.low)),
            &number(quantity.map(|quantity| quantity.high)),
            quantity.map_or("", |quantity| quantity.unit.code.as_str()),
            hedge
                .as_ref()
                .and_then(|hedge| hedge.as_str())
                .unwrap_or(""),
            &day(mention.when.as_ref().and_then(|when| when.from)),
            &day(mention.when.as_ref().and_then(|when| when.until)),
            noted.lang.as_str(),
            &place.doc,
            &place.line,
            &place.column,
            &place.text,
        ])?;
    }
    Ok(())
}

/// Where a passage stands, as cells.
struct Place {
    publisher: String,
    date: String,
    lang: String,
    doc: String,
    line: String,
    column: String,
    text: String,
}

impl Place {
    fn of(article: &Article<'_>, at: Span<Clean>) -> Self {
        let document = article.document;
        let position = article.place(at);
        Self {
            publisher: safe(document.meta.publisher.as_deref().unwrap_or("")),
            date: document
                .meta
                .date
                .map_or_else(String::new, |day| day.to_string()),
            lang: document.lang.to_string(),
            doc: safe(document.id.as_str()),
            line: position.line.to_string(),
            column: position.column.to_string(),
            text: safe(at.slice(&document.text)),
        }
    }
}

/// A cell on one line that a spreadsheet does not take for a formula: one that begins like a
/// formula gets an apostrophe before it (OWASP, "CSV injection"). Negative numbers stay as they are.
fn safe(text: &str) -> String {
    let text = tame(text);
    let text = text.trim();
    let formula = text.starts_with(['=', '+', '@'])
        || text
            .strip_prefix('-')
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()));
    let mark = if formula { "'" } else { "" };
    format!("{mark}{text}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Shows, sample::rendered};

    #[test]
    fn a_passage_a_row() {
        insta::assert_snapshot!(rendered(Shows::Findings, csv), @r#"
        finding,name,confidence,story,explanation,resolve,suppressed,part,value,publisher,date,lang,doc,line,column,text,sentence
        0000000000000010,contradicts/value,0.96,s1,"On the number of people missing, Meridian Press has 83 and Gazzetta dello Stretto has 38.",the source each article has its number from,,a,83,Meridian Press,2025-10-14,en,ferry/meridian-press.md,2,243,83,"Another 83 were missing by late afternoon and 123 had been pulled from the water, although the count changed several times in the course of a day on which nobody in the harbour office could say for certain who had been on board."
        0000000000000010,contradicts/value,0.96,s1,"On the number of people missing, Meridian Press has 83 and Gazzetta dello Stretto has 38.",the source each article has its number from,,b,38,Gazzetta dello Stretto,2025-10-14,it,ferry/gazzetta-stretto.md,2,30,38 dispersi,Il bilancio è di sei morti e 38 dispersi.
        0000000000000011,supersedes/value,0.90,s1,"On the number of deaths, Meridian Press (14 October) had at least 6 and ساحل اليوم (15 October 2025) has 9.",,,a,at least 6,Meridian Press,2025-10-14,en,ferry/meridian-press.md,2,88,at least six,"A ferry with 212 people on board capsized in high seas before dawn on Tuesday, killing at least six, the coast guard said, while rescuers from three islands searched the strait in winds that kept helicopters on the ground until noon."
        0000000000000011,supersedes/value,0.90,s1,"On the number of deaths, Meridian Press (14 October) had at least 6 and ساحل اليوم (15 October 2025) has 9.",,,b,9,ساحل اليوم,2025-10-15,ar,ferry/sahil-alyoum.md,2,30,٩ قتلى,قالت السلطات يوم الأربعاء إن ٩ قتلى انتُشلوا من المياه حتى الآن.
        0000000000000016,adds_up/sum,0.99,s1,"In Meridian Press, 187 and 25 make 212.",,,addend,187,Meridian Press,2025-10-14,en,ferry/meridian-press.md,3,23,187 passengers,The ship was carrying 187 passengers and a crew of 25.
        0000000000000016,adds_up/sum,0.99,s1,"In Meridian Press, 187 and 25 make 212.",,,addend,25,Meridian Press,2025-10-14,en,ferry/meridian-press.md,3,52,25,The ship was carrying 187 passengers and a crew of 25.
        0000000000000016,adds_up/sum,0.99,s1,"In Meridian Press, 187 and 25 make 212.",,,total,212,Meridian Press,2025-10-14,en,ferry/meridian-press.md,2,14,212 people,"A ferry with 212 people on board capsized in high seas before dawn on Tuesday, killing at least six, the coast guard said, while rescuers from three islands searched the strait in winds that kept helicopters on the ground until noon."
        0000000000000012,differs/hedge,0.90,s2,"On the sum invested (Amazon), 河南経済 has at most 50 billion USD and deal/<script>alert(1)</script>.txt has 50 billion USD without “at most”.",whether the source bound the number,,a,at most 50000000000 USD,河南経済,,ja,deal/kanan-keizai.html,2,13,最大500億ドル,アマゾンはオープンAIに最大500億ドルを投資する。
        0000000000000012,differs/hedge,0.90,s2,"On the sum invested (Amazon), 河南経済 has at most 50 billion USD and deal/<script>alert(1)</script>.txt has 50 billion USD without “at most”.",whether the source bound the number,,b,50000000000 USD,,,en,deal/<script>alert(1)</script>.txt,1,23,$50 billion,Amazon will invest $50 billion</p><script>alert('x')</script> & more in OpenAI gnorw.
        0000000000000015,adds_up/sum,1.00,s2,The numbers in two articles of 河南経済 explain one another.,,"known, corrected on Friday",addend,15000000000 USD,河南経済,,ja,deal/kanan-keizai.html,2,29,150億ドル,まず150億ドルを払い込み、一定の条件が満たされれば350億ドルを追加する。
        0000000000000015,adds_up/sum,1.00,s2,The numbers in two articles of 河南経済 explain one another.,,"known, corrected on Friday",addend,35000000000 USD,河南経済,,ja,deal/kanan-keizai.html,2,53,350億ドル,まず150億ドルを払い込み、一定の条件が満たされれば350億ドルを追加する。
        0000000000000015,adds_up/sum,1.00,s2,The numbers in two articles of 河南経済 explain one another.,,"known, corrected on Friday",total,50000000000 USD,河南経済,,ja,deal/kanan-keizai.html,2,13,最大500億ドル,アマゾンはオープンAIに最大500億ドルを投資する。
        "#);
    }

    #[test]
    fn formulas_are_defused() {
        for (text, cell) in [
            ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-5 %", "-5 %"),
            ("- said he", "'- said he"),
            ("約500億", "約500億"),
            ("", ""),
        ] {
            assert_eq!(safe(text), cell);
        }
    }
}
