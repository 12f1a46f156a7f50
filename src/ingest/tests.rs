//! Every input type end to end: words, kinds, metadata, and offsets.

use std::io::Write;

use proptest::prelude::*;

use super::*;

fn one(bytes: &[u8], path: &str) -> Document {
    let mut read = read(bytes, path, &Given::default());
    assert_eq!(read.len(), 1, "{path}");
    read.remove(0)
        .unwrap_or_else(|skip| panic!("{path}: {}", skip.reason))
}

fn reason(bytes: &[u8], path: &str) -> String {
    match read(bytes, path, &Given::default()).remove(0) {
        Err(skip) => skip.reason,
        Ok(document) => panic!("{path} was read as {:?}", document.text),
    }
}

/// Every block slices to itself; every verbatim stretch is the same bytes in the input.
fn check_offsets(document: &Document) {
    let mut end = 0;
    for block in &document.blocks {
        assert!(block.at.start() >= end && !block.at.is_empty());
        assert!(!block.at.slice(&document.text).contains('\n'));
        end = block.at.end();
        let raw = document.raw_span(block.at);
        assert!(document.raw.get(raw.range()).is_some(), "{raw:?}");
    }
    let mut raw_end = 0;
    for (at, c) in document.text.char_indices() {
        let span = Span::of(at..at + c.len_utf8());
        let raw = document.raw_span(span);
        assert!(raw.end() >= raw_end, "the map goes back at {at}");
        raw_end = raw.end();
        if document.map.is_verbatim(span) {
            assert_eq!(raw.slice(&document.raw), span.slice(&document.text));
        } else {
            assert!(document.raw.get(raw.range()).is_some());
        }
    }
}

const FERRY: &str =
    "Nine people died when the ferry Stella sank off Farana on Monday night, the coast guard said.";

