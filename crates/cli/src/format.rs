//! The two ways in which commands answer, and how text reaches the terminal.

use std::io::Write as _;

use clap::ValueEnum;

/// For people or for programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Human,
    /// For programs.
    Json,
}

/// Writes to the standard output.
pub(crate) fn say(text: &str) {
    // A pipe that was closed wants no more.
    let _ = std::io::stdout().write_all(text.as_bytes());
}

/// Writes to the standard output what is told once alone.
///
/// # Errors
/// What the system says where it does not get there whole.
pub(crate) fn deliver(text: &str) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// As JSON over several lines, with an end of line.
pub(crate) fn json(value: &impl serde::Serialize) -> String {
    // What is shown is text, numbers and lists: there is nothing that JSON could not hold.
    serde_json::to_string_pretty(value).map(|text| text + "\n").unwrap_or_default()
}

/// Text that others wrote, for a terminal: without characters that would steer it.
pub(crate) fn plain(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { '\u{fffd}' } else { character }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_wrote_steers_no_terminal() {
        for (text, shown) in
            [("orders", "orders"), ("\u{1b}[2Jx\ny", "\u{fffd}[2Jx\u{fffd}y"), ("订单", "订单")]
        {
            assert_eq!(plain(text), shown);
        }
    }
}
