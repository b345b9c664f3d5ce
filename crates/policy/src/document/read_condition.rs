//! The Condition element: operators, keys and values.

use super::Condition;
use super::read::Reader;
use super::read_values::Texts;
use crate::check::{Code, Finding, nearest};
use crate::condition::{
    Comparison, ConditionKey, Family, Network, NetworkNote, OperandRefused, Operands, Operator, Test,
};
use crate::syntax::{Member, Node, Spanned};
use crate::{undocumented, vocabulary};

impl Reader {
    pub(super) fn conditions(&mut self, node: &Node) -> Option<Vec<Condition>> {
        let members = self.object(node, "Condition")?;
        if members.is_empty() {
            let message = "an empty Condition changes nothing";
            self.report(Finding::new(Code::EmptyCondition, node.span, message).remedy("remove it"));
        }
        let mut conditions = Vec::new();
        let mut complete = true;
        for member in members {
            let operator = self.operator(member);
            let Some(keys) = self.object(&member.value, &format!("the value of `{}`", member.key)) else {
                complete = false;
                continue;
            };
            if keys.is_empty() {
                let message = format!("{} names no key and changes nothing", member.key);
                self.report(
                    Finding::new(Code::EmptyCondition, member.value.span, message).remedy("remove it"),
                );
            }
            for key in keys {
                match self.condition(operator, member, key) {
                    Some(condition) => conditions.push(condition),
                    None => complete = false,
                }
            }
            complete &= operator.is_some();
        }
        Some(conditions).filter(|_| complete)
    }

    fn operator(&mut self, member: &Member) -> Option<Operator> {
        let name = member.key.as_str();
        let found = Operator::parse(name);
        if found.is_some() {
            return found;
        }
        let base = name.strip_prefix("ForAnyValue:").or_else(|| name.strip_prefix("ForAllValues:"));
        let base = base.unwrap_or(name);
        let base = base.strip_suffix("IfExists").unwrap_or(base);
        let foreign = base.len() < name.len()
            || name == "Null"
            || ["Arn", "Binary"].iter().any(|family| name.starts_with(family));
        let near = nearest(base, Operator::ALL.iter().map(|operator| operator.as_str()));
        let mut finding = if foreign {
            let finding = Finding::new(
                Code::UnsupportedConditionOperator,
                member.key_span,
                format!("`{name}` does not exist here; the list of operators is closed"),
            );
            match (name, near) {
                ("Null", _) => finding
                    .remedy("remove it: an absent key already fails every operator but the negated ones"),
                (_, Some(near)) => finding.remedy(format!("write \"{near}\"")),
                _ if name.starts_with("Arn") => finding.remedy("write StringEquals or StringLike"),
                _ => finding,
            }
        } else {
            match near {
                Some(near) => Finding::new(
                    Code::InvalidConditionOperator,
                    member.key_span,
                    format!("`{name}` is no condition operator; did you mean `{near}`?"),
                )
                .remedy(format!("write \"{near}\"")),
                None => Finding::new(
                    Code::InvalidConditionOperator,
                    member.key_span,
                    format!("`{name}` is no condition operator"),
                )
                .remedy("write one of the String…, Numeric…, Date…, Bool or IpAddress operators"),
            }
        };
        if name == "Null" || name.ends_with("IfExists") {
            finding = finding.vendor("The condition operator 'IfExists/Null' is not supported");
        }
        self.report(finding);
        None
    }

    fn condition(&mut self, operator: Option<Operator>, member: &Member, key: &Member) -> Option<Condition> {
        let parsed = self.key(key);
        let Texts { texts, complete } = self.texts(&key.value, &format!("`{}`", key.key))?;
        texts.iter().for_each(|text| self.variable(&text.value, text.span));
        let operator = operator?;
        if operator.family() == Family::Bool && texts.len() > 1 {
            self.report(
                Finding::new(
                    Code::InvalidConditionMultipleBoolean,
                    key.value.span,
                    format!("Bool takes one value, not {}", texts.len()),
                )
                .remedy("keep one of them"),
            );
            return None;
        }
        let mut sound = true;
        for text in &texts {
            sound &= self.operand(operator, text);
        }
        let values: Vec<&str> = texts.iter().map(|text| text.value.as_str()).collect();
        let operands = Operands::parse(operator, &values).ok()?;
        let test = Test::new(operator, parsed?, operands);
        (sound && complete).then_some(Condition {
            test,
            operator_span: member.key_span,
            key_span: key.key_span,
            values: texts,
        })
    }

