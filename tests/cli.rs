//! The program as people run it: a real process in a folder of its own.
//! Output, messages and exit code stand in one snapshot; nothing here asks what a model thinks.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// An English and a German article that disagree on how many are missing.
const EN: &str = "\
---
title: Ferry Stella Farana capsizes off Porto Salvi
publisher: Meridian Press
date: 2025-10-14
lang: en
---

The ferry Stella Farana capsized off Porto Salvi on Tuesday with 212 people on board. At least six people died, commander Elena Riva said, and 123 were rescued. On Tuesday 83 people were still missing.

The Stella Farana belongs to Linee Farana. It was built in 1994.
";
const DE: &str = "\
---
title: Fähre Stella Farana vor Porto Salvi gekentert
publisher: Abendblitz
date: 2025-10-14
lang: de
---

Die Fähre Stella Farana ist am Dienstag mit 212 Menschen an Bord vor Porto Salvi gekentert. Mindestens sechs Menschen starben, sagte Kommandantin Elena Riva, 123 wurden gerettet. Am Dienstag wurden noch 38 Menschen vermisst.

Die Stella Farana gehört der Linee Farana. Sie wurde 1994 gebaut.
";

/// A folder with files in it, in which the program runs.
struct Place(TempDir);

impl Place {
    fn with(files: &[(&str, &[u8])]) -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        for (name, bytes) in files {
            let file = place.path().join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, bytes).unwrap();
        }
        place
    }

    fn sample() -> Self {
        Self::with(&[("en.md", EN.as_bytes()), ("de.md", DE.as_bytes())])
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// The program with the words of `line` as arguments. Roles come from tables alone, so that
    /// these tests hold whatever weights are compiled in.
    fn command(&self, line: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gainsay"));
        command
            .args(line.split_whitespace())
            .current_dir(self.path());
        command.env_clear().env("GAINSAY_MODEL", "rules");
        command.stdin(Stdio::null());
        command
    }

    fn output(&self, line: &str) -> Output {
        self.command(line).output().unwrap()
    }

    /// Exit code, standard output and standard error.
    fn run(&self, line: &str) -> String {
        shown(&self.output(line))
    }

    /// Exit code and standard error alone.
    fn complaint(&self, line: &str) -> String {
        let output = self.output(line);
        let code = output.status.code().unwrap_or(-1);
        format!("{code}: {}", String::from_utf8_lossy(&output.stderr))
    }
}

fn shown(output: &Output) -> String {
    let code = output.status.code().unwrap_or(-1);
    let (out, err) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    let mut page = format!("exit {code}\n");
    for (name, text) in [("stdout", out), ("stderr", err)] {
        if !text.is_empty() {
            page += &format!("--- {name}\n{text}");
        }
    }
    page
}

/// Without the digits of confidences, which change with every better judge.
fn unsure(page: &str) -> String {
    let mut parts = page.split("0.");
    let mut out = parts.next().unwrap_or("").to_owned();
    for part in parts {
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        let version = out.ends_with('"') && part.starts_with("1.0");
        out += "0.";
        out += if version { part } else { "··" };
        out += if version { "" } else { &part[digits..] };
    }
    out
}

