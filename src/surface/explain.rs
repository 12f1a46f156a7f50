//! `gainsay explain`: what a finding's name means, with an example.
//! The words are the library's table of names.

use std::io::{self, Write};

use anyhow::anyhow;
use gainsay::report::{NAMES, named};

use super::cli::Explain;
use super::exit::Exit;

/// Explains one name, or lists them all.
pub(super) fn explain(args: &Explain) -> anyhow::Result<Exit> {
    let mut page = String::new();
    match &args.name {
        None => {
            for named in NAMES {
                page += &format!("{:<24} {}\n", named.name(), named.title);
            }
        }
        Some(name) => {
            let named = named(name).ok_or_else(|| {
                anyhow!("`{name}` is no finding, `gainsay explain` lists the names")
            })?;
            let [a, b] = named.example;
            page = format!(
                "{}: {}\n\n{}\n\nFor example\n  A  {a}\n  B  {b}\n",
                named.name(),
                named.title,
                named.meaning
            );
        }
    }
    io::stdout().write_all(page.as_bytes())?;
    Ok(Exit::Done)
}
