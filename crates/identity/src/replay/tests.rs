use std::{fs::OpenOptions, io::Write as _, path::PathBuf};

use tempfile::TempDir;

use super::*;

const KEY: [u8; 16] = [7; 16];

fn at(text: &str) -> Timestamp {
    format!("2026-01-01T{text}Z").parse().unwrap()
}

fn guard(folder: &TempDir, boot_id: &str, now: &str) -> Guard {
    Guard::open(folder.path(), boot_id, MarkKey::new(KEY), at(now)).unwrap()
}

fn entered(
    guard: &Guard,
    key: &AccessKeyId,
    nonce: &str,
    stamped: Timestamp,
    now: Timestamp,
) -> Result<(), ReplayRefused> {
    guard.enter(key, nonce, stamped, now).map(drop)
}

fn id(text: &str) -> AccessKeyId {
    text.parse().unwrap()
}

#[test]
fn a_nonce_serves_once_for_each_access_key() {
    let folder = TempDir::new().unwrap();
    let guard = guard(&folder, "boot", "10:00:00");
    let enter = |key, nonce| entered(&guard, &id(key), nonce, at("10:00:00"), at("10:00:01"));
    assert_eq!(enter("LTAIone", "n1"), Ok(()));
    assert_eq!(enter("LTAIone", "n1"), Err(ReplayRefused::Used));
    assert_eq!(enter("LTAIone", "n2"), Ok(()));
    assert_eq!(enter("LTAItwo", "n1"), Ok(()));
}

#[test]
fn a_mark_is_kept_as_long_as_its_time_stamp_is_taken() {
    let folder = TempDir::new().unwrap();
    let guard = guard(&folder, "boot", "10:00:00");
    let key = id("LTAIone");
    assert_eq!(entered(&guard, &key, "n", at("10:00:00"), at("10:00:00")), Ok(()));
    assert_eq!(entered(&guard, &key, "n", at("10:00:00"), at("10:15:00")), Err(ReplayRefused::Used));
    // One stamped ahead of our clock lives longer by as much.
    assert_eq!(entered(&guard, &key, "ahead", at("10:30:00"), at("10:15:00")), Ok(()));
    assert_eq!(entered(&guard, &key, "ahead", at("10:30:00"), at("10:45:00")), Err(ReplayRefused::Used));
}

#[test]
fn a_restart_remembers() {
    let folder = TempDir::new().unwrap();
    let first = guard(&folder, "boot", "10:00:00");
    assert_eq!(entered(&first, &id("LTAIone"), "n", at("10:00:00"), at("10:00:00")), Ok(()));
    first.write().unwrap();
    drop(first);
    let second = guard(&folder, "boot", "10:05:00");
    assert_eq!(
        entered(&second, &id("LTAIone"), "n", at("10:00:00"), at("10:05:00")),
        Err(ReplayRefused::Used)
    );
    assert_eq!(entered(&second, &id("LTAIone"), "m", at("10:00:00"), at("10:05:00")), Ok(()));
}

#[test]
fn a_torn_tail_is_no_obstacle() {
    let folder = TempDir::new().unwrap();
    let enter = |guard: &Guard, nonce: &str| {
        let entered = entered(guard, &id("LTAIone"), nonce, at("10:00:00"), at("10:05:00"));
        guard.write().unwrap();
        entered
    };
    assert_eq!(enter(&guard(&folder, "boot", "10:00:00"), "before"), Ok(()));
    for torn in 1..8 {
        let mut file = OpenOptions::new().append(true).open(minute_file(&folder, "10:00:00")).unwrap();
        file.write_all(&[7; 8][..torn]).unwrap();
        let second = guard(&folder, "boot", "10:05:00");
        assert_eq!(enter(&second, "before"), Err(ReplayRefused::Used), "{torn}");
        assert_eq!(enter(&second, &format!("behind {torn}")), Ok(()));
    }
    // What was appended behind each torn tail reads as what it was.
    let last = guard(&folder, "boot", "10:05:00");
    for torn in 1..8 {
        assert_eq!(enter(&last, &format!("behind {torn}")), Err(ReplayRefused::Used), "{torn}");
    }
}

