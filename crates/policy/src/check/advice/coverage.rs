//! When one statement takes everything that another takes. Sound, not complete: where it cannot be told,
//! the answer is no.

use crate::document::{Actions, Resources, Statement};
use crate::pattern::{ActionPattern, Case, ResourcePattern};
use crate::syntax::Spanned;

/// Whether `wide` takes every request that `narrow` takes, whatever their effects.
pub(super) fn covers(wide: &Statement, narrow: &Statement) -> bool {
    let principals =
        narrow.principals.iter().all(|theirs| wide.principals.iter().any(|mine| mine.value == theirs.value));
    // Each condition narrows, so the wider statement may have only such as the other has too.
    let conditions =
        wide.conditions.iter().all(|mine| narrow.conditions.iter().any(|theirs| mine.test == theirs.test));
    principals
        && conditions
        && covers_actions(&wide.actions, &narrow.actions)
        && covers_resources(&wide.resources, &narrow.resources)
}

pub(super) fn covers_actions(wide: &Actions, narrow: &Actions) -> bool {
    use Actions::{AllBut, Only};
    let overlaps = |a: &ActionPattern, b: &ActionPattern| a.glob().overlaps(b.glob(), Case::Ignored);
    match (wide, narrow) {
        (Only(wide), Only(narrow)) => each(narrow, wide, |theirs, mine| mine.covers(theirs)),
        (AllBut(except), Only(narrow)) => none(narrow, except, overlaps),
        (AllBut(except), AllBut(theirs)) => each(except, theirs, |mine, theirs| theirs.covers(mine)),
        (Only(wide), AllBut(_)) => wide.iter().any(|pattern| pattern.value.is_everything()),
    }
}

fn covers_resources(wide: &Resources, narrow: &Resources) -> bool {
    use Resources::{AllBut, Only, Unnamed};
    match (wide, narrow) {
        (Unnamed, _) => true,
        (Only(wide), Only(narrow)) => each(narrow, wide, |theirs, mine| mine.covers(theirs)),
        (AllBut(except), Only(narrow)) => none(narrow, except, overlap),
        (AllBut(except), AllBut(theirs)) => each(except, theirs, |mine, theirs| theirs.covers(mine)),
        (Only(wide), AllBut(_) | Unnamed) => wide.iter().any(|pattern| pattern.value.glob().is_everything()),
        (AllBut(_), Unnamed) => false,
    }
}

/// Whether some resource is meant by both.
pub(super) fn resources_overlap(one: &Resources, other: &Resources) -> bool {
    match (one, other) {
        (Resources::Only(one), Resources::Only(other)) => !none(one, other, overlap),
        // Everything but a few things meets nearly anything.
        _ => true,
    }
}

fn overlap(a: &ResourcePattern, b: &ResourcePattern) -> bool {
    match (a.without_region(), b.without_region()) {
        (Some(a), Some(b)) => a.overlaps(b, Case::Ignored),
        _ => a.glob().overlaps(b.glob(), Case::Ignored),
    }
}

fn each<A, B>(all: &[Spanned<A>], some: &[Spanned<B>], holds: impl Fn(&A, &B) -> bool) -> bool {
    all.iter().all(|a| some.iter().any(|b| holds(&a.value, &b.value)))
}

fn none<A, B>(left: &[Spanned<A>], right: &[Spanned<B>], holds: impl Fn(&A, &B) -> bool) -> bool {
    !left.iter().any(|a| right.iter().any(|b| holds(&a.value, &b.value)))
}
