//! Findings for people: the lines at fault with what is wrong underlined, and what to write instead.

use std::fmt::{self, Write as _};

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, NamedSource, Severity, SourceCode,
    SourceSpan,
};
use rampart_policy::syntax::Span;
use rampart_policy::{Finding, Level};

use super::Checked;

const WIDTH: usize = 110;

pub(super) fn render(checked: &[Checked], color: bool) -> String {
    let theme = if color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_width(WIDTH)
        .with_links(false)
        .with_context_lines(1)
        .with_break_words(false);
    let mut out = String::new();
    for input in checked {
        match &input.text {
            Err(why) => put(&mut out, format_args!("cannot read {}: {why}\n\n", input.name)),
            Ok(text) => {
                for finding in &input.findings {
                    let source = NamedSource::new(&input.name, text.clone()).with_language("json");
                    // A report that cannot be drawn, say of a place outside its text, is told in one line.
                    if handler.render_report(&mut out, &Shown { finding, source: &source }).is_err() {
                        put(&mut out, format_args!("{}: {}\n", input.name, finding.message));
                    }
                    out.push('\n');
                }
            }
        }
    }
    put(&mut out, format_args!("{}\n", summary(checked)));
    out
}

/// Writing to a string does not fail.
fn put(out: &mut String, what: fmt::Arguments<'_>) {
    let _ = out.write_fmt(what);
}

fn summary(checked: &[Checked]) -> String {
    let read = checked.iter().filter(|input| input.text.is_ok()).count();
    let mut parts = vec![format!("{} checked", counted(read, "document"))];
    for (level, name) in [
        (Level::Error, "error"),
        (Level::SecurityWarning, "security warning"),
        (Level::GeneralWarning, "general warning"),
        (Level::Suggestion, "suggestion"),
    ] {
        let count =
            checked.iter().flat_map(|input| &input.findings).filter(|found| found.level() == level).count();
        if count > 0 {
            parts.push(counted(count, name));
        }
    }
    let clean = parts.len() == 1 && read > 0;
    if clean {
        parts.push("nothing found".to_owned());
    }
    if read < checked.len() {
        parts.push(format!("{} not read", checked.len() - read));
    }
    parts.join(", ")
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// A finding as miette draws it.
struct Shown<'f> {
    finding: &'f Finding,
    source: &'f NamedSource<String>,
}

impl Diagnostic for Shown<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(format!("{} [{}]", self.finding.level(), self.finding.code)))
    }

    fn severity(&self) -> Option<Severity> {
        Some(match self.finding.level() {
            Level::Error => Severity::Error,
            Level::SecurityWarning | Level::GeneralWarning => Severity::Warning,
            Level::Suggestion => Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.finding.remedy.as_ref().map(|remedy| Box::new(remedy) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let primary = LabeledSpan::new_primary_with_span(None, self.place(self.finding.span));
        let related = self.finding.related.iter();
        let related =
            related.map(|r| LabeledSpan::new_with_span(Some(r.message.clone()), self.place(r.span)));
        Some(Box::new(std::iter::once(primary).chain(related)))
    }
}

impl Shown<'_> {
    /// Where something is missing there is nothing to underline: the character before it is.
    fn place(&self, span: Span) -> SourceSpan {
        let text = self.source.inner();
        let start = match span.is_empty() {
            true => text.trim_end().char_indices().next_back().map_or(0, |(last, _)| last.min(span.start)),
            false => span.start,
        };
        (start, span.end.saturating_sub(start)).into()
    }
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.finding.message)
    }
}

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

impl std::error::Error for Shown<'_> {}
