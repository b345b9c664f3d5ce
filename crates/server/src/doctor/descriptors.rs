//! How many descriptors a server started from here may have: connections need one each.

use super::{Area, Finding, Verdict};
use crate::limits::{CONNECTIONS_MAX, Descriptors, Limits};

/// Whether they are enough for as many connections as a server takes by default.
pub(super) fn look(descriptors: Descriptors) -> Finding {
    let name = "descriptors";
    let connections = Limits::default().connections_within(descriptors.most);
    let most = Descriptors::told(descriptors.most);
    let seen = format!("a server started from here raises {} to {most}", Descriptors::told(descriptors.now));
    if connections >= CONNECTIONS_MAX {
        return Finding::fine(Area::Machine, name, seen);
    }
    Finding::bad(
        Area::Machine,
        name,
        Verdict::Note,
        format!("{seen}: {connections} connections at a time instead of {CONNECTIONS_MAX}"),
        "raise the hard limit: `ulimit -Hn 65536`, or `LimitNOFILE=65536` in the unit",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_few_descriptors_are_told_with_what_they_come_to() {
        for (now, most, verdict, seen) in [
            (1024, 1 << 20, Verdict::Fine, "a server started from here raises 1024 to 1048576"),
            (1024, u64::MAX, Verdict::Fine, "a server started from here raises 1024 to no limit"),
            (
                256,
                1024,
                Verdict::Note,
                "a server started from here raises 256 to 1024: 512 connections at a time instead of 4096",
            ),
        ] {
            let finding = look(Descriptors { now, most });
            assert_eq!((finding.verdict, finding.seen.as_str()), (verdict, seen));
            assert_eq!(finding.remedy.is_some(), verdict == Verdict::Note);
        }
    }
}