#[test]
fn what_a_full_disk_tears_is_written_again_whole() {
    let folder = TempDir::new().unwrap();
    let file = minute_file(&folder, "10:00:00");
    let first = guard(&folder, "boot", "10:00:00");
    let enter = |guard: &Guard, nonce| entered(guard, &id("LTAIone"), nonce, at("10:00:00"), at("10:00:00"));
    // The device opens and refuses what is written, as a disk does that has filled up meanwhile.
    std::os::unix::fs::symlink("/dev/full", &file).unwrap();
    assert_eq!(enter(&first, "a"), Ok(()));
    assert_eq!(enter(&first, "b"), Ok(()));
    assert!(first.write().is_err());
    // A write that failed halfway left a whole mark and part of the next.
    std::fs::remove_file(&file).unwrap();
    std::fs::write(&file, [7; 8 + 3]).unwrap();
    assert_eq!(enter(&first, "c"), Ok(()));
    first.write().unwrap();
    assert_eq!(std::fs::metadata(&file).unwrap().len(), 8 + 3 * 8);
    drop(first);
    let second = guard(&folder, "boot", "10:00:00");
    for nonce in ["a", "b", "c"] {
        assert_eq!(enter(&second, nonce), Err(ReplayRefused::Used), "{nonce}");
    }
}

#[test]
fn while_the_disk_is_full_the_spare_room_takes_what_must_be_kept() {
    let folder = TempDir::new().unwrap();
    let file = minute_file(&folder, "10:00:00");
    let first = guard(&folder, "boot", "10:00:00");
    std::os::unix::fs::symlink("/dev/full", &file).unwrap();
    let key = id("LTAIone");
    let mark = first.enter(&key, "disable", at("10:00:00"), at("10:00:00")).unwrap();
    first.enter(&key, "describe", at("10:00:00"), at("10:00:00")).unwrap();
    assert!(first.write().is_err());
    first.write_spare(mark).unwrap();
    drop(first);
    // Reading that device would never end.
    std::fs::remove_file(&file).unwrap();
    let second = guard(&folder, "boot", "10:00:30");
    let again = |guard: &Guard, nonce| entered(guard, &key, nonce, at("10:00:00"), at("10:00:30"));
    assert_eq!(again(&second, "disable"), Err(ReplayRefused::Used));
    assert_eq!(again(&second, "describe"), Ok(()), "it was refused, and nothing came of it");
    // Room that was there before is all there is.
    let more = (0..20_000_u32).map(|nonce| {
        let mark = second.enter(&key, &nonce.to_string(), at("10:00:00"), at("10:00:30"));
        second.write_spare(mark.unwrap()).is_ok()
    });
    let taken = more.filter(|written| *written).count();
    assert_eq!(taken, 16_384 - 1);
    // It is free again when nothing in it is good any more.
    let late = second.enter(&key, "late", at("10:30:00"), at("10:30:00")).unwrap();
    second.write_spare(late).unwrap();
    drop(second);
    let third = guard(&folder, "boot", "10:30:30");
    assert_eq!(entered(&third, &key, "late", at("10:30:00"), at("10:30:30")), Err(ReplayRefused::Used));
    assert_eq!(std::fs::metadata(folder.path().join("spare")).unwrap().len(), 16_384 * 16);
}

#[test]
fn a_full_disk_keeps_no_guard_from_opening() {
    let folder = TempDir::new().unwrap();
    let first = guard(&folder, "boot", "10:00:00");
    assert_eq!(entered(&first, &id("LTAIone"), "n", at("10:00:00"), at("10:00:00")), Ok(()));
    first.write().unwrap();
    drop(first);
    std::os::unix::fs::symlink("/dev/full", folder.path().join("state.new")).unwrap();
    for boot in ["boot", "next boot"] {
        let second = guard(&folder, boot, "10:05:00");
        let again = entered(&second, &id("LTAIone"), "n", at("10:00:00"), at("10:05:00"));
        assert!(again.is_err(), "{boot}: {again:?}");
    }
    // Where nothing tells of an earlier start there is nothing to go by.
    let bare = TempDir::new().unwrap();
    std::os::unix::fs::symlink("/dev/full", bare.path().join("state.new")).unwrap();
    assert!(Guard::open(bare.path(), "boot", MarkKey::new(KEY), at("10:00:00")).is_err());
}