#[test]
fn alone_it_shows_a_contradiction() {
    insta::assert_snapshot!(Place::with(&[]).run(""), @"
    exit 0
    --- stdout
    gainsay reads news articles in many languages and shows where they contradict one another:

      contradicts/value  On the number of people missing, The Strait Observer has 83 and Gazzetta dello Stretto has 38.
        83  Another ⟦83⟧ were missing by late afternoon and 123 had been pulled from the water.
        38  Il bilancio, ancora provvisorio, parla di sei morti e ⟦38 dispersi⟧.

    Try `gainsay scan FOLDER` on a folder of articles, `gainsay explain contradicts/value`, or `gainsay --help`.
    ");
}

#[test]
fn a_scan_for_a_person() {
    insta::assert_snapshot!(unsure(&Place::sample().run("scan .")), @"
    exit 1
    --- stdout
    ── Fähre Stella Farana vor Porto Salvi gekentert  2 articles

    contradicts/value  0.··
      On the number of people missing, Abendblitz has 38 and Meridian Press has 83.

      38    Abendblitz · 2025-10-14 · de  de.md:8:204
            Am Dienstag wurden noch ⟦38⟧ Menschen vermisst.

      83    Meridian Press · 2025-10-14 · en  en.md:8:173
            On Tuesday ⟦83⟧ people were still missing.

      To settle it: the source each article has its number from

    2 articles · 12 claims · 1 contradiction · 0 differences · 0 updates · 3 agreements
    --verbose also shows 1 sum
    ");
}

#[test]
fn a_scan_for_a_program() {
    let output = Place::sample().output("scan en.md de.md --format jsonl");
    assert_eq!(output.status.code(), Some(1), "{}", shown(&output));
    let text = String::from_utf8(output.stdout).unwrap();
    let of = |kind: &str| {
        let start = format!("{{\"record\":\"{kind}\"");
        let lines: Vec<&str> = text
            .lines()
            .filter(|line| line.starts_with(&start))
            .collect();
        lines.join("\n")
    };
    let page = ["run", "document", "finding"].map(of).join("\n");
    insta::assert_snapshot!(unsure(&page), @r#"
    {"record":"run","version":"0.1.0","model":{"name":"rules","sha256":""},"tables":"CLDR 48.2.0","options":{"lang":"auto","min-confidence":"0.··"}}
    {"record":"document","doc":"en.md","path":"en.md","encoding":"utf-8","title":"Ferry Stella Farana capsizes off Porto Salvi","publisher":"Meridian Press","date":"2025-10-14","modified":null,"url":null,"lang":"en","story":"73768f6dfe488746","origin":null}
    {"record":"document","doc":"de.md","path":"de.md","encoding":"utf-8","title":"Fähre Stella Farana vor Porto Salvi gekentert","publisher":"Abendblitz","date":"2025-10-14","modified":null,"url":null,"lang":"de","story":"73768f6dfe488746","origin":null}
    {"record":"finding","id":"55d227b6e6cfd80e","name":"contradicts/value","relation":"contradicts","type":"value","confidence":0.··,"story":"73768f6dfe488746","fact":null,"claims":["8342c0cf3fc34a0e","8c90d6fe4bcbcad9"],"evidence":[{"doc":"en.md","start":285,"end":287,"line":8,"column":173,"text":"83","value":"83","part":"a"},{"doc":"de.md","start":315,"end":317,"line":8,"column":204,"text":"38","value":"38","part":"b"}],"reasons":[{"reason":"values","a":"83","b":"38"},{"reason":"same_measure","measure":"missing"}],"independent":true,"fingerprint":"12bc6013d1500714","suppressed":null,"explanation":"On the number of people missing, Meridian Press has 83 and Abendblitz has 38.","resolve":"the source each article has its number from"}
    {"record":"finding","id":"2d9363faacb26dca","name":"adds_up/sum","relation":"adds_up","type":"sum","confidence":0.··,"story":"73768f6dfe488746","fact":"28bfd8b6f44f1d31","claims":["592ff322f5d32296","8342c0cf3fc34a0e","aafd5eb49b01bae3","b293beae88987217"],"evidence":[{"doc":"en.md","start":199,"end":211,"line":8,"column":87,"text":"At least six","value":"6","part":"addend"},{"doc":"en.md","start":285,"end":287,"line":8,"column":173,"text":"83","value":"83","part":"addend"},{"doc":"en.md","start":256,"end":259,"line":8,"column":144,"text":"123","value":"123","part":"addend"},{"doc":"en.md","start":178,"end":181,"line":8,"column":66,"text":"212","value":"212","part":"total"}],"reasons":[{"reason":"sum","parts":["6","83","123"],"sum":"212","total":"212"},{"reason":"counted","parts":["deaths","missing","rescued"],"total":"person","unit":"1"}],"independent":false,"fingerprint":"439be358bf536e37","suppressed":null,"explanation":"In Meridian Press, 6 dead, 83 missing and 123 rescued make 212 people.","resolve":null}
    "#);
    for kind in ["claim", "fact", "summary"] {
        assert!(!of(kind).is_empty(), "no {kind} in\n{text}");
    }
}

#[test]
fn claims_and_quantities() {
    let output = Place::sample().run("claims en.md");
    assert!(
        output.starts_with("exit 0") && output.contains("⟦83⟧"),
        "{output}"
    );
    insta::assert_snapshot!(Place::sample().run("quantities de.md"), @"
    exit 0
    --- stdout
    de.md · Abendblitz · 2025-10-14 · de · 7 numbers
       8:32  date        Dienstag                              2025-10-14
       8:45  count       212                                   212 person
       8:93  count       Mindestens sechs                      at least 6 person
      8:159  number      123                                   123
      8:183  date        Dienstag                              2025-10-14
      8:204  count       38                                    38 person
      10:54  date        1994                                  1994-01-01 to 1994-12-31
    ");
}

#[test]
fn one_article_against_a_corpus() {
    let place = Place::sample();
    fs::create_dir(place.path().join("known")).unwrap();
    fs::rename(place.path().join("de.md"), place.path().join("known/de.md")).unwrap();
    let output = place.output("check en.md --against known --format csv");
    assert_eq!(output.status.code(), Some(1), "{}", shown(&output));
    assert_eq!(
        place
            .output("check known/de.md --against known")
            .status
            .code(),
        Some(0)
    );
    assert_eq!(
        place.output("check gone.md --against known").status.code(),
        Some(2)
    );
}

#[test]
fn names_are_explained() {
    let place = Place::with(&[]);
    insta::assert_snapshot!(place.run("explain contradicts/value"), @"
    exit 0
    --- stdout
    contradicts/value: different numbers

    Two numbers for the same thing at the same time that cannot both be true, whatever their hedges and roundings leave open.

    For example
      A  Another 83 were missing by late afternoon.
      B  Nel pomeriggio i dispersi erano 38.
    ");
    insta::assert_snapshot!(place.run("explain contradicts/everything"), @"
    exit 2
    --- stderr
    gainsay: `contradicts/everything` is no finding, `gainsay explain` lists the names
    ");
    assert_eq!(place.output("explain").status.code(), Some(0));
}

/// What cannot be read: a sentence each, and 2 where nothing else could be.
#[test]
fn bad_input_is_told_by_name() {
    let binary: Vec<u8> = (0..4096_u32).map(|n| (n * 7 % 256) as u8).collect();
    let place = Place::with(&[
        ("empty.txt", b""),
        ("binary.txt", &binary),
        ("picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0"),
        ("paper.pdf", b"%PDF-1.7\n1 0 obj\n"),
        ("broken.docx", b"PK\x03\x04 and nothing"),
    ]);
    let mut said = String::new();
    for name in [
        "empty.txt",
        "binary.txt",
        "picture",
        "paper.pdf",
        "broken.docx",
        "gone.txt",
    ] {
        said += &place.complaint(&format!("scan {name}"));
    }
    insta::assert_snapshot!(said, @"
    2: gainsay: skipped empty.txt: it is empty
    gainsay: nothing could be read; give files or folders with articles
    2: gainsay: skipped binary.txt: it is a binary file; give text, Markdown, HTML, .docx or JSONL
    gainsay: nothing could be read; give files or folders with articles
    2: gainsay: skipped picture: it is a binary file; give text, Markdown, HTML, .docx or JSONL
    gainsay: nothing could be read; give files or folders with articles
    2: gainsay: skipped paper.pdf: PDF cannot be read; save it as text or HTML first
    gainsay: nothing could be read; give files or folders with articles
    2: gainsay: skipped broken.docx: its .docx archive is damaged; save it again or as text
    gainsay: nothing could be read; give files or folders with articles
    2: gainsay: skipped gone.txt: there is no such file; check the path
    gainsay: nothing could be read; give files or folders with articles
    ");
}

#[test]
fn a_huge_file_is_refused_unread() {
    let place = Place::with(&[]);
    File::create(place.path().join("huge.txt"))
        .unwrap()
        .set_len(200 << 20)
        .unwrap();
    insta::assert_snapshot!(place.complaint("scan huge.txt"), @"
    2: gainsay: skipped huge.txt: it holds more than 64 MB; split it into smaller files
    gainsay: nothing could be read; give files or folders with articles
    ");
}

/// Bytes that are no UTF-8 are read as the encoding they most likely are, which the record names.
#[test]
fn invalid_utf8_is_read_as_what_it_is() {
    let place = Place::with(&[
        (
            "latin.txt",
            b"Le bilan s'\xe9l\xe8ve \xe0 neuf morts, d\xe9clare le pr\xe9fet.\n",
        ),
        (
            "broken.txt",
            b"Nine people died \xff\xfe\xff in the storm on \xc3\x28 Tuesday.\n",
        ),
    ]);
    for name in ["latin.txt", "broken.txt"] {
        let output = place.output(&format!("claims {name} --format jsonl"));
        assert_eq!(output.status.code(), Some(0), "{}", shown(&output));
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains("\"encoding\":\"windows-125"), "{text}");
    }
}

#[test]
fn broken_rows_do_not_spoil_good_ones() {
    let rows = "{\"id\":\"a\",\"text\":\"Nine people died.\",\"lang\":\"en\"}\n{\"id\":\"b\",\n\nno json\n{\"id\":\"c\"}\n{\"id\":\"a\",\"text\":\"Ten people died.\"}\n{\"id\":\"d\",\"text\":\"Four people died.\",\"lang\":\"en\"}\n";
    let place = Place::with(&[("rows.jsonl", rows.as_bytes())]);
    insta::assert_snapshot!(place.run("claims rows.jsonl --format csv"), @r#"
    exit 0
    --- stdout
    claim,kind,confidence,value,unit,hedge,measure,subject,counterparty,time,source,content,publisher,date,lang,doc,line,column,text,sentence
    7268db56d39d5c10,quantity,0.60,9,1,exact,deaths,,,,,,,,en,a,1,1,Nine,Nine people died.
    fe9db62221f3c01d,quantity,0.60,4,1,exact,deaths,,,,,,,,en,d,1,1,Four,Four people died.
    --- stderr
    gainsay: skipped rows.jsonl: line 2 is not JSON; write one {"text": …} a line
    gainsay: skipped rows.jsonl: line 4 is not JSON; write one {"text": …} a line
    gainsay: skipped rows.jsonl: line 5 has no words in `text` or `html`
    gainsay: skipped a: another article has this id already; give each row its own
    "#);
    assert_eq!(
        place.output("claims rows.jsonl --strict").status.code(),
        Some(2)
    );
}

#[test]
fn a_million_nested_tags_are_survived() {
    let mut page = "<html><body>".to_owned();
    page += &"<div>".repeat(1_000_000);
    page += "<p>Nine people died on Tuesday, the coast guard said.</p>";
    let place = Place::with(&[("deep.html", page.as_bytes())]);
    let output = place.output("claims deep.html --format csv");
    assert!(
        matches!(output.status.code(), Some(0 | 2)),
        "{}",
        shown(&output)
    );
}

#[test]
fn a_model_that_is_missing_or_damaged_is_named() {
    let place = Place::with(&[
        ("en.md", EN.as_bytes()),
        ("model/config.json", b"{\"format\":"),
        ("model/tokenizer.json", b"{}"),
        ("model/model.safetensors", b"garbage"),
    ]);
    let mut said = String::new();
    for model in ["gone", "model", "hf:somebody/something"] {
        said += &place.complaint(&format!("scan en.md --model {model}"));
    }
    insta::assert_snapshot!(said, @"
    2: gainsay: cannot load the model file gone/config.json: there is no such file, a model folder holds config.json, tokenizer.json and model.safetensors
    2: gainsay: cannot load the model file model/config.json: it cannot be read (EOF while parsing a value at line 1 column 10)
    2: error: invalid value 'hf:somebody/something' for '--model <DIR>': this build fetches no models, download it and give its folder

    For more information, try '--help'.
    ");
}

#[test]
fn an_output_that_cannot_be_written_is_2() {
    let place = Place::sample();
    insta::assert_snapshot!(place.complaint("scan . -q -o gone/report.html"), @"2: gainsay: cannot write the results to gone/report.html, try another folder with -o: No such file or directory (os error 2)");
    if Path::new("/dev/full").exists() {
        insta::assert_snapshot!(place.complaint("scan . -q -o /dev/full"), @"2: gainsay: cannot write the results to /dev/full, try another folder with -o: No space left on device (os error 28)");
        let mut command = place.command("scan . -q");
        let output = command.stdout(File::options().write(true).open("/dev/full").unwrap());
        let output = output.output().unwrap();
        assert_eq!(output.status.code(), Some(2));
    }
}

#[test]
fn an_output_file_appears_whole_and_alone() {
    let place = Place::sample();
    let output = place.output("scan en.md de.md --format html -o report.html");
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    let mut names: Vec<String> = fs::read_dir(place.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(names, ["de.md", "en.md", "report.html"]);
    let page = fs::read_to_string(place.path().join("report.html")).unwrap();
    assert!(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>"));
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let place = Place::sample();
    let mut command = place.command("scan . --format jsonl");
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", shown(&output));
    assert!(output.stderr.is_empty(), "{}", shown(&output));
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let place = Place::sample();
    for format in ["text", "json", "jsonl", "html", "csv"] {
        let one = place.output(&format!("scan . --format {format} --jobs 1"));
        for jobs in [2, 1, 2] {
            let other = place.output(&format!("scan . --format {format} --jobs {jobs}"));
            assert_eq!(one.stdout, other.stdout, "{format} with {jobs} threads");
        }
    }
}

#[test]
fn standard_input_is_an_article() {
    let place = Place::sample();
    let mut command = place.command("scan - de.md -q --date 2025-10-14 --publisher Wire");
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(EN.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", shown(&output));
}

#[test]
fn a_configuration_file_is_obeyed_and_its_errors_have_a_place() {
    let place = Place::sample();
    let found = place.output("scan . --format jsonl");
    let text = String::from_utf8(found.stdout).unwrap();
    let suppressed: String = text
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        .filter(|record| record["record"] == "finding")
        .map(|record| {
            format!(
                "[[suppress]]\nfingerprint = {}\nreason = \"known\"\n",
                record["fingerprint"]
            )
        })
        .collect();
    fs::write(place.path().join("gainsay.toml"), suppressed).unwrap();
    assert_eq!(place.output("scan .").status.code(), Some(0));
    fs::write(
        place.path().join("gainsay.toml"),
        "fail-on = \"differs\"\ncolor = true\n",
    )
    .unwrap();
    insta::assert_snapshot!(place.complaint("scan ."), @"2: gainsay: cannot use the setting at gainsay.toml:2:1: unknown field `color`, expected one of `format`, `store`, `model`, `device`, `jobs`, `lang`, `date`, `publisher`, `min-confidence`, `fail-on`, `strict`, `suppress`");
}

/// A store changes how much is read, never what is found.
#[test]
fn a_store_is_kept_and_asked() {
    let place = Place::sample();
    let plain = place.output("scan . --format jsonl");
    for run in ["first", "second"] {
        let stored = place.output("scan . --format jsonl --store claims.sqlite");
        assert_eq!(plain.stdout, stored.stdout, "{run}: {}", shown(&stored));
        assert_eq!(stored.status.code(), Some(1));
    }
    fs::create_dir(place.path().join("new")).unwrap();
    fs::rename(place.path().join("en.md"), place.path().join("new/en.md")).unwrap();
    let checked = place.output("check new/en.md --against claims.sqlite --format csv");
    assert_eq!(checked.status.code(), Some(1), "{}", shown(&checked));
}

#[test]
fn a_store_that_cannot_be_kept_is_named() {
    let place = Place::with(&[
        ("en.md", EN.as_bytes()),
        ("notes.txt", b"This is no database.\n"),
    ]);
    let mut said = String::new();
    for store in ["gone/claims.sqlite", "notes.txt", "."] {
        said += &place.complaint(&format!("scan en.md --store {store}"));
    }
    insta::assert_snapshot!(said, @"
    2: gainsay: cannot use the store gone/claims.sqlite: it cannot be opened; check that its folder exists
    2: gainsay: cannot use the store notes.txt: it is not a claim store; give another file
    2: gainsay: cannot use the store .: it cannot be opened; check that its folder exists
    ");
}

#[test]
fn quiet_says_nothing_but_failures() {
    let place = Place::with(&[("en.md", EN.as_bytes()), ("empty.txt", b"")]);
    assert_eq!(place.complaint("scan . -q"), "0: ");
    insta::assert_snapshot!(place.complaint("scan ."), @"0: gainsay: skipped empty.txt: it is empty");
    insta::assert_snapshot!(place.complaint("scan empty.txt -q"), @"2: gainsay: nothing could be read; give files or folders with articles");
}
