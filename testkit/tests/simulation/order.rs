//! Whether answers of calls side by side can come from some order of them, one at a time, that keeps to what was answered
//! before what was asked.

use std::collections::BTreeSet;

use crate::{
    calls::{Answer, Book, Made, What},
    model::Model,
};

impl Made {
    /// Whether its answer left only after a last look at everything it rests on: what was answered before it left was
    /// taken into account, a right taken away above all. Who one is, is told without any right, and a list of keys is
    /// read once: what is made meanwhile may be missing.
    fn holds_at_its_end(&self) -> bool {
        matches!(self.answer, Answer::Done(_))
            && self.what.only_reads()
            && !matches!(self.what, What::WhoAmI | What::ListKeys)
    }
}

/// Everything that may hold after these calls; nothing when no order explains their answers.
pub(crate) fn explain(before: &[Model], made: &[Made], book: &Book) -> Vec<Model> {
    let mut search = Search { made, book, met: BTreeSet::new(), ends: BTreeSet::new() };
    for model in before {
        search.from(0, model);
    }
    search.ends.into_iter().collect()
}

struct Search<'a> {
    made: &'a [Made],
    book: &'a Book,
    met: BTreeSet<(u64, Model)>,
    ends: BTreeSet<Model>,
}

impl Search<'_> {
    /// Goes on where the calls of `done`, a bit each, have been carried out.
    fn from(&mut self, done: u64, model: &Model) {
        if !self.met.insert((done, model.clone())) {
            return;
        }
        if done.count_ones() as usize == self.made.len() {
            self.ends.insert(model.clone());
            return;
        }
        let open = |at: &usize| done & (1 << at) == 0;
        let first_end =
            (0..self.made.len()).filter(open).map(|at| self.made[at].ended).min().unwrap_or(u32::MAX);
        for at in (0..self.made.len()).filter(open) {
            let next = &self.made[at];
            if next.began > first_end || (next.holds_at_its_end() && next.ended > first_end) {
                continue;
            }
            let lost = next.answer == Answer::Lost;
            if lost && next.applied != Some(true) {
                self.from(done | 1 << at, model);
            }
            if !lost || next.applied != Some(false) {
                let mut after = model.clone();
                if after.takes(next, self.book) {
                    self.from(done | 1 << at, &after);
                }
            }
        }
    }
}