#[test]
fn after_a_machine_crash_nothing_older_is_taken() {
    let folder = TempDir::new().unwrap();
    let first = guard(&folder, "boot one", "10:00:00");
    assert_eq!(entered(&first, &id("LTAIone"), "n", at("10:00:00"), at("10:00:00")), Ok(()));
    drop(first);
    let second = guard(&folder, "boot two", "10:05:00");
    let enter = |stamp| entered(&second, &id("LTAIone"), "n", at(stamp), at("10:05:30"));
    assert_eq!(enter("10:00:00"), Err(ReplayRefused::BeforeFloor));
    assert_eq!(enter("10:04:59"), Err(ReplayRefused::BeforeFloor));
    assert_eq!(enter("10:05:00"), Ok(()));
}

#[test]
fn marks_without_their_state_count_as_a_machine_crash() {
    let folder = TempDir::new().unwrap();
    let first = guard(&folder, "boot", "10:00:00");
    assert_eq!(entered(&first, &id("LTAIone"), "n", at("10:00:00"), at("10:00:00")), Ok(()));
    first.write().unwrap();
    drop(first);
    for left in [None, Some(""), Some("boot\n"), Some("boot\nlater\n")] {
        let state = folder.path().join("state");
        match left {
            None => std::fs::remove_file(&state).unwrap(),
            Some(text) => std::fs::write(&state, text).unwrap(),
        }
        std::fs::write(folder.path().join("29453400.marks"), [7; 8]).unwrap();
        let second = guard(&folder, "boot", "10:05:00");
        let entered = entered(&second, &id("LTAIone"), "n", at("10:00:00"), at("10:05:00"));
        assert_eq!(entered, Err(ReplayRefused::BeforeFloor), "{left:?}");
    }
}

#[test]
fn a_floor_outlives_the_process() {
    let folder = TempDir::new().unwrap();
    let open = |now: &str| {
        Guard::with_capacity(folder.path(), "boot", MarkKey::new(KEY), at(now), PARTS * 4).unwrap()
    };
    let first = open("10:00:00");
    for nonce in 0..500 {
        let stamp = if nonce < 250 { "10:00:00" } else { "10:01:00" };
        let entered = entered(&first, &id("LTAIone"), &nonce.to_string(), at(stamp), at("10:01:00"));
        assert!(entered != Err(ReplayRefused::Used), "{nonce}");
    }
    assert!(first.floor() >= at("10:01:00").as_second());
    first.write().unwrap();
    let floor = first.floor();
    drop(first);
    let second = open("10:02:00");
    assert_eq!(second.floor(), floor);
    assert_eq!(
        entered(&second, &id("LTAIone"), "0", at("10:00:00"), at("10:02:00")),
        Err(ReplayRefused::BeforeFloor)
    );
}

#[test]
fn what_was_forgotten_is_refused_after_the_clock_steps_back() {
    let folder = TempDir::new().unwrap();
    let enter = |guard: &Guard, nonce, stamped, now| {
        let entered = entered(guard, &id("LTAIone"), nonce, at(stamped), at(now));
        guard.write().unwrap();
        entered
    };
    let first = guard(&folder, "boot", "10:00:00");
    assert_eq!(enter(&first, "n", "10:00:00", "10:00:00"), Ok(()));
    assert_eq!(enter(&first, "ahead", "10:20:00", "10:20:00"), Ok(()));
    let back = |guard: &Guard| {
        assert_eq!(enter(guard, "n", "10:00:00", "10:00:30"), Err(ReplayRefused::BeforeFloor));
        assert_eq!(enter(guard, "another", "10:00:59", "10:00:30"), Err(ReplayRefused::BeforeFloor));
        assert_eq!(enter(guard, "ahead", "10:20:00", "10:06:00"), Err(ReplayRefused::Used));
    };
    back(&first);
    // In this minute nothing was taken, so nothing is forgotten of it.
    assert_eq!(enter(&first, "n", "10:01:00", "10:00:30"), Ok(()));
    drop(first);
    let second = guard(&folder, "boot", "10:00:30");
    back(&second);
    assert_eq!(enter(&second, "n", "10:01:00", "10:00:30"), Err(ReplayRefused::Used));
}

