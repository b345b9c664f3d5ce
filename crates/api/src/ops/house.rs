//! House rules of the operations: what is not built is written down, and who holds nothing gets nothing.

use rampart_wire::Operation;

use super::{Gate, gate_of};

/// The operations that are known and not built yet, one a line. The list may only shrink.
const UNBUILT: &str = include_str!("unbuilt.txt");

#[test]
fn what_is_not_built_is_written_down_and_nothing_else_is() {
    let written: Vec<&str> = UNBUILT.lines().collect();
    let unbuilt: Vec<String> = Operation::ALL
        .into_iter()
        .filter(|operation| gate_of(*operation).is_none())
        .map(|operation| format!("{}:{}", operation.service().code(), operation.name()))
        .collect();
    assert_eq!(written, unbuilt, "strike what is built now from unbuilt.txt; never add to it");
}

#[test]
fn a_caller_without_any_right_gets_nothing_from_any_operation() {
    let world = rampart_testkit::World::new();
    let nobody = world.user("nobody", None);
    for operation in Operation::ALL {
        let answer = world.call(&nobody, operation.service().code(), operation.name(), &[]);
        match gate_of(operation) {
            Some(Gate::Open(_)) => assert!(answer.is_ok(), "{operation:?} is open: {answer:?}"),
            Some(Gate::Permit) => {
                let refused = answer.expect_err("nothing for nobody");
                assert!(matches!(refused.status, 400 | 403), "{operation:?}: {refused:?}");
            }
            None => {
                let refused = answer.expect_err("not built");
                assert_eq!((refused.status, refused.code.as_str()), (400, "UnsupportedOperation"));
            }
        }
    }
}
