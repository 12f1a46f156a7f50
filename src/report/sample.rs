//! Two stories for the tests of the renderers, made by hand: what they show is known.
//! Nothing here is read from a file or by the program.

use super::*;
use crate::claim::{Context, Part, Place, Says, Voice, VoiceKind};
use crate::ingest::{Block, BlockKind, Document, Meta, Skip};
use crate::normalise::{Decimal, Grain, Hedge, Name, Quantity, Relation, Stated, Unit, When};
use crate::tag::{Modality, ModelId, Polarity, Sketch};
use crate::text::{OffsetMap, Script};
use std::collections::BTreeMap;

/// Articles, claims and findings that a `View` can borrow.
pub(super) struct Sample {
    pub(super) run: Run,
    pub(super) documents: Vec<Document>,
    pub(super) claims: Vec<crate::claim::Claim>,
    pub(super) findings: Vec<Finding>,
    pub(super) facts: Vec<Fact>,
    pub(super) skipped: Vec<Skip>,
    pub(super) missed: Vec<NotCompared>,
}

fn document(
    id: &str,
    publisher: Option<&str>,
    date: Option<&str>,
    lang: &str,
    text: &str,
) -> Document {
    let title_end = text.find('\n').unwrap_or(text.len());
    let mut at = 0;
    let mut blocks = Vec::new();
    for (n, line) in text.split('\n').enumerate() {
        let kind = if n == 0 {
            BlockKind::Title
        } else {
            BlockKind::Paragraph
        };
        blocks.push(Block {
            at: Span::of(at..at + line.len()),
            kind,
        });
        at += line.len() + 1;
    }
    Document {
        id: DocId::new(id),
        path: id.into(),
        encoding: "utf-8".into(),
        raw: text.into(),
        text: text.into(),
        map: OffsetMap::identity(text.len()),
        blocks,
        meta: Meta {
            title: Some(text[..title_end].into()),
            publisher: publisher.map(Into::into),
            date: date.and_then(|date| date.parse().ok()),
            url: Some(format!("https://{id}.example.com/a?b=1&c=2")),
            ..Meta::default()
        },
        lang: lang.parse().unwrap(),
        sha256: String::new(),
    }
}

fn span(document: &Document, words: &str) -> Span<Clean> {
    let at = document.text.find(words).expect(words);
    Span::of(at..at + words.len())
}

fn mark(document: &Document, sentence: &str, words: &str, part: MarkPart, value: &str) -> Mark {
    Mark {
        doc: document.id.clone(),
        at: span(document, words),
        sentence: span(document, sentence),
        part,
        value: Some(value.into()),
        claim: None,
    }
}

fn finding(
    (relation, topic, confidence): (RelationKind, Topic, f32),
    story: &str,
    marks: Vec<Mark>,
    because: Vec<Reason>,
    who: [&str; 2],
) -> Finding {
    Finding {
        id: format!("{:016x}", marks.len() * 7 + because.len()),
        relation,
        topic,
        confidence,
        story: Some(story.into()),
        fact: None,
        claims: vec!["00000000000000c1".into()],
        marks,
        explanation: explanation(relation, topic, &because, who),
        resolve: resolve(relation, topic, &because, who),
        because,
        independent: true,
        fingerprint: "f0".into(),
        suppressed: None,
    }
}

fn values(a: &str, b: &str) -> Reason {
    Reason::Values {
        a: a.into(),
        b: b.into(),
    }
}

