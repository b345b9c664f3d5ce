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

fn id(text: &str) -> AccessKeyId {
    text.parse().unwrap()
}

#[test]
fn a_nonce_serves_once_for_each_access_key() {
    let folder = TempDir::new().unwrap();
    let guard = guard(&folder, "boot", "10:00:00");
    let enter = |key, nonce| guard.enter(&id(key), nonce, at("10:00:00"), at("10:00:01"));
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
    assert_eq!(guard.enter(&key, "n", at("10:00:00"), at("10:00:00")), Ok(()));
    assert_eq!(guard.enter(&key, "n", at("10:00:00"), at("10:15:00")), Err(ReplayRefused::Used));
    // One stamped ahead of our clock lives longer by as much.
    assert_eq!(guard.enter(&key, "ahead", at("10:30:00"), at("10:15:00")), Ok(()));
    assert_eq!(guard.enter(&key, "ahead", at("10:30:00"), at("10:45:00")), Err(ReplayRefused::Used));
}

#[test]
fn a_restart_remembers() {
    let folder = TempDir::new().unwrap();
    let first = guard(&folder, "boot", "10:00:00");
    assert_eq!(first.enter(&id("LTAIone"), "n", at("10:00:00"), at("10:00:00")), Ok(()));
    first.write().unwrap();
    drop(first);
    let second = guard(&folder, "boot", "10:05:00");
    assert_eq!(second.enter(&id("LTAIone"), "n", at("10:00:00"), at("10:05:00")), Err(ReplayRefused::Used));
    assert_eq!(second.enter(&id("LTAIone"), "m", at("10:00:00"), at("10:05:00")), Ok(()));
}

#[test]
fn a_torn_tail_is_no_obstacle() {
    let folder = TempDir::new().unwrap();
    let enter = |guard: &Guard, nonce: &str| {
        let entered = guard.enter(&id("LTAIone"), nonce, at("10:00:00"), at("10:05:00"));
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
    let enter = |guard: &Guard, nonce| guard.enter(&id("LTAIone"), nonce, at("10:00:00"), at("10:00:00"));
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
fn after_a_machine_crash_nothing_older_is_taken() {
    let folder = TempDir::new().unwrap();
    let first = guard(&folder, "boot one", "10:00:00");
    assert_eq!(first.enter(&id("LTAIone"), "n", at("10:00:00"), at("10:00:00")), Ok(()));
    drop(first);
    let second = guard(&folder, "boot two", "10:05:00");
    let enter = |stamp| second.enter(&id("LTAIone"), "n", at(stamp), at("10:05:30"));
    assert_eq!(enter("10:00:00"), Err(ReplayRefused::BeforeFloor));
    assert_eq!(enter("10:04:59"), Err(ReplayRefused::BeforeFloor));
    assert_eq!(enter("10:05:00"), Ok(()));
}

#[test]
fn marks_without_their_state_count_as_a_machine_crash() {
    let folder = TempDir::new().unwrap();
    let first = guard(&folder, "boot", "10:00:00");
    assert_eq!(first.enter(&id("LTAIone"), "n", at("10:00:00"), at("10:00:00")), Ok(()));
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
        let entered = second.enter(&id("LTAIone"), "n", at("10:00:00"), at("10:05:00"));
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
        let entered = first.enter(&id("LTAIone"), &nonce.to_string(), at(stamp), at("10:01:00"));
        assert!(entered != Err(ReplayRefused::Used), "{nonce}");
    }
    assert!(first.floor() >= at("10:01:00").as_second());
    first.write().unwrap();
    let floor = first.floor();
    drop(first);
    let second = open("10:02:00");
    assert_eq!(second.floor(), floor);
    assert_eq!(
        second.enter(&id("LTAIone"), "0", at("10:00:00"), at("10:02:00")),
        Err(ReplayRefused::BeforeFloor)
    );
}

#[test]
fn what_was_forgotten_is_refused_after_the_clock_steps_back() {
    let folder = TempDir::new().unwrap();
    let enter = |guard: &Guard, nonce, stamped, now| {
        let entered = guard.enter(&id("LTAIone"), nonce, at(stamped), at(now));
        guard.write().unwrap();
        entered
    };
    let first = guard(&folder, "boot", "10:00:00");
    assert_eq!(enter(&first, "n", "10:00:00", "10:00:00"), Ok(()));
    assert_eq!(enter(&first, "ahead", "10:20:00", "10:20:00"), Ok(()));
    let back = |guard: &Guard| {
        assert_eq!(enter(guard, "n", "10:00:00", "10:00:30"), Err(ReplayRefused::BeforeFloor));
        // The oldest minute that is kept begins at 10:04.
        assert_eq!(enter(guard, "n", "10:03:59", "10:00:30"), Err(ReplayRefused::BeforeFloor));
        assert_eq!(enter(guard, "ahead", "10:20:00", "10:06:00"), Err(ReplayRefused::Used));
    };
    back(&first);
    assert_eq!(enter(&first, "n", "10:04:00", "10:00:30"), Ok(()));
    drop(first);
    let second = guard(&folder, "boot", "10:00:30");
    back(&second);
    assert_eq!(enter(&second, "n", "10:04:00", "10:00:30"), Err(ReplayRefused::Used));
}

#[test]
fn a_start_with_the_clock_ahead_forgets_as_well() {
    let folder = TempDir::new().unwrap();
    let enter = |guard: &Guard| guard.enter(&id("LTAIone"), "n", at("10:00:00"), at("10:00:30"));
    let first = guard(&folder, "boot", "10:00:00");
    assert_eq!(enter(&first), Ok(()));
    first.write().unwrap();
    drop(first);
    drop(guard(&folder, "boot", "10:20:00"));
    assert_eq!(enter(&guard(&folder, "boot", "10:00:30")), Err(ReplayRefused::BeforeFloor));
}

#[test]
fn a_mark_stamped_ahead_outlives_the_machine() {
    let folder = TempDir::new().unwrap();
    let enter = |guard: &Guard| guard.enter(&id("LTAIone"), "n", at("10:10:00"), at("10:00:30"));
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
        assert_eq!(guard.enter(&id("LTAIone"), "n", now, now), Ok(()));
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
