//! The language read a second time, straight from its description and as simply as possible: by JSON
//! value, by recursion, without an index. It shares no code with the crate.

use crate::worlds::Someone;
use serde_json::Value;
use std::collections::BTreeMap;
use std::net::IpAddr;

/// What a request carries for each condition key.
pub(crate) type Carried = BTreeMap<String, Vec<String>>;

/// `Some((policy, statement))` names the first statement of the winning effect.
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
pub(crate) enum Verdict {
    Allow(usize, usize),
    ExplicitDeny(usize, usize),
    ImplicitDeny,
}

pub(crate) fn evaluate(policies: &[Value], action: &str, resource: &str, carried: &Carried) -> Verdict {
    let mut allow = None;
    let mut deny = None;
    for (p, policy) in policies.iter().enumerate() {
        for (s, statement) in list(&policy["Statement"]).iter().enumerate() {
            if matches(statement, action, resource, carried) {
                match statement["Effect"].as_str() {
                    Some("Deny") => deny = deny.or(Some((p, s))),
                    _ => allow = allow.or(Some((p, s))),
                }
            }
        }
    }
    match (deny, allow) {
        (Some((p, s)), _) => Verdict::ExplicitDeny(p, s),
        (None, Some((p, s))) => Verdict::Allow(p, s),
        (None, None) => Verdict::ImplicitDeny,
    }
}

/// A trust policy: the same language with principals and without resources.
pub(crate) fn trusts(policy: &Value, someone: &Someone, action: &str, carried: &Carried) -> Verdict {
    let found = |effect: &str| {
        list(&policy["Statement"]).iter().position(|statement| {
            statement["Effect"] == effect
                && list(&statement["Action"])
                    .iter()
                    .any(|pattern| glob(&pattern.as_str().unwrap().to_lowercase(), &action.to_lowercase()))
                && statement["Principal"].as_object().unwrap().iter().any(|(kind, named)| {
                    list(named).iter().any(|name| is_meant(kind, name.as_str().unwrap(), someone))
                })
                && condition(statement.get("Condition"), carried)
        })
    };
    match (found("Deny"), found("Allow")) {
        (Some(place), _) => Verdict::ExplicitDeny(0, place),
        (None, Some(place)) => Verdict::Allow(0, place),
        (None, None) => Verdict::ImplicitDeny,
    }
}

fn is_meant(kind: &str, named: &str, someone: &Someone) -> bool {
    let named = named.replacen("acs:ram:*:", "acs:ram::", 1);
    match (kind, someone) {
        ("RAM", Someone::User(account, name)) => {
            named == format!("acs:ram::{account}:root") || named == format!("acs:ram::{account}:user/{name}")
        }
        ("RAM", Someone::Role(account, name)) => {
            named == format!("acs:ram::{account}:root")
                || named.to_lowercase() == format!("acs:ram::{account}:role/{name}").to_lowercase()
        }
        // Root cannot assume a role, so `:root` does not mean root itself.
        ("RAM", Someone::Root(_)) => false,
        ("Service", Someone::Service(name)) => named.eq_ignore_ascii_case(name),
        ("Federated", Someone::Federated(name)) => named == name.replacen("acs:ram:*:", "acs:ram::", 1),
        _ => false,
    }
}

fn matches(statement: &Value, action: &str, resource: &str, carried: &Carried) -> bool {
    let some = |element: &str, matches: &dyn Fn(&str) -> bool| {
        list(&statement[element]).iter().any(|value| matches(value.as_str().unwrap()))
    };
    let action_matches = |pattern: &str| glob(&pattern.to_lowercase(), &action.to_lowercase());
    let resource_matches = |pattern: &str| one_resource(pattern, resource);
    let action_ok = match statement.get("Action") {
        Some(_) => some("Action", &action_matches),
        None => !some("NotAction", &action_matches),
    };
    let resource_ok = match statement.get("Resource") {
        Some(_) => some("Resource", &resource_matches),
        None => !some("NotResource", &resource_matches),
    };
    action_ok && resource_ok && condition(statement.get("Condition"), carried)
}

pub(crate) fn condition(block: Option<&Value>, carried: &Carried) -> bool {
    let Some(block) = block else { return true };
    block.as_object().unwrap().iter().all(|(operator, keys)| {
        keys.as_object().unwrap().iter().all(|(key, wanted)| {
            let wanted = list(wanted);
            let wanted: Vec<&str> = wanted.iter().map(|value| value.as_str().unwrap()).collect();
            let got = carried.iter().find(|(own, _)| same_key(own, key)).map(|(_, values)| values.as_slice());
            one_condition(operator, &wanted, got.unwrap_or_default())
        })
    })
}

