//! Texts that nobody would write on purpose: the checker answers all of them, and points into them.

#![expect(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;
use proptest::sample::{Index, select};
use rampart_policy::{DocumentKind, Rules, check_with};
use std::sync::LazyLock;

const KINDS: [DocumentKind; 5] = [
    DocumentKind::Identity,
    DocumentKind::Session,
    DocumentKind::Trust,
    DocumentKind::Control,
    DocumentKind::Key,
];

static TEXTS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/findings");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect()
});

/// A document with some of its characters taken out and others put in.
fn damaged() -> impl Strategy<Value = String> {
    let wounds = proptest::collection::vec((any::<Index>(), 0_usize..6, select(SCRAPS.to_vec())), 0..6);
    (any::<Index>(), wounds).prop_map(|(text, wounds)| {
        let mut text: Vec<char> = text.get(&TEXTS).chars().collect();
        for (at, taken, put) in wounds {
            let start = at.index(text.len() + 1);
            let end = (start + taken).min(text.len());
            text.splice(start..end, put.chars());
        }
        text.into_iter().collect()
    })
}

const SCRAPS: [&str; 22] = [
    "", "\"", "{", "}", "[", "]", ",", ":", "*", "?", "é", "\\", "\\ud800", "null", "[]", "{}", "1", "true",
    "\"*\"", "/", "${", "\u{0}",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.max(2_000), ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_document_is_answered_with_places_inside_it(text in damaged(), kind in select(KINDS.to_vec()), not_resource: bool) {
        let report = check_with(&text, kind, Rules { not_resource });
        for finding in &report.findings {
            prop_assert!(finding.span.slice(&text).is_some(), "{:?}", finding);
            prop_assert!(finding.related.iter().all(|related| related.span.slice(&text).is_some()), "{:?}", finding);
            prop_assert!(!finding.message.is_empty() && !finding.message.ends_with('.'), "{:?}", finding);
        }
        prop_assert_eq!(report.document.is_none(), report.findings.iter().any(|finding| finding.is_error()));
        prop_assert!(report.findings.is_sorted_by_key(|finding| finding.span));
    }

    #[test]
    fn what_the_checker_takes_serde_json_takes_too(text in damaged(), kind in select(KINDS.to_vec())) {
        if check_with(&text, kind, Rules::default()).document.is_some() {
            prop_assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok(), "{}", text);
        }
    }
}
