//! Findings as SARIF 2.1.0 (OASIS), which code scanning services read.

use rampart_policy::syntax::{Position, Span};
use rampart_policy::{Code, Finding, Level};
use serde_json::{Value, json};

use super::Checked;

pub(super) fn render(checked: &[Checked]) -> String {
    let results: Vec<_> = checked
        .iter()
        .filter_map(|input| input.text.as_ref().ok().map(|text| (input, text)))
        .flat_map(|(input, text)| input.findings.iter().map(|found| result(&input.name, text, found)))
        .collect();
    let unread: Vec<_> = checked.iter().filter_map(unreadable).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "rampart policy check",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": Code::ALL.iter().map(|code| rule(*code)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "invocations": [{
                "executionSuccessful": unread.is_empty(),
                "toolExecutionNotifications": unread,
            }],
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

fn rule(code: Code) -> Value {
    json!({
        "id": code.as_str(),
        "shortDescription": { "text": code.describe() },
        "defaultConfiguration": { "level": level(code.level()) },
        "properties": { "level": code.level().as_str() },
    })
}

fn result(name: &str, text: &str, finding: &Finding) -> Value {
    let message = match &finding.remedy {
        Some(remedy) => format!("{}. Instead: {remedy}.", finding.message),
        None => format!("{}.", finding.message),
    };
    let related = finding.related.iter().enumerate().map(|(id, related)| {
        let mut place = location(name, text, related.span);
        if let Some(fields) = place.as_object_mut() {
            fields.insert("id".to_owned(), id.into());
            fields.insert("message".to_owned(), json!({ "text": related.message }));
        }
        place
    });
    json!({
        "ruleId": finding.code.as_str(),
        "ruleIndex": Code::ALL.iter().position(|code| *code == finding.code),
        "level": level(finding.level()),
        "message": { "text": message },
        "locations": [location(name, text, finding.span)],
        "relatedLocations": related.collect::<Vec<_>>(),
    })
}

fn location(name: &str, text: &str, span: Span) -> Value {
    let (start, end) = (Position::of(text, span.start), Position::of(text, span.end));
    json!({ "physicalLocation": {
        "artifactLocation": { "uri": uri(name) },
        "region": {
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
            "byteOffset": span.start,
            "byteLength": span.len(),
        },
    }})
}

fn unreadable(input: &Checked) -> Option<Value> {
    let why = input.text.as_ref().err()?;
    Some(json!({
        "level": "error",
        "message": { "text": format!("cannot read {}: {why}", input.name) },
        "locations": [{ "physicalLocation": { "artifactLocation": { "uri": uri(&input.name) } } }],
    }))
}

const fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::SecurityWarning | Level::GeneralWarning => "warning",
        Level::Suggestion => "note",
    }
}

/// A path as a relative URI reference (RFC 3986): what is not unreserved or a slash is percent-encoded.
fn uri(name: &str) -> String {
    let mut uri = String::with_capacity(name.len());
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte))
            }
            other => uri.push_str(&format!("%{other:02X}")),
        }
    }
    uri
}
