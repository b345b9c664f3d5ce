//! Accounts and databases: what is wished for in a running engine.
//!
//! Accounts come before the databases that they own, and go after them.

use rampart_store::{CommitFailed, Page, Path, Record, StoreFailed};

use super::{Outcome, PassFailed, Work, grants, orders, pass::Pass};
use crate::{
    intent::{EngineKind, HandFailed, Intent, Verifier},
    limits,
    records::{ContentState, Database, DbAccount},
    rows,
};

/// Has the engine take everything that it has not taken yet: settled when it did.
pub(super) async fn put(pass: &mut Pass<'_>) -> Result<Outcome, PassFailed> {
    let (account, id) = (pass.instance.account, pass.instance.id.clone());
    let databases =
        wanting::<Database>(pass, &rows::databases(account, &id), limits::DATABASES_PER_INSTANCE_MAX).await?;
    for (_, leaving) in databases.iter().filter(|(_, it)| it.state() == ContentState::Leaving) {
        grants::revoke_all(pass, &leaving.name).await?;
    }
    let accounts =
        wanting::<DbAccount>(pass, &rows::accounts(account, &id), limits::ACCOUNTS_PER_INSTANCE_MAX).await?;
    if accounts.is_empty() && databases.is_empty() {
        return Ok(Outcome::Settled);
    }
    if !pass.place.exchange(Work::Filling) {
        return Ok(Outcome::Waits(Work::Filling));
    }
    let (accounts_leaving, accounts) = split(accounts);
    let (databases_leaving, databases) = split(databases);
    let mut came_to = Outcome::Settled;
    if take_all(pass, accounts, &mut came_to).await?
        && take_all(pass, databases, &mut came_to).await?
        && take_all(pass, databases_leaving, &mut came_to).await?
    {
        take_all(pass, accounts_leaving, &mut came_to).await?;
    }
    Ok(came_to)
}

/// Whether to go on with others: not with a hand that does not answer, nor while something pressing waits.
async fn take_all<C: Content>(
    pass: &mut Pass<'_>,
    all: Rows<C>,
    came_to: &mut Outcome,
) -> Result<bool, PassFailed> {
    for (path, it) in all {
        match take(pass, &path, it).await? {
            Taken::Yes => {}
            Taken::No => *came_to = Outcome::Hindered,
            Taken::Unknown => {
                *came_to = Outcome::Hindered;
                return Ok(false);
            }
        }
        if pass.place.is_called() {
            *came_to = Outcome::Waits(Work::Filling);
            return Ok(false);
        }
    }
    Ok(true)
}

type Rows<C> = Vec<(Path, C)>;

/// What an account and a database have in common.
trait Content: Record + Clone + PartialEq {
    fn state(&self) -> ContentState;
    fn settle(&mut self, state: ContentState, failure: Option<&str>);
    /// The order that makes it so; none when its record makes no order.
    fn intent(&self, engine: EngineKind) -> Option<Intent>;
}

impl Content for DbAccount {
    fn state(&self) -> ContentState {
        self.state
    }

    fn settle(&mut self, state: ContentState, failure: Option<&str>) {
        (self.state, self.failure) = (state, failure.map(Into::into));
    }

    fn intent(&self, engine: EngineKind) -> Option<Intent> {
        let name = self.name.clone();
        if self.state == ContentState::Leaving {
            return Some(Intent::DropAccount { name });
        }
        let verifier = self.verifier.expose_secret();
        let verifier = match engine {
            EngineKind::PostgreSql => Verifier::ScramSha256(verifier.parse().ok()?),
            EngineKind::MariaDb => Verifier::NativePassword(verifier.parse().ok()?),
        };
        Some(Intent::PutAccount { name, verifier, kind: self.kind, grants: self.grants.clone() })
    }
}

impl Content for Database {
    fn state(&self) -> ContentState {
        self.state
    }

    fn settle(&mut self, state: ContentState, failure: Option<&str>) {
        (self.state, self.failure) = (state, failure.map(Into::into));
    }

    fn intent(&self, _: EngineKind) -> Option<Intent> {
        let name = self.name.clone();
        Some(match self.state {
            ContentState::Leaving => Intent::DropDatabase { name },
            _ => Intent::PutDatabase { name, owner: self.owner.clone(), encoding: self.encoding },
        })
    }
}

async fn wanting<C: Content>(
    pass: &Pass<'_>,
    range: &rampart_store::Range,
    limit: usize,
) -> Result<Rows<C>, PassFailed> {
    let found = pass.room.store.begin().scan::<C>(range, Page::first(limit)).await?;
    let wanting = found.into_iter().filter(|(_, row)| row.state() != ContentState::Available);
    Ok(wanting.map(|(path, row)| (path, row.cloned())).collect())
}

fn split<C: Content>(all: Rows<C>) -> (Rows<C>, Rows<C>) {
    all.into_iter().partition(|(_, it)| it.state() == ContentState::Leaving)
}

/// What the engine made of an account or a database.
enum Taken {
    Yes,
    No,
    /// No answer came.
    Unknown,
}

async fn take<C: Content>(pass: &mut Pass<'_>, path: &Path, it: C) -> Result<Taken, PassFailed> {
    let answer = match it.intent(pass.instance.engine) {
        Some(intent) => orders::answered(pass.room, &pass.instance.id, intent).await,
        None => Err(HandFailed::Malformed("its record is damaged: delete it and make it again".into())),
    };
    let refused = match &answer {
        Err(HandFailed::Unanswered(_) | HandFailed::Gone) => Taken::Unknown,
        _ => Taken::No,
    };
    let failure =
        answer.err().map(|failed| limits::cut(&failed.to_string(), limits::REASON_BYTES_MAX).to_owned());
    for _ in 0..limits::COMMIT_TRIES {
        let mut txn = pass.room.store.begin();
        let row = match txn.get::<C>(path).await {
            Err(StoreFailed::Moved) => continue,
            read => read?,
        };
        // Changed or removed meanwhile: what was done is overtaken, and its commit wakes another pass.
        let Some(row) = row.filter(|row| *row.record == it) else { return Ok(Taken::Yes) };
        let mut settled = row.cloned();
        match (&failure, it.state()) {
            (None, ContentState::Leaving) => txn.delete(path),
            (None, _) => {
                settled.settle(ContentState::Available, None);
                txn.put(path, settled);
            }
            (Some(why), state) => {
                settled.settle(state, Some(why));
                if settled == *row.record {
                    return Ok(refused);
                }
                txn.put(path, settled);
            }
        }
        match txn.commit().await {
            Ok(revision) => {
                pass.commits.push(revision);
                return Ok(if failure.is_none() { Taken::Yes } else { refused });
            }
            Err(CommitFailed::Conflict | CommitFailed::Unknown) => {}
            Err(failed) => return Err(failed.into()),
        }
    }
    Err(PassFailed::Contended)
}
