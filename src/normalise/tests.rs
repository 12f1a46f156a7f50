use super::*;
use crate::locale::Locale;

fn locale(lang: &str) -> &'static Locale {
    Locale::get(lang.parse().unwrap()).unwrap()
}

/// The amount at the start of `text`, readable, and the words it took.
fn amount(lang: &str, text: &str) -> (String, String) {
    match Quantity::read(text, locale(lang)) {
        Some((quantity, len)) => (quantity.readable(), text[..len].to_owned()),
        None => Default::default(),
    }
}

#[track_caller]
fn check(cases: &[(&str, &str, &str)]) {
    for (lang, text, readable) in cases {
        let (words, rest) = text.split_once('|').unwrap_or((text, ""));
        let read = amount(lang, &format!("{words}{rest}"));
        assert_eq!(
            read,
            ((*readable).to_owned(), words.to_owned()),
            "{lang} {text}"
        );
    }
}

#[test]
fn digits_are_grouped_as_the_language_groups_them() {
    check(&[
        ("en", "1,234", "1,234"),
        ("en", "1.234", "1.234"),
        ("de", "1.234", "1,234"),
        ("de", "1.234.567,89", "1,234,567.89"),
        ("fr", "360 000", "360,000"),
        ("fr", "26\u{202F}750", "26,750"),
        ("de", "1’000’000", "1,000,000"),
        ("hi", "12,34,567", "1,234,567"),
        ("hi", "५०", "50"),
        ("ar", "٢٥٠٠", "2,500"),
        ("ja", "５０", "50"),
        ("es", "5,00", "5"),
        ("ru", "1 000 000", "1,000,000"),
    ]);
}

#[test]
fn words_compose_by_searching_all_readings() {
    check(&[
        ("en", "two hundred and fifty-three thousand", "253,000"),
        ("en", "one hundred| and two hundred", "100"),
        ("en", "two and a half million", "2,500,000"),
        ("en", "two point five million", "2,500,000"),
        ("de", "zweihundertfünfzigtausend", "250,000"),
        ("de", "fünfeinhalb", "5.5"),
        ("fr", "quatre-vingt-dix mille", "90,000"),
        ("it", "duemilacinquecento", "2,500"),
        ("pt", "dez mil milhões", "10,000,000,000"),
        ("pt", "dois mil e quinhentos", "2,500"),
        ("ru", "пятьсот двадцать три тысячи", "523,000"),
        ("ru", "двадцати трём", "23"),
        ("ar", "خمسة وعشرين", "25"),
        ("ja", "三万五千", "35,000"),
        ("zh", "十万零五百", "100,500"),
        ("ko", "오천만", "50,000,000"),
    ]);
}

#[test]
fn digits_and_scale_words_mix() {
    check(&[
        ("en", "50 billion", "50,000,000,000"),
        ("en", "$7.5bn", "7,500,000,000 USD"),
        ("de", "2,5 Mrd. Euro", "2,500,000,000 EUR"),
        ("es", "323 millones de euros", "323,000,000 EUR"),
        ("pt", "10 mil milhões", "10,000,000,000"),
        ("hi", "2 लाख करोड़ रुपये", "2,000,000,000,000 INR"),
        ("ja", "1億2,500万ドル", "125,000,000 USD"),
        ("ko", "7천 5백만 달러", "75,000,000 USD"),
        ("zh", "50亿美元", "5,000,000,000 USD"),
        ("ru", "3 млн 200 тыс.", "3,200,000"),
        ("ar", "٥ مليارات دولار", "5,000,000,000 USD"),
        ("en", "300 mm", "300 mm"),
        ("de", "1,98 m", "1.98 m"),
        (
            "en",
            "20 million| people watched on six channels",
            "20,000,000 person",
        ),
    ]);
}

#[test]
fn an_abbreviated_scale_is_no_number_by_itself() {
    for (lang, text) in [("de", "Bio"), ("en", "bn"), ("ru", "млн"), ("pt", "mi")] {
        assert_eq!(Quantity::read(text, locale(lang)), None, "{lang} {text}");
    }
    check(&[
        ("de", "5 Bio", "5,000,000,000,000"),
        ("en", "one million", "1,000,000"),
        ("ru", "миллион", "1,000,000"),
    ]);
}

#[test]
fn hedges_bound_from_either_side() {
    check(&[
        ("en", "up to $50 billion", "≤ 50,000,000,000 USD"),
        ("it", "almeno 38| persone", "≥ 38 person"),
        ("pt", "pelo menos 38| pessoas", "≥ 38 person"),
        ("de", "rund 27 Prozent", "≈ 27 %"),
        ("ru", "более 25 тысяч| человек", "> 25,000 person"),
        ("ja", "30,000人以上", "≥ 30,000 person"),
        ("tr", "20 milyondan fazla| insan", "> 20,000,000 person"),
        ("hi", "कम से कम ५०| लोगों", "≥ 50 person"),
        ("ko", "약 50억 달러", "≈ 5,000,000,000 USD"),
        ("zh", "超过90亿英镑", "> 9,000,000,000 GBP"),
        ("ar", "أكثر من 1000| شخص", "> 1,000 person"),
    ]);
}

