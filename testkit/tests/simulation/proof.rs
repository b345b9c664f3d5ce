//! What the trail and the disks must hold in the end: every answer's record, no half deed, no secret, and databases as
//! they were wished for.

use std::collections::BTreeMap;

use memchr::memmem;
use rampart_api::audit::Outcome;
use rampart_rds::reconciler::Why;
use rampart_testkit::ACCOUNT;

use crate::{
    calls::{Answer, What},
    history::History,
    model::Wish,
    scene::number_at,
    server::Server,
};

/// Settlements after which every record of a commit without an answer is in the files: the trail looks for those that
/// nobody holds at every sixty-fourth.
const SETTLEMENTS: u32 = 65;

/// What the trail says of one call.
#[derive(Default)]
struct Recorded {
    done: u32,
    refused: Vec<String>,
}

impl History {
    /// Has the trail's worker come until nothing waits.
    pub(crate) fn settle(&mut self) {
        let failed = self.run(async {
            let trail = &self.scene().server.trail;
            let mut last = None;
            for _ in 0..SETTLEMENTS {
                last = trail.settle().await.err();
            }
            last
        });
        if let Some(failed) = failed {
            self.fail(&format!("the trail does not settle though nothing fails any more: {failed}"));
        }
    }

    fn recorded(&self) -> BTreeMap<u32, Recorded> {
        let mut recorded = BTreeMap::<u32, Recorded>::new();
        for placed in Server::records(&self.machine) {
            let Some(number) = placed.record.source_ip.and_then(number_at) else { continue };
            let of = recorded.entry(number).or_default();
            match placed.record.outcome {
                Outcome::Done => of.done += 1,
                Outcome::Refused { code, .. } => of.refused.push(code.into_owned()),
            }
        }
        recorded
    }

    /// A change and its record commit together: by the record it is known what became of a call without an answer.
    pub(crate) fn decide_lost(&mut self, before: usize) {
        let recorded = self.recorded();
        for made in &mut self.made[before..] {
            if made.answer == Answer::Lost
                && !made.what.only_reads()
                && !matches!(made.what, What::DestroyKey(_))
            {
                made.applied = Some(recorded.get(&made.number).is_some_and(|of| of.done > 0));
            }
        }
    }

    /// The end: all is in order again, and everything is looked at.
    pub(crate) fn end(&mut self) {
        if self.dice.happens(50) {
            let power_lost = self.dice.happens(50);
            self.crash(power_lost);
        }
        self.settle();
        let damage = self.run(self.server.as_ref().unwrap().verify(&self.machine));
        if !damage.is_empty() {
            self.fail(&format!("the trail looks tampered with: {damage}"));
        }
        self.check_records();
        self.check_databases();
        self.check_secrets();
    }

    /// Every call that was answered stands in the trail, each change once; nothing else does.
    fn check_records(&self) {
        let mut recorded = self.recorded();
        for made in self.made.iter().filter(|made| made.number > 0) {
            let of = recorded.remove(&made.number).unwrap_or_default();
            let may_be_gone = made.number < self.surely_recorded_from;
            let fits = match &made.answer {
                Answer::Done(_) if made.what.only_reads() => of.done > 0 || may_be_gone,
                // What finds all as it is wished writes nothing, and is recorded like a read.
                Answer::Done(_) if made.what.may_find_it_so() => of.done > 0 || may_be_gone,
                Answer::Done(_) => of.done == 1,
                Answer::Refused(code) if is_a_strangers(code) => of.done == 0 && of.refused.is_empty(),
                // A read whose right moved while it was recorded runs again, and what is written stays written.
                Answer::Refused(code) if made.what.only_reads() || made.what.may_find_it_so() => {
                    of.refused.contains(code) || may_be_gone
                }
                Answer::Refused(code) => of.done == 0 && (of.refused.contains(code) || may_be_gone),
                Answer::Lost if made.what.only_reads() => true,
                // Found so and recorded, it may have run again and changed something.
                Answer::Lost if made.what.may_find_it_so() => made.applied == Some(of.done > 0),
                Answer::Lost => of.done <= 1 && made.applied == Some(of.done == 1),
            };
            if !fits {
                self.fail(&format!("{made:?} has {} records as done, refused {:?}", of.done, of.refused));
            }
        }
    }

    /// Once nothing fails any more, databases come to what is wished, and none serves without its key.
    fn check_databases(&mut self) {
        let made: Vec<u32> = self.book.borrow().instances.keys().copied().collect();
        for made in made {
            let id = self.book.borrow().instance(made);
            let mut track = self.tracks.remove(&made).unwrap_or_default();
            let account = ACCOUNT.parse().unwrap();
            for _ in 0..4 {
                let pass =
                    self.server.as_ref().unwrap().reconciler.pass(account, &id, Why::Change, &mut track);
                if let Err(failed) = self.run(pass) {
                    self.fail(&format!("{id} is not looked at though nothing fails any more: {failed}"));
                }
            }
            let (up, open, disk) =
                self.machine.hand.with(&id, |it| (it.is_up(), it.is_open(), it.has_disk()));
            self.tally.databases_up += u64::from(up);
            let fits = |wish: Wish, key: Option<bool>, asks: bool| match (wish, key) {
                (Wish::Running, Some(true)) => up || !open,
                // Not knowing is not losing.
                (Wish::Running, _) => !(up && asks),
                (Wish::Stopped, _) => !up && !open,
                (Wish::Deleted, _) => !up && !open,
                (Wish::Destroyed, _) => !up && !open && !disk,
            };
            let agree = |model: &crate::model::Model| {
                model.database(made).is_some_and(|(wish, key)| fits(wish, key, model.lets_rds_ask()))
            };
            if !self.models.iter().any(agree) {
                let wished: Vec<_> =
                    self.models.iter().map(|model| (model.database(made), model.lets_rds_ask())).collect();
                self.fail(&format!("{id} is up: {up}, open: {open}, has a disk: {disk}; wished: {wished:?}"));
            }
            let locked = self
                .models
                .iter()
                .all(|model| matches!(model.database(made), Some((Wish::Running, Some(false)))));
            self.tally.databases_locked += u64::from(locked && !up);
        }
    }

    /// No plaintext, data key or credential stands on a disk.
    fn check_secrets(&self) {
        let mut images = self.machine.logs.images();
        images.push(self.machine.rows.image());
        for secret in &self.book.borrow().secrets {
            let finder = memmem::Finder::new(secret);
            if images.iter().any(|image| finder.find(image).is_some()) {
                self.fail("a secret stands on a disk");
            }
        }
    }
}

/// Refusals of whoever has not shown who he is: they are counted, not recorded.
fn is_a_strangers(code: &str) -> bool {
    [
        "SignatureNonceUsed",
        "InvalidTimeStamp.Expired",
        "InvalidAccessKeyId.Inactive",
        "InvalidSecurityToken.Expired",
    ]
    .contains(&code)
}
