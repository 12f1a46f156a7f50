//! The language of an article and of its sentences.
//! Trigrams and scripts propose, the article's own word and function words of the tables decide;
//! where nothing does, the language is unknown.

use whatlang::Detector;

use crate::ingest::{BlockKind, Document};
use crate::locale::{Kind, Locale};
use crate::text::{Lang, Script};

/// A language and how certain it is, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Guess {
    /// The language, or `und`.
    pub lang: Lang,
    /// 0 to 1.
    pub confidence: f32,
}

impl Guess {
    const NONE: Self = Self {
        lang: Lang::UND,
        confidence: 0.0,
    };
}

/// Bytes of text that decide; more say nothing new.
const ENOUGH: usize = 4000;

/// The language most of an article is in. What the article declares holds unless its script or a
/// certain detection over enough text contradicts.
pub fn language(doc: &Document) -> Guess {
    let mut sample = String::new();
    let paragraphs = doc
        .blocks
        .iter()
        .filter(|block| block.kind == BlockKind::Paragraph);
    for block in paragraphs.chain(
        doc.blocks
            .iter()
            .filter(|block| block.kind != BlockKind::Paragraph),
    ) {
        if sample.len() >= ENOUGH {
            break;
        }
        sample.push_str(block.at.slice(&doc.text));
        sample.push('\n');
    }
    of_text(&sample, doc.meta.lang)
}

/// The language of a text that declares `declared`.
pub fn of_text(text: &str, declared: Option<Lang>) -> Guess {
    let detected = detect(text);
    let Some(declared) = declared.filter(|lang| !lang.is_unknown()) else {
        return detected;
    };
    if declared.primary() == detected.lang.primary() {
        return Guess {
            lang: declared,
            confidence: detected.confidence.max(0.9),
        };
    }
    let script = Script::dominant(text);
    let fits = Locale::get(declared).is_none_or(|locale| writes(locale, script));
    let contradicted = detected.confidence > 0.9 && letters(text) >= 150;
    if fits && !contradicted {
        return Guess {
            lang: declared,
            confidence: 0.8,
        };
    }
    detected
}

/// The language of one sentence of an article in `doc`: another one only where its script or its
/// function words say so.
pub(super) fn of_sentence(text: &str, doc: Guess) -> Guess {
    let script = Script::dominant(text);
    if script == Script::Common {
        return doc;
    }
    let own = Locale::get(doc.lang);
    let fits = own.is_none_or(|locale| writes(locale, script));
    let count = letters(text);
    if !fits {
        // Names in another script are no sentence of another language.
        let other = detect(text);
        return if count >= 25 && other.confidence >= 0.5 {
            other
        } else {
            Guess::NONE
        };
    }
    if script.is_unspaced() || count < 30 {
        return doc;
    }
    let other = detect(text);
    if other.lang == doc.lang || other.lang.is_unknown() {
        return doc;
    }
    let theirs = Locale::get(other.lang).map_or(0, |locale| function_words(text, locale));
    let ours = own.map_or(0, |locale| function_words(text, locale));
    if theirs >= 3 && theirs > ours * 2 {
        other
    } else {
        doc
    }
}

/// What trigrams and scripts say, restricted to languages that trigrams tell apart well.
fn detect(text: &str) -> Guess {
    let (han, kana) =
        text.chars()
            .map(Script::of)
            .fold((0_usize, 0_usize), |(han, kana), script| match script {
                Script::Han => (han + 1, kana),
                Script::Kana => (han, kana + 1),
                _ => (han, kana),
            });
    let script = Script::dominant(text);
    if matches!(script, Script::Han | Script::Kana) {
        // Running Japanese has a syllabic sign in every few; Chinese has them in names only.
        let japanese = kana * 10 > han;
        let code = if japanese { "ja" } else { "zh" };
        let confidence = if han + kana >= 6 { 1.0 } else { 0.6 };
        return Guess {
            lang: code.parse().unwrap_or(Lang::UND),
            confidence,
        };
    }
    let detector = Detector::with_denylist(HARD_TO_TELL.to_vec());
    let Some(info) = detector.detect(text) else {
        return Guess::NONE;
    };
    let confidence = info.confidence() as f32;
    let enough = letters(text) >= 12 || confidence >= 0.99;
    match two_letters(info.lang()).filter(|_| enough) {
        Some(lang) => Guess { lang, confidence },
        None => Guess::NONE,
    }
}

