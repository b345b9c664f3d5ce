//! `*` (any characters, also none) and `?` (exactly one character) over a whole string.
//!
//! The reach of `*` over `:` and `/` is decided in [`crate::undocumented`]. Matching takes the leftmost
//! place of each piece between two stars and never goes back, so no pattern makes it slow.

use std::hash::{Hash, Hasher};

/// Whether letters of different case are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// `a` and `A` differ.
    Sensitive,
    /// ASCII letters are the same in both cases.
    Ignored,
}

/// A pattern, taken apart once.
///
/// Two globs are equal when they were written alike.
#[derive(Debug, Clone)]
pub struct Glob {
    text: Box<str>,
    /// What stands between the stars. One piece: no star at all.
    pieces: Box<[Piece]>,
}

#[derive(Debug, Clone)]
struct Piece {
    text: Box<str>,
    has_question_mark: bool,
}

impl Glob {
    /// Takes `pattern` apart. Every string is a pattern.
    #[must_use]
    pub fn new(pattern: &str) -> Self {
        let mut pieces: Vec<Piece> = Vec::new();
        let last = pattern.split('*').count().saturating_sub(1);
        for (place, text) in pattern.split('*').enumerate() {
            // An empty piece in the middle is `**`, which means no more than `*`.
            if !text.is_empty() || place == 0 || place == last {
                pieces.push(Piece { text: text.into(), has_question_mark: text.contains('?') });
            }
        }
        Self { text: pattern.into(), pieces: pieces.into() }
    }

    /// The pattern as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether the pattern holds no wildcard and so matches one string only.
    #[must_use]
    pub fn is_literal(&self) -> bool {
        matches!(&*self.pieces, [only] if !only.has_question_mark)
    }

    /// Whether the pattern matches every string.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        !self.text.is_empty() && self.text.bytes().all(|byte| byte == b'*')
    }

    /// What every match begins with: the text before the first wildcard.
    #[must_use]
    pub fn literal_prefix(&self) -> &str {
        self.text.split(['*', '?']).next().unwrap_or_default()
    }

    /// What every match ends with: the text after the last wildcard.
    #[must_use]
    pub fn literal_suffix(&self) -> &str {
        self.text.rsplit(['*', '?']).next().unwrap_or_default()
    }

    /// Whether the whole of `text` matches. Work is at most the product of both lengths, in practice
    /// their sum; nothing is allocated.
    #[must_use]
    pub fn matches(&self, text: &str, case: Case) -> bool {
        let (first, last, middle) = match &*self.pieces {
            [] => return text.is_empty(),
            [only] => return only.take_from_start(text, case).is_some_and(str::is_empty),
            [first, middle @ .., last] => (first, last, middle),
        };
        let Some(mut rest) = first.take_from_start(text, case) else { return false };
        for piece in middle {
            match piece.take_leftmost(rest, case) {
                Some(after) => rest = after,
                None => return false,
            }
        }
        last.ends(rest, case)
    }

    /// Whether every string that `other` matches is matched by this pattern too. Sound, not complete: a
    /// `false` may also mean that it could not be told.
    #[must_use]
    pub fn covers(&self, other: &Self, case: Case) -> bool {
        // The other pattern is read as a string in which its stars are characters that only a star takes.
        walk(&self.text, &other.text, |mine, theirs| match (mine, theirs) {
            (_, '*') => false,
            ('?', _) => true,
            (_, '?') => false,
            _ => same(mine, theirs, case),
        })
    }

    /// Whether some string matches both patterns.
    #[must_use]
    pub fn overlaps(&self, other: &Self, case: Case) -> bool {
        let theirs: Vec<char> = other.text.chars().collect();
        // row[j]: the part of this pattern read so far and the first j characters of the other can meet.
        let mut row = vec![true];
        row.extend(theirs.iter().scan(true, |open, character| {
            *open = *open && *character == '*';
            Some(*open)
        }));
        for mine in self.text.chars() {
            let mut left = mine == '*' && row.first() == Some(&true);
            let mut next = vec![left];
            for (character, pair) in theirs.iter().zip(row.windows(2)) {
                let [diagonal, above] = pair else { continue };
                left = if mine == '*' || *character == '*' {
                    *above || left
                } else {
                    *diagonal && (mine == '?' || *character == '?' || same(mine, *character, case))
                };
                next.push(left);
            }
            row = next;
        }
        row.last() == Some(&true)
    }
}

