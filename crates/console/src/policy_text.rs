//! A policy as somebody writes it: the template, and the checker's findings at their line and column.

use rampart_policy::{
    DocumentKind, Level, check,
    syntax::{Position, parse},
};

/// What the JSON tab opens with.
pub(crate) const TEMPLATE: &str = r#"{
    "Version": "1",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": [],
            "Resource": [],
            "Condition": {}
        }
    ]
}
"#;

/// One finding, placed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// `error`, `warning` or `advice`.
    pub(crate) class: &'static str,
    pub(crate) level: &'static str,
    pub(crate) line: usize,
    pub(crate) column: usize,
    /// The end of the place: a line and a column too.
    pub(crate) to_line: usize,
    pub(crate) to_column: usize,
    pub(crate) message: String,
    pub(crate) remedy: String,
}

/// What the checker says of a document; errors first, each kind in the order of the text.
pub(crate) fn findings(text: &str, kind: DocumentKind) -> Vec<Found> {
    let mut found: Vec<_> = check(text, kind)
        .findings
        .into_iter()
        .map(|finding| {
            let (from, to) = (Position::of(text, finding.span.start), Position::of(text, finding.span.end));
            let class = match finding.level() {
                Level::Error => "error",
                Level::SecurityWarning | Level::GeneralWarning => "warning",
                Level::Suggestion => "advice",
            };
            Found {
                class,
                level: finding.level().as_str(),
                line: from.line,
                column: from.column,
                to_line: to.line,
                to_column: to.column,
                message: finding.message,
                remedy: finding.remedy.unwrap_or_default(),
            }
        })
        .collect();
    found.sort_by_key(|found| found.class != "error");
    found
}

/// The first error, where the document would be refused.
pub(crate) fn fault(found: &[Found]) -> Option<&Found> {
    found.iter().find(|found| found.class == "error")
}

/// A text area's text: browsers send its lines ended by CR and LF (HTML, "multipart form data" and urlencoded alike).
pub(crate) fn unfolded(text: &str) -> String {
    text.replace("\r\n", "\n")
}

/// A document of one line laid out for people: only the white space between its words is another. As it is where it has
/// lines already, is no JSON, or would grow too long to be saved.
pub(crate) fn laid_out(text: &str) -> String {
    let is_json = parse(text).is_ok();
    let out = if is_json && !text.contains('\n') { spread(text) } else { return text.to_owned() };
    if out.chars().count() > DocumentKind::Identity.max_length() { text.to_owned() } else { out }
}

/// Each word of a JSON text where serde_json's printer would put it, in the bytes that it had.
fn spread(text: &str) -> String {
    let (mut out, mut depth, mut quoted, mut escaped) = (String::new(), 0_usize, false, false);
    let edge = |out: &mut String, depth: usize| {
        out.push('\n');
        out.extend(std::iter::repeat_n("  ", depth));
    };
    let mut opened = false;
    for letter in text.chars() {
        if quoted {
            out.push(letter);
            quoted = escaped || letter != '"';
            escaped = !escaped && letter == '\\';
            continue;
        }
        if matches!(letter, ' ' | '\t' | '\r') {
            continue;
        }
        let closes = matches!(letter, '}' | ']');
        depth = depth.saturating_sub(usize::from(closes));
        // A list without anything in it stays together.
        if opened != closes {
            edge(&mut out, depth);
        }
        out.push(letter);
        match letter {
            ',' => edge(&mut out, depth),
            ':' => out.push(' '),
            _ => {}
        }
        quoted = letter == '"';
        opened = matches!(letter, '{' | '[');
        depth += usize::from(opened);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_laid_out_without_a_word_of_it_changing() {
        for (text, out) in [
            (
                r#"{"a":[],"b":{ }, "c" : [1.50,"x, {\"y\"}"]}"#,
                "{\n  \"a\": [],\n  \"b\": {},\n  \"c\": [\n    1.50,\n    \"x, {\\\"y\\\"}\"\n  ]\n}",
            ),
            (r#"{"a":1,"a":1e400}"#, "{\n  \"a\": 1,\n  \"a\": 1e400\n}"),
            (r#""\\""#, r#""\\""#),
            ("{\n\"a\":1}", "{\n\"a\":1}"),
            ("{nothing}", "{nothing}"),
        ] {
            assert_eq!(laid_out(text), out, "{text}");
        }
        let long = format!("[{}1]", "1,".repeat(3_000));
        assert_eq!(laid_out(&long), long, "it could not be saved any more");
    }
}
