use super::*;
use clap::Parser;

#[derive(Parser, Debug)]
struct Line {
    #[command(flatten)]
    explain: PolicyExplain,
}

const FINDINGS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../policy/tests/findings/");
const KEY: &str = "acs:kms:cn-hangzhou:1234567890123456:key/0a1b";

fn run(policies: &[&str], rest: &[&str]) -> (String, ExitLevel) {
    let policies: Vec<_> = policies.iter().map(|name| format!("{FINDINGS}{name}.json")).collect();
    let line = ["explain", "--policy"].into_iter().map(str::to_owned).chain(policies);
    let line =
        line.chain(["--resource", KEY].map(str::to_owned)).chain(rest.iter().map(|word| (*word).to_owned()));
    let mut out = Vec::new();
    let level = Line::parse_from(line).explain.run(&mut out);
    (String::from_utf8(out).unwrap().replace(FINDINGS, ""), level)
}

#[test]
fn the_exit_status_tells_the_decision() {
    let tag = "kms:tag/acs:rds:instance-encryption=true";
    for (policies, rest, level) in [
        (&["identity-seed"][..], &["--action", "kms:Decrypt", "--condition", tag][..], ExitLevel::Clean),
        (&["identity-seed"], &["--action", "kms:Decrypt"], ExitLevel::Warnings),
        (
            &["identity-seed", "identity-absent-keys"],
            &["--action", "kms:Decrypt", "--condition", tag, "--condition", "acs:MFAPresent=false"],
            ExitLevel::Warnings,
        ),
        (&["identity-wrong-effect"], &["--action", "kms:Decrypt"], ExitLevel::Errors),
        (&["identity-wrong-effect", "none"], &["--action", "kms:Decrypt"], ExitLevel::Unreadable),
    ] {
        for format in ["human", "json"] {
            let rest: Vec<_> = rest.iter().copied().chain(["--format", format]).collect();
            assert_eq!(run(policies, &rest).1, level, "{policies:?} {rest:?}");
        }
    }
}

#[test]
fn the_tree_and_the_json_say_the_same() {
    let rest = ["--action", "kms:Decrypt", "--condition", "kms:tag/acs:rds:instance-encryption=TRUE"];
    insta::assert_snapshot!("explain-tree", run(&["identity-seed"], &rest).0);
    let rest: Vec<_> = rest.into_iter().chain(["--format", "json"]).collect();
    insta::assert_snapshot!("explain-json", run(&["identity-seed"], &rest).0);
    insta::assert_snapshot!(
        "explain-refused",
        run(&["identity-wrong-effect"], &["--action", "kms:Decrypt"]).0
    );
}

#[test]
fn a_condition_without_a_value_is_refused_by_the_command_line() {
    for (text, read) in [("a=b", true), ("a=b=c", true), ("a=", true), ("a", false), ("=b", false)] {
        assert_eq!(key_and_value(text).is_ok(), read, "{text}");
    }
    assert_eq!(key_and_value("k=a=b"), Ok(("k".into(), "a=b".into())));
}