#[test]
fn html_is_read_with_its_metadata_and_without_its_furniture() {
    let page = format!(
        r##"<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Ferry sinks | Observer</title>
<script type="application/ld+json">{{"@type":"NewsArticle","headline":"Ferry sinks","datePublished":"2025-10-15T08:00:00+02:00","publisher":{{"name":"Observer"}}}}</script>
<meta property="og:url" content="https://observer.example/ferry?a=1&amp;b=2"><style>p {{}}</style></head>
<body class="social menu"><div class="cookie-banner"><p>We use cookies, and so do our 300 partners. Please accept them all now, thank you.</p></div>
<header><a href="/">Observer</a><nav><ul><li><a>World</a><li><a>Sport</a></ul></nav></header>
<article><header><h1>Ferry sinks&nbsp;off <em>Farana</em></h1><p class="byline">By A. Writer, <time datetime="2025-10-14">today</time></p></header>
<p>{FERRY}<p>The owner, R&amp;D&#8239;Lines, pays &euro;25&thinsp;000; it <a href="#">said</a> so.<br>No more.
<div class="lire"><b>See also:</b> <a href="x">In 2014 a trawler sank in the same place with 11 aboard</a></div>
<blockquote><p>“We heard a bang &lt;and&gt; ran.”</p></blockquote>
<ul><li>9 dead</li><li>80 missing</ul>
<table><tr><td>Dead<td>9</tr><tr><th>Missing</th><td>80</td></tr></table>
<figure><img alt="x"><figcaption>The ferry in 2019. © Agency</figcaption></figure>
<h2>The search</h2><p>It goes on &amp on.</p>
<div class="shareBar"><span>Share</span></div></article>
<aside><h3>Most read</h3><p>A storm leaves twelve thousand homes without power in the north of the island.</p></aside>
<footer>© Observer</footer></body></html>"##
    );
    let document = one(page.as_bytes(), "ferry.html");
    check_offsets(&document);
    let blocks: Vec<String> = document
        .blocks
        .iter()
        .map(|block| format!("{:?}: {}", block.kind, block.at.slice(&document.text)))
        .collect();
    insta::assert_snapshot!(blocks.join("\n"), @r"
    Title: Ferry sinks off Farana
    Paragraph: Nine people died when the ferry Stella sank off Farana on Monday night, the coast guard said.
    Paragraph: The owner, R&D Lines, pays €25 000; it said so. No more.
    Quote: “We heard a bang <and> ran.”
    Item: 9 dead
    Item: 80 missing
    Table: Dead	9
    Table: Missing	80
    Caption: The ferry in 2019.
    Heading: The search
    Paragraph: It goes on & on.
    ");
    assert_eq!(
        document.meta,
        Meta {
            title: Some("Ferry sinks".into()),
            byline: None,
            publisher: Some("Observer".into()),
            date: Some(Date::constant(2025, 10, 15)),
            modified: None,
            url: Some("https://observer.example/ferry?a=1&b=2".into()),
            lang: "en-GB".parse().ok(),
        }
    );
    let entity = document.text.find('€').expect("the entity");
    let raw = document.raw_span(Span::of(entity..entity + 3));
    assert_eq!(raw.slice(&document.raw), "&euro;");
}

#[test]
fn a_million_nested_tags_are_read() {
    let page = format!(
        "{}<p>{FERRY}</p>{}",
        "<div>".repeat(1_000_000),
        "<b>".repeat(100_000)
    );
    assert_eq!(one(page.as_bytes(), "deep.html").text, FERRY);
    let crossed = format!(
        "<p>{FERRY}{}{}",
        "<b><i>".repeat(200_000),
        "</b></i></p>".repeat(200_000)
    );
    assert_eq!(one(crossed.as_bytes(), "crossed.html").text, FERRY);
}

#[test]
fn a_form_around_the_whole_page_is_no_furniture() {
    let page = format!(
        "<body><form id=aspnet><div class='main'><p>{FERRY}</p><p>{FERRY}</p></div></form>"
    );
    assert_eq!(one(page.as_bytes(), "a.html").blocks.len(), 2);
}

#[test]
fn markdown_and_text_take_front_matter() {
    let raw = format!(
        "---\ntitle: Ferry sinks\npublisher: Observer\ndate: 2025-10-15\nlang: en\n---\n\n{FERRY}\n"
    );
    for path in ["ferry.md", "ferry.txt", "-"] {
        let document = one(raw.as_bytes(), path);
        check_offsets(&document);
        assert_eq!(document.text, format!("Ferry sinks\n{FERRY}"));
        assert_eq!(document.blocks[0].kind, BlockKind::Title);
        assert_eq!(document.meta.publisher.as_deref(), Some("Observer"));
        assert_eq!(document.lang.as_str(), "en");
    }
}

#[test]
fn options_fill_what_the_article_does_not_say() {
    let given = Given {
        date: Some(Date::constant(2026, 1, 2)),
        publisher: Some("Wire".into()),
        lang: None,
    };
    let raw = format!("---\ndate: 2025-10-15\n---\n{FERRY}");
    let document = read(raw.as_bytes(), "a.md", &given)
        .remove(0)
        .expect("a document");
    assert_eq!(document.meta.date, Some(Date::constant(2025, 10, 15)));
    assert_eq!(document.meta.publisher.as_deref(), Some("Wire"));
}

#[test]
fn jsonl_gives_good_rows_and_says_which_are_broken() {
    let raw = format!(
        "{{\"id\":\"a\",\"text\":\"{FERRY}\",\"title\":\"Ferry\",\"date\":\"2025-10-15\"}}\n\
         {{\"id\": broken\n\n\
         {{\"html\":\"<p>{FERRY}</p>\",\"publisher\":\"Observer\"}}\n[1]\n{{\"id\":\"c\"}}\n"
    );
    let read = read(raw.as_bytes(), "rows.jsonl", &Given::default());
    let told: Vec<String> = read
        .iter()
        .map(|row| match row {
            Ok(document) => {
                check_offsets(document);
                format!("{} {}", document.id, document.text.len())
            }
            Err(skip) => format!("{}: {}", skip.doc, skip.reason),
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"), @r#"
    a 93
    rows.jsonl: line 2 is not JSON; write one {"text": …} a line
    rows.jsonl:4 93
    rows.jsonl: line 5 is not a JSON object; write one {"text": …} a line
    rows.jsonl: line 6 has no words in `text` or `html`
    "#);
    let page = read[2].as_ref().expect("the third row");
    assert_eq!(
        page.raw_span(page.blocks[0].at),
        Span::new(3, 3 + FERRY.len() as u32)
    );
}

fn docx(body: &str) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, xml) in [
        (
            "word/document.xml",
            format!(
                "<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>"
            ),
        ),
        (
            "docProps/core.xml",
            "<c xmlns:dc=\"d\"><dc:title>Ferry &amp; storm</dc:title></c>".to_owned(),
        ),
    ] {
        archive.start_file(name, options).expect("a part");
        archive.write_all(xml.as_bytes()).expect("its bytes");
    }
    archive.finish().expect("an archive").into_inner()
}

#[test]
fn docx_gives_paragraphs_headings_and_rows() {
    let body = format!(
        "<w:p><w:pPr><w:pStyle w:val=\"Title\"/></w:pPr><w:r><w:t>Ferry</w:t></w:r><w:r><w:t xml:space=\"preserve\"> sinks</w:t></w:r></w:p>\
         <w:p><w:r><w:t>{FERRY}</w:t></w:r><w:del><w:r><w:t>gone</w:t></w:r></w:del><w:r><w:t xml:space=\"preserve\"> R&amp;D&#33;</w:t></w:r></w:p>\
         <w:tbl><w:tr><w:tc><w:p><w:r><w:t>Dead</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>9</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    );
    let document = one(&docx(&body), "ferry.docx");
    check_offsets(&document);
    assert_eq!(document.encoding, "docx");
    assert_eq!(document.text, format!("Ferry sinks\n{FERRY} R&D!\nDead\t9"));
    assert_eq!(document.meta.title.as_deref(), Some("Ferry & storm"));
    assert!(
        document
            .raw
            .starts_with(&format!("Ferry sinks\n{FERRY} R&D!\n"))
    );
}

#[test]
fn offsets_count_a_byte_order_mark_and_decoded_bytes() {
    let raw = format!("\u{feff}<p>{FERRY}");
    let marked: Vec<u8> = raw.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [raw.as_bytes(), &marked] {
        let document = one(bytes, "ferry.html");
        check_offsets(&document);
        assert_eq!(document.raw_span(document.blocks[0].at).start(), 6);
    }
    let russian =
        "Погибли девять человек, сообщила береговая охрана в понедельник ночью, после шторма.";
    let bytes = encoding_rs::WINDOWS_1251.encode(russian).0.into_owned();
    let document = one(&bytes, "ferry.txt");
    check_offsets(&document);
    assert_eq!(
        (document.text.as_str(), document.encoding.as_str()),
        (russian, "windows-1251")
    );
}

#[test]
fn what_cannot_be_read_has_its_sentence() {
    let zip = {
        let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        archive
            .start_file("a.txt", zip::write::SimpleFileOptions::default())
            .expect("a part");
        archive.finish().expect("an archive").into_inner()
    };
    let large = vec![b'a'; 65 << 20];
    let told: Vec<String> = [
        (b" \n\t".as_slice(), "empty.txt"),
        (b"%PDF-1.4\n1 0 obj", "a.pdf"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a.png"),
        (b"PK\x03\x04 broken", "a.docx"),
        (&zip, "a.zip"),
        (&large, "large.txt"),
        (
            b"<html><head><title></title></head><body><nav>Home</nav></body></html>",
            "menu.html",
        ),
    ]
    .iter()
    .map(|(bytes, path)| format!("{path}: {}", reason(bytes, path)))
    .collect();
    insta::assert_snapshot!(told.join("\n"), @r"
    empty.txt: it is empty
    a.pdf: PDF cannot be read; save it as text or HTML first
    a.png: it is a binary file; give text, Markdown, HTML, .docx or JSONL
    a.docx: its .docx archive is damaged; save it again or as text
    a.zip: it is an archive without a text document; unpack it, or save the text as .docx
    large.txt: it holds more than 64 MB; split it into smaller files
    menu.html: no words of an article were found in it
    ");
}

#[test]
fn a_large_file_is_refused_before_it_is_loaded() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("large.txt");
    let file = std::fs::File::create(&path).expect("a file");
    file.set_len(200 << 20).expect("its length");
    let skip = load(&path).expect_err("it is too large");
    assert_eq!(skip.reason, TOO_LARGE);
    let endless = load_from(std::io::repeat(b'a'), "-").expect_err("it never ends");
    assert_eq!(endless.reason, TOO_LARGE);
    assert!(load(folder.path()).is_err());
    let missing = load(&folder.path().join("none")).expect_err("it is not there");
    assert_eq!(missing.reason, "there is no such file; check the path");
}

/// Pieces of every format in any order.
fn soup() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "Nine people died off Farana, the coast guard said on Monday.",
        "死者は九人。",
        "£5\u{a0}bn ",
        "\n",
        "\r\n",
        "\n\n",
        "---\n",
        "title: x\n",
        "# ",
        "- ",
        "> ",
        "| a | b |",
        "**",
        "_",
        "`",
        "[a](b)",
        "![",
        "\\",
        "<",
        "</",
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<a href=x>",
        "</a>",
        "<div class=share>",
        "</div>",
        "<table><tr><td>",
        "<br>",
        "&amp;",
        "&ampx",
        "&",
        "&#x41;",
        "&notit;",
        "&nbsp;",
        "&bogus;",
        "&#0;",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "<title>",
        "</title>",
        "\u{ad}",
        "\u{feff}",
        "{\"text\":\"",
        "\"}",
        "|",
        "©",
        "\t",
        " ",
        "é",
        "\u{0}",
        "<h1>",
        "</h1>",
        "<article>",
        "<nav>",
        "</nav>",
        "</>",
        "<>",
        "]]>",
        "&lt",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_input_panics_and_every_span_slices(raw in soup()) {
        for path in ["a.txt", "a.md", "a.html", "a.jsonl", "-"] {
            for document in read(raw.as_bytes(), path, &Given::default()).into_iter().flatten() {
                check_offsets(&document);
            }
        }
    }

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for path in ["a.txt", "a.html", "a.docx", "-"] {
            for document in read(&bytes, path, &Given::default()).into_iter().flatten() {
                check_offsets(&document);
            }
        }
    }
}
