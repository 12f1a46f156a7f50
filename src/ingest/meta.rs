//! Dates and fields that articles state about themselves, whatever the format.
//! It reads declared metadata; it guesses nothing from the running text or the clock.

use jiff::civil::Date;
use serde_json::Value;

use super::Meta;

/// The day of an ISO 8601 date or time, an RFC 2822 date, or a plain numeric date whose order is
/// certain (year first, or day first with full stops). The day is as written: the day in the time
/// zone of who wrote it.
pub(super) fn day(words: &str) -> Option<Date> {
    let words = words.trim();
    numeric(words).or_else(|| {
        jiff::fmt::rfc2822::DateTimeParser::new()
            .relaxed_weekday(true)
            .parse_zoned(words)
            .ok()
            .map(|time| time.date())
    })
}

fn numeric(words: &str) -> Option<Date> {
    let mut numbers = Vec::new();
    let mut separators = Vec::new();
    let mut rest = words;
    while numbers.len() < 3 {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        numbers.push((digits, rest[..digits].parse::<i16>().ok()));
        let after = &rest[digits..];
        if numbers.len() < 3 {
            let separator = after.chars().next()?;
            separators.push(separator);
            rest = &after[separator.len_utf8()..];
            continue;
        }
        if after.starts_with(|c: char| c.is_alphanumeric() && c != 'T' && c != 't' && c != '日') {
            return None;
        }
    }
    let [(first_len, first), (_, middle), (last_len, last)] = numbers[..] else {
        return None;
    };
    let (first, middle, last) = (first?, middle?, last?);
    let (year, month, day) = match (separators.as_slice(), first_len, last_len) {
        (['-' | '/' | '.', '-' | '/' | '.'] | ['年', '月'], 4, 1 | 2) => (first, middle, last),
        (['.', '.'], 1 | 2, 4) => (last, middle, first),
        _ => return None,
    };
    Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()
}

/// A day from a JSON value: a string as in `day`, or seconds or milliseconds since 1970 (UTC).
pub(super) fn day_of(value: &Value) -> Option<Date> {
    match value {
        Value::String(words) => day(words),
        Value::Number(number) => {
            let count = number.as_i64()?;
            let seconds = if count.unsigned_abs() > 100_000_000_000 {
                count / 1000
            } else {
                count
            };
            // Below lie years and days, not seconds: 2026, 20260319.
            (seconds > 100_000_000)
                .then(|| jiff::Timestamp::from_second(seconds).ok())
                .flatten()
                .map(|time| jiff::tz::TimeZone::UTC.to_datetime(time).date())
        }
        _ => None,
    }
}

/// The words without white space around them and with runs of it folded, or nothing.
pub(super) fn line(words: &str) -> Option<String> {
    let folded: Vec<&str> = words.split_whitespace().collect();
    (!folded.is_empty()).then(|| folded.join(" "))
}

/// Fills every field of `meta` that is still empty from `other`.
pub(super) fn fill(meta: &mut Meta, other: Meta) {
    let Meta {
        title,
        byline,
        publisher,
        date,
        modified,
        url,
        lang,
    } = other;
    meta.title = meta.title.take().or(title);
    meta.byline = meta.byline.take().or(byline);
    meta.publisher = meta.publisher.take().or(publisher);
    meta.date = meta.date.or(date);
    meta.modified = meta.modified.or(modified);
    meta.url = meta.url.take().or(url);
    meta.lang = meta.lang.or(lang);
}

/// Puts one named field into `meta`, unless an earlier one did. The names are those of front
/// matter and JSONL rows; unknown names are ignored.
pub(super) fn put(meta: &mut Meta, name: &str, value: &Value) {
    let one = match value {
        Value::Array(values) => values.first().unwrap_or(&Value::Null),
        other => other,
    };
    let words = || {
        let named = one.get("name").unwrap_or(one);
        named.as_str().and_then(line)
    };
    let mut given = Meta::default();
    match name.to_ascii_lowercase().as_str() {
        "title" | "headline" => given.title = words(),
        "author" | "byline" | "authors" => given.byline = words(),
        "publisher" | "outlet" | "source" | "site" => given.publisher = words(),
        "date" | "published" | "datepublished" | "date_published" | "pubdate" => {
            given.date = day_of(one);
        }
        "modified" | "updated" | "datemodified" | "date_modified" | "lastmod" => {
            given.modified = day_of(one);
        }
        "url" | "link" | "canonical" => given.url = words(),
        "lang" | "language" | "inlanguage" => given.lang = words().and_then(|tag| tag.parse().ok()),
        _ => {}
    }
    fill(meta, given);
}

