//! Reads the inline markup of annotated sentences (`eval/GUIDE.md`, section 2), one sentence a line.
//! It refuses what the guide does not allow and says where; it judges no annotation.
//!
//! ```text
//! [Amazon]{1.subject} is [investing]{1.measure} [$50bn]{1=quantity investment} in [OpenAI]{1.counterparty}.
//! [Amazon]{1.subject} [investiert]{1.measure} [50 Mrd. Dollar]{1=quantity investment} in [OpenAI]{1.counterparty}.
//! ```

use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::Error;
use crate::propose::AnchorKind;
use crate::tag::{Modality, Polarity, Role};
use crate::text::{Clean, Lang, Span};

const MEASURES: &str = include_str!("../../models/classes/measure.tsv");

/// A sentence with what annotators marked in it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GoldSentence {
    /// Its language.
    pub lang: Lang,
    /// The document it is from.
    pub doc: String,
    /// `own`, or the source and its document.
    pub origin: String,
    /// Its line in the file, from 1.
    pub line: u32,
    /// Its words without markup; spans are bytes of it.
    pub text: String,
    /// Its anchors in the order of their ids.
    pub anchors: Vec<GoldAnchor>,
}

/// An anchor as annotated.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GoldAnchor {
    /// Its number in the sentence.
    pub id: u32,
    /// What kind of claim hangs on it.
    pub kind: AnchorKind,
    /// Its bytes.
    pub at: Span<Clean>,
    /// Whether it is a claim (no label `none`).
    pub claim: bool,
    /// Measure class.
    pub measure: Option<String>,
    /// How it is presented.
    pub modality: Modality,
    /// Affirmed or denied.
    pub polarity: Polarity,
    /// Whether its content is in quotation marks.
    pub direct: bool,
    /// Its roles in text order; content may have two spans.
    pub roles: Vec<(Role, Span<Clean>)>,
}

/// The sentences of an annotated file; `path` is only named in errors.
///
/// # Errors
/// [`Error::Read`] with line, column (in code points) and what was expected there.
pub fn parse(path: &Path, text: &str) -> Result<Vec<GoldSentence>, Error> {
    let mut sentences = Vec::new();
    let (mut lang, mut doc, mut origin) = (Lang::UND, String::new(), String::new());
    for (number, line) in (1..).zip(text.lines()) {
        let refuse = |column: usize, expected: &str| Error::Read {
            path: path.to_owned(),
            reason: format!("line {number}, column {column}: expected {expected}"),
        };
        let line = line.trim();
        if let Some(comment) = line.strip_prefix('#') {
            match comment
                .split_once(':')
                .map(|(key, value)| (key.trim(), value.trim()))
            {
                Some(("lang", tag)) => {
                    let known = tag.parse();
                    lang = known.map_err(|()| refuse(1, "a language tag such as `de`"))?;
                }
                Some(("doc", name)) => doc = name.to_owned(),
                Some(("origin", from)) => origin = from.to_owned(),
                _ => {}
            }
        } else if !line.is_empty() {
            let (text, anchors) = sentence(line)
                .map_err(|(at, expected)| refuse(line[..at].chars().count() + 1, &expected))?;
            sentences.push(GoldSentence {
                lang,
                doc: doc.clone(),
                origin: origin.clone(),
                line: number,
                text,
                anchors,
            });
        }
    }
    Ok(sentences)
}

/// Where in a line (in bytes), and what was expected there.
type Complaint = (usize, String);

