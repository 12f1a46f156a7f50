//! JSONL: an article a line, in the fields `text` or `html`, `title`, `date` and so on.
//! It takes lines apart; a broken line is skipped with its number and does not stop the others.

use serde_json::{Map, Value};

use super::{Kind, Meta, Skip, Unit, meta};

/// One row that holds an article.
#[derive(Debug)]
pub(super) struct Row<'t> {
    /// `id`, or the file and the number of the line.
    pub(super) id: String,
    /// The line's own bytes.
    pub(super) line: &'t str,
    /// What offsets count in, and how to read it.
    pub(super) unit: Unit,
}

/// The rows of `raw` in order; blank lines are none.
pub(super) fn rows<'t>(raw: &'t str, path: &str) -> Vec<Result<Row<'t>, Skip>> {
    raw.trim_start_matches('\u{feff}')
        .split('\n')
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(index, line)| {
            let number = index + 1;
            row(line.trim(), &format!("{path}:{number}"))
                .map_err(|reason| Skip::new(path, &format!("line {number} {reason}")))
        })
        .collect()
}

/// Whether the first line looks like a row.
pub(super) fn starts_with_row(raw: &str) -> bool {
    let first = raw
        .trim_start_matches('\u{feff}')
        .lines()
        .find(|line| !line.trim().is_empty());
    first.is_some_and(|line| {
        line.trim_start().starts_with('{')
            && serde_json::from_str::<Map<String, Value>>(line)
                .is_ok_and(|fields| fields.contains_key("text") || fields.contains_key("html"))
    })
}

fn row<'t>(line: &'t str, fallback: &str) -> Result<Row<'t>, &'static str> {
    let mut fields: Map<String, Value> = match serde_json::from_str(line) {
        Ok(Value::Object(fields)) => fields,
        Ok(_) => return Err("is not a JSON object; write one {\"text\": …} a line"),
        Err(_) => return Err("is not JSON; write one {\"text\": …} a line"),
    };
    let mut meta = Meta::default();
    for (name, value) in &fields {
        meta::put(&mut meta, name, value);
    }
    let (kind, body) = match (fields.remove("text"), fields.remove("html")) {
        (Some(Value::String(text)), _) if !text.trim().is_empty() => (Kind::Plain, text),
        (_, Some(Value::String(html))) => (Kind::Html, html),
        _ => return Err("has no words in `text` or `html`"),
    };
    let id = match fields.get("id") {
        Some(Value::String(id)) if !id.is_empty() => id.clone(),
        Some(Value::Number(id)) => id.to_string(),
        _ => fallback.to_owned(),
    };
    Ok(Row {
        id,
        line,
        unit: Unit {
            kind,
            raw: body,
            meta,
        },
    })
}