/// What a page's JSON-LD says of its article (schema.org `Article` and its subtypes), or, where it
/// has none, of the page and its publisher.
pub(super) fn linked_data(blocks: &[String]) -> Meta {
    let mut article = Meta::default();
    let mut page = Meta::default();
    for block in blocks {
        let Ok(root) = serde_json::from_str::<Value>(block.trim()) else {
            continue;
        };
        let mut waiting = vec![&root];
        while let Some(value) = waiting.pop() {
            match value {
                Value::Array(values) => waiting.extend(values.iter().rev()),
                Value::Object(fields) => {
                    let types = types(value);
                    if types.iter().any(|name| is_article(name)) {
                        fill(&mut article, described(value));
                    } else if types.iter().any(|name| name.ends_with("WebPage")) {
                        fill(&mut page, described(value));
                    } else if types
                        .iter()
                        .any(|name| name.ends_with("NewsMediaOrganization"))
                    {
                        put(&mut page, "publisher", value);
                    }
                    for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                        waiting.extend(fields.get(key));
                    }
                }
                _ => {}
            }
        }
    }
    fill(&mut article, page);
    article
}

fn types(value: &Value) -> Vec<&str> {
    match value.get("@type") {
        Some(Value::String(name)) => vec![name],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

fn is_article(name: &str) -> bool {
    name.ends_with("Article") || matches!(name, "BlogPosting" | "LiveBlogPosting" | "Report")
}

fn described(value: &Value) -> Meta {
    let mut meta = Meta::default();
    for name in [
        "headline",
        "author",
        "publisher",
        "datePublished",
        "dateModified",
        "url",
        "inLanguage",
    ] {
        if let Some(field) = value.get(name) {
            put(&mut meta, name, field);
        }
    }
    if meta.url.is_none() {
        let page = value.get("mainEntityOfPage");
        let id = page.map(|page| page.get("@id").unwrap_or(page));
        meta.url = id.and_then(Value::as_str).and_then(line);
    }
    meta
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_written() {
        for (words, day_of_it) in [
            ("2026-04-27", "2026-04-27"),
            ("2026-04-27T17:40:00-07:00", "2026-04-27"),
            ("2026-04-27T23:59:59.123Z", "2026-04-27"),
            ("2026-04-27 08:00", "2026-04-27"),
            ("2026/4/7", "2026-04-07"),
            ("2026年3月19日", "2026-03-19"),
            ("19.03.2026", "2026-03-19"),
            ("9.3.2026 10:20", "2026-03-09"),
            ("Thu, 19 Mar 2026 23:30:00 -0500", "2026-03-19"),
            ("19 Mar 2026 08:00:00 GMT", "2026-03-19"),
        ] {
            let found = day(words).map(|date| date.to_string());
            assert_eq!(found.as_deref(), Some(day_of_it), "{words}");
        }
        for words in [
            "",
            "yesterday",
            "03/04/2026",
            "2026",
            "2026-13-01",
            "12-2026-01",
            "1.2.3",
        ] {
            assert_eq!(day(words), None, "{words}");
        }
    }

    #[test]
    fn json_ld_is_read_in_its_usual_shapes() {
        let graph = r#"{"@context":"https://schema.org","@graph":[
            {"@type":"WebPage","name":"x","datePublished":"2020-01-01","url":"https://a.example/p"},
            {"@type":["NewsArticle","Thing"],"headline":" Nine  dead ","datePublished":"2025-10-15T11:20:00+02:00",
             "author":[{"@type":"Person","name":"Yann"}],"publisher":{"name":"Le Courrier"},"inLanguage":"fr-FR"}]}"#;
        let meta = linked_data(&["not json".into(), graph.into()]);
        assert_eq!(meta.title.as_deref(), Some("Nine dead"));
        assert_eq!(meta.byline.as_deref(), Some("Yann"));
        assert_eq!(meta.publisher.as_deref(), Some("Le Courrier"));
        assert_eq!(meta.date, day("2025-10-15"));
        assert_eq!(meta.url.as_deref(), Some("https://a.example/p"));
        assert_eq!(
            meta.lang.map(|lang| lang.to_string()).as_deref(),
            Some("fr-FR")
        );
    }
}
