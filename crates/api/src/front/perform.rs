//! From a caller to an answer: rights, operation, commit with its audit record.

use rampart_authz::{Caller, Rights};
use rampart_identity::replay::Mark;
use rampart_store::{Txn, Unavailable, is_full};
use rampart_vocab::Timestamp;
use rampart_wire::{Message, Operation, Params};

use super::{
    Front,
    tries::{Earlier, Landed},
};
use crate::{
    Answer, Call, Origin, Refusal,
    audit::{AuditCaller, AuditRecord, Deciding, DecisionMade, Outcome, Purpose, Ruling},
    call::{Decided, Ruled},
    ops::{self, Gate},
};

impl Front {
    /// Runs one operation for one caller and records it. The answer leaves only after its record is safe.
    ///
    /// # Errors
    /// What the caller is to be told.
    pub async fn perform(
        &self,
        caller: &Caller,
        operation: Operation,
        params: &Params,
        origin: &Origin,
    ) -> Answer<Box<dyn Message>> {
        self.perform_whole(Recorded { caller, operation, origin, mark: None }, params, None).await
    }

    /// The same for a request that was signed: its mark is kept before anything comes of it, and the first try goes on
    /// in the transaction in which the signature was checked.
    pub(super) async fn perform_signed(
        &self,
        asked: Recorded<'_>,
        params: &Params,
        checked: Txn,
    ) -> Answer<Box<dyn Message>> {
        self.perform_whole(asked, params, Some(checked)).await
    }

    async fn perform_whole(
        &self,
        asked: Recorded<'_>,
        params: &Params,
        mut checked: Option<Txn>,
    ) -> Answer<Box<dyn Message>> {
        self.tried(async |earlier| self.try_once(asked, params, checked.take(), earlier).await).await
    }

    async fn try_once(
        &self,
        asked: Recorded<'_>,
        params: &Params,
        checked: Option<Txn>,
        earlier: &mut Earlier,
    ) -> Answer<Box<dyn Message>> {
        let (clock, entropy) = (self.clock.as_ref(), self.entropy.as_ref());
        let purpose = ops::purpose_of(asked.operation);
        self.trail.admits(purpose)?;
        let identity = &self.services.identity;
        let (mut txn, rights) = match checked {
            Some(mut txn) => {
                let rights = identity.rights_of_checked(&mut txn, asked.caller).await?;
                (txn, rights)
            }
            None => {
                let mut txn = self.services.store.begin();
                let rights = identity.rights_of(&mut txn, asked.caller).await?;
                (txn, rights)
            }
        };
        if purpose == Purpose::TakesRightsAway {
            txn.use_reserve();
        }
        let mut call = Call::new(
            asked.operation,
            asked.caller,
            &rights,
            asked.origin,
            &self.services,
            clock,
            entropy,
            txn,
        );
        let answer = ops::dispatch(&mut call, asked.operation, params).await;
        self.finish(asked, &rights, call, answer, earlier).await
    }

    /// Ends a call that only read: its record, and a last look whether its rights stand.
    pub(super) async fn recorded<T>(
        &self,
        asked: Recorded<'_>,
        rights: &Rights,
        call: Call<'_>,
        answer: Answer<T>,
    ) -> Answer<T> {
        self.finish(asked, rights, call, answer, &mut Earlier::default()).await
    }

    async fn finish<T>(
        &self,
        asked: Recorded<'_>,
        rights: &Rights,
        call: Call<'_>,
        answer: Answer<T>,
        earlier: &mut Earlier,
    ) -> Answer<T> {
        let at = call.now();
        let (mut txn, decided) = call.into_parts();
        let answer = match answer {
            Ok(answer) => answer,
            Err(refusal) if refusal.retry => return Err(refusal),
            Err(refusal) => {
                let outcome = Outcome::Refused { code: refusal.code.as_ref().into(), status: refusal.status };
                let refused = asked.record(at, &decided, outcome);
                match earlier.lost.take() {
                    None => self.record(refused).await?,
                    Some(lost) => self.refuse_instead(lost, refused).await?,
                }
                return Err(refusal);
            }
        };
        shown(asked.operation, &decided)?;
        // Rights enter through the epoch alone: whatever takes one away moves it.
        txn.require(&rampart_identity::epoch_path(asked.caller.account), rights.epoch);
        if txn.has_writes() {
            let done = asked.record(at, &decided, Outcome::Done);
            self.keep_mark_of_change(asked)?;
            return match self.change(txn, done, &mut earlier.lost).await? {
                Landed::ThisTry => Ok(answer),
                Landed::OneOfTwo => Err(Refusal::answer_lost()),
            };
        }
        // A right taken away, or a key switched off, while this ran must not let a secret byte out.
        txn.still_stands().await?;
        if earlier.recorded.as_ref() != Some(&decided) {
            self.record(asked.record(at, &decided, Outcome::Done)).await?;
        }
        // The record took its time.
        if let Err(moved) = txn.still_stands().await {
            earlier.recorded = Some(decided);
            return Err(moved.into());
        }
        Ok(answer)
    }

