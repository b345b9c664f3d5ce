//! The measurement side by side: the bare stack, the server and, where one is installed, another server of data keys.
//!
//! What is measured stands beside what it measures, in `crates/cli/benches/generate_data_key`; here it is only asked for.

use std::process::Command;

/// Builds and runs it. `--quick` builds as tests are built and does little; `--keys N` adds what a number of keys changes.
///
/// # Errors
/// What is wrong with the words, or that it did not run to its end.
pub fn run(words: &[&str]) -> Result<(), String> {
    let status = Command::new("cargo").args(arguments(words)?).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("the measurement ended with {status}")),
        Err(error) => Err(format!("cannot run `cargo`: {error}")),
    }
}

fn arguments<'a>(words: &[&'a str]) -> Result<Vec<&'a str>, String> {
    let mut all = vec!["bench", "--package", "rampart-cli", "--bench", "generate_data_key"];
    if words.contains(&"--quick") {
        all.extend(["--profile", "dev"]);
    }
    all.push("--");
    let mut rest = words.iter();
    while let Some(word) = rest.next() {
        match (*word, rest.as_slice().first()) {
            ("--quick", _) => all.push(word),
            ("--keys", Some(number)) if number.parse::<usize>().is_ok_and(|number| number > 0) => {
                all.extend([word, number]);
                rest.next();
            }
            ("--keys", _) => return Err("`--keys` takes a number of keys, such as 1000000".to_owned()),
            (other, _) => return Err(format!("unknown option `{other}`: it takes --quick and --keys N")),
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_handed_on_or_refused() {
        for (words, handed_on) in [
            (&[][..], Some("--")),
            (&["--quick"], Some("--profile dev -- --quick")),
            (&["--keys", "1000"], Some("-- --keys 1000")),
            (&["--keys", "5", "--quick"], Some("--profile dev -- --keys 5 --quick")),
            (&["--keys"], None),
            (&["--keys", "many"], None),
            (&["--keys", "0"], None),
            (&["--slow"], None),
        ] {
            let all = arguments(words).ok().map(|all| all.join(" "));
            let expected =
                handed_on.map(|rest| format!("bench --package rampart-cli --bench generate_data_key {rest}"));
            assert_eq!(all, expected, "{words:?}");
        }
    }
}
