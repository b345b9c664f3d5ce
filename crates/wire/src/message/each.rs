//! What holds for every message of every operation.

use proptest::prelude::*;

use crate::{
    Message, Operation, ParameterRefused, Params, Request,
    envelope::{Format, success},
    generated::each::LINES,
};

/// One operation's messages, without their types.
pub(crate) struct Line {
    operation: Operation,
    decode: fn(&Params) -> Option<ParameterRefused>,
    empty: fn() -> Box<dyn Message>,
}

pub(crate) const fn line<R: Request>() -> Line
where
    R::Response: Default + 'static,
{
    Line {
        operation: R::OPERATION,
        decode: |params| R::decode(params).err(),
        empty: || Box::new(R::Response::default()),
    }
}

#[test]
fn every_operation_has_its_messages() {
    let operations: Vec<Operation> = LINES.iter().map(|line| line.operation).collect();
    assert_eq!(operations, Operation::ALL);
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