/// Before the first slash in either case, after it exactly.
fn same_key(a: &str, b: &str) -> bool {
    let split = |key: &str| match key.find('/') {
        Some(place) => (key[..place].to_lowercase(), key[place..].to_owned()),
        None => (key.to_lowercase(), String::new()),
    };
    split(a) == split(b)
}

fn one_condition(operator: &str, wanted: &[&str], got: &[String]) -> bool {
    let positive = match operator {
        "NotIpAddress" => "IpAddress".to_owned(),
        other => other.replace("Not", ""),
    };
    let negated = positive != operator;
    if got.is_empty() {
        return negated;
    }
    let any = got.iter().any(|got| wanted.iter().any(|wanted| holds(&positive, wanted, got)));
    any != negated
}

fn holds(operator: &str, wanted: &str, got: &str) -> bool {
    if let Some(how) = operator.strip_prefix("String") {
        return match how {
            "Equals" => wanted == got,
            "EqualsIgnoreCase" => wanted.eq_ignore_ascii_case(got),
            _ => glob(wanted, got),
        };
    }
    if let Some(how) = operator.strip_prefix("Numeric") {
        // The worlds of these tests use numbers that a double holds exactly.
        let (Ok(wanted), Ok(got)) = (wanted.parse::<f64>(), got.parse::<f64>()) else { return false };
        return ordered(how, got.partial_cmp(&wanted).unwrap());
    }
    if let Some(how) = operator.strip_prefix("Date") {
        let instant = |text: &str| text.parse::<jiff::Timestamp>().ok();
        let (Some(wanted), Some(got)) = (instant(wanted), instant(got)) else { return false };
        return ordered(how, got.cmp(&wanted));
    }
    match operator {
        "Bool" => wanted == got,
        "IpAddress" => in_network(wanted, got),
        other => panic!("no operator {other}"),
    }
}

fn ordered(how: &str, order: std::cmp::Ordering) -> bool {
    match how {
        "Equals" => order.is_eq(),
        "LessThan" => order.is_lt(),
        "LessThanEquals" => order.is_le(),
        "GreaterThan" => order.is_gt(),
        "GreaterThanEquals" => order.is_ge(),
        other => panic!("no comparison {other}"),
    }
}

/// Bit by bit.
fn in_network(network: &str, address: &str) -> bool {
    let bits = |address: IpAddr| -> Vec<bool> {
        let octets = match address.to_canonical() {
            IpAddr::V4(v4) => v4.octets().to_vec(),
            IpAddr::V6(v6) => v6.octets().to_vec(),
        };
        octets.iter().flat_map(|octet| (0..8).map(move |bit| octet & (0x80 >> bit) != 0)).collect()
    };
    let (base, length) = network.split_once('/').unwrap_or((network, "999"));
    let (Ok(base), Ok(address)) = (base.parse::<IpAddr>(), address.parse::<IpAddr>()) else { return false };
    let (base, address, length) = (bits(base), bits(address), length.parse::<usize>().unwrap());
    base.len() == address.len() && base.iter().zip(&address).take(length).all(|(a, b)| a == b)
}

/// Names of `ram` without region and with `*` for region are the same; role names have no case.
fn one_resource(pattern: &str, resource: &str) -> bool {
    let fields: Vec<&str> = resource.splitn(5, ':').collect();
    let is_ram = fields.len() == 5 && fields[0] == "acs" && fields[1] == "ram";
    let is_role = is_ram && (fields[4].starts_with("role/") || fields[4].starts_with("assumed-role/"));
    let fold = |text: &str| if is_role { text.to_ascii_lowercase() } else { text.to_owned() };
    let regionless = is_ram && (fields[2].is_empty() || fields[2] == "*");
    if let Some(rest) = pattern.strip_prefix("acs:ram::").filter(|_| regionless) {
        return glob(&fold(rest), &fold(&fields[3..].join(":")));
    }
    glob(&fold(pattern), &fold(resource))
}

fn glob(pattern: &str, text: &str) -> bool {
    fn walk(pattern: &[char], text: &[char]) -> bool {
        match pattern.first() {
            None => text.is_empty(),
            Some('*') => (0..=text.len()).any(|taken| walk(&pattern[1..], &text[taken..])),
            Some('?') => !text.is_empty() && walk(&pattern[1..], &text[1..]),
            Some(wanted) => text.first() == Some(wanted) && walk(&pattern[1..], &text[1..]),
        }
    }
    walk(&pattern.chars().collect::<Vec<_>>(), &text.chars().collect::<Vec<_>>())
}

/// A scalar is a list of one.
fn list(value: &Value) -> Vec<Value> {
    match value {
        Value::Array(items) => items.clone(),
        Value::Null => Vec::new(),
        other => vec![other.clone()],
    }
}
