//! The direction rule: which module may import which. It reads `src`; a `use crate::…` that the
//! table does not allow fails the build's tests.
//!
//! Data flows from bytes to findings, and a stage knows only what stands before it. `pipeline` and
//! `surface` may use everything; nothing uses them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A module and the modules it may import. `error` and its own siblings are free to all.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("error", &[]),
    ("locale", &["text"]),
    // The notices of web pages are rows of the tables.
    ("ingest", &["text", "locale"]),
    ("segment", &["text", "locale", "ingest"]),
    ("normalise", &["text", "locale"]),
    ("propose", &["text", "locale", "segment", "normalise"]),
    // Cues and roles by table are what it falls back on, and what the network is told.
    (
        "tag",
        &["text", "locale", "segment", "normalise", "propose"],
    ),
    (
        "claim",
        &[
            "text",
            "locale",
            "ingest",
            "segment",
            "normalise",
            "propose",
            "tag",
        ],
    ),
    ("align", &["text", "claim"]),
    ("reconcile", &["text", "claim", "align"]),
    (
        "report",
        &[
            "text",
            "ingest",
            "normalise",
            "propose",
            "tag",
            "claim",
            "align",
            "reconcile",
        ],
    ),
    (
        "eval",
        &["text", "locale", "segment", "normalise", "propose", "tag"],
    ),
    // It keeps documents, claims, facts and findings as they are.
    ("store", &["text", "ingest", "claim", "report"]),
    ("config", &["text", "ingest", "tag", "report", "reconcile"]),
];

/// Modules that may use all others, and that none may use.
const TOP: &[&str] = &["pipeline", "surface"];

#[test]
fn imports_follow_the_direction_rule() {
    let mut broken = Vec::new();
    for file in rust_files(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let module = module_of(&file);
        if module == "lib" || module == "main" {
            continue;
        }
        let source = std::fs::read_to_string(&file).expect("a source");
        for used in imports(without_tests(&source)) {
            if !is_allowed(&module, &used) {
                broken.push(format!("{}: {module} imports {used}", file.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

fn is_allowed(module: &str, used: &str) -> bool {
    if used == module || used == "error" || used == "Error" {
        return true;
    }
    if TOP.contains(&used) {
        return module == "surface";
    }
    if TOP.contains(&module) {
        return true;
    }
    let allowed: BTreeMap<&str, &[&str]> = MAY_IMPORT.iter().copied().collect();
    allowed
        .get(module)
        .unwrap_or_else(|| panic!("say in tests/layers.rs what {module} may import"))
        .contains(&used)
}

/// The modules named after `crate::` anywhere in the source, comments aside.
fn imports(source: &str) -> Vec<String> {
    let code: Vec<&str> = source
        .lines()
        .map(|line| line.split("//").next().unwrap_or(line))
        .collect();
    let code = code.join("\n");
    let mut found = Vec::new();
    for (at, path) in code.match_indices("crate::") {
        let before = code[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let rest = &code[at + path.len()..];
        match rest.strip_prefix('{') {
            Some(group) => found.extend(heads(group)),
            None => found.extend(first_word(rest)),
        }
    }
    found
}

/// The first words of the items of a `{…}` group, nested groups left out.
fn heads(group: &str) -> Vec<String> {
    let mut found = Vec::new();
    let (mut depth, mut start) = (0, 0);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                found.extend(first_word(&group[start..at]));
                start = at + 1;
            }
            _ => {}
        }
        if c == '}' && depth == 0 && start == at + 1 {
            break;
        }
    }
    found
}

fn first_word(path: &str) -> Option<String> {
    let word: String = path
        .trim()
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect();
    (!word.is_empty()).then_some(word)
}

/// Tests may take their examples from anywhere.
fn without_tests(source: &str) -> &str {
    source.split("#[cfg(test)]\nmod ").next().unwrap_or(source)
}

/// The top-level module a file belongs to: `ingest` of `src/ingest/html.rs`.
fn module_of(file: &Path) -> String {
    let inside = file
        .components()
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .skip_while(|part| part != "src")
        .nth(1)
        .unwrap_or_default();
    inside.trim_end_matches(".rs").to_owned()
}

fn rust_files(folder: PathBuf) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder of src") {
        let path = entry.expect("an entry").path();
        let is_test = path.file_name().is_some_and(|name| name == "tests.rs");
        if path.is_dir() {
            files.extend(rust_files(path));
        } else if path.extension().is_some_and(|kind| kind == "rs") && !is_test {
            files.push(path);
        }
    }
    files.sort();
    files
}

#[test]
fn imports_are_found_where_they_hide() {
    let source = "use crate::{\n    claim::{Claim, Part},\n    text::Span,\n};\npub(crate) fn f(x: crate::store::Key) {} // crate::surface\nuse super::x;";
    assert_eq!(imports(source), ["claim", "text", "store"]);
    assert!(is_allowed("store", "claim"));
    assert!(!is_allowed("text", "locale"));
    assert!(!is_allowed("ingest", "pipeline"));
}