pub(super) fn sample() -> Sample {
    let wire = document(
        "ferry/meridian-press.md",
        Some("Meridian Press"),
        Some("2025-10-14"),
        "en",
        "Ferry capsizes off Farana with 212 on board\nA ferry with 212 people on board capsized in high seas before dawn on Tuesday, killing at least six, the coast guard said, while rescuers from three islands searched the strait in winds that kept helicopters on the ground until noon. Another 83 were missing by late afternoon and 123 had been pulled from the water, although the count changed several times in the course of a day on which nobody in the harbour office could say for certain who had been on board.\nThe ship was carrying 187 passengers and a crew of 25.",
    );
    let paper = document(
        "ferry/gazzetta-stretto.md",
        Some("Gazzetta dello Stretto"),
        Some("2025-10-14"),
        "it",
        "Traghetto affonda davanti a Farana\nIl bilancio è di sei morti e 38 dispersi.",
    );
    let arabic = document(
        "ferry/sahil-alyoum.md",
        Some("ساحل اليوم"),
        Some("2025-10-15"),
        "ar",
        "غرق عبارة قبالة فارانا\nقالت السلطات يوم الأربعاء إن ٩ قتلى انتُشلوا من المياه حتى الآن.",
    );
    let nikkei = document(
        "deal/kanan-keizai.html",
        Some("河南経済"),
        None,
        "ja",
        "アマゾンがオープンAIに出資\nアマゾンはオープンAIに最大500億ドルを投資する。まず150億ドルを払い込み、一定の条件が満たされれば350億ドルを追加する。",
    );
    let evil = document(
        "deal/<script>alert(1)</script>.txt",
        None,
        None,
        "en",
        "Amazon \u{1b}[31mbets\u{1b}[0m \"$50 billion\" <img src=x onerror=alert(1)>\nAmazon will invest $50 billion</p><script>alert('x')</script> & more in OpenAI \u{202e}gnorw\u{202c}.",
    );
    let six = "A ferry with 212 people on board capsized in high seas before dawn on Tuesday, killing at least six, the coast guard said, while rescuers from three islands searched the strait in winds that kept helicopters on the ground until noon. ";
    let another = "Another 83 were missing by late afternoon and 123 had been pulled from the water, although the count changed several times in the course of a day on which nobody in the harbour office could say for certain who had been on board.";
    let crew = "The ship was carrying 187 passengers and a crew of 25.";
    let italian = "Il bilancio è di sei morti e 38 dispersi.";
    let nine = "قالت السلطات يوم الأربعاء إن ٩ قتلى انتُشلوا من المياه حتى الآن.";
    let fifty = "アマゾンはオープンAIに最大500億ドルを投資する。";
    let bets = "Amazon will invest $50 billion</p><script>alert('x')</script> & more in OpenAI \u{202e}gnorw\u{202c}.";
    let pay = "まず150億ドルを払い込み、一定の条件が満たされれば350億ドルを追加する。";
    let party = |name: &str| Reason::SameParty { name: name.into() };
    let measure = |id: &str| Reason::SameMeasure { measure: id.into() };
    let findings = vec![
        finding(
            (RelationKind::Contradicts, Topic::Value, 0.96),
            "s1",
            vec![
                mark(&wire, another, "83", MarkPart::A, "83"),
                mark(&paper, italian, "38 dispersi", MarkPart::B, "38"),
            ],
            vec![measure("missing"), values("83", "38")],
            ["Meridian Press", "Gazzetta dello Stretto"],
        ),
        finding(
            (RelationKind::Supersedes, Topic::Value, 0.9),
            "s1",
            vec![
                mark(&wire, six, "at least six", MarkPart::A, "at least 6"),
                mark(&arabic, nine, "٩ قتلى", MarkPart::B, "9"),
            ],
            vec![
                measure("deaths"),
                values("at least 6", "9"),
                Reason::Later {
                    which: "b".into(),
                    a: "2025-10-14".into(),
                    b: "2025-10-15".into(),
                },
            ],
            ["Meridian Press", "ساحل اليوم"],
        ),
        finding(
            (RelationKind::AddsUp, Topic::Sum, 0.99),
            "s1",
            vec![
                mark(&wire, crew, "187 passengers", MarkPart::Addend, "187"),
                mark(&wire, crew, "25", MarkPart::Addend, "25"),
                mark(&wire, six, "212 people", MarkPart::Total, "212"),
            ],
            vec![Reason::Sum {
                parts: vec![187.into(), 25.into()],
                sum: 212.into(),
                total: 212.into(),
            }],
            ["Meridian Press", "Meridian Press"],
        ),
        finding(
            (RelationKind::Differs, Topic::Hedge, 0.905),
            "s2",
            vec![
                mark(
                    &nikkei,
                    fifty,
                    "最大500億ドル",
                    MarkPart::A,
                    "at most 50000000000 USD",
                ),
                mark(&evil, bets, "$50 billion", MarkPart::B, "50000000000 USD"),
            ],
            vec![
                party("Amazon"),
                measure("investment"),
                Reason::SameValue {
                    value: "50000000000 USD".into(),
                },
                Reason::Hedges {
                    a: "at_most".into(),
                    b: "exact".into(),
                },
            ],
            ["河南経済", "deal/<script>alert(1)</script>.txt"],
        ),
        Finding {
            suppressed: Some("known, corrected on Friday".into()),
            ..finding(
                (RelationKind::AddsUp, Topic::Sum, 1.0),
                "s2",
                vec![
                    mark(
                        &nikkei,
                        pay,
                        "150億ドル",
                        MarkPart::Addend,
                        "15000000000 USD",
                    ),
                    mark(
                        &nikkei,
                        pay,
                        "350億ドル",
                        MarkPart::Addend,
                        "35000000000 USD",
                    ),
                    mark(
                        &nikkei,
                        fifty,
                        "最大500億ドル",
                        MarkPart::Total,
                        "50000000000 USD",
                    ),
                ],
                vec![],
                ["河南経済", "河南経済"],
            )
        },
    ];
    let claims = vec![
        amount_claim(&wire, another, "83", "missing"),
        amount_claim(&nikkei, fifty, "最大500億ドル", "investment"),
    ];
    let facts = vec![Fact {
        id: "00000000000000fa".into(),
        story: Some("s1".into()),
        claims: vec!["c-83".into()],
        values: vec![FactValue {
            value: "83".into(),
            hedge: Hedge::Exact,
            claims: vec!["c-83".into()],
            independent: 2,
        }],
    }];
    Sample {
        run: Run {
            version: "0.1.0".into(),
            model: ModelId {
                name: "rules".into(),
                sha256: String::new(),
            },
            tables: "CLDR 48".into(),
            options: BTreeMap::from([("min-confidence".into(), "0.50".into())]),
        },
        documents: vec![wire, paper, arabic, nikkei, evil],
        claims,
        findings,
        facts,
        skipped: vec![Skip {
            doc: DocId::new("ferry/photo.pdf"),
            reason: "PDF is not read; save the article as text".into(),
        }],
        missed: vec![NotCompared {
            reason: "no date".into(),
            articles: 2,
        }],
    }
}

