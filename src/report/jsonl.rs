//! `--format jsonl`: one record a line, as the contract with other programs has it.
//! It orders the records; what is in them is `records`' business.

use std::io::{self, Write};

use super::View;
use super::records::records;

/// Writes every record of the view, one a line.
///
/// # Errors
/// Those of `out`.
pub fn jsonl(view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
    records(view, &mut |record| {
        serde_json::to_writer(&mut *out, record)?;
        out.write_all(b"\n")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Shows, json, sample::rendered};

    #[test]
    fn records_are_those_of_the_contract() {
        insta::assert_snapshot!(rendered(Shows::Findings, jsonl), @r#"
        {"record":"run","version":"0.1.0","model":{"name":"rules","sha256":""},"tables":"CLDR 48","options":{"min-confidence":"0.50"}}
        {"record":"document","doc":"ferry/meridian-press.md","path":"ferry/meridian-press.md","encoding":"utf-8","title":"Ferry capsizes off Farana with 212 on board","publisher":"Meridian Press","date":"2025-10-14","modified":null,"url":"https://ferry/meridian-press.md.example.com/a?b=1&c=2","lang":"en","story":"s1","origin":null}
        {"record":"document","doc":"ferry/gazzetta-stretto.md","path":"ferry/gazzetta-stretto.md","encoding":"utf-8","title":"Traghetto affonda davanti a Farana","publisher":"Gazzetta dello Stretto","date":"2025-10-14","modified":null,"url":"https://ferry/gazzetta-stretto.md.example.com/a?b=1&c=2","lang":"it","story":"s1","origin":null}
        {"record":"document","doc":"ferry/sahil-alyoum.md","path":"ferry/sahil-alyoum.md","encoding":"utf-8","title":"غرق عبارة قبالة فارانا","publisher":"ساحل اليوم","date":"2025-10-15","modified":null,"url":"https://ferry/sahil-alyoum.md.example.com/a?b=1&c=2","lang":"ar","story":"s1","origin":null}
        {"record":"document","doc":"deal/kanan-keizai.html","path":"deal/kanan-keizai.html","encoding":"utf-8","title":"アマゾンがオープンAIに出資","publisher":"河南経済","date":null,"modified":null,"url":"https://deal/kanan-keizai.html.example.com/a?b=1&c=2","lang":"ja","story":"s2","origin":null}
        {"record":"document","doc":"deal/<script>alert(1)</script>.txt","path":"deal/<script>alert(1)</script>.txt","encoding":"utf-8","title":"Amazon \u001b[31mbets\u001b[0m \"$50 billion\" <img src=x onerror=alert(1)>","publisher":null,"date":null,"modified":null,"url":"https://deal/<script>alert(1)</script>.txt.example.com/a?b=1&c=2","lang":"en","story":"s2","origin":null}
        {"record":"skipped","doc":"ferry/photo.pdf","reason":"PDF is not read; save the article as text"}
        {"record":"claim","id":"c-83","doc":"ferry/meridian-press.md","lang":"en","kind":"quantity","confidence":0.97,"sentence":{"start":278,"end":506,"text":"Another 83 were missing by late afternoon and 123 had been pulled from the water, although the count changed several times in the course of a day on which nobody in the harbour office could say for certain who had been on board."},"anchor":{"start":286,"end":288,"text":"83"},"quantity":{"value":"83","low":null,"high":null,"unit":"1","dimension":"count","hedge":"exact","step":"1","change":null,"from":null,"per":null,"vague":false,"class":"missing","head":null,"candidates":[]},"subject":null,"measure":{"start":null,"end":null,"text":null,"class":"missing"},"counterparty":null,"time":{"start":302,"end":319,"text":"by late afternoon","from":null,"to":"2025-10-14","grain":"day","relation":"by"},"condition":null,"source":{"start":145,"end":160,"text":"the coast guard","entity":null,"kind":"named"},"place":"body","modality":"asserted","polarity":"affirmed"}
        {"record":"claim","id":"c-500","doc":"deal/kanan-keizai.html","lang":"ja","kind":"quantity","confidence":0.97,"sentence":{"start":39,"end":107,"text":"アマゾンはオープンAIに最大500億ドルを投資する。"},"anchor":{"start":71,"end":89,"text":"最大500億ドル"},"quantity":{"value":"50000000000","low":null,"high":null,"unit":"USD","dimension":"money","hedge":"at_most","step":"10000000000","change":null,"from":null,"per":null,"vague":false,"class":null,"head":null,"candidates":[]},"subject":{"start":0,"end":12,"text":"アマゾン","entity":"amazon"},"measure":{"start":92,"end":98,"text":"投資","class":"investment"},"counterparty":{"start":15,"end":29,"text":"オープンAI","entity":"openai"},"time":null,"condition":null,"source":null,"place":"body","modality":"planned","polarity":"affirmed"}
        {"record":"fact","id":"00000000000000fa","story":"s1","claims":["c-83"],"values":[{"value":"83","hedge":"exact","claims":["c-83"],"independent":2}]}
        {"record":"finding","id":"0000000000000010","name":"contradicts/value","relation":"contradicts","type":"value","confidence":0.96,"story":"s1","fact":null,"claims":["00000000000000c1"],"evidence":[{"doc":"ferry/meridian-press.md","start":286,"end":288,"line":2,"column":243,"text":"83","value":"83","part":"a"},{"doc":"ferry/gazzetta-stretto.md","start":65,"end":76,"line":2,"column":30,"text":"38 dispersi","value":"38","part":"b"}],"reasons":[{"reason":"same_measure","measure":"missing"},{"reason":"values","a":"83","b":"38"}],"independent":true,"fingerprint":"f0","suppressed":null,"explanation":"On the number of people missing, Meridian Press has 83 and Gazzetta dello Stretto has 38.","resolve":"the source each article has its number from"}
        {"record":"finding","id":"0000000000000011","name":"supersedes/value","relation":"supersedes","type":"value","confidence":0.9,"story":"s1","fact":null,"claims":["00000000000000c1"],"evidence":[{"doc":"ferry/meridian-press.md","start":131,"end":143,"line":2,"column":88,"text":"at least six","value":"at least 6","part":"a"},{"doc":"ferry/sahil-alyoum.md","start":95,"end":106,"line":2,"column":30,"text":"٩ قتلى","value":"9","part":"b"}],"reasons":[{"reason":"same_measure","measure":"deaths"},{"reason":"values","a":"at least 6","b":"9"},{"reason":"later","which":"b","a":"2025-10-14","b":"2025-10-15"}],"independent":true,"fingerprint":"f0","suppressed":null,"explanation":"On the number of deaths, Meridian Press (14 October) had at least 6 and ساحل اليوم (15 October 2025) has 9.","resolve":null}
        {"record":"finding","id":"0000000000000016","name":"adds_up/sum","relation":"adds_up","type":"sum","confidence":0.99,"story":"s1","fact":null,"claims":["00000000000000c1"],"evidence":[{"doc":"ferry/meridian-press.md","start":529,"end":543,"line":3,"column":23,"text":"187 passengers","value":"187","part":"addend"},{"doc":"ferry/meridian-press.md","start":558,"end":560,"line":3,"column":52,"text":"25","value":"25","part":"addend"},{"doc":"ferry/meridian-press.md","start":57,"end":67,"line":2,"column":14,"text":"212 people","value":"212","part":"total"}],"reasons":[{"reason":"sum","parts":["187","25"],"sum":"212","total":"212"}],"independent":true,"fingerprint":"f0","suppressed":null,"explanation":"In Meridian Press, 187 and 25 make 212.","resolve":null}
        {"record":"finding","id":"0000000000000012","name":"differs/hedge","relation":"differs","type":"hedge","confidence":0.9,"story":"s2","fact":null,"claims":["00000000000000c1"],"evidence":[{"doc":"deal/kanan-keizai.html","start":71,"end":89,"line":2,"column":13,"text":"最大500億ドル","value":"at most 50000000000 USD","part":"a"},{"doc":"deal/<script>alert(1)</script>.txt","start":22,"end":33,"line":1,"column":23,"text":"$50 billion","value":"50000000000 USD","part":"b"}],"reasons":[{"reason":"same_party","name":"Amazon"},{"reason":"same_measure","measure":"investment"},{"reason":"same_value","value":"50000000000 USD"},{"reason":"hedges","a":"at_most","b":"exact"}],"independent":true,"fingerprint":"f0","suppressed":null,"explanation":"On the sum invested (Amazon), 河南経済 has at most 50 billion USD and deal/<script>alert(1)</script>.txt has 50 billion USD without “at most”.","resolve":"whether the source bound the number"}
        {"record":"finding","id":"0000000000000015","name":"adds_up/sum","relation":"adds_up","type":"sum","confidence":1.0,"story":"s2","fact":null,"claims":["00000000000000c1"],"evidence":[{"doc":"deal/kanan-keizai.html","start":113,"end":125,"line":2,"column":29,"text":"150億ドル","value":"15000000000 USD","part":"addend"},{"doc":"deal/kanan-keizai.html","start":179,"end":191,"line":2,"column":53,"text":"350億ドル","value":"35000000000 USD","part":"addend"},{"doc":"deal/kanan-keizai.html","start":71,"end":89,"line":2,"column":13,"text":"最大500億ドル","value":"50000000000 USD","part":"total"}],"reasons":[],"independent":true,"fingerprint":"f0","suppressed":"known, corrected on Friday","explanation":"The numbers in two articles of 河南経済 explain one another.","resolve":null}
        {"record":"summary","articles":5,"languages":4,"skipped":1,"quantities":0,"claims":2,"facts":1,"agreed":1,"findings":{"adds_up":1,"agrees":0,"contradicts":1,"differs":1,"same_origin":0,"supersedes":1},"suppressed":1,"not_compared":[{"reason":"no date","articles":2}]}
        "#);
    }

    #[test]
    fn json_is_the_same_records_in_one_array() {
        let array: Vec<serde_json::Value> =
            serde_json::from_str(&rendered(Shows::Findings, json)).unwrap();
        let lines: Vec<serde_json::Value> = rendered(Shows::Findings, jsonl)
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        assert_eq!(array, lines);
    }

    /// `text` is exactly the slice of the decoded input that `start` and `end` give.
    #[test]
    fn evidence_slices_to_its_text() {
        let sample = crate::report::sample::sample();
        for line in rendered(Shows::Findings, jsonl).lines() {
            let record: serde_json::Value = serde_json::from_str(line).unwrap();
            for place in record["evidence"].as_array().into_iter().flatten() {
                let document = sample
                    .documents
                    .iter()
                    .find(|document| place["doc"] == document.id.as_str())
                    .unwrap();
                let at = |key: &str| place[key].as_u64().unwrap() as usize;
                assert_eq!(place["text"], document.raw[at("start")..at("end")]);
            }
        }
    }
}
