//! What must not compile: acting on a key without the permit for that very act.

#[test]
fn a_key_is_not_touched_without_its_own_permit() {
    trybuild::TestCases::new().compile_fail("tests/compile_fail/*.rs");
}
