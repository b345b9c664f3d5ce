//! Two texts, line by line: what one has that the other has not.

/// Lines of a text that are compared; longer texts are shown as they are.
const LINES_MAX: usize = 1_000;

/// A line, and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Line<'a> {
    /// `same`, `lost` or `new`.
    pub(crate) class: &'static str,
    pub(crate) text: &'a str,
}

/// The lines of both in order, by their longest common subsequence; none where they are too long to compare.
pub(crate) fn diff<'a>(before: &'a str, after: &'a str) -> Option<Vec<Line<'a>>> {
    let (before, after): (Vec<_>, Vec<_>) = (before.lines().collect(), after.lines().collect());
    if before.len() > LINES_MAX || after.len() > LINES_MAX {
        return None;
    }
    let lengths = common_lengths(&before, &after);
    let length = |i: usize, j: usize| lengths.get(i * (after.len() + 1) + j).copied().unwrap_or_default();
    let (mut i, mut j, mut lines) = (0, 0, Vec::new());
    loop {
        match (before.get(i), after.get(j)) {
            (None, None) => return Some(lines),
            (Some(old), Some(new)) if old == new => {
                lines.push(Line { class: "same", text: new });
                (i, j) = (i + 1, j + 1);
            }
            (Some(old), new) if new.is_none() || length(i + 1, j) >= length(i, j + 1) => {
                lines.push(Line { class: "lost", text: old });
                i += 1;
            }
            (_, Some(new)) => {
                lines.push(Line { class: "new", text: new });
                j += 1;
            }
            // The guard above has taken a line that stands alone.
            (Some(_), None) => return Some(lines),
        }
    }
}

/// For each pair of places, how much the rests have in common.
fn common_lengths(before: &[&str], after: &[&str]) -> Vec<u16> {
    let wide = after.len() + 1;
    let mut lengths = vec![0_u16; (before.len() + 1) * wide];
    for (i, old) in before.iter().enumerate().rev() {
        for (j, new) in after.iter().enumerate().rev() {
            let at = |i: usize, j: usize| lengths.get(i * wide + j).copied().unwrap_or_default();
            let longest = if old == new { at(i + 1, j + 1) + 1 } else { at(i + 1, j).max(at(i, j + 1)) };
            if let Some(place) = lengths.get_mut(i * wide + j) {
                *place = longest;
            }
        }
    }
    lengths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_told_apart() {
        for (before, after, shown) in [
            ("", "", ""),
            ("a", "a", "=a"),
            ("a", "", "-a"),
            ("", "a", "+a"),
            ("a\nb\nc", "a\nc", "=a -b =c"),
            ("a\nc", "a\nb\nc", "=a +b =c"),
            ("a\nb\nc", "a\nx\nc", "=a -b +x =c"),
            ("a\nb", "b\na", "-a =b +a"),
        ] {
            let lines = diff(before, after).unwrap();
            let sign = |class| {
                if class == "same" {
                    '='
                } else if class == "lost" {
                    '-'
                } else {
                    '+'
                }
            };
            let told: Vec<_> =
                lines.iter().map(|line| format!("{}{}", sign(line.class), line.text)).collect();
            assert_eq!(told.join(" "), shown, "{before:?} {after:?}");
        }
    }

    #[test]
    fn what_is_too_long_is_not_compared() {
        assert_eq!(diff(&"a\n".repeat(LINES_MAX + 1), "a"), None);
    }
}