fn sentence(line: &str) -> Result<(String, Vec<GoldAnchor>), Complaint> {
    let mut text = String::with_capacity(line.len());
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut anchors: Vec<GoldAnchor> = Vec::new();
    let mut roles: Vec<(u32, Role, Span<Clean>, usize)> = Vec::new();
    let mut chars = line.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some((_, escaped)) => text.push(escaped),
                None => return Err((at, "a character after `\\`".into())),
            },
            '[' => open.push((text.len(), at)),
            ']' => {
                let Some((from, _)) = open.pop() else {
                    return Err((at, "`[` before this `]`".into()));
                };
                let rest = chars.as_str();
                let marks = rest.strip_prefix('{').and_then(|rest| rest.split_once('}'));
                let Some((marks, _)) = marks else {
                    return Err((at + 1, "`{…}` after `]`".into()));
                };
                let words = Span::of(from..text.len());
                let mut column = at + 2;
                for mark in marks.split(',') {
                    read_mark(mark, words, column, &mut anchors, &mut roles)?;
                    column += mark.len() + 1;
                }
                let next = at + 1 + marks.len() + 2;
                while chars.clone().next().is_some_and(|(at, _)| at < next) {
                    chars.next();
                }
            }
            '{' | '}' => return Err((at, format!("`\\{c}` for a brace of the text"))),
            _ => text.push(c),
        }
    }
    if let Some((_, at)) = open.first() {
        return Err((*at, "`]` for this `[`".into()));
    }
    anchors.sort_by_key(|anchor| anchor.id);
    for (id, role, at, column) in roles {
        match anchors.iter_mut().find(|anchor| anchor.id == id) {
            Some(anchor) => anchor.roles.push((role, at)),
            None => return Err((column, format!("an anchor `{{{id}=…}}` in the sentence"))),
        }
    }
    for anchor in &mut anchors {
        anchor.roles.sort_by_key(|(role, at)| (*at, *role));
    }
    Ok((text, anchors))
}

fn read_mark(
    mark: &str,
    at: Span<Clean>,
    column: usize,
    anchors: &mut Vec<GoldAnchor>,
    roles: &mut Vec<(u32, Role, Span<Clean>, usize)>,
) -> Result<(), Complaint> {
    let expected = |what: &str| (column, format!("{what}, found `{mark}`"));
    let number = |id: &str| id.trim().parse::<u32>().ok();
    if let Some((id, labels)) = mark.split_once('=') {
        let id = number(id).ok_or_else(|| expected("a number before `=`"))?;
        if anchors.iter().any(|anchor| anchor.id == id) {
            return Err(expected("a number no other anchor of the sentence has"));
        }
        let mut words = labels.split_whitespace();
        let kind = words.next().and_then(named::<AnchorKind>);
        let kind =
            kind.ok_or_else(|| expected("`quantity`, `attribution` or `event` after `=`"))?;
        let mut anchor = GoldAnchor {
            id,
            kind,
            at,
            claim: true,
            measure: None,
            modality: Modality::Asserted,
            polarity: Polarity::Affirmed,
            direct: false,
            roles: Vec::new(),
        };
        for label in words {
            if let Some(modality) = named(label) {
                anchor.modality = modality;
            } else if let Some(polarity) = named(label) {
                anchor.polarity = polarity;
            } else if label == "none" {
                anchor.claim = false;
            } else if label == "direct" {
                anchor.direct = true;
            } else if is_measure(label) {
                anchor.measure = Some(label.to_owned());
            } else {
                let what = "a measure class, a modality, `denied`, `direct` or `none`";
                return Err((column, format!("{what}, found `{label}`")));
            }
        }
        anchors.push(anchor);
        return Ok(());
    }
    let (id, role) = mark
        .split_once('.')
        .ok_or_else(|| expected("`1=kind` or `1.role`"))?;
    let id = number(id).ok_or_else(|| expected("a number before `.`"))?;
    let role = named(role.trim()).ok_or_else(|| expected("a role after `.`"))?;
    roles.push((id, role, at, column));
    Ok(())
}

/// The value a word names, as records spell it.
fn named<T: DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::from(word)).ok()
}

