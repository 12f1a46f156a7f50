//! `--format json`: the records of `jsonl` in one array.
//! It adds brackets and commas, nothing else.

use std::io::{self, Write};

use super::View;
use super::records::records;

/// Writes every record of the view as one JSON array, a record a line.
///
/// # Errors
/// Those of `out`.
pub fn json(view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut before: &[u8] = b"[\n";
    records(view, &mut |record| {
        out.write_all(before)?;
        before = b",\n";
        Ok(serde_json::to_writer(&mut *out, record)?)
    })?;
    out.write_all(b"\n]\n")
}
