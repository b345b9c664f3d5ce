//! The rules, written down plainly: what exists, who may do what, what each call answers and changes.
//!
//! It knows nothing of stores, caches or crashes. Sources are those of the operations themselves.

use std::collections::{BTreeMap, BTreeSet};

use crate::calls::{Answer, Book, Made, RDS_ROLE, SYSTEM, Told, What, Who};

/// Everything there is.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Model {
    /// Seconds since 1970.
    pub(crate) now: i64,
    /// Up to when, by the sweeper's word, everything is past.
    pub(crate) until: i64,
    /// What is stamped before it may have been forgotten by the replay guard.
    pub(crate) floor: i64,
    keys: BTreeMap<u32, Key>,
    others: BTreeSet<u8>,
    policies: BTreeSet<u8>,
    attached: [BTreeSet<u8>; 2],
    inactive: BTreeSet<u8>,
    roles: BTreeMap<u8, Role>,
    sessions: BTreeMap<u32, Session>,
    instances: BTreeMap<u32, Instance>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    state: State,
    team: Option<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum State {
    Enabled,
    Disabled,
    Pending(i64),
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Role {
    /// The call that made it: one made again is another.
    made: u32,
    policies: BTreeSet<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Session {
    role: u8,
    made: u32,
    expires: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Instance {
    key: u32,
    wish: Wish,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Wish {
    Running,
    Stopped,
    Deleted,
    Destroyed,
}

/// Codes of which a refusal must have one.
type Refused = &'static [&'static str];
type Verdict = Result<Told, Refused>;

const DAY: i64 = 86_400;
/// Who was let in and has lost that before he was looked at again is denied like anybody without rights.
const INACTIVE: Refused =
    &["InvalidAccessKeyId.Inactive", "Forbidden.NoPermission", "NoPermission", "Forbidden.RAM"];
const EXPIRED: Refused =
    &["InvalidSecurityToken.Expired", "Forbidden.NoPermission", "NoPermission", "Forbidden.RAM"];
const STAMPED_TOO_EARLY: Refused = &["InvalidTimeStamp.Expired"];
const NO_KEY: Refused = &["Forbidden.KeyNotFound"];
const NO_CHANGE: Refused = &["Rejected.StateModifiedFailed"];
const NO_INSTANCE: Refused = &["InvalidDBInstanceId.NotFound"];
const NOT_IN_THIS_STATE: Refused = &["OperationDenied.DBInstanceStatus", "IncorrectDBInstanceLockMode"];
const GONE: Refused =
    &["InvalidDBInstanceId.NotFound", "OperationDenied.DBInstanceStatus", "IncorrectDBInstanceLockMode"];
/// What keeps a request from being taken twice, and what stands before that.
const NOT_AGAIN: Refused = &[
    "SignatureNonceUsed",
    "InvalidTimeStamp.Expired",
    "InvalidAccessKeyId.Inactive",
    "InvalidSecurityToken.Expired",
];

impl Model {
    /// Nothing yet.
    pub(crate) fn at(now: i64) -> Self {
        Self { now, floor: i64::MIN, until: i64::MIN, ..Self::default() }
    }

    /// Takes a call as carried out now; false where its answer could not have been given.
    pub(crate) fn takes(&mut self, made: &Made, book: &Book) -> bool {
        let before = self.clone();
        let verdict = self.carry_out(made, book);
        let fits = match (&verdict, &made.answer) {
            (Ok(told), Answer::Done(answer)) => told == answer,
            (Ok(_), Answer::Lost) => true,
            (Err(codes), Answer::Refused(code)) => codes.contains(&code.as_str()),
            // Whether a database can do it depends on how far it is, which only its reconciler knows.
            (Ok(_), Answer::Refused(code)) if made.what.waits_for_a_database() => {
                NOT_IN_THIS_STATE.contains(&code.as_str())
                    || before.may_be_gone(made.what) && NO_INSTANCE.contains(&code.as_str())
            }
            _ => false,
        };
        if verdict.is_err() || matches!(made.answer, Answer::Refused(_)) {
            *self = before;
        }
        fits
    }

    fn carry_out(&mut self, made: &Made, book: &Book) -> Verdict {
        if let What::DestroyKey(key) = made.what {
            self.destroy(key);
            return Ok(Told::Nothing);
        }
        if let What::Replay(_) = made.what {
            return Err(NOT_AGAIN);
        }
        let held = self.authenticate(made.who)?;
        if self.now < self.floor {
            return Err(STAMPED_TOO_EARLY);
        }
        let root = made.who == Who::Root;
        let may = |action: &str, team: Option<u8>| root || allows(&held, action, team);
        match made.what {
            What::WhoAmI => Ok(Told::Nothing),
            What::CreateKey => {
                if !may("kms:CreateKey", None) {
                    return Err(DENIED_BY_KMS);
                }
                self.keys.insert(made.number, Key { state: State::Enabled, team: None });
                Ok(Told::Nothing)
            }
            What::ListKeys => {
                if !may("kms:ListKeys", None) {
                    return Err(DENIED_BY_KMS);
                }
                Ok(Told::Number(i64::try_from(self.keys.len()).unwrap()))
            }
            What::Decrypt(blob, context) => {
                let blob = &book.blobs[&blob];
                let key = self.keys.get(&blob.key).copied();
                if !may("kms:Decrypt", key.and_then(|key| key.team)) {
                    return Err(DENIED_BY_KMS);
                }
                // A key that is gone took its ciphertexts with it: nothing tells them from bytes of no meaning.
                let key = key.ok_or(&["InvalidParameter"][..])?;
                key.in_use()?;
                if context != blob.context {
                    return Err(&["InvalidParameter"]);
                }
                Ok(Told::Text(blob.plaintext.clone()))
            }
            What::AssumeRole(role) => {
                if !may("sts:AssumeRole", None) || root {
                    return Err(&["NoPermission"]);
                }
                let worn = self.roles.get(&role).ok_or(&["EntityNotExist.Role"][..])?;
                if role == RDS_ROLE {
                    return Err(&["NoPermission"]);
                }
                let session = Session { role, made: worn.made, expires: self.now + 3600 };
                self.sessions.insert(made.number, session);
                Ok(Told::Nothing)
            }
            _ => match made.what.on_key() {
                Some((action, key)) => {
                    let there = self.keys.get(&key).copied();
                    if !may(action, there.and_then(|key| key.team)) {
                        return Err(DENIED_BY_KMS);
                    }
                    self.on_key(made.what, key, there.ok_or(NO_KEY)?)
                }
                None if made.what.is_of_rds() => {
                    if root {
                        self.on_instance(made)
                    } else {
                        Err(&["Forbidden.RAM"])
                    }
                }
                None if root => self.on_people(made),
                None => Err(&["NoPermission"]),
            },
        }
    }

    /// What the caller's policies are, once he is let in.
    fn authenticate(&self, who: Who) -> Result<BTreeSet<u8>, Refused> {
        match who {
            Who::Root => Ok(BTreeSet::new()),
            Who::User(user) if self.inactive.contains(&user) => Err(INACTIVE),
            Who::User(user) => Ok(self.attached[usize::from(user)].clone()),
            Who::Session(session) => {
                let session = self.sessions.get(&session).ok_or(EXPIRED)?;
                let role = self.roles.get(&session.role).filter(|role| role.made == session.made);
                let role = role.filter(|_| self.now < session.expires).ok_or(EXPIRED)?;
                Ok(role.policies.clone())
            }
        }
    }

    fn on_key(&mut self, what: What, name: u32, mut key: Key) -> Verdict {
        let pending = matches!(key.state, State::Pending(_));
        match what {
            What::DescribeKey(_) => {
                let state = match key.state {
                    State::Enabled => "Enabled",
                    State::Disabled => "Disabled",
                    State::Pending(_) => "PendingDeletion",
                };
                return Ok(Told::Text(state.to_owned()));
            }
            What::Encrypt(..) | What::GenerateDataKey(..) => return key.in_use().map(|()| Told::Nothing),
            What::EnableKey(_) | What::DisableKey(_) | What::ScheduleKeyDeletion(_) if pending => {
                return Err(NO_CHANGE);
            }
            What::EnableKey(_) => key.state = State::Enabled,
            What::DisableKey(_) => key.state = State::Disabled,
            What::ScheduleKeyDeletion(_) => key.state = State::Pending(self.now + 7 * DAY),
            What::CancelKeyDeletion(_) if !pending => return Err(NO_CHANGE),
            What::CancelKeyDeletion(_) => key.state = State::Enabled,
            What::TagKey(..) | What::UntagKey(_) | What::UnmarkKey(_) if pending => {
                return Err(&["Rejected.PendingDeletion"]);
            }
            What::TagKey(_, team) => key.team = Some(team),
            What::UntagKey(_) => key.team = None,
            _ => {}
        }
        self.keys.insert(name, key);
        Ok(Told::Nothing)
    }

    fn on_people(&mut self, made: &Made) -> Verdict {
        let there = |held: bool, code: Refused| if held { Ok(()) } else { Err(code) };
        match made.what {
            What::CreateUser(name) => there(self.others.insert(name), &["EntityAlreadyExists.User"])?,
            What::GetUser(name) => there(self.others.contains(&name), &["EntityNotExist.User"])?,
            What::DeleteUser(name) => there(self.others.remove(&name), &["EntityNotExist.User"])?,
            What::SetKeyActive(user, true) => drop(self.inactive.remove(&user)),
            What::SetKeyActive(user, false) => drop(self.inactive.insert(user)),
            What::CreatePolicy(policy) => {
                there(self.policies.insert(policy), &["EntityAlreadyExists.Policy"])?
            }
            What::DeletePolicy(policy) => {
                there(self.policies.contains(&policy), &["EntityNotExist.Policy"])?;
                let by_user = self.attached.iter().any(|held| held.contains(&policy));
                let by_role = self.roles.values().any(|role| role.policies.contains(&policy));
                match (by_user, by_role) {
                    (false, false) => drop(self.policies.remove(&policy)),
                    (true, false) => return Err(&["DeleteConflict.Policy.User"]),
                    (false, true) => return Err(&["DeleteConflict.Policy.Role"]),
                    (true, true) => {
                        return Err(&["DeleteConflict.Policy.User", "DeleteConflict.Policy.Role"]);
                    }
                }
            }
            What::AttachToUser(policy, user) => {
                there(self.has_policy(policy), &["EntityNotExist.Policy"])?;
                there(self.attached[usize::from(user)].insert(policy), &["EntityAlreadyExists.User.Policy"])?;
            }
            What::DetachFromUser(policy, user) => {
                there(self.has_policy(policy), &["EntityNotExist.Policy", "EntityNotExist.User.Policy"])?;
                there(self.attached[usize::from(user)].remove(&policy), &["EntityNotExist.User.Policy"])?;
            }
            What::CreateRole(role) => {
                there(!self.roles.contains_key(&role), &["EntityAlreadyExists.Role"])?;
                self.roles.insert(role, Role { made: made.number, policies: BTreeSet::new() });
            }
            What::DeleteRole(role) => {
                let held = self.roles.get(&role).ok_or(&["EntityNotExist.Role"][..])?;
                there(held.policies.is_empty(), &["DeleteConflict.Role.Policy"])?;
                self.roles.remove(&role);
            }
            What::AttachToRole(policy, role) => {
                let has_policy = self.has_policy(policy);
                let Some(role) = self.roles.get_mut(&role) else {
                    return Err(if has_policy { &["EntityNotExist.Role"] } else { NEITHER });
                };
                there(has_policy, &["EntityNotExist.Policy"])?;
                there(role.policies.insert(policy), &["EntityAlreadyExists.Role.Policy"])?;
            }
            What::DetachFromRole(policy, role) => {
                let has_policy = self.has_policy(policy);
                let Some(role) = self.roles.get_mut(&role) else {
                    return Err(if has_policy { &["EntityNotExist.Role"] } else { NEITHER });
                };
                there(has_policy, &["EntityNotExist.Policy", "EntityNotExist.Role.Policy"])?;
                there(role.policies.remove(&policy), &["EntityNotExist.Role.Policy"])?;
            }
            other => panic!("{other:?} concerns no people"),
        }
        Ok(Told::Nothing)
    }

    fn on_instance(&mut self, made: &Made) -> Verdict {
        let (instance, wish) = match made.what {
            What::CreateInstance(key) => {
                let there = self.roles.contains_key(&RDS_ROLE);
                let (Some(found), true) = (self.keys.get(&key), there) else {
                    return Err(&["EntityNotExist.Role", "Forbidden.KeyNotFound"]);
                };
                if found.state != State::Enabled {
                    return Err(&["InvalidKmsKey"]);
                }
                self.instances.insert(made.number, Instance { key, wish: Wish::Running });
                return Ok(Told::Nothing);
            }
            What::DescribeInstance(instance) => (instance, None),
            What::StopInstance(instance) => (instance, Some(Wish::Stopped)),
            What::StartInstance(instance) => (instance, Some(Wish::Running)),
            What::DeleteInstance(instance) => (instance, Some(Wish::Deleted)),
            What::DestroyInstance(instance) => (instance, Some(Wish::Destroyed)),
            other => panic!("{other:?} concerns no instance"),
        };
        let known = self.instances.get_mut(&instance).unwrap();
        match (known.wish, wish) {
            (Wish::Running | Wish::Stopped, Some(Wish::Destroyed)) => return Err(NOT_IN_THIS_STATE),
            (Wish::Deleted | Wish::Destroyed, Some(Wish::Running | Wish::Stopped)) => return Err(GONE),
            // What is destroyed is never wished for again.
            (Wish::Destroyed, _) => {}
            (_, Some(wish)) => known.wish = wish,
            (_, None) => {}
        }
        Ok(Told::Nothing)
    }

    fn has_policy(&self, policy: u8) -> bool {
        policy == SYSTEM || self.policies.contains(&policy)
    }

    /// A key goes when its date is past, unless a database needs it.
    fn destroy(&mut self, name: u32) {
        let Some(State::Pending(due)) = self.keys.get(&name).map(|key| key.state) else { return };
        let needed = self
            .instances
            .values()
            .any(|it| it.key == name && matches!(it.wish, Wish::Running | Wish::Stopped));
        if due <= self.until && !needed {
            self.keys.remove(&name);
        }
    }

    fn may_be_gone(&self, what: What) -> bool {
        let instance = what.on_instance().and_then(|instance| self.instances.get(&instance));
        instance.is_some_and(|it| matches!(it.wish, Wish::Deleted | Wish::Destroyed))
    }

    /// What is wished for a database, and whether its key is in use; nothing when the key is gone.
    pub(crate) fn database(&self, instance: u32) -> Option<(Wish, Option<bool>)> {
        let instance = self.instances.get(&instance)?;
        Some((instance.wish, self.keys.get(&instance.key).map(|key| key.state == State::Enabled)))
    }

    /// Whether RDS may wear its role and ask with it.
    pub(crate) fn lets_rds_ask(&self) -> bool {
        self.roles.get(&RDS_ROLE).is_some_and(|role| role.policies.contains(&SYSTEM))
    }
}

const DENIED_BY_KMS: Refused = &["Forbidden.NoPermission"];
const NEITHER: Refused = &["EntityNotExist.Role", "EntityNotExist.Policy", "EntityNotExist.Role.Policy"];

impl Key {
    fn in_use(self) -> Result<(), Refused> {
        match self.state {
            State::Enabled => Ok(()),
            State::Disabled => Err(&["Rejected.Disabled"]),
            State::Pending(_) => Err(&["Rejected.PendingDeletion"]),
        }
    }
}

/// What policies of the catalogue come to: a denial outweighs everything.
fn allows(held: &BTreeSet<u8>, action: &str, team: Option<u8>) -> bool {
    const USE: [&str; 4] = ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey"];
    const MANAGE: [&str; 8] = [
        "kms:CreateKey",
        "kms:ListKeys",
        "kms:EnableKey",
        "kms:DisableKey",
        "kms:ScheduleKeyDeletion",
        "kms:CancelKeyDeletion",
        "kms:TagResource",
        "kms:UntagResource",
    ];
    let denied = held.contains(&3) && ["kms:Decrypt", "kms:GenerateDataKey"].contains(&action);
    let allowed = held.iter().any(|policy| match policy {
        0 => USE.contains(&action) && team == Some(0),
        1 => USE.contains(&action),
        2 => MANAGE.contains(&action),
        4 => action == "sts:AssumeRole",
        _ => false,
    });
    allowed && !denied
}

impl What {
    /// The action on one key, and the key.
    const fn on_key(self) -> Option<(&'static str, u32)> {
        match self {
            Self::DescribeKey(key) => Some(("kms:DescribeKey", key)),
            Self::EnableKey(key) => Some(("kms:EnableKey", key)),
            Self::DisableKey(key) => Some(("kms:DisableKey", key)),
            Self::ScheduleKeyDeletion(key) => Some(("kms:ScheduleKeyDeletion", key)),
            Self::CancelKeyDeletion(key) => Some(("kms:CancelKeyDeletion", key)),
            Self::TagKey(key, _) => Some(("kms:TagResource", key)),
            Self::UntagKey(key) | Self::UnmarkKey(key) => Some(("kms:UntagResource", key)),
            Self::Encrypt(key, _) => Some(("kms:Encrypt", key)),
            Self::GenerateDataKey(key, _) => Some(("kms:GenerateDataKey", key)),
            _ => None,
        }
    }

    const fn on_instance(self) -> Option<u32> {
        match self {
            Self::DescribeInstance(instance)
            | Self::StopInstance(instance)
            | Self::StartInstance(instance)
            | Self::DeleteInstance(instance)
            | Self::DestroyInstance(instance) => Some(instance),
            _ => None,
        }
    }

    const fn is_of_rds(self) -> bool {
        matches!(self, Self::CreateInstance(_)) || self.on_instance().is_some()
    }

    const fn waits_for_a_database(self) -> bool {
        self.on_instance().is_some()
    }
}