#[test]
fn ranges_share_scale_and_unit() {
    check(&[
        ("en", "between 30 and 43 percent", "30–43 %"),
        ("en", "$5-10 billion", "5,000,000,000–10,000,000,000 USD"),
        (
            "de",
            "10 bis 15 Millionen Dollar",
            "10,000,000–15,000,000 USD",
        ),
        ("es", "entre el 30 y el 43 %", "30–43 %"),
        ("ru", "5-6 тыс.| человек", "5,000–6,000 person"),
        ("ja", "100〜200人", "100–200 person"),
        ("pl", "od 26 do 32 stopni Celsjusza", "26–32 Cel"),
        ("en", "50 ± 2 kg", "48–52 kg"),
        ("en", "5| and 6", "5"),
    ]);
}

#[test]
fn money_keeps_the_readings_that_stay_plausible() {
    let (dollars, _) = Quantity::read("$50", locale("en")).unwrap();
    assert_eq!(dollars.unit, Unit::money("USD"));
    assert!(
        dollars
            .candidates
            .iter()
            .any(|other| other.unit == Unit::money("CAD"))
    );
    let (euros, _) = Quantity::read("50 €", locale("de")).unwrap();
    assert!(euros.candidates.is_empty());
    check(&[
        ("en", "US$50 million", "50,000,000 USD"),
        ("en", "$15 and 30 cents", "15.3 USD"),
        ("de", "30 Cent", "0.3 EUR"),
        ("pt", "R$ 10 bilhões", "10,000,000,000 BRL"),
        ("en", "$5 a share", "5 USD/share"),
        ("en", "361 million pounds", "361,000,000 GBP"),
        ("en", "25 pounds", "25 [lb_av]"),
    ]);
}

#[test]
fn ages_shares_and_degrees_are_told_apart() {
    check(&[
        ("en", "24-year-old", "24 a"),
        ("de", "30-Jährige", "30 a"),
        ("ru", "32-летнего", "32 a"),
        ("zh", "45岁", "45 a"),
        ("ja", "3割", "30 %"),
        ("zh", "两成", "20 %"),
        ("ja", "摂氏20度", "20 Cel"),
        ("ko", "섭씨 40도", "40 Cel"),
        ("en", "-5 degrees Celsius", "-5 Cel"),
        ("de", "50-prozentige", "50 %"),
        ("zh", "三分之一", "33.3333 %"),
    ]);
}

#[test]
fn the_last_stated_digit_is_the_step() {
    for (lang, text, step) in [
        ("en", "$50B", "1000000000"),
        ("en", "50.0 million", "100000"),
        ("de", "1.234", "1"),
        ("de", "2,5 Mrd. Euro", "100000000"),
        ("ja", "1億2500万", "10000"),
        ("fr", "deux millions", "1000000"),
    ] {
        let (quantity, _) = Quantity::read(text, locale(lang)).unwrap();
        assert_eq!(quantity.step.to_string(), step, "{lang} {text}");
    }
}

#[test]
fn a_document_shows_its_habit() {
    let habit = |text| Habit::of(text);
    assert_eq!(habit("12,5 und 3,4").point, Some(','));
    assert_eq!(habit("1.234.567").group, Some('.'));
    assert_eq!(
        habit("1,234.5"),
        Habit {
            point: Some('.'),
            group: Some(',')
        }
    );
    assert_eq!(habit("1,234"), Habit::default());
}

proptest::proptest! {
    #[test]
    fn a_decimal_written_in_any_language_reads_back(
        mantissa in 0_i64..10_i64.pow(15),
        scale in 0_u32..4,
    ) {
        let value = Decimal::new(mantissa, scale).normalize();
        for lang in Locale::languages() {
            let locale = locale(lang);
            let text = write(value, locale);
            let (read, len) = Quantity::read(&text, locale).unwrap();
            // Three decimals after one to three digits may be a group: then both readings are kept.
            let readings = read.candidates.iter().map(|other| other.low);
            proptest::prop_assert!(
                read.value().into_iter().chain(readings).any(|read| read == value),
                "{lang} {text}"
            );
            proptest::prop_assert_eq!(len, text.len());
        }
    }

    #[test]
    fn a_thousand_million_is_a_billion(number in 1_i64..900) {
        for (lang, billions, millions) in
            [("en", "billion", "million"), ("de", "Milliarden", "Millionen"), ("zh", "十亿", "百万")]
        {
            let read = |text: &str| Quantity::read(text, locale(lang)).unwrap().0.value();
            let short = read(&format!("{number} {billions}"));
            proptest::prop_assert_eq!(short, read(&format!("{number}000 {millions}")));
        }
    }
}
