use super::*;
use crate::locale::Locale;
use crate::normalise::Habit;

fn locale(lang: &str) -> &'static Locale {
    Locale::get(lang.parse().unwrap()).unwrap()
}

fn read(lang: &str, text: &str) -> Vec<Mention> {
    mentions(
        text,
        Span::of(0..text.len()),
        locale(lang),
        &Habit::default(),
    )
}

/// Kind and words of every mention, one a line.
fn shown(lang: &str, text: &str) -> String {
    let line = |mention: &Mention| {
        let quantity = mention.quantity.as_ref();
        let value = quantity.map(|quantity| format!(" = {}", quantity.readable()));
        let change = quantity
            .and_then(|quantity| quantity.change)
            .map(|change| format!(" {change:?}"));
        let from = quantity
            .and_then(|quantity| quantity.from)
            .map(|from| format!(" from {from}"));
        let notes = [value, change, from]
            .into_iter()
            .flatten()
            .collect::<String>();
        format!("{:?}: {}{notes}", mention.kind, mention.at.slice(text))
    };
    read(lang, text)
        .iter()
        .map(line)
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn a_sentence_is_read_from_left_to_right() {
    insta::assert_snapshot!(
        shown("en", "Amazon is investing up to $50 billion, the companies said in February, after \
            revenue rose 5% to $7.5bn in the third quarter of 2025."),
        @r"
    Money: up to $50 billion = ≤ 50,000,000,000 USD
    Date: February
    Percent: 5% = 5 % Increase
    Money: $7.5bn = 7,500,000,000 USD
    Date: third quarter of 2025
    "
    );
    insta::assert_snapshot!(
        shown("ja", "２０２６年３月１８日午後3時、約1億2,500万ドル、50人が死亡した。"),
        @r"
    Date: ２０２６年３月１８日
    TimeOfDay: 午後3時
    Money: 約1億2,500万ドル = ≈ 125,000,000 USD
    Count: 50人 = 50 person
    "
    );
    insta::assert_snapshot!(
        shown("de", "Der Anteil ist von 12 auf 15 Prozent gestiegen, am 18. März waren es 3:1."),
        @r"
    Percent: 12 = 12 %
    Percent: 15 Prozent = 15 % from 12
    Date: 18. März
    Score: 3:1 = 3:1 from 1
    "
    );
}

#[test]
fn numbers_that_are_no_amounts_are_told_first() {
    for (lang, text, kind) in [
        ("en", "GPT-4", MentionKind::Identifier),
        ("de", "F-16", MentionKind::Identifier),
        ("en", "iPhone 15", MentionKind::Identifier),
        ("fr", "HER2", MentionKind::Identifier),
        ("en", "202-555-0101", MentionKind::Identifier),
        ("en", "version 1.2.3", MentionKind::Identifier),
        ("en", "007", MentionKind::Identifier),
        ("en", "14:30", MentionKind::TimeOfDay),
        ("zh", "14:30", MentionKind::TimeOfDay),
        ("ko", "오전 2시 30분", MentionKind::TimeOfDay),
        ("es", "5-3", MentionKind::Score),
        ("ru", "1:0", MentionKind::Score),
        ("en", "the third launch", MentionKind::Ordinal),
        ("zh", "第25分钟", MentionKind::Ordinal),
        ("hi", "89वें मिनट", MentionKind::Ordinal),
        ("en", "in 2019", MentionKind::Date),
        ("de", "in den 1990er Jahren", MentionKind::Date),
        ("fr", "mercredi dernier", MentionKind::Date),
    ] {
        let kinds: Vec<_> = read(lang, text)
            .iter()
            .map(|mention| mention.kind)
            .collect();
        assert_eq!(kinds, [kind], "{lang} {text}");
    }
}

#[test]
fn an_age_may_be_set_off_after_a_name() {
    for (lang, text) in [
        ("en", "Dyteon Simpson, 20, has been arrested"),
        ("de", "West, 41, hat den Spitznamen"),
        ("ja", "田中さん（45）は"),
        ("en", "a woman aged 45"),
        ("fr", "âgé de 30 ans"),
        ("tr", "62 yaşındaki"),
    ] {
        let kinds: Vec<_> = read(lang, text)
            .iter()
            .map(|mention| mention.kind)
            .collect();
        assert_eq!(kinds, [MentionKind::Age], "{lang} {text}");
    }
}

#[test]
fn an_article_is_no_number() {
    for (lang, text) in [
        ("de", "eine Frau"),
        ("fr", "un homme"),
        ("es", "una empresa"),
    ] {
        assert_eq!(shown(lang, text), "", "{lang} {text}");
    }
}

#[test]
fn cues_become_anchors_beside_amounts() {
    for (lang, text, anchored) in [
        ("en", "The company said it paid $5m.", vec!["said", "$5m"]),
        (
            "de",
            "Laut Polizei starben 12 Menschen.",
            vec!["Laut", "12"],
        ),
        (
            "it",
            "Il ministro ha detto che almeno 38 persone",
            vec!["ha detto", "almeno 38"],
        ),
    ] {
        let at = Span::of(0..text.len());
        let anchors = anchors(&read(lang, text), text, at, locale(lang));
        let words: Vec<_> = anchors.iter().map(|anchor| anchor.at.slice(text)).collect();
        assert_eq!(words, anchored, "{lang}");
    }
}

#[test]
fn an_identifier_is_as_long_as_its_digits_in_any_script() {
    for text in ["0A", "໐A", "٠A", "０A"] {
        let found = read("en", text);
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(found[0].at.slice(text), text);
    }
}

proptest::proptest! {
    #[test]
    fn no_text_panics_and_mentions_are_slices_in_order(
        text in "\\PC{0,40}|[0-9 .,:/$€%+~-]{0,40}|([0-9]{1,4}|twenty|million|and|März|up to|亿|万|年|عشر|و|लाख| |-|,){0,16}",
    ) {
        for lang in ["en", "de", "ar", "hi", "zh", "ja", "ko", "tr"] {
            let mut end = 0;
            for mention in read(lang, &text) {
                proptest::prop_assert!(mention.at.start() >= end && !mention.at.slice(&text).is_empty());
                proptest::prop_assert!(!mention.number.slice(&text).is_empty());
                end = mention.at.end();
            }
        }
    }

    #[test]
    fn moving_a_sentence_changes_no_value(before in "[^0-9]{0,12}") {
        for (lang, sentence) in [
            ("en", "At least 38 people paid $5m on 3 March 2026."),
            ("de", "Mindestens 38 Menschen zahlten 5 Mio. Euro am 3. März 2026."),
            ("ja", "少なくとも38人が2026年3月3日に500万円を払った。"),
        ] {
            let text = format!("{before}. {sentence}");
            let start = text.len() - sentence.len();
            let at = Span::of(start..text.len());
            let moved = mentions(&text, at, locale(lang), &Habit::default());
            let still = read(lang, sentence);
            proptest::prop_assert_eq!(moved.len(), still.len());
            for (moved, still) in moved.iter().zip(&still) {
                proptest::prop_assert_eq!(&moved.quantity, &still.quantity);
                proptest::prop_assert_eq!(&moved.when, &still.when);
                proptest::prop_assert_eq!(moved.at, still.at.shift(at.start()));
            }
        }
    }
}

#[test]
fn a_unit_said_once_is_of_both_numbers() {
    for (lang, text, readable) in [
        ("it", "50,6 contro il 48,4 per cento", "50.6 % · 48.4 %"),
        ("en", "won by 50.6 to 48.4 per cent", "50.6 % · 48.4 %"),
        ("de", "12, 14 und 18 Prozent", "12 % · 14 % · 18 %"),
        ("ja", "50.6対48.4パーセント", "50.6 % · 48.4 %"),
        ("ru", "50,6 против 48,4 процента", "50.6 % · 48.4 %"),
        ("en", "we won 3 and 27.5 per cent", "3 · 27.5 %"),
        ("en", "412 against 48 per cent", "412 · 48 %"),
    ] {
        let read = read(lang, text);
        let values = read.iter().filter_map(|mention| mention.quantity.as_ref());
        let values: Vec<String> = values.map(crate::normalise::Quantity::readable).collect();
        assert_eq!(values.join(" · "), readable, "{text}");
    }
}

#[test]
fn a_fraction_is_a_part_and_all_shares_are_the_whole() {
    for (lang, text, readable) in [
        ("en", "It owns half of the shares", "50 %"),
        ("en", "an offer for all shares of Vermeulen", "100 %"),
        ("de", "ein Angebot für sämtliche Aktien", "100 %"),
        ("ja", "全株式を取得", "100 %"),
        ("fr", "10 % de toutes les actions", "10 %"),
        ("en", "10 per cent of all shares", "10 %"),
        ("en", "half a million euros", "500,000 EUR"),
        ("en", "half an hour", "0.5 h"),
    ] {
        let read = read(lang, text);
        let values = read.iter().filter_map(|mention| mention.quantity.as_ref());
        let values: Vec<String> = values.map(crate::normalise::Quantity::readable).collect();
        assert_eq!(values.join(" · "), readable, "{text}");
    }
}

#[test]
fn what_is_added_moves_nothing() {
    for (lang, text, changes) in [
        (
            "es",
            "pagará 85 millones de euros fijos más otros 10 en variables",
            0,
        ),
        ("fr", "85 millions d'euros plus 10 millions de bonus", 0),
        ("es", "un 30 % más que en 2024", 1),
        ("es", "30 % más en 2024", 1),
    ] {
        let read = read(lang, text);
        let changed = read
            .iter()
            .filter_map(|mention| mention.quantity.as_ref()?.change);
        assert_eq!(changed.count(), changes, "{text}");
    }
}
