use super::*;

#[test]
fn a_pattern_takes_the_whole_string() {
    let cases = [
        ("", "", true),
        ("", "a", false),
        ("*", "", true),
        ("**", "anything:at/all", true),
        ("a", "a", true),
        ("a", "A", false),
        ("a", "ab", false),
        ("a*", "a", true),
        ("*a", "ba", true),
        ("*a", "ab", false),
        ("a*a", "a", false),
        ("a*a", "aa", true),
        ("a*b*c", "a-b-b-c", true),
        ("a*b*c", "a-c-b", false),
        ("*ab*ab", "abab", true),
        ("*ab*ab", "ab", false),
        ("?", "", false),
        ("?", "é", true),
        ("?", "éé", false),
        ("a?c", "abc", true),
        ("*?", "", false),
        ("*??", "日本", true),
        ("?*?", "a", false),
        ("x*?b*", "x-ab", true),
        ("*a?c*", "zabzaxc", true),
        ("acs:kms:*:*:*", "acs:kms:cn-hangzhou:1:key/a/b:c", true),
        ("acs:kms:*:*:key*", "acs:kms:cn:1:alias/k", false),
        ("acs:kms:*:*:key*", "acs:kms:cn:1:key/x", true),
    ];
    for (pattern, text, expected) in cases {
        assert_eq!(Glob::new(pattern).matches(text, Case::Sensitive), expected, "{pattern} on {text}");
    }
}

#[test]
fn case_is_ignored_for_ascii_only_and_only_when_asked() {
    for (pattern, text, sensitive, ignored) in [
        ("KMS:dec*", "kms:Decrypt", false, true),
        ("*CRYPT", "kms:Decrypt", false, true),
        ("k?S:D*YP*", "kms:Decrypt", false, true),
        ("É", "é", false, false),
        // The Kelvin sign is no k, whatever Unicode folding says.
        ("\u{212a}ms:*", "kms:Decrypt", false, false),
    ] {
        assert_eq!(Glob::new(pattern).matches(text, Case::Sensitive), sensitive, "{pattern} on {text}");
        assert_eq!(Glob::new(pattern).matches(text, Case::Ignored), ignored, "{pattern} on {text}");
    }
}

#[test]
fn an_attacking_pattern_is_answered_at_once() {
    let text = "a".repeat(6_000);
    for pattern in [
        "*a".repeat(2_000) + "b",
        "*?a".repeat(1_500) + "b",
        "*aaaaaaab".repeat(300),
        "a*".repeat(3_000) + "b",
    ] {
        assert!(!Glob::new(&pattern).matches(&text, Case::Sensitive));
        assert!(!Glob::new(&pattern).matches(&text, Case::Ignored));
    }
}

#[test]
fn covering_and_overlapping_are_told_apart() {
    for (a, b, covers, overlaps) in [
        ("*", "kms:*", true, true),
        ("kms:*", "*", false, true),
        ("kms:*", "kms:Dec*", true, true),
        ("kms:De*", "kms:*rypt", false, true),
        ("kms:*", "rds:*", false, false),
        ("a?c", "abc", true, true),
        ("abc", "a?c", false, true),
        ("a?c", "a*c", false, true),
        ("a*b*", "a*", false, true),
        ("*x*", "a*x*b", true, true),
        ("*a", "*b", false, false),
        ("a", "a", true, true),
        ("", "", true, true),
        ("*", "", true, true),
        ("?", "", false, false),
        ("acs:kms:*:*:*", "acs:kms:*:*:key/*", true, true),
        ("acs:kms:*:1:key/*", "acs:kms:cn:*:*", false, true),
    ] {
        let (left, right) = (Glob::new(a), Glob::new(b));
        assert_eq!(left.covers(&right, Case::Ignored), covers, "{a} covers {b}");
        assert_eq!(left.overlaps(&right, Case::Ignored), overlaps, "{a} overlaps {b}");
        assert_eq!(right.overlaps(&left, Case::Ignored), overlaps, "{b} overlaps {a}");
    }
}

/// The definition itself, slow and obvious.
fn by_definition(pattern: &[char], text: &[char]) -> bool {
    match (pattern, text) {
        ([], _) => text.is_empty(),
        (['*', rest @ ..], _) => (0..=text.len()).any(|taken| by_definition(rest, &text[taken..])),
        (['?', rest @ ..], [_, after @ ..]) => by_definition(rest, after),
        ([wanted, rest @ ..], [got, after @ ..]) => wanted == got && by_definition(rest, after),
        _ => false,
    }
}

proptest::proptest! {
    #[test]
    fn matching_is_what_the_definition_says(pattern in "[ab?*é]{0,8}", text in "[abé]{0,8}") {
        let (p, t): (Vec<_>, Vec<_>) = (pattern.chars().collect(), text.chars().collect());
        proptest::prop_assert_eq!(Glob::new(&pattern).matches(&text, Case::Sensitive), by_definition(&p, &t));
    }

    #[test]
    fn a_covered_pattern_matches_nothing_outside_and_overlap_is_symmetric(
        a in "[ab?*]{0,5}", b in "[ab?*]{0,5}", text in "[ab]{0,5}",
    ) {
        let (a, b) = (Glob::new(&a), Glob::new(&b));
        let (in_a, in_b) = (a.matches(&text, Case::Sensitive), b.matches(&text, Case::Sensitive));
        if a.covers(&b, Case::Sensitive) {
            proptest::prop_assert!(!in_b || in_a);
        }
        if in_a && in_b {
            proptest::prop_assert!(a.overlaps(&b, Case::Sensitive));
        }
        proptest::prop_assert_eq!(a.overlaps(&b, Case::Sensitive), b.overlaps(&a, Case::Sensitive));
    }
}
