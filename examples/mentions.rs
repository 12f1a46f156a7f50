//! dev
use gainsay::{locale::Locale, normalise::Habit, propose, text::Span};
use std::io::{BufRead, Write};
fn main() {
    let out = std::io::stdout();
    let mut out = out.lock();
    for line in std::io::stdin().lock().lines() {
        let v: serde_json::Value = serde_json::from_str(&line.unwrap()).unwrap();
        let text = v["input"].as_str().unwrap();
        let lang = v["lang"].as_str().unwrap();
        let locale = lang
            .parse()
            .ok()
            .and_then(Locale::get)
            .unwrap_or(Locale::neutral());
        let habit = Habit::of(text);
        let span = Span::of(0..text.len());
        let m = propose::mentions(text, span, locale, &habit);
        let cp = |b: u32| text[..b as usize].chars().count();
        let ms: Vec<_> = m
            .iter()
            .map(|m| {
                let mut j = serde_json::to_value(m).unwrap();
                j["start"] = cp(m.at.start()).into();
                j["end"] = cp(m.at.end()).into();
                j["number"] = serde_json::json!([cp(m.number.start()), cp(m.number.end())]); j["text"] = m.at.slice(text).into();
                j["readable"] = m.quantity.as_ref().map(|q| q.readable()).into();
                j["hedge"] = m.quantity.as_ref().map(|q| format!("{:?}", q.hedge)).into();
                j
            })
            .collect();
        let a: Vec<_> = propose::anchors(&m, text, span, locale)
            .iter()
            .filter(|a| matches!(a.kind, propose::AnchorKind::Attribution))
            .map(|a| a.at.slice(text).to_owned())
            .collect();
        writeln!(
            out,
            "{}",
            serde_json::json!({"id": v["id"], "mentions": ms, "cues": a})
        )
        .unwrap();
    }
}
