//! Sentence ends and languages by table, and the law that sentences tile their block.

use proptest::prelude::*;

use super::*;
use crate::ingest::{self, Given};

fn document(text: &str, lang: Option<&str>) -> Document {
    let given = Given {
        lang: lang.and_then(|tag| tag.parse().ok()),
        ..Given::default()
    };
    ingest::read(text.as_bytes(), "a.txt", &given)
        .remove(0)
        .unwrap_or_else(|skip| panic!("{}", skip.reason))
}

/// Each case is one line, `|` where a sentence ends.
#[test]
fn sentences_end_where_a_reader_ends_them() {
    let mut wrong = Vec::new();
    for (lang, case) in [
        (
            "en",
            "Shares fell 3.5 percent, Mr. Smith said. |Dr. J. R. Hale disagreed. |It was 5 p.m. in the U.S. |The market had closed.",
        ),
        (
            "en",
            "He owns Plan No. 9, i.e. nothing. |He said no. |Amazon declined.",
        ),
        (
            "en",
            "the use of the OpenAI API.|According to reports, talks go on. |They ended last year.|The firm was sold in 2023.|Now it is back.",
        ),
        (
            "en",
            "retaining a key clause:|All calls must go through Azure, see https://a.example/x?Q=1.Then more.",
        ),
        (
            "en",
            "experts believe that...Running it is hard.|\"We understand our contracts,\" said one. |\"If they breach it. |We will sue,\" he added.",
        ),
        (
            "en",
            "“Are you there?” he asked. |“We know our contract,” one source said. |“We will sue them.” |The report said no more.",
        ),
        (
            "en",
            "“Microsoft retains its license. |… Azure remains the provider.” |It said so.",
        ),
        (
            "de",
            "Am 18. März starben z.B. 9 Menschen, so Dr. Weiß. |Der 2. Weltkrieg endete 1945. |Es waren 12. |Die Polizei sucht weiter.",
        ),
        (
            "de",
            "„Wir klagen.“ |Das sagte der Sprecher. |„Wirklich?“, fragte sie. |»Ja.« |Dann ging er.",
        ),
        (
            "fr",
            "« Nous avons peur. » |Le préfet, M. Dupont, a démenti. |« On montait à bord ! » raconte une commerçante.",
        ),
        (
            "es",
            "El Sr. Pérez murió. |¿Quién lo sabe? |«No es una ayuda», dijo. |Nadie respondió.",
        ),
        (
            "it",
            "Il Sig. Rossi ha pagato 25.000 euro. |«Non è vero.» |Lo dice la procura.",
        ),
        (
            "pt",
            "O Sr. Silva pagou R$ 1,5 mil. |“Não sei”, disse. |Ninguém falou.",
        ),
        (
            "nl",
            "Dhr. Jansen vertrok om 10.30 uur. |“Nee!” riep hij. |De rest bleef.",
        ),
        (
            "pl",
            "To ul. Długa 5. |Prezes dr Nowak odszedł 18. marca. |„Nie wiem” – powiedział.",
        ),
        (
            "ru",
            "В 2019 г. компания А. С. Иванова купила завод. |«Мы подадим в суд!» — сказал он. |Суд молчит.",
        ),
        (
            "uk",
            "Це сталося 18 березня. |«Ми не знаємо», — сказав він. |Суд мовчить.",
        ),
        (
            "tr",
            "Dr. Yılmaz geldi. |“Bilmiyorum.” dedi. |Toplantı bitti.",
        ),
        (
            "ar",
            "قال الوزير إن العدد ارتفع إلى تسعة. |هل يستمر البحث؟ |نعم.",
        ),
        ("hi", "नौ लोग मारे गए। |खोज जारी है। |मंत्री ने कहा नहीं।"),
        (
            "zh",
            "死亡人数升至9人。|“如果他们违约，我们就起诉。”一位知情人士说。|搜救仍在继续。|他说：“会下雨。”|不过，专家提醒不可放松。|你好吗？|是的！",
        ),
        (
            "ja",
            "死者は9人に増えた。|「契約に違反すれば訴える。」と関係者は話した。|知事：「雨が降る。」|専門家は注意を呼びかけたと話す。|捜索は続く。",
        ),
        (
            "ko",
            "사망자가 9명으로 늘었다. |수색은 계속된다. |그는 “모른다.”라고 말했다.",
        ),
    ] {
        let text = case.replace('|', "");
        let doc = document(&text, Some(lang));
        let found: Vec<&str> = sentences(&doc)
            .iter()
            .map(|sentence| sentence.at.slice(&doc.text))
            .collect();
        if found.join("|") != case {
            wrong.push(format!("{lang}: {}", found.join("|")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn languages_are_told_apart() {
    for (lang, text) in [
        (
            "en",
            "Nine people died when the ferry sank on Monday night, the coast guard said.",
        ),
        (
            "de",
            "Neun Menschen starben, als die Fähre in der Nacht zum Dienstag sank.",
        ),
        (
            "fr",
            "Neuf personnes sont mortes dans le naufrage du ferry, selon la préfecture.",
        ),
        (
            "es",
            "Nueve personas murieron en el hundimiento del transbordador, según la policía.",
        ),
        (
            "pt",
            "Nove pessoas morreram no naufrágio da balsa, segundo a guarda costeira, que não confirma.",
        ),
        (
            "it",
            "Nove persone sono morte nel naufragio del traghetto, secondo la guardia costiera.",
        ),
        (
            "nl",
            "Negen mensen kwamen om toen de veerboot maandagnacht zonk, zei de kustwacht.",
        ),
        (
            "pl",
            "Dziewięć osób zginęło, gdy w nocy z poniedziałku na wtorek zatonął prom.",
        ),
        (
            "ru",
            "Девять человек погибли, когда паром затонул в ночь на вторник, сообщили спасатели.",
        ),
        (
            "uk",
            "Дев'ять людей загинули, коли пором затонув у ніч на вівторок, повідомили рятувальники.",
        ),
        (
            "tr",
            "Pazartesi gecesi feribotun batması sonucu dokuz kişi hayatını kaybetti.",
        ),
        (
            "ar",
            "قتل تسعة أشخاص عندما غرقت العبارة ليلة الاثنين، بحسب خفر السواحل.",
        ),
        (
            "hi",
            "सोमवार की रात नौका डूबने से नौ लोगों की मौत हो गई, तटरक्षक बल ने कहा।",
        ),
        ("zh", "海岸警卫队说，渡轮周一夜间沉没，造成九人死亡。"),
        (
            "ja",
            "海上保安庁によると、月曜夜にフェリーが沈没し、九人が死亡した。",
        ),
        (
            "ko",
            "월요일 밤 여객선이 침몰해 아홉 명이 숨졌다고 해경이 밝혔다.",
        ),
        ("und", "9 / 80 / 212"),
    ] {
        let guess = of_text(text, None);
        assert_eq!(guess.lang.as_str(), lang, "{text} {guess:?}");
    }
}

#[test]
fn a_declaration_is_weighed() {
    let french = "Neuf personnes sont mortes dans le naufrage du ferry, selon la préfecture. Le bateau avait quitté le port dans la nuit de lundi à mardi avec plus de deux cents personnes à son bord, et les secours en ont sauvé une centaine.";
    let tag = |tag: &str| tag.parse().ok();
    assert_eq!(of_text(french, tag("en")).lang.as_str(), "fr");
    assert_eq!(of_text(french, tag("fr-CA")).lang.as_str(), "fr-CA");
    assert_eq!(of_text("Oslo, Bergen", tag("nb")).lang.as_str(), "nb");
    assert_eq!(
        of_text("海岸警卫队说九人死亡。", tag("en")).lang.as_str(),
        "zh"
    );
}

#[test]
fn a_foreign_sentence_keeps_its_language() {
    let text = "Neun Menschen starben, als die Fähre in der Nacht zum Dienstag sank. Die Küstenwache sucht nach den Vermissten, sagte ein Sprecher. “We have not given up hope and we will not stop the search for them,” she said.";
    let doc = document(text, None);
    let langs: Vec<&str> = sentences(&doc)
        .iter()
        .map(|s| if s.lang.as_str() == "de" { "de" } else { "en" })
        .collect();
    assert_eq!(langs, ["de", "de", "en"]);
}

#[test]
fn names_in_another_script_are_no_foreign_sentence() {
    let chinese = document(
        "渡轮周一夜间沉没，造成九人死亡。OpenAI Frontier. 搜救仍在继续，八十人失踪。",
        None,
    );
    let found: Vec<String> = sentences(&chinese)
        .iter()
        .map(|sentence| sentence.lang.to_string())
        .collect();
    assert_eq!(found, ["zh", "und", "zh"]);
}

fn prose() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "Mr. ",
        "The firm",
        " said",
        ". ",
        ".",
        "? ",
        "!",
        "…",
        "...",
        "\"",
        "“",
        "”",
        "„",
        "«",
        "»",
        "「",
        "」",
        "。",
        "3.5",
        " 18. ",
        "März",
        "U.S.",
        "J. ",
        ":",
        "All calls",
        "海岸警卫队说",
        "と話した",
        "।",
        "؟ ",
        "http://a.b/?C",
        " ",
        "\n",
        "\t",
        "(",
        ")",
        "é",
        "\u{a0}",
    ]);
    prop::collection::vec(piece, 1..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn sentences_tile_their_block(text in prose(), lang in prop::sample::select(vec!["en", "de", "fr", "zh", "ja", "ru", "xx"])) {
        let given = Given { lang: lang.parse().ok(), ..Given::default() };
        for doc in ingest::read(text.as_bytes(), "a.txt", &given).into_iter().flatten() {
            let found = sentences(&doc);
            for (index, block) in doc.blocks.iter().enumerate() {
                let mut at = block.at.start();
                for sentence in found.iter().filter(|s| s.block as usize == index) {
                    prop_assert_eq!(sentence.at.start(), at);
                    prop_assert!(!sentence.at.slice(&doc.text).is_empty());
                    at = sentence.at.end();
                }
                prop_assert_eq!(at, block.at.end());
            }
        }
    }
}
