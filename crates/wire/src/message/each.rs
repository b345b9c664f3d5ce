//! What holds for every message of every operation.

use proptest::prelude::*;

use crate::{
    Message, Operation, Parameter, ParameterRefused, Params, Request, Shape,
    envelope::{Format, success},
    generated::each::LINES,
};

/// One operation's messages, without their types.
pub(crate) struct Line {
    operation: Operation,
    parameters: &'static [Parameter],
    decode: fn(&Params) -> Option<ParameterRefused>,
    empty: fn() -> Box<dyn Message>,
}

pub(crate) const fn line<R: Request>() -> Line
where
    R::Response: Default + 'static,
{
    Line {
        operation: R::OPERATION,
        parameters: R::PARAMETERS,
        decode: |params| R::decode(params).err(),
        empty: || Box::new(R::Response::default()),
    }
}

#[test]
fn every_operation_has_its_messages() {
    let operations: Vec<Operation> = LINES.iter().map(|line| line.operation).collect();
    assert_eq!(operations, Operation::ALL);
    for line in &LINES {
        assert_eq!(line.operation.parameters(), line.parameters, "{:?}", line.operation);
    }
}

#[test]
fn a_request_with_every_required_parameter_lacks_none() {
    for line in &LINES {
        let required = line.parameters.iter().filter(|parameter| parameter.required);
        let given: Vec<(String, &str)> =
            required.map(|parameter| (one_name(parameter), value(parameter.shape))).collect();
        let given: Vec<(&str, &str)> = given.iter().map(|(name, value)| (name.as_str(), *value)).collect();
        let refused = (line.decode)(&Params::from_pairs(&given).ok().unwrap());
        assert!(refused.is_none(), "{:?}: {refused:?}", line.operation);
    }
}

#[test]
fn every_number_and_truth_is_read_by_its_name() {
    for line in &LINES {
        let strict = |shape| matches!(shape, Shape::Integer | Shape::Boolean);
        for parameter in line.parameters.iter().filter(|parameter| strict(parameter.shape)) {
            let others =
                line.parameters.iter().filter(|other| other.required && other.name != parameter.name);
            let mut given: Vec<(String, &str)> =
                others.map(|other| (one_name(other), value(other.shape))).collect();
            given.push((parameter.name.to_owned(), "neither"));
            let given: Vec<(&str, &str)> =
                given.iter().map(|(name, value)| (name.as_str(), *value)).collect();
            let refused = (line.decode)(&Params::from_pairs(&given).ok().unwrap());
            let named = match &refused {
                Some(ParameterRefused::NotAnInteger(name) | ParameterRefused::NotABoolean(name)) => name,
                other => panic!("{:?} {}: {other:?}", line.operation, parameter.name),
            };
            assert_eq!(named, parameter.name, "{:?}", line.operation);
        }
    }
}

/// A name under which the parameter is given once.
fn one_name(parameter: &Parameter) -> String {
    match parameter.shape {
        Shape::Texts => format!("{}.1", parameter.name),
        _ => parameter.name.to_owned(),
    }
}

fn value(shape: Shape) -> &'static str {
    match shape {
        Shape::Text | Shape::Secret | Shape::Texts => "x",
        Shape::Integer => "1",
        Shape::Boolean => "true",
        Shape::Map => "{}",
        Shape::Tags => r#"[{"Key": "k", "Value": "v"}]"#,
        Shape::Objects(_) => r#"[{"ClassCode": "c", "Key": "k", "Value": "v"}]"#,
    }
}

#[test]
fn every_refusal_of_an_empty_request_names_what_is_missing() {
    for line in &LINES {
        let refused = (line.decode)(&Params::default());
        assert!(matches!(refused, None | Some(ParameterRefused::Missing(_))), "{:?}", line.operation);
    }
}

#[test]
fn every_empty_answer_is_well_formed() {
    for line in &LINES {
        let answer = (line.empty)();
        let json = success(line.operation, Format::Json, &"R", answer.as_ref()).body;
        let read: serde_json::Value = serde_json::from_slice(&json).unwrap();
        assert_eq!(read["RequestId"], "R", "{:?}", line.operation);
        let xml = success(line.operation, Format::Xml, &"R", answer.as_ref()).body;
        assert_eq!(unclosed(&String::from_utf8(xml).unwrap()), Vec::<String>::new(), "{:?}", line.operation);
    }
}

/// Elements that are not closed, or closed by another name.
fn unclosed(xml: &str) -> Vec<String> {
    let mut open: Vec<String> = Vec::new();
    for tag in xml.split('<').skip(2) {
        let name = tag.split('>').next().unwrap();
        match name.strip_prefix('/') {
            Some(name) if open.last().is_some_and(|last| last == name) => drop(open.pop()),
            Some(name) => open.push(format!("/{name}")),
            None => open.push(name.to_owned()),
        }
    }
    open
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_parameters_are_read_without_a_panic(
        value in "([0-9]{1,20}|true|\\[(1|\"a\"|\\{\"Key\":1\\})?\\]|\\{\\}|.{0,8})",
        rest in "(|\\.[0-9]{1,3}(\\.(Key|Value|key|.{0,3}))?|\\.a)",
    ) {
        let names = [
            "KeyId", "Tag", "TagKey", "TagKeys", "ResourceNames", "ResourceId", "EncryptionContext", "DBNode",
            "PageSize", "AdvancedDataPolicies", "SecretsList", "EnableAutomaticRotation",
        ];
        for name in names {
            let Ok(params) = Params::from_pairs(&[(&format!("{name}{rest}"), &value), ("RegionId", "r")]) else {
                continue;
            };
            for line in &LINES {
                let _ = (line.decode)(&params);
            }
        }
    }
}