    fn key(&mut self, member: &Member) -> Option<ConditionKey> {
        let written = member.key.as_str();
        let key = ConditionKey::parse(written);
        let (name, tag) = undocumented::split_condition_key(written);
        let Some(key) = key else {
            let bare = vocabulary::documented_keys(tag.is_some()).find(|known| {
                known.split_once(':').is_some_and(|(_, known)| known.eq_ignore_ascii_case(name))
            });
            let remedy = match bare {
                Some(known) => format!("write \"{known}\""),
                None => {
                    "write \"<service>:<name>\", such as \"acs:SourceIp\" or \"kms:tag/<tag key>\"".to_owned()
                }
            };
            let message = format!("`{written}` is no condition key; a key is `<service>:<name>`");
            self.report(
                Finding::new(Code::InvalidConditionKeyFormat, member.key_span, message).remedy(remedy),
            );
            return None;
        };
        let documented = vocabulary::documented_key(name, tag.is_some());
        let spelled = |name: &str| match tag {
            Some(tag) => format!("write \"{name}/{tag}\""),
            None => format!("write \"{name}\""),
        };
        match documented {
            Some(documented) if documented == name => {}
            Some(documented) => self.report(
                Finding::new(
                    Code::ConditionKeySpelling,
                    member.key_span,
                    format!("the documents spell this key `{documented}`"),
                )
                .remedy(spelled(documented)),
            ),
            None => self.undocumented_key(member, name, tag, spelled),
        }
        Some(key)
    }

    fn undocumented_key(
        &mut self,
        member: &Member,
        name: &str,
        tag: Option<&str>,
        spelled: impl Fn(&str) -> String,
    ) {
        if tag.is_none() && vocabulary::documented_key(name, true).is_some() {
            let message = format!("`{name}` is always followed by a tag's key");
            let remedy = format!("write \"{name}/<tag key>\"");
            self.report(Finding::new(Code::UnknownConditionKey, member.key_span, message).remedy(remedy));
        } else if let Some(near) = nearest(name, vocabulary::documented_keys(tag.is_some())) {
            let message = format!("`{name}` is not a documented condition key; did you mean `{near}`?");
            self.report(
                Finding::new(Code::UnknownConditionKey, member.key_span, message).remedy(spelled(near)),
            );
        } else if name.starts_with("acs:") {
            let message = format!(
                "`{name}` is not among the documented keys of `acs:`; a key that no request carries never matches"
            );
            self.report(
                Finding::new(Code::UnknownConditionKey, member.key_span, message)
                    .remedy("see the list of global condition keys"),
            );
        }
    }

    /// Reports what is wrong or odd about one value; says whether it can stand.
    fn operand(&mut self, operator: Operator, text: &Spanned<String>) -> bool {
        let (value, span) = (text.value.as_str(), text.span);
        match Operands::parse(operator, &[value]) {
            Err(refused) => {
                let (code, remedy) = match refused {
                    OperandRefused::Number(_) => {
                        (Code::InvalidNumber, "write digits, such as \"3\" or \"-0.5\"")
                    }
                    OperandRefused::Time(_) => {
                        (Code::InvalidDate, "write date, T, time and zone, such as \"2026-01-01T00:00:00Z\"")
                    }
                    OperandRefused::Flag(_) | OperandRefused::Flags(_) => {
                        (Code::InvalidBoolean, "write \"true\" or \"false\"")
                    }
                    OperandRefused::Network(..) => (
                        Code::InvalidIpAddress,
                        "write an address such as \"10.0.0.1\" or a network such as \"10.0.0.0/8\"",
                    ),
                };
                self.report(Finding::new(code, span, refused.to_string()).remedy(remedy));
                return false;
            }
            Ok(Operands::Networks(_)) => self.network(text),
            Ok(Operands::Patterns(_)) => {
                self.repeated_star(value, span);
                if operator.comparison() == Comparison::Like && !value.contains(['*', '?']) {
                    let exact = if operator.is_negated() { "StringNotEquals" } else { "StringEquals" };
                    let message = format!("`{value}` holds no wildcard, so {operator} compares it exactly");
                    self.report(
                        Finding::new(Code::LikeWithoutWildcard, span, message)
                            .remedy(format!("write {exact}, or add a wildcard")),
                    );
                }
            }
            Ok(_) => {}
        }
        true
    }

    fn network(&mut self, text: &Spanned<String>) {
        let Ok((network, Some(note))) = Network::parse(&text.value) else { return };
        let value = &text.value;
        let finding = match note {
            NetworkNote::SingleAddressWithLength => {
                let bare = value.split('/').next().unwrap_or_default();
                let message = format!(
                    "`{value}` is a single address, which the documents write without a prefix length"
                );
                Finding::new(Code::SingleAddressWithLength, text.span, message)
                    .remedy(format!("write \"{bare}\""))
            }
            NetworkNote::HostBits => {
                let trimmed = network.trimmed();
                let message =
                    format!("`{value}` names a host in the network `{trimmed}`; the whole network matches");
                Finding::new(Code::NetworkHostBits, text.span, message)
                    .remedy(format!("write \"{trimmed}\", or the address alone"))
            }
        };
        self.report(finding);
    }
}
