use super::*;
use clap::Parser;

#[derive(Parser, Debug)]
struct Line {
    #[command(flatten)]
    check: PolicyCheck,
}

const SEED: &str = include_str!("../../../policy/tests/findings/identity-seed.json");
const BROKEN: &str =
    r#"{"Version": "1", "Statement": [{"Effect": "allow", "Action": "kms:Decrypt", "Resource": "*"}]}"#;
const WARNED: &str =
    r#"{"Version": "1", "Statement": [{"Effect": "Allow", "Action": "kms:Decript", "Resource": "*"}]}"#;
const SUGGESTED: &str =
    r#"{"Version": "1", "Statement": [{"Effect": "Allow", "Action": "KMS:Decrypt", "Resource": "*"}]}"#;
const CLEAN: &str =
    r#"{"Version": "1", "Statement": [{"Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*"}]}"#;

fn run(arguments: &[&str], input: &str) -> (String, ExitLevel) {
    let line = Line::parse_from(["check", "--color", "never"].iter().chain(arguments));
    let mut out = Vec::new();
    let level = line.check.run(&mut out, &mut input.as_bytes());
    (String::from_utf8(out).unwrap(), level)
}

#[test]
fn the_exit_status_tells_the_worst_finding() {
    for (input, arguments, status) in [
        (CLEAN, &["-"][..], 0),
        (SUGGESTED, &["-"], 0),
        (WARNED, &["-"], 1),
        (SEED, &["-"], 1),
        (BROKEN, &["-"], 2),
        ("", &["-"], 2),
        (SUGGESTED, &["-", "--deny-level", "suggestion"], 2),
        (WARNED, &["-", "--deny-level", "general-warning"], 2),
        (WARNED, &["-", "--deny-level", "security-warning"], 1),
        (SEED, &["-", "--deny-level", "security-warning"], 2),
        (CLEAN, &["-", "/does/not/exist.json"], 3),
        (CLEAN, &["-", "--kind", "trust"], 2),
    ] {
        for format in ["human", "json", "sarif"] {
            let arguments: Vec<_> = arguments.iter().copied().chain(["--format", format]).collect();
            assert_eq!(run(&arguments, input).1.status(), status, "{arguments:?} on {input}");
        }
    }
}

#[test]
fn people_see_the_lines_at_fault() {
    insta::assert_snapshot!("human-seed", run(&["-"], SEED).0);
    insta::assert_snapshot!("human-broken", run(&["-"], BROKEN).0);
    insta::assert_snapshot!("human-no-json", run(&["-"], "{\"Version\": \"1\",}").0);
    insta::assert_snapshot!("human-cut-off", run(&["-"], "{\"Version\": ").0);
    insta::assert_snapshot!("human-clean", run(&["-"], CLEAN).0);
    insta::assert_snapshot!("human-unreadable", run(&["/does/not/exist.json"], "").0);
}

#[test]
fn programs_get_places_and_remedies() {
    insta::assert_snapshot!("json-seed", run(&["-", "--format", "json"], SEED).0);
}

#[test]
fn sarif_names_a_rule_for_each_result_and_places_in_range() {
    let text = format!("{SEED}\n");
    let (out, _) = run(&["-", "/does/not exist.json", "--format", "sarif"], &text);
    let mut log: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &mut log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap().clone();
    for result in run["results"].as_array().unwrap() {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
        let region = &result["locations"][0]["physicalLocation"]["region"];
        assert!(region["startLine"].as_u64().unwrap() >= 1 && region["startColumn"].as_u64().unwrap() >= 1);
    }
    // The rules are the checker's own list; the rest is worth reading in full.
    run["tool"]["driver"]["rules"] = serde_json::json!(rules.len() > 40);
    run["tool"]["driver"]["semanticVersion"] = "any".into();
    insta::assert_snapshot!("sarif-seed", format!("{log:#}"));
}

#[test]
fn a_folder_stands_for_the_json_files_below_it() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::create_dir_all(folder.join("b/c")).unwrap();
    for (path, text) in
        [("z.json", CLEAN), ("b/c/warned.JSON", WARNED), ("notes.txt", "no policy"), ("a.json", BROKEN)]
    {
        fs::write(folder.join(path), text).unwrap();
    }
    let (out, level) = run(&[folder.to_str().unwrap(), "--format", "json"], "");
    assert_eq!(level, ExitLevel::Errors);
    let log: serde_json::Value = serde_json::from_str(&out).unwrap();
    let names: Vec<_> =
        log["documents"].as_array().unwrap().iter().map(|d| d["name"].as_str().unwrap()).collect();
    let expected: Vec<_> = ["a.json", "b/c/warned.JSON", "z.json"]
        .iter()
        .map(|p| folder.join(p).display().to_string())
        .collect();
    assert_eq!(names, expected);
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_checked() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("latin.json"), b"{\"\xe9\": 1}").unwrap();
    fs::write(folder.join("large.json"), vec![b' '; MAX_BYTES + 1]).unwrap();
    fs::create_dir(folder.join("empty")).unwrap();
    let at = |path: &str| folder.join(path).display().to_string();
    for (path, why) in [
        ("latin.json", "not UTF-8"),
        ("large.json", "longer than"),
        ("empty", "no .json file"),
        ("none", "No such file"),
    ] {
        let (out, level) = run(&[&at(path), "-"], WARNED);
        assert_eq!(level, ExitLevel::Unreadable, "{path}");
        assert!(out.contains(why) && out.contains("kms:Decript"), "{path}: {out}");
    }
}
