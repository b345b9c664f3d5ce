use super::*;
use crate::condition::ConditionMap;

fn met(operator: &str, wanted: &[&str], got: &[&str]) -> bool {
    let operator = Operator::parse(operator).unwrap();
    let key = ConditionKey::parse("acs:Thing").unwrap();
    let test = Test::new(operator, key, Operands::parse(operator, wanted).unwrap());
    let mut conditions = ConditionMap::new();
    got.iter().for_each(|value| conditions.add("acs:Thing", value));
    test.is_met_by(&conditions)
}

#[test]
fn each_operator_compares_as_documented() {
    let cases: &[(&str, &[&str], &[&str], bool)] = &[
        ("StringEquals", &["a"], &["a"], true),
        ("StringEquals", &["a"], &["A"], false),
        ("StringEquals", &["a*"], &["ab"], false),
        ("StringEquals", &["b", "a"], &["a"], true),
        ("StringEquals", &["${x}"], &["${x}"], true),
        ("StringNotEquals", &["a"], &["b"], true),
        ("StringNotEquals", &["a", "b"], &["b"], false),
        ("StringNotEquals", &["a", "b"], &["c"], true),
        ("StringEqualsIgnoreCase", &["true"], &["TRUE"], true),
        ("StringEqualsIgnoreCase", &["true"], &["yes"], false),
        ("StringEqualsIgnoreCase", &["k"], &["\u{212a}"], false),
        ("StringNotEqualsIgnoreCase", &["true"], &["TRUE"], false),
        ("StringNotEqualsIgnoreCase", &["true"], &["no"], true),
        ("StringLike", &["vpc-*"], &["vpc-1"], true),
        ("StringLike", &["vpc-?"], &["vpc-12"], false),
        ("StringLike", &["VPC-*"], &["vpc-1"], false),
        ("StringNotLike", &["vpc-*", "net-*"], &["net-1"], false),
        ("StringNotLike", &["vpc-*"], &["net-1"], true),
        ("NumericEquals", &["3"], &["3.0"], true),
        ("NumericEquals", &["3"], &["three"], false),
        ("NumericNotEquals", &["3"], &["three"], true),
        ("NumericNotEquals", &["3", "4"], &["4"], false),
        ("NumericLessThan", &["10"], &["9"], true),
        ("NumericLessThan", &["10"], &["10"], false),
        ("NumericLessThanEquals", &["10"], &["10"], true),
        ("NumericGreaterThan", &["10"], &["10"], false),
        ("NumericGreaterThan", &["10"], &["11"], true),
        ("NumericGreaterThanEquals", &["-1"], &["-1"], true),
        ("DateEquals", &["2026-01-01T00:00:00Z"], &["2026-01-01T08:00:00+08:00"], true),
        ("DateNotEquals", &["2026-01-01T00:00:00Z"], &["2026-01-01T00:00:00Z"], false),
        ("DateLessThan", &["2026-01-01T00:00:00Z"], &["2025-12-31T23:59:59Z"], true),
        ("DateLessThan", &["2026-01-01T00:00:00Z"], &["soon"], false),
        ("DateLessThanEquals", &["2026-01-01T00:00:00Z"], &["2026-01-01T00:00:00Z"], true),
        ("DateGreaterThan", &["2026-01-01T00:00:00Z"], &["2026-01-01T00:00:00.001Z"], true),
        ("DateGreaterThanEquals", &["2026-01-01T00:00:00Z"], &["2025-01-01T00:00:00Z"], false),
        ("Bool", &["true"], &["true"], true),
        ("Bool", &["false"], &["true"], false),
        ("Bool", &["false"], &["no"], false),
        ("IpAddress", &["10.0.0.0/8", "192.168.0.1"], &["192.168.0.1"], true),
        ("IpAddress", &["10.0.0.0/8"], &["11.0.0.1"], false),
        ("IpAddress", &["10.0.0.0/8"], &["nonsense"], false),
        ("NotIpAddress", &["10.0.0.0/8"], &["11.0.0.1"], true),
        ("NotIpAddress", &["10.0.0.0/8", "11.0.0.0/8"], &["11.0.0.1"], false),
        // Several values of the request: any meets a positive operator, none may meet a negated one.
        ("StringEquals", &["a"], &["x", "a"], true),
        ("StringNotEquals", &["a"], &["x", "a"], false),
        ("StringNotEquals", &["a"], &["x", "y"], true),
    ];
    for (operator, wanted, got, expected) in cases {
        assert_eq!(met(operator, wanted, got), *expected, "{operator} {wanted:?} on {got:?}");
    }
}

#[test]
fn an_absent_key_meets_negated_operators_only() {
    for operator in Operator::ALL {
        let operand = match operator.family() {
            Family::String => "x",
            Family::Numeric => "1",
            Family::Date => "2026-01-01T00:00:00Z",
            Family::Bool => "false",
            Family::IpAddress => "10.0.0.1",
        };
        assert_eq!(met(operator.as_str(), &[operand], &[]), operator.is_negated(), "{operator}");
    }
}

#[test]
fn typed_values_meet_what_their_text_would() {
    let address = Value::Address("::ffff:10.1.2.3".parse().unwrap());
    let time = Value::Time("2026-01-01T00:00:00Z".parse().unwrap());
    for (operator, wanted, value, expected) in [
        ("Bool", "true", Value::Flag(true), true),
        ("Bool", "true", Value::Flag(false), false),
        ("StringEquals", "true", Value::Flag(true), true),
        ("IpAddress", "10.0.0.0/8", address, true),
        ("DateLessThan", "2026-01-01T00:00:01Z", time, true),
        ("StringLike", "2026-*", time, true),
        ("NumericEquals", "1", Value::Flag(true), false),
        ("IpAddress", "10.0.0.0/8", time, false),
        ("DateEquals", "2026-01-01T00:00:00Z", address, false),
    ] {
        let operator = Operator::parse(operator).unwrap();
        let operands = Operands::parse(operator, &[wanted]).unwrap();
        let test = Test::new(operator, ConditionKey::parse("acs:Thing").unwrap(), operands);
        assert_eq!(test.is_met(&Values::One(value)), expected, "{operator} {wanted} on {value}");
    }
}

#[test]
fn operands_of_another_type_are_refused() {
    for (operator, values, why) in [
        ("NumericEquals", vec!["1", "x"], "`x` is no decimal number"),
        ("DateEquals", vec!["2026-01-01"], "`2026-01-01` is no instant in ISO 8601"),
        ("DateEquals", vec!["2026-01-01 00:00:00Z"], "`2026-01-01 00:00:00Z` is no instant in ISO 8601"),
        ("DateEquals", vec!["2026-13-01T00:00:00Z"], "`2026-13-01T00:00:00Z` is no instant in ISO 8601"),
        ("Bool", vec!["True"], "`True` is neither `true` nor `false`"),
        ("Bool", vec!["true", "false"], "Bool takes exactly one value, not 2"),
        ("IpAddress", vec!["10.0.0.300"], "`10.0.0.300`: this is no IPv4 or IPv6 address"),
    ] {
        let refused = Operands::parse(Operator::parse(operator).unwrap(), &values).expect_err(operator);
        assert_eq!(refused.to_string(), why);
    }
}
