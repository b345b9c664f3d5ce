//! Records in bytes and for people.

use std::borrow::Cow;

use crate::audit::{
    AuditRecord, Deciding, DecisionMade, Outcome, Placed, RecordRefused, Ruling,
    encoding::{DECISIONS_BYTES_MAX, RECORD_BYTES_MAX, TEXT_BYTES_MAX, decode, encode},
    tests::stage::{CHAIN, record, request},
};

fn bytes(record: &AuditRecord<'_>, outbox: Option<u64>) -> Vec<u8> {
    let mut out = Vec::new();
    encode(record, outbox, &mut out);
    out
}

/// One record for each kind of fact.
fn samples() -> Vec<(AuditRecord<'static>, Option<u64>)> {
    let denied = |by| {
        let mut record = record(2);
        record.decisions[0].ruling = Ruling::Denied;
        record.decisions[0].by = by;
        record.outcome = Outcome::Refused { code: "Forbidden.NoPermission".into(), status: 403 };
        record
    };
    let mut within = record(3);
    within.cause = Some(request(1));
    within.source_ip = None;
    within.secure_transport = false;
    within.caller.arn =
        "acs:ram::1234567890123456:assumed-role/AliyunRDSInstanceEncryptionDefaultRole/pgm-1".into();
    within.caller.kind = "AssumedRoleUser".into();
    within.caller.access_key = None;
    within.caller.session = Some("pgm-1".into());
    let mut bare = record(4);
    bare.decisions.clear();
    bare.source_ip = Some("2001:db8::7".parse().unwrap());
    let mut cut = record(5);
    cut.decisions_cut = 12;
    let gate = denied(Deciding::Gate("other account".into()));
    vec![
        (record(1), None),
        (denied(Deciding::ImplicitDeny), None),
        (gate, None),
        (denied(Deciding::Root), Some(u64::MAX)),
        (within, Some(0)),
        (bare, None),
        (cut, Some(7)),
    ]
}

#[test]
fn a_record_reads_back_as_it_was_written() {
    for (record, outbox) in samples() {
        assert_eq!(decode(&bytes(&record, outbox)), Ok((record, outbox)));
    }
}

#[test]
fn a_typical_record_stays_within_300_bytes() {
    let length = bytes(&record(1), Some(1_000_000)).len();
    assert!(length <= 300, "{length}");
}

/// The bytes of version 1, which every later version must read.
#[test]
fn the_golden_bytes_are_written_and_read() {
    let golden = include_str!("golden/record-1.hex");
    let written: Vec<String> =
        samples().iter().map(|(record, outbox)| hex::encode(bytes(record, *outbox))).collect();
    assert_eq!(
        written,
        golden.lines().collect::<Vec<_>>(),
        "the format changed: old records must still read"
    );
}

#[test]
fn what_is_too_long_is_cut_and_says_so() {
    let mut long = record(1);
    long.caller.arn = "ä".repeat(5_000).into();
    long.decisions = (0..5_000)
        .map(|number| DecisionMade {
            action: "kms:TagResource".into(),
            resource: format!("acs:kms:::key/{number}").into(),
            ruling: Ruling::Allowed,
            by: Deciding::Root,
        })
        .collect();
    let bytes = bytes(&long, None);
    assert!(bytes.len() <= RECORD_BYTES_MAX, "{}", bytes.len());
    let (read, _) = decode(&bytes).unwrap();
    assert_eq!(read.decisions.len() + read.decisions_cut as usize, 5_000);
    assert!(read.decisions.len() > 50 && read.decisions_cut > 0);
    assert_eq!(read.decisions, long.decisions[..read.decisions.len()]);
    assert!(read.caller.arn.ends_with('…') && read.caller.arn.len() <= TEXT_BYTES_MAX, "{}", read.caller.arn);
}

#[test]
fn no_record_is_longer_than_the_bound() {
    let text: Cow<'static, str> = "x".repeat(100_000).into();
    let mut long = record(1);
    for to in [&mut long.caller.arn, &mut long.caller.kind, &mut long.service, &mut long.operation] {
        *to = text.clone();
    }
    long.caller.access_key = Some(text.clone());
    long.caller.session = Some(text.clone());
    long.cause = Some(request(9));
    long.outcome = Outcome::Refused { code: text.clone(), status: u16::MAX };
    let by = Deciding::Statement {
        kind: text.clone(),
        policy: text.clone(),
        version: text.clone(),
        statement: u32::MAX,
    };
    let made = DecisionMade { action: text.clone(), resource: text, ruling: Ruling::Denied, by };
    long.decisions = vec![made; 40];
    let bytes = bytes(&long, Some(u64::MAX));
    assert!(bytes.len() <= RECORD_BYTES_MAX && bytes.len() > DECISIONS_BYTES_MAX, "{}", bytes.len());
    assert!(decode(&bytes).is_ok());
}

#[test]
fn fields_of_a_newer_version_are_passed_over() {
    let mut newer = bytes(&record(1), None);
    assert_eq!(newer.pop(), Some(0xFF));
    // Field 200 holding a list of a text and a map.
    newer.extend_from_slice(&[0x18, 200, 0x82, 0x61, b'x', 0xA1, 1, 2, 0xFF]);
    assert_eq!(decode(&newer), Ok((record(1), None)));
}

#[test]
fn anything_else_is_refused_without_a_panic() {
    let whole = bytes(&record(1), None);
    for length in 0..whole.len() {
        assert_eq!(decode(&whole[..length]), Err(RecordRefused), "{length}");
    }
    assert_eq!(decode(&[&whole[..], &[0]].concat()), Err(RecordRefused));
    for at in 0..whole.len() {
        for bit in 0..8 {
            let mut other = whole.clone();
            other[at] ^= 1 << bit;
            // It may still be a record, another one; it must not be this one.
            assert_ne!(decode(&other), Ok((record(1), None)), "byte {at} bit {bit}");
        }
    }
}

#[test]
fn people_read_one_line() {
    let (record, _) = samples().swap_remove(1);
    assert_eq!(
        record.to_string(),
        "2026-01-01T00:00:02Z acs:ram::1234567890123456:user/alice kms:GenerateDataKey refused \
         `Forbidden.NoPermission` (403); kms:GenerateDataKey on \
         acs:kms:cn-hangzhou:1234567890123456:key/01890a5d-ac96-774b-bcce-b302099a8057 denied by implicit deny \
         [00000000-0000-0000-0000-000000000002]"
    );
}

#[test]
fn machines_read_one_object() {
    let (record, outbox) = samples().swap_remove(4);
    let placed = Placed { chain: CHAIN, sequence: 9, outbox, record };
    let shown = serde_json::to_string_pretty(&placed.to_json()).unwrap();
    assert_eq!(shown, include_str!("golden/record.json").trim_end());
}
