use std::collections::BTreeSet;

use super::*;

/// A locale of the given rows, for as long as the tests run.
fn locale(rows: &'static str) -> &'static Locale {
    let rows = rows.lines().map(|line| table::row(line).unwrap());
    Box::leak(Box::new(Locale::index("xx", rows.flatten().collect())))
}

#[test]
fn every_row_of_every_table_is_good() {
    let mut bad = Vec::new();
    for (file, text) in FILES {
        let mut seen = BTreeSet::new();
        for (number, line) in text.lines().enumerate() {
            let mut refuse = |why: String| bad.push(format!("{file}:{}: {why}", number + 1));
            match table::row(line) {
                Err(why) => refuse(why),
                Ok(Some(entry)) => {
                    let value = if entry.kind == Kind::Set {
                        entry.text
                    } else {
                        ""
                    };
                    if !seen.insert((entry.kind, entry.surface, value)) {
                        refuse(format!("expected one row of {:?}", entry.surface));
                    }
                }
                Ok(None) => {}
            }
        }
        if !file.contains(".own.") && !text.starts_with("# ") {
            bad.push(format!("{file}:1: expected the source and its version"));
        }
    }
    assert!(bad.is_empty(), "{}", bad.join("\n"));
    assert!(Locale::version().len() > "CLDR ".len());
}

#[test]
fn a_bad_row_says_what_was_expected() {
    for (line, why) in [
        ("num\tone", "expected kind, surface and value between tabs"),
        ("nun\tone\t1", "unknown kind \"nun\""),
        ("num\tone\tI", "expected an integer, got \"I\""),
        ("num\t one\t1", "empty or padded surface \" one\""),
        ("vague\tmany\t9..3", "expected low..high, got \"9..3\""),
        (
            "rel\tsoon\tsoon",
            "expected an offset and a grain, got \"soon\"",
        ),
        (
            "cur\tdollar\tdollar",
            "expected ISO 4217 codes, got \"dollar\"",
        ),
        (
            "month\tMay\t13",
            "expected a number of the calendar, got \"13\"",
        ),
        ("num\tone\t1\tloud", "unknown flag \"loud\""),
    ] {
        assert_eq!(table::row(line).unwrap_err(), why);
    }
    assert_eq!(table::row("# comment").unwrap(), None);
}

#[test]
fn the_longest_row_wins_at_the_edges_of_words() {
    let it = locale(
        "num\tone\t1\nnum\tone hundred\t100\nmul\tMio.\t1000000\ncounted\tзагибл*\tdead\n\
         unit\tm\tm\tcase\nunit\tドル\tx\nunit\tkm\tkm\nmul\t万\t10000",
    );
    let find = |kind, text| it.find(kind, text).map(|m| m.len);
    for (kind, text, len) in [
        (Kind::Num, "one hundred men", Some(11)),
        (Kind::Num, "One\u{A0}Hundred", Some(12)),
        (Kind::Num, "ones", None),
        (Kind::Num, "one-off", Some(3)),
        (Kind::Mul, "Mio. Euro", Some(4)),
        (Kind::Counted, "Загиблих було", Some(16)),
        (Kind::Unit, "m", Some(1)),
        (Kind::Unit, "M", None),
        (Kind::Unit, "ドル。", Some(6)),
        (Kind::Unit, "ドルビー", None),
        (Kind::Mul, "万人", Some(3)),
    ] {
        assert_eq!(find(kind, text), len, "{text}");
    }
    let at = |text: &str, at| it.find_at(Kind::Unit, text, at).map(|m| m.entry.text);
    assert_eq!(at("5km", 1), Some("km"));
    assert_eq!(at("akm", 1), None);
    assert_eq!(at("バドル", 3), None);
    let found = it.scan(Kind::Num, "one, two, one hundred");
    let found: Vec<_> = found
        .into_iter()
        .map(|(at, entry)| (at, entry.text))
        .collect();
    assert_eq!(found, [(0..3, "1"), (10..21, "100")]);
}

#[test]
fn clitics_open_ends_and_gaps_are_settings_of_the_table() {
    let arabic = locale("set\tclitic\tو\nset\tclitic\tب\nmul\tمليون\t1000000");
    let at = |text: &str, word: &str| arabic.find_at(Kind::Mul, text, text.find(word).unwrap());
    assert!(at("50 ومليون", "مليون").is_some());
    assert!(at("بـمليون", "مليون").is_some());
    assert!(at("تمليون", "مليون").is_none());
    let korean = locale("set\tends\topen\nmul\t억\t100000000\ncur\t달러\tUSD");
    assert_eq!(
        korean.find(Kind::Cur, "달러를 냈다").map(|m| m.len),
        Some(6)
    );
    let german = locale("cue\tteilte … mit\tsaid\ncue\twies … zurück*\tdenied");
    let tail = |text| german.find(Kind::Cue, text).and_then(|m| m.tail);
    assert_eq!(tail("teilte die Firma mit, dass"), Some(17..20));
    assert_eq!(tail("teilte die Firma mittwochs"), None);
    assert_eq!(tail("wies das zurückgewiesen"), Some(9..16));
}

#[test]
fn notices_are_whole_lines() {
    let it = locale("notice\tREAD:*\tteaser\nnotice\t*comments\tcomments\nnotice\tShare\tshare");
    for (line, kind) in [
        ("Read: ten things", Some("teaser")),
        (" No Comments ", Some("comments")),
        ("share", Some("share")),
        ("Share prices fell", None),
    ] {
        assert_eq!(it.notice(line), kind, "{line}");
    }
}

#[test]
fn a_language_falls_back_to_its_primary_subtag() {
    let lang = |tag: &str| tag.parse::<Lang>().unwrap();
    for tag in Locale::languages() {
        let region = format!("{tag}-XX");
        let (plain, region) = (Locale::get(lang(tag)), Locale::get(lang(&region)));
        assert_eq!(plain.map(Locale::lang), Some(tag));
        assert_eq!(region.map(Locale::lang), Some(tag));
    }
    assert!(Locale::get(lang("xx")).is_none());
    assert!(Locale::get(Lang::UND).is_none());
    assert!(Locale::neutral().find(Kind::Cur, "€5").is_some());
}

proptest::proptest! {
    #[test]
    fn no_text_panics_and_matches_are_slices(text in "\\PC{0,40}|[a-z0-9 ,.€万億 가-힣ا-ي]{0,40}") {
        for locale in [Locale::neutral()].into_iter().chain(
            ["de", "ja", "ar"].iter().filter_map(|tag| Locale::get(tag.parse().ok()?)),
        ) {
            let every = Kinds::of(Kind::ALL);
            for at in 0..=text.len() + 1 {
                for found in locale.all_at(every, &text, at) {
                    assert!(text.get(at..at + found.len).is_some_and(|words| !words.is_empty()));
                }
            }
            locale.scan(every, &text);
        }
    }
}