fn part<T>(document: &Document, words: &str, value: T) -> Part<T> {
    Part {
        value,
        at: span(document, words),
        text: words.into(),
    }
}

fn amount_claim(
    document: &Document,
    sentence: &str,
    words: &str,
    measure: &str,
) -> crate::claim::Claim {
    let money = words.contains('億');
    let value = if money {
        Decimal::from(50_000_000_000_i64)
    } else {
        Decimal::from(83)
    };
    let name = |surface: &str, key: &str| Name {
        key: key.into(),
        surface: surface.into(),
        script: Script::dominant(surface),
        proper: true,
        distinct: true,
        joined: false,
    };
    let unit = Unit {
        dimension: crate::normalise::Dimension::Money,
        code: "USD".into(),
    };
    crate::claim::Claim {
        id: if money { "c-500" } else { "c-83" }.into(),
        doc: document.id.clone(),
        lang: document.lang,
        sentence: part(document, sentence, ()),
        order: 1,
        anchor: part(document, words, ()),
        place: Place::Body,
        says: Says::Amount {
            quantity: Quantity {
                low: value,
                high: value,
                step: Decimal::from(if money { 10_000_000_000_i64 } else { 1 }),
                hedge: if money { Hedge::AtMost } else { Hedge::Exact },
                unit: if money { unit } else { Unit::count() },
                change: None,
                from: None,
                per: None,
                vague: false,
                class: (!money).then(|| "missing".into()),
                head: None,
                candidates: vec![],
            },
            measure: money.then(|| part(document, "投資", ())),
        },
        subject: money.then(|| part(document, "アマゾン", name("アマゾン", "amazon"))),
        measure: Some(measure.into()),
        measure_stated: true,
        counterparty: money.then(|| part(document, "オープンAI", name("オープンAI", "openai"))),
        when: (!money).then(|| {
            part(
                document,
                "by late afternoon",
                When {
                    from: None,
                    until: "2025-10-14".parse().ok(),
                    grain: Grain::Day,
                    relation: Relation::By,
                    stated: Stated::Span,
                },
            )
        }),
        condition: None,
        source: (!money).then(|| {
            let voice = Voice {
                name: name("the coast guard", ""),
                kind: VoiceKind::Named,
            };
            part(document, "the coast guard", voice)
        }),
        modality: if money {
            Modality::Planned
        } else {
            Modality::Asserted
        },
        polarity: Polarity::Affirmed,
        context: Context::default(),
        sketch: Sketch::default(),
        confidence: 0.974,
    }
}

impl Sample {
    /// The articles with their stories: `ferry` is one, `deal` the other.
    pub(super) fn articles(&self) -> Vec<Article<'_>> {
        let story = |document: &Document| match document.id.as_str().starts_with("ferry") {
            true => "s1",
            false => "s2",
        };
        self.documents
            .iter()
            .map(|d| Article::new(d, Some(story(d)), None))
            .collect()
    }

    /// The whole sample as a renderer sees it.
    pub(super) fn view<'a>(&'a self, shows: Shows, articles: &'a [Article<'a>]) -> View<'a> {
        let mut view = View::new(shows, &self.run, articles);
        view.skipped = &self.skipped;
        view.claims = &self.claims;
        view.facts = &self.facts;
        view.findings = &self.findings;
        view.not_compared = &self.missed;
        view
    }
}

/// What a renderer writes of the sample.
pub(super) fn rendered(
    shows: Shows,
    render: impl Fn(&View<'_>, &mut dyn std::io::Write) -> std::io::Result<()>,
) -> String {
    let sample = sample();
    let articles = sample.articles();
    let mut out = Vec::new();
    render(&sample.view(shows, &articles), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}