impl Piece {
    /// What is left of `text` after this piece at its start.
    fn take_from_start<'t>(&self, text: &'t str, case: Case) -> Option<&'t str> {
        if self.has_question_mark {
            return take_characters(&self.text, text, case);
        }
        let (start, rest) = text.split_at_checked(self.text.len())?;
        equal(&self.text, start, case).then_some(rest)
    }

    /// What is left of `text` after the leftmost place of this piece.
    fn take_leftmost<'t>(&self, text: &'t str, case: Case) -> Option<&'t str> {
        if !self.has_question_mark {
            if let [byte] = self.text.as_bytes() {
                let same =
                    |other: &u8| other == byte || (case == Case::Ignored && other.eq_ignore_ascii_case(byte));
                let place = text.as_bytes().iter().position(same)?;
                return text.get(place + 1..);
            }
            if case == Case::Sensitive {
                let place = text.find(&*self.text)?;
                return text.get(place + self.text.len()..);
            }
        }
        let mut rest = text;
        loop {
            if let Some(after) = self.take_from_start(rest, case) {
                return Some(after);
            }
            let mut characters = rest.chars();
            characters.next()?;
            rest = characters.as_str();
        }
    }

    /// Whether `text` ends with this piece.
    fn ends(&self, text: &str, case: Case) -> bool {
        if !self.has_question_mark {
            return text
                .len()
                .checked_sub(self.text.len())
                .and_then(|start| text.get(start..))
                .is_some_and(|end| equal(&self.text, end, case));
        }
        let mut text = text.chars().rev();
        self.text
            .chars()
            .rev()
            .all(|wanted| text.next().is_some_and(|got| wanted == '?' || same(wanted, got, case)))
    }
}

fn take_characters<'t>(piece: &str, text: &'t str, case: Case) -> Option<&'t str> {
    let mut rest = text.chars();
    for wanted in piece.chars() {
        let got = rest.next()?;
        if wanted != '?' && !same(wanted, got, case) {
            return None;
        }
    }
    Some(rest.as_str())
}

fn equal(wanted: &str, got: &str, case: Case) -> bool {
    wanted == got || (case == Case::Ignored && wanted.eq_ignore_ascii_case(got))
}

fn same(a: char, b: char, case: Case) -> bool {
    a == b || (case == Case::Ignored && a.eq_ignore_ascii_case(&b))
}

/// Glob matching of `text` against `pattern` with a rule of its own for what one character takes.
fn walk(pattern: &str, text: &str, takes: impl Fn(char, char) -> bool) -> bool {
    let (mut pattern, mut text) = (pattern.chars(), text.chars());
    let mut last_star = None;
    loop {
        let mut ahead = pattern.clone();
        let wanted = ahead.next();
        if wanted == Some('*') {
            last_star = Some((ahead.clone(), text.clone()));
            pattern = ahead;
            continue;
        }
        let mut after = text.clone();
        match (wanted, after.next()) {
            (None, None) => return true,
            (Some(mine), Some(theirs)) if takes(mine, theirs) => (pattern, text) = (ahead, after),
            _ => match &mut last_star {
                None => return false,
                Some((after_star, from)) => {
                    if from.next().is_none() {
                        return false;
                    }
                    (pattern, text) = (after_star.clone(), from.clone());
                }
            },
        }
    }
}

impl PartialEq for Glob {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Glob {}

impl Hash for Glob {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

#[cfg(test)]
#[path = "glob_tests.rs"]
mod tests;
