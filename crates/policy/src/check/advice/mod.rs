//! What only a whole, well-formed document shows: grants that are wider than they look, and parts that
//! do nothing.

mod actions;
mod audience;
mod conditions;
mod coverage;
mod grants;
mod lists;
mod shadows;
mod tags;

use super::Finding;
use crate::document::Document;

/// All advice about a document.
pub(super) fn advice(document: &Document) -> Vec<Finding> {
    let mut findings = Vec::new();
    for look in [
        actions::look,
        audience::look,
        conditions::look,
        grants::look,
        lists::look,
        shadows::look,
        tags::look,
    ] {
        look(document, &mut findings);
    }
    findings
}