/// Languages that trigrams mistake for larger neighbours' short texts; none has a table.
const HARD_TO_TELL: &[whatlang::Lang] = &[
    whatlang::Lang::Epo,
    whatlang::Lang::Jav,
    whatlang::Lang::Tgl,
    whatlang::Lang::Aka,
    whatlang::Lang::Zul,
    whatlang::Lang::Sna,
    whatlang::Lang::Lat,
    whatlang::Lang::Uzb,
    whatlang::Lang::Tuk,
    whatlang::Lang::Afr,
    whatlang::Lang::Yid,
];

/// ISO 639-1 of what the detector names in ISO 639-3; languages without one keep three letters.
fn two_letters(lang: whatlang::Lang) -> Option<Lang> {
    let code = lang.code();
    let short = CODES
        .iter()
        .find(|(long, _)| *long == code)
        .map(|(_, short)| *short);
    short.unwrap_or(code).parse().ok()
}

/// ISO 639-3 and ISO 639-1.
const CODES: &[(&str, &str)] = &[
    ("amh", "am"),
    ("ara", "ar"),
    ("aze", "az"),
    ("bel", "be"),
    ("ben", "bn"),
    ("bul", "bg"),
    ("cat", "ca"),
    ("ces", "cs"),
    ("cmn", "zh"),
    ("cym", "cy"),
    ("dan", "da"),
    ("deu", "de"),
    ("ell", "el"),
    ("eng", "en"),
    ("est", "et"),
    ("fin", "fi"),
    ("fra", "fr"),
    ("guj", "gu"),
    ("heb", "he"),
    ("hin", "hi"),
    ("hrv", "hr"),
    ("hun", "hu"),
    ("hye", "hy"),
    ("ind", "id"),
    ("ita", "it"),
    ("jpn", "ja"),
    ("kan", "kn"),
    ("kat", "ka"),
    ("khm", "km"),
    ("kor", "ko"),
    ("lav", "lv"),
    ("lit", "lt"),
    ("mal", "ml"),
    ("mar", "mr"),
    ("mkd", "mk"),
    ("mya", "my"),
    ("nep", "ne"),
    ("nld", "nl"),
    ("nob", "nb"),
    ("ori", "or"),
    ("pan", "pa"),
    ("pes", "fa"),
    ("pol", "pl"),
    ("por", "pt"),
    ("ron", "ro"),
    ("rus", "ru"),
    ("sin", "si"),
    ("slk", "sk"),
    ("slv", "sl"),
    ("spa", "es"),
    ("srp", "sr"),
    ("swe", "sv"),
    ("tam", "ta"),
    ("tel", "te"),
    ("tha", "th"),
    ("tur", "tr"),
    ("ukr", "uk"),
    ("urd", "ur"),
    ("vie", "vi"),
];

/// Whether the language of a table is written in `script` (its `set script` rows, ISO 15924).
fn writes(locale: &Locale, script: Script) -> bool {
    let codes = locale.setting("script");
    codes.is_empty()
        || codes.iter().any(|code| match *code {
            "Latn" => script == Script::Latin,
            "Cyrl" => script == Script::Cyrillic,
            "Grek" => script == Script::Greek,
            "Arab" => script == Script::Arabic,
            "Hebr" => script == Script::Hebrew,
            "Deva" => script == Script::Devanagari,
            "Hans" | "Hant" | "Hani" => script == Script::Han,
            "Jpan" => matches!(script, Script::Han | Script::Kana),
            "Kore" => matches!(script, Script::Hangul | Script::Han),
            "Thai" => script == Script::Thai,
            _ => script == Script::Other,
        })
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphabetic()).count()
}

fn function_words(text: &str, locale: &'static Locale) -> usize {
    locale.scan(Kind::Word, text).len()
}
