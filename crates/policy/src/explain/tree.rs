//! An explanation as text: the decision first, then every statement with what it wanted and got.

use super::{ConditionTrace, ElementTrace, Explanation, StatementTrace};
use crate::decide::Decision;
use std::fmt;

impl fmt::Display for Explanation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: ", self.decision.as_str())?;
        if let Some(principal) = &self.principal {
            write!(out, "{principal} ")?;
        }
        write!(out, "{}", self.action)?;
        if !self.resource.is_empty() {
            write!(out, " on {}", self.resource)?;
        }
        writeln!(out)?;
        match (self.decision, self.decisive()) {
            (Decision::Allow(_), Some(trace)) => {
                writeln!(out, "allowed by {}, and nothing denies it", Name(trace))?
            }
            (Decision::ExplicitDeny(_), Some(trace)) => {
                writeln!(out, "denied by {}, whatever others allow", Name(trace))?;
            }
            _ => writeln!(out, "no statement allows it")?,
        }
        let last = self.statements.len().saturating_sub(1);
        for (place, trace) in self.statements.iter().enumerate() {
            let (branch, stem) = if place == last { ("└─", "   ") } else { ("├─", "│  ") };
            let verdict = if trace.matched() { "matches" } else { "does not match" };
            writeln!(out, "{branch} {} {}: {verdict}", trace.effect, Name(trace))?;
            for element in trace.elements() {
                element.write(out, stem)?;
            }
            for condition in &trace.conditions {
                condition.write(out, stem)?;
            }
        }
        match self.left_out {
            0 => Ok(()),
            1 => writeln!(out, "1 more statement is not shown"),
            number => writeln!(out, "{number} more statements are not shown"),
        }
    }
}

struct Name<'t>(&'t StatementTrace);

impl fmt::Display for Name<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(trace) = self;
        write!(out, "statement {} of {}", trace.source.statement + 1, trace.policy)?;
        if let Some(sid) = &trace.sid {
            write!(out, " ({sid})")?;
        }
        match &trace.group {
            Some(group) => write!(out, ", through group {group}"),
            None => Ok(()),
        }
    }
}

impl ElementTrace {
    fn write(&self, out: &mut fmt::Formatter<'_>, stem: &str) -> fmt::Result {
        let mark = mark(self.matched);
        write!(out, "{stem}{mark} {}: {}", self.element, ShownValues(&self.wanted))?;
        if self.matched {
            writeln!(out)
        } else {
            writeln!(out, "; the request has {}", ShownValues(std::slice::from_ref(&self.got)))
        }
    }
}

impl ConditionTrace {
    fn write(&self, out: &mut fmt::Formatter<'_>, stem: &str) -> fmt::Result {
        let mark = mark(self.met);
        write!(out, "{stem}{mark} {} {}: {}", self.operator, self.key, ShownValues(&self.wanted))?;
        match &self.got {
            Some(got) => writeln!(out, "; the request has {}", ShownValues(got)),
            None => writeln!(out, "; the request does not carry it"),
        }
    }
}

const fn mark(good: bool) -> &'static str {
    if good { "✓" } else { "✗" }
}

/// Values of one element, as an explanation shows them: `a or b`.
pub struct ShownValues<'t>(pub &'t [String]);

impl fmt::Display for ShownValues<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, value) in self.0.iter().enumerate() {
            let between = if place == 0 { "" } else { " or " };
            // A value that is empty or holds blanks could not be told from the text around it.
            if value.is_empty() || value.contains(char::is_whitespace) {
                write!(out, "{between}{value:?}")?;
            } else {
                write!(out, "{between}{value}")?;
            }
        }
        Ok(())
    }
}
