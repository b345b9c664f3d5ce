//! How the range of user ids stands from which databases get theirs: what is free, and who else has part of it.

use std::collections::BTreeSet;

use nix::unistd::{Gid, Group, Uid, User};

use super::{MARK, entry_name, taken};
use crate::ground::Ground;

/// Whose subordinate ids are handed to containers: `name:first:count`, a line each. Source: subuid(5).
const SUBORDINATE_FILE: &str = "/etc/subuid";
/// Others that are named one by one.
const NAMED_MAX: usize = 3;

/// The user ids that databases may get.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Range {
    first: u32,
    count: u32,
    /// Nobody's, and no record of an instance names them.
    pub(crate) free: usize,
    /// Databases', of this folder or another.
    databases: usize,
    /// Whose else: users, groups, and containers of users.
    others: Vec<String>,
}

/// Looks at every id of the range.
pub(crate) fn look(ground: &Ground) -> Range {
    let taken = taken(ground).unwrap_or_default();
    let (first, count) = (ground.config.first_uid, ground.config.uids);
    let mut range = Range { first, count, ..Range::default() };
    for uid in first..first.saturating_add(count) {
        match holder(uid, &taken) {
            Holder::Nobody => range.free += 1,
            Holder::Database => range.databases += 1,
            Holder::Other(name) => range.others.push(name),
        }
    }
    let subordinate = std::fs::read_to_string(SUBORDINATE_FILE).unwrap_or_default();
    range.others.extend(subordinates(&subordinate, first, count));
    range
}

impl Range {
    /// Whether somebody else has part of it.
    pub(crate) fn collides(&self) -> bool {
        !self.others.is_empty()
    }

    /// In words.
    pub(crate) fn told(&self) -> String {
        let Self { first, count, free, databases, others } = self;
        let last = first.saturating_add(*count).saturating_sub(1);
        let mut text = match free {
            0 => format!("none of {count} user ids, {first} to {last}, is free"),
            _ => format!("{free} of {count} user ids, {first} to {last}, are free"),
        };
        if *databases > 0 {
            text.push_str(&format!("; {databases} databases have one"));
        }
        if !others.is_empty() {
            let named: Vec<&str> = others.iter().take(NAMED_MAX).map(String::as_str).collect();
            text.push_str(&format!("; others have part of them: {}", named.join(", ")));
            if let Some(more) = others.len().checked_sub(NAMED_MAX).filter(|more| *more > 0) {
                text.push_str(&format!(" and {more} more"));
            }
        }
        text
    }
}

enum Holder {
    Nobody,
    Database,
    Other(String),
}

fn holder(uid: u32, taken: &BTreeSet<u32>) -> Holder {
    let name = entry_name(uid);
    if let Ok(Some(user)) = User::from_uid(Uid::from_raw(uid)) {
        let ours = user.name == name && user.gecos.to_string_lossy().starts_with(MARK);
        return if ours {
            Holder::Database
        } else {
            Holder::Other(format!("{uid} is the user `{}`", user.name))
        };
    }
    if taken.contains(&uid) {
        return Holder::Database;
    }
    match Group::from_gid(Gid::from_raw(uid)) {
        // A group without its user is what a hand left that was ended between the two.
        Ok(Some(group)) if group.name == name => Holder::Database,
        Ok(Some(group)) => Holder::Other(format!("{uid} is the group `{}`", group.name)),
        Ok(None) | Err(_) => Holder::Nobody,
    }
}

/// Ids of the range that containers of users may run under.
fn subordinates(text: &str, first: u32, count: u32) -> Vec<String> {
    let (first, end) = (u64::from(first), u64::from(first) + u64::from(count));
    let overlapping = |line: &str| {
        let mut fields = line.trim().split(':');
        let name = fields.next().filter(|name| !name.is_empty() && !name.starts_with('#'))?;
        let from: u64 = fields.next()?.parse().ok()?;
        let to = from.checked_add(fields.next()?.parse().ok()?)?;
        (from < to && from < end && first < to)
            .then(|| format!("containers of `{name}` have {from} to {}", to - 1))
    };
    text.lines().filter_map(overlapping).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn containers_that_share_ids_are_named() {
        for (text, expected) in [
            ("", &[][..]),
            ("alice:100000:65536\nbob:165536:65536\n", &[]),
            ("alice:469999:1\ncarol:471000:9", &[]),
            ("alice:469999:2", &["containers of `alice` have 469999 to 470000"]),
            ("bob:470999:65536", &["containers of `bob` have 470999 to 536534"]),
            ("1000:427680:65536\n# no:470000:1\n", &["containers of `1000` have 427680 to 493215"]),
            ("alice\nalice:470000\nalice:x:1\n:470000:1\nalice:470000:99999999999999999999", &[]),
            ("alice:470000:0", &[]),
        ] {
            let expected: Vec<String> = expected.iter().map(ToString::to_string).collect();
            assert_eq!(subordinates(text, 470_000, 1_000), expected, "{text}");
        }
    }

    #[test]
    fn a_range_is_told_with_whoever_else_has_part_of_it() {
        let range = |free, databases, others: &[&str]| Range {
            first: 470_000,
            count: 1_000,
            free,
            databases,
            others: others.iter().map(ToString::to_string).collect(),
        };
        for (range, told, collides) in [
            (range(1_000, 0, &[]), "1000 of 1000 user ids, 470000 to 470999, are free", false),
            (
                range(998, 2, &[]),
                "998 of 1000 user ids, 470000 to 470999, are free; 2 databases have one",
                false,
            ),
            (
                range(0, 996, &["a", "b", "c", "d"]),
                "none of 1000 user ids, 470000 to 470999, is free; 996 databases have one; others have part of \
                 them: a, b, c and 1 more",
                true,
            ),
        ] {
            assert_eq!((range.told().as_str(), range.collides()), (told, collides));
        }
    }
}
