use super::*;

fn refused(text: &str) -> (SyntaxProblem, Span) {
    let error = parse(text).expect_err(text);
    (error.problem, error.span)
}

#[test]
fn every_error_points_at_the_characters_at_fault() {
    use SyntaxProblem::*;
    let cases = [
        ("", EndOfText("a JSON value"), 0..0),
        ("  ", EndOfText("a JSON value"), 2..2),
        (r#"{"a": 1,}"#, TrailingComma, 7..8),
        ("[1, ]", TrailingComma, 2..3),
        ("{'a': 1}", SingleQuote, 1..2),
        ("{} x", TrailingText, 3..4),
        ("{}\u{b}\u{b}", TrailingText, 2..4),
        ("{\"a\": 1 // why\n}", Comment, 8..14),
        ("\u{feff}{}", ByteOrderMark, 0..3),
        (r#"{"a": Allow}"#, BareWord("Allow".into()), 6..11),
        ("[True]", BareWord("True".into()), 1..5),
        (r#"["abc"#, UnclosedString, 1..5),
        ("[\"abc\n\"]", UnclosedString, 1..5),
        ("[\"a\tb\"]", ControlCharacter(9), 3..4),
        (r#"["\x"]"#, Escape, 2..4),
        (r#"["\u12g4"]"#, Escape, 2..4),
        (r#"["\ud800x"]"#, LoneSurrogate, 2..8),
        (r#"["\udc00"]"#, LoneSurrogate, 2..8),
        (r#"["\ud800\u0041"]"#, LoneSurrogate, 2..14),
        ("[01]", Number, 1..3),
        ("[1.]", Number, 1..3),
        ("[-]", Number, 1..2),
        ("[.5]", Unexpected { found: '.', wanted: "a value" }, 1..2),
        ("[é]", Unexpected { found: 'é', wanted: "a value" }, 1..3),
        (r#"{"a" 1}"#, Unexpected { found: '1', wanted: "`:` after the key" }, 5..6),
        (r#"{"a": 1 "b": 2}"#, Unexpected { found: '"', wanted: "`,` or `}`" }, 8..9),
        (r#"{"a":"#, EndOfText("a value for this key"), 5..5),
    ];
    for (text, problem, span) in cases {
        assert_eq!(refused(text), (problem, Span::new(span.start, span.end)), "{text}");
    }
}

#[test]
fn what_is_json_is_read_as_written() {
    for text in [
        "null",
        "true",
        "-0",
        "0.5e-3",
        "1E+9",
        r#""""#,
        "[]",
        "{}",
        "[[1,2],{\"a\":[]}]",
        r#""\ud83d\ude00\n\/\"""#,
        "{\"日本\": \"値\"}",
    ] {
        let node = parse(text).expect(text);
        assert_eq!(node.span, Span::new(0, text.len()), "{text}");
        let theirs: serde_json::Value = serde_json::from_str(text).expect(text);
        assert!(same(&node, &theirs), "{text}: {node:?}");
    }
}

fn same(ours: &Node, theirs: &serde_json::Value) -> bool {
    use serde_json::Value as V;
    match (&ours.shape, theirs) {
        (Shape::Null, V::Null) => true,
        (Shape::Boolean(a), V::Bool(b)) => a == b,
        (Shape::Number(a), V::Number(b)) => a.parse::<f64>().ok() == b.as_f64(),
        (Shape::String(a), V::String(b)) => a == b,
        (Shape::Array(a), V::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Shape::Object(a), V::Object(b)) => {
            a.len() == b.len() && a.iter().all(|m| b.get(&m.key).is_some_and(|v| same(&m.value, v)))
        }
        _ => false,
    }
}

#[test]
fn a_repeated_key_is_kept_with_both_places() {
    let node = parse(r#"{"a": 1, "a": 2}"#).unwrap();
    let Shape::Object(members) = node.shape else { panic!("an object") };
    let places: Vec<_> = members.iter().map(|m| (m.key.as_str(), m.key_span)).collect();
    assert_eq!(places, [("a", Span::new(1, 4)), ("a", Span::new(9, 12))]);
}

#[test]
fn depth_and_size_are_limited() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert!(parse(&nested(MAX_DEPTH)).is_ok());
    assert_eq!(
        refused(&nested(MAX_DEPTH + 1)),
        (SyntaxProblem::TooDeep, Span::new(MAX_DEPTH, MAX_DEPTH + 1))
    );
    assert_eq!(refused(&"[".repeat(100_000)).0, SyntaxProblem::TooDeep);
    assert!(matches!(refused(&" ".repeat(MAX_BYTES + 1)).0, SyntaxProblem::TooLong(_)));
}

proptest::proptest! {
    #[test]
    fn our_reader_and_serde_json_accept_the_same_texts(text in "[\\[\\]{},:\"a1\\\\u0. \\-etrunlfs]{0,24}") {
        let theirs = serde_json::from_str::<serde_json::Value>(&text);
        // serde_json refuses numbers that do not fit a double; the texts here are too short for one with a long exponent.
        match (parse(&text), theirs) {
            (Ok(ours), Ok(theirs)) => proptest::prop_assert!(same(&ours, &theirs) || has_repeated_key(&ours), "{}", text),
            (Err(_), Err(_)) => {}
            (ours, theirs) => {
                let overflow = theirs.as_ref().is_err_and(|e| e.to_string().contains("out of range"));
                proptest::prop_assert!(overflow, "{}: {:?} against {:?}", text, ours, theirs);
            }
        }
    }
}

fn has_repeated_key(node: &Node) -> bool {
    match &node.shape {
        Shape::Array(items) => items.iter().any(has_repeated_key),
        Shape::Object(members) => {
            let keys: std::collections::BTreeSet<_> = members.iter().map(|m| &m.key).collect();
            keys.len() < members.len() || members.iter().any(|m| has_repeated_key(&m.value))
        }
        _ => false,
    }
}