    /// Records a read or a refusal, and keeps the replay guard's marks: each with those of all calls of this turn.
    async fn record(&self, record: AuditRecord<'_>) -> Answer<()> {
        self.trail.record(record).await?;
        self.keep_marks()
    }

    /// Makes sure that a restart knows the mark of a call, before anything comes of that.
    fn keep_marks(&self) -> Answer<()> {
        self.replay.write().map_err(unguarded)
    }

    /// The same for a change. One that takes a right away has room of its own where the disk is full.
    fn keep_mark_of_change(&self, asked: Recorded<'_>) -> Answer<()> {
        let kept = match (self.replay.write(), asked.mark) {
            (Err(_), Some(mark)) if ops::purpose_of(asked.operation) == Purpose::TakesRightsAway => {
                self.replay.write_spare(mark)
            }
            (kept, _) => kept,
        };
        kept.map_err(unguarded)
    }
}

fn unguarded(error: std::io::Error) -> Refusal {
    if is_full(&error) {
        return Unavailable::Full.into();
    }
    Refusal::unavailable(format!("the replay guard: {error}"))
}

/// What the trail is told of a call beside its decisions.
#[derive(Clone, Copy)]
pub(super) struct Recorded<'a> {
    pub(super) caller: &'a Caller,
    pub(super) operation: Operation,
    pub(super) origin: &'a Origin,
    /// The mark of a signed request; what is done within the process has none.
    pub(super) mark: Option<Mark>,
}

impl<'a> Recorded<'a> {
    fn record<'r>(&self, at: Timestamp, decided: &'r [Decided], outcome: Outcome<'r>) -> AuditRecord<'r>
    where
        'a: 'r,
    {
        AuditRecord {
            at,
            request: self.origin.request,
            cause: self.origin.cause,
            account: self.caller.account,
            caller: AuditCaller::of(self.caller),
            source_ip: self.origin.source_ip,
            secure_transport: self.origin.secure_transport,
            service: self.operation.service().code().into(),
            operation: self.operation.name().into(),
            decisions: decided.iter().map(made).collect(),
            decisions_cut: 0,
            outcome,
        }
    }
}

fn made(decided: &Decided) -> DecisionMade<'_> {
    let (ruling, by) = match &decided.by {
        Ruled::Allowed(by) => (Ruling::Allowed, by.into()),
        Ruled::Denied(by) => (Ruling::Denied, by.into()),
        Ruled::ByRule(rule) => (Ruling::Allowed, Deciding::Gate((*rule).into())),
    };
    DecisionMade { action: decided.action.into(), resource: decided.resource.as_str().into(), ruling, by }
}

/// Refuses to answer when the operation showed no permit though it must: a fault of ours, and it fails closed.
fn shown(operation: Operation, decided: &[Decided]) -> Result<(), Refusal> {
    match ops::gate_of(operation) {
        Some(Gate::Open(_)) => Ok(()),
        Some(Gate::Permit) if decided.iter().any(|one| matches!(one.by, Ruled::Allowed(_))) => Ok(()),
        Some(Gate::Permit) | None => {
            Err(Refusal::internal(format!("{} answered without a permit", operation.name())))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeMap, rc::Rc};

    use rampart_testkit::World;

    #[test]
    fn a_read_that_runs_again_because_its_rows_moved_has_one_record() {
        let world = Rc::new(World::new());
        let (root, key) = (world.root(), world.key());
        world.run(async {
            let mut calls = Vec::new();
            for number in 0..64 {
                let (world, root, key) = (Rc::clone(&world), root.clone(), key.clone());
                let tags = format!(r#"[{{"TagKey":"t","TagValue":"{number}"}}]"#);
                calls.push(tokio::task::spawn_local(async move {
                    let (operation, params) = match number % 4 {
                        0 => ("TagResource", vec![("KeyId", &*key), ("Tags", &*tags)]),
                        _ => ("DescribeKey", vec![("KeyId", &*key)]),
                    };
                    world.call_async(&root, "kms", operation, &params).await.map(|_| ())
                }));
            }
            for call in calls {
                call.await.unwrap().unwrap();
            }
        });
        let mut records = BTreeMap::<_, u32>::new();
        for record in world.audited() {
            *records.entry(record["requestId"].to_string()).or_default() += 1;
        }
        // The key's own making too.
        assert_eq!(records.len(), 65);
        assert!(records.values().all(|number| *number == 1), "{records:?}");
    }
}