#[test]
fn a_clock_that_stood_ahead_leaves_nobody_outside_and_takes_nothing_twice() {
    for restarted in [false, true] {
        let folder = TempDir::new().unwrap();
        let first = guard(&folder, "boot", "10:00:00");
        let enter = |guard: &Guard, nonce, stamped, now| {
            let entered = entered(guard, &id("LTAIone"), nonce, at(stamped), at(now));
            guard.write().unwrap();
            entered
        };
        assert_eq!(enter(&first, "before", "10:00:00", "10:00:00"), Ok(()));
        assert_eq!(enter(&first, "ahead", "20:00:00", "20:00:00"), Ok(()));
        let later = if restarted { guard(&folder, "boot", "20:00:10") } else { first };
        let steps = [
            ("before", "10:00:00", "10:00:30", Err(ReplayRefused::BeforeFloor)),
            ("late", "10:00:59", "10:00:59", Err(ReplayRefused::BeforeFloor)),
            ("good", "10:01:00", "10:01:00", Ok(())),
            ("good", "10:01:00", "10:15:00", Err(ReplayRefused::Used)),
            // What the clock goes over for the second time is kept and forgotten as ever.
            ("on", "10:40:00", "10:40:00", Ok(())),
            ("good", "10:01:00", "10:01:30", Err(ReplayRefused::BeforeFloor)),
            ("ahead", "20:00:00", "20:00:30", Err(ReplayRefused::Used)),
            ("on", "10:40:00", "10:40:30", Err(ReplayRefused::BeforeFloor)),
        ];
        for (nonce, stamped, now, expected) in steps {
            assert_eq!(enter(&later, nonce, stamped, now), expected, "{nonce} at {now}, {restarted}");
        }
    }
}

#[test]
fn a_first_start_by_a_clock_that_is_ahead_leaves_nobody_outside() {
    let folder = TempDir::new().unwrap();
    for nonce in ["first", "second"] {
        let guard = guard(&folder, "boot", "20:00:00");
        assert_eq!(entered(&guard, &id("LTAIone"), nonce, at("10:00:00"), at("10:00:00")), Ok(()));
        guard.write().unwrap();
    }
}

#[test]
fn as_many_minutes_are_kept_whichever_way_the_clock_goes() {
    let folder = TempDir::new().unwrap();
    let guard = guard(&folder, "boot", "20:00:00");
    for (hour, minutes) in [("20", 10), ("10", 60)] {
        for minute in 0..minutes {
            let now = at(&format!("{hour}:{minute:02}:00"));
            assert_eq!(entered(&guard, &id("LTAIone"), "n", now, now), Ok(()));
            guard.write().unwrap();
        }
    }
    // Those that are still to come, and as many of the past as ever.
    let left = minute_files_in(&folder);
    assert!((10 + 15..=10 + 18).contains(&left), "{left}");
}

#[test]
fn a_start_with_the_clock_ahead_forgets_nothing() {
    let folder = TempDir::new().unwrap();
    let enter = |guard: &Guard| entered(guard, &id("LTAIone"), "n", at("10:00:00"), at("10:00:30"));
    let first = guard(&folder, "boot", "10:00:00");
    assert_eq!(enter(&first), Ok(()));
    first.write().unwrap();
    drop(first);
    drop(guard(&folder, "boot", "10:20:00"));
    assert_eq!(enter(&guard(&folder, "boot", "10:00:30")), Err(ReplayRefused::Used));
}

#[test]
fn a_mark_stamped_ahead_outlives_the_machine() {
    let folder = TempDir::new().unwrap();
    let enter = |guard: &Guard| entered(guard, &id("LTAIone"), "n", at("10:10:00"), at("10:00:30"));
    let first = guard(&folder, "boot one", "10:00:00");
    assert_eq!(enter(&first), Ok(()));
    first.write().unwrap();
    drop(first);
    assert_eq!(enter(&guard(&folder, "boot two", "10:00:30")), Err(ReplayRefused::Used));
}

#[test]
fn minutes_that_are_over_leave_no_file() {
    let folder = TempDir::new().unwrap();
    let guard = guard(&folder, "boot", "10:00:00");
    for minute in 0..40 {
        let now = at(&format!("10:{minute:02}:00"));
        assert_eq!(entered(&guard, &id("LTAIone"), "n", now, now), Ok(()));
        guard.write().unwrap();
    }
    let left = minute_files_in(&folder);
    assert!((15..=18).contains(&left), "{left}");
}

fn minute_file(folder: &TempDir, stamped: &str) -> PathBuf {
    folder.path().join(format!("{}.marks", minutes::minute_of(at(stamped))))
}

fn minute_files_in(folder: &TempDir) -> usize {
    std::fs::read_dir(folder.path())
        .unwrap()
        .filter(|entry| entry.as_ref().unwrap().path().extension().is_some_and(|end| end == "marks"))
        .count()
}
