//! Findings for programs. Lines and columns count from 1, columns in characters; offsets are bytes.

use clap::ValueEnum as _;
use rampart_policy::Finding;
use rampart_policy::syntax::{Position, Span};
use serde_json::{Value, json};

use super::{Checked, Kind};

pub(super) fn render(checked: &[Checked], kind: Kind) -> String {
    let documents: Vec<_> = checked.iter().map(|input| document(input, kind)).collect();
    format!("{:#}\n", json!({ "documents": documents }))
}

fn document(input: &Checked, kind: Kind) -> Value {
    match &input.text {
        Err(why) => json!({ "name": input.name, "unreadable": why }),
        Ok(text) => {
            let findings: Vec<_> = input.findings.iter().map(|found| finding(text, found)).collect();
            json!({ "name": input.name, "kind": kind.to_possible_value().map(|value| value.get_name().to_owned()), "findings": findings })
        }
    }
}

fn finding(text: &str, finding: &Finding) -> Value {
    let related =
        finding.related.iter().map(|r| json!({ "message": r.message, "place": place(text, r.span) }));
    json!({
        "level": finding.level().as_str(),
        "code": finding.code.as_str(),
        "message": finding.message,
        "place": place(text, finding.span),
        "remedy": finding.remedy,
        "related": related.collect::<Vec<_>>(),
        "vendorMessage": finding.vendor_message(),
    })
}

fn place(text: &str, span: Span) -> Value {
    let at = |offset| {
        let Position { line, column } = Position::of(text, offset);
        json!({ "line": line, "column": column, "offset": offset })
    };
    json!({ "start": at(span.start), "end": at(span.end) })
}
