//! What the checker says to each document in `tests/findings/`, as snapshots. The kind of a document is
//! the first word of its file's name.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

use rampart_policy::syntax::{Position, Span};
use rampart_policy::{Code, Document, DocumentKind, Finding, Level, check};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

#[test]
fn every_document_gets_the_findings_it_deserves() {
    for path in documents() {
        let text = std::fs::read_to_string(&path).unwrap();
        let name = path.file_stem().unwrap().to_str().unwrap();
        insta::assert_snapshot!(name, render(&text, kind(&path)));
    }
}

#[test]
fn every_code_is_shown_by_some_document() {
    let mut shown = BTreeSet::from([Code::DocumentTooLong, Code::LongSid]);
    for path in documents() {
        let text = std::fs::read_to_string(&path).unwrap();
        shown.extend(check(&text, kind(&path)).findings.iter().map(|finding| finding.code));
    }
    let silent: Vec<_> = Code::ALL.iter().filter(|code| !shown.contains(code)).collect();
    assert!(silent.is_empty(), "no document shows {silent:?}");
}

#[test]
fn a_document_is_refused_exactly_when_an_error_is_found() {
    for path in documents() {
        let text = std::fs::read_to_string(&path).unwrap();
        let report = check(&text, kind(&path));
        let refused = report.worst() == Some(Level::Error);
        assert_eq!(report.document.is_none(), refused, "{}", path.display());
        match Document::parse(&text, kind(&path)) {
            Ok(_) => assert!(!refused, "{}", path.display()),
            Err(why) => {
                assert!(refused && why.findings().iter().all(Finding::is_error), "{}", path.display());
                assert!(!why.vendor_message().is_empty());
            }
        }
    }
}

#[test]
fn length_is_counted_in_characters_of_the_text_as_sent() {
    let padded = |length: usize, filler: char| {
        let head = r#"{"Version":"1","Statement":[{"Effect":"Allow","Action":"kms:Decrypt","Resource":"acs:kms:*:*:*","Sid":""#;
        let tail = r#""}]}"#;
        let room = length - head.len() - tail.len();
        // Long Sids are a warning only; what counts here is the document's length.
        format!("{head}{}{tail}", filler.to_string().repeat(room))
    };
    for (kind, most) in
        [(DocumentKind::Identity, 6_144), (DocumentKind::Session, 2_048), (DocumentKind::Control, 4_096)]
    {
        for filler in ['x', '字'] {
            assert!(Document::parse(&padded(most, filler), kind).is_ok(), "{kind} of {most}");
            let refused = Document::parse(&padded(most + 1, filler), kind).unwrap_err();
            assert_eq!(
                refused.findings().first().map(|finding| finding.code),
                Some(Code::DocumentTooLong),
                "{kind}"
            );
        }
    }
}

#[test]
fn codes_are_kebab_case_and_distinct() {
    let codes: BTreeSet<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(codes.len(), Code::ALL.len());
    for code in Code::ALL {
        assert!(code.as_str().bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{code}");
        assert!(code.describe().ends_with('.'), "{code}");
    }
}

fn documents() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/findings");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(paths.len() > 20);
    paths
}

fn kind(path: &Path) -> DocumentKind {
    match path.file_stem().unwrap().to_str().unwrap().split('-').next().unwrap() {
        "identity" => DocumentKind::Identity,
        "session" => DocumentKind::Session,
        "trust" => DocumentKind::Trust,
        "control" => DocumentKind::Control,
        "key" => DocumentKind::Key,
        other => panic!("{other} is no kind of document"),
    }
}

fn render(text: &str, kind: DocumentKind) -> String {
    let mut out = String::new();
    for finding in check(text, kind).findings {
        let at = place(text, finding.span);
        writeln!(out, "{} [{}] {at}\n  {}", finding.level(), finding.code, finding.message).unwrap();
        if let Some(remedy) = &finding.remedy {
            writeln!(out, "  help: {remedy}").unwrap();
        }
        for related in &finding.related {
            writeln!(out, "  see {}: {}", place(text, related.span), related.message).unwrap();
        }
        if let Some(vendor) = finding.vendor_message().filter(|vendor| !vendor.ends_with(&finding.message)) {
            writeln!(out, "  vendor: {vendor}").unwrap();
        }
        out.push('\n');
    }
    if out.is_empty() { "nothing to say\n".into() } else { out }
}

fn place(text: &str, span: Span) -> String {
    let shown = span.slice(text).unwrap();
    let shown: String = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = shown.chars().take(50).collect();
    let dots = if short.len() < shown.len() { "…" } else { "" };
    format!("{} {short}{dots}", Position::of(text, span.start))
}