fn is_measure(word: &str) -> bool {
    MEASURES
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .any(|line| line.split('\t').next() == Some(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<GoldSentence>, String> {
        parse(Path::new("gold.txt"), text).map_err(|error| error.to_string())
    }

    fn shown(sentence: &GoldSentence) -> Vec<String> {
        let show = |anchor: &GoldAnchor| {
            let mut line = format!("{} {:?}", anchor.at.slice(&sentence.text), anchor.kind);
            for (role, at) in &anchor.roles {
                line += &format!(" {role:?}={}", at.slice(&sentence.text));
            }
            line
        };
        sentence.anchors.iter().map(show).collect()
    }

    #[test]
    fn spans_nest_and_serve_several_anchors() {
        let sentences = read(
            "# lang: de\n# doc: a\n# origin: own\n\n\
             [[Orinoco]{2.subject} [zahlt]{2.measure} [5 Mio. Euro]{2=quantity cost planned}]{1.content}, \
             [sagte]{1=attribution} [er]{1.source}.\n\
             # lang: ja\n[警察]{1.source}は「[3人]{2=quantity deaths denied}」と[発表した]{1=attribution direct}。\n",
        )
        .unwrap();
        assert_eq!(sentences[0].text, "Orinoco zahlt 5 Mio. Euro, sagte er.");
        assert_eq!(
            shown(&sentences[0]),
            [
                "sagte Attribution Content=Orinoco zahlt 5 Mio. Euro Source=er",
                "5 Mio. Euro Quantity Subject=Orinoco Measure=zahlt",
            ]
        );
        assert_eq!(sentences[0].anchors[1].modality, Modality::Planned);
        assert_eq!(sentences[1].lang.as_str(), "ja");
        assert!(sentences[1].anchors[0].direct);
        assert_eq!(sentences[1].anchors[1].polarity, Polarity::Denied);
        assert_eq!((sentences[0].doc.as_str(), sentences[1].line), ("a", 7));
    }

    #[test]
    fn literal_brackets_are_escaped() {
        let sentences = read(r"He \[Ng\] paid [\{5\}]{1=quantity none} \\ more").unwrap();
        assert_eq!(sentences[0].text, r"He [Ng] paid {5} \ more");
        assert!(!sentences[0].anchors[0].claim);
        assert_eq!(shown(&sentences[0]), ["{5} Quantity"]);
    }

    #[test]
    fn mistakes_are_told_with_line_column_and_what_was_expected() {
        for (text, told) in [
            (
                "a\n[b]{1=quantity",
                "line 2, column 4: expected `{…}` after `]`",
            ),
            ("é [b] c", "line 1, column 6: expected `{…}` after `]`"),
            ("[b", "line 1, column 1: expected `]` for this `[`"),
            (
                "b]{1=event}",
                "line 1, column 2: expected `[` before this `]`",
            ),
            (
                "[b]{1.subject}",
                "line 1, column 5: expected an anchor `{1=…}` in the sentence",
            ),
            (
                "[b]{1=number}",
                "line 1, column 5: expected `quantity`, `attribution` or `event` after `=`, found `1=number`",
            ),
            (
                "[b]{1=quantity wealth}",
                "line 1, column 5: expected a measure class, a modality, `denied`, `direct` or `none`, found `wealth`",
            ),
            (
                "[b]{1=event} [c]{1=event}",
                "line 1, column 18: expected a number no other anchor of the sentence has, found `1=event`",
            ),
            (
                "[b]{1=event,1.actor}",
                "line 1, column 13: expected a role after `.`, found `1.actor`",
            ),
            ("b \\", "line 1, column 3: expected a character after `\\`"),
            (
                "b }",
                "line 1, column 3: expected `\\}` for a brace of the text",
            ),
            (
                "# lang: german",
                "line 1, column 1: expected a language tag such as `de`",
            ),
        ] {
            let expected = format!("cannot read gold.txt: {told}");
            assert_eq!(read(text).unwrap_err(), expected, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_line_panics(line in "[a-c\\[\\]{}\\\\1=., é]{0,40}") {
            let _ = read(&line);
        }
    }
}
