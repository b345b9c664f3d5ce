//! What callers come to ask, by chance: of what there is, of what is gone, and again what they asked before.

use crate::{
    calls::{Answer, Book, Made, What, Who},
    dice::Dice,
};

pub(crate) struct Wishes<'a> {
    pub(crate) dice: &'a Dice,
    pub(crate) book: &'a Book,
    pub(crate) made: &'a [Made],
}

/// Keys that there may be, so that each is used often.
const KEYS_MAX: usize = 5;
const INSTANCES_MAX: usize = 2;

impl Wishes<'_> {
    /// A caller and a wish.
    pub(crate) fn one(&self) -> (Who, What) {
        let key = self.latest(self.book.keys.keys(), 4).unwrap_or(0);
        let context = self.small(2);
        match self.dice.below(100) {
            0..8 => (self.anyone(), What::DescribeKey(key)),
            8..18 => (self.anyone(), What::Encrypt(key, context)),
            18..28 => (self.anyone(), What::GenerateDataKey(key, context)),
            28..44 => match self.latest(self.book.blobs.keys(), 8) {
                Some(blob) => {
                    let right = self.book.blobs[&blob].context;
                    let context = if self.dice.happens(85) { right } else { context };
                    (self.anyone(), What::Decrypt(blob, context))
                }
                None => (self.anyone(), What::WhoAmI),
            },
            44..60 => (self.keeper(), self.of_key(key)),
            60..78 => (self.head(), self.of_people()),
            78..84 => (Who::User(self.small(2)), What::AssumeRole(self.small(3))),
            84..86 => (self.anyone(), What::WhoAmI),
            86..88 => (self.anyone(), What::ListKeys),
            88..91 => {
                let taken = |made: &&Made| {
                    matches!(made.answer, Answer::Done(_)) && self.book.sent.contains_key(&made.number)
                };
                let taken: Vec<u32> =
                    self.made.iter().rev().filter(taken).take(12).map(|made| made.number).collect();
                (Who::Root, self.dice.pick(&taken).map_or(What::WhoAmI, What::Replay))
            }
            _ => (if self.dice.happens(90) { Who::Root } else { self.anyone() }, self.of_database(key)),
        }
    }

    fn of_key(&self, key: u32) -> What {
        match self.dice.below(12) {
            0 if self.book.keys.len() < KEYS_MAX => What::CreateKey,
            0 | 1 => What::EnableKey(key),
            2 => What::DisableKey(key),
            3 => What::EnableKey(key),
            4 => What::DisableKey(key),
            5 => What::ScheduleKeyDeletion(key),
            6 | 7 => What::CancelKeyDeletion(key),
            8 | 9 => What::TagKey(key, self.small(2)),
            10 => What::UntagKey(key),
            _ => What::UnmarkKey(key),
        }
    }

    fn of_people(&self) -> What {
        let (policy, user, role) = (self.small(5), self.small(2), self.small(3));
        match self.dice.below(20) {
            0 => What::CreateUser(user),
            1 => What::GetUser(user),
            2 => What::DeleteUser(user),
            3 => What::SetKeyActive(user, false),
            4 | 5 => What::SetKeyActive(user, true),
            6 => What::CreatePolicy(policy),
            7 => What::DeletePolicy(policy),
            8..11 => What::AttachToUser(policy, user),
            11..13 => What::DetachFromUser(policy, user),
            13 => What::CreateRole(role),
            14 => What::DeleteRole(role),
            15 => What::AttachToRole(5, 2),
            16 => What::DetachFromRole(5, 2),
            17 | 18 => What::AttachToRole(policy, role),
            _ => What::DetachFromRole(policy, role),
        }
    }

    fn of_database(&self, key: u32) -> What {
        let Some(instance) = self.latest(self.book.instances.keys(), 2) else {
            return What::CreateInstance(key);
        };
        match self.dice.below(9) {
            0 if self.book.instances.len() < INSTANCES_MAX => What::CreateInstance(key),
            0..3 => What::DescribeInstance(instance),
            3 | 4 => What::StopInstance(instance),
            5 | 6 => What::StartInstance(instance),
            7 => What::DeleteInstance(instance),
            _ => What::DestroyInstance(instance),
        }
    }

    fn anyone(&self) -> Who {
        match self.dice.below(6) {
            0 => Who::Root,
            1 | 2 => Who::User(self.small(2)),
            _ => self.latest(self.book.sessions.keys(), 4).map_or(Who::User(0), Who::Session),
        }
    }

    /// Mostly somebody who may.
    fn keeper(&self) -> Who {
        if self.dice.happens(60) { Who::Root } else { self.anyone() }
    }

    fn head(&self) -> Who {
        if self.dice.happens(92) { Who::Root } else { self.anyone() }
    }

    /// One of the latest so many.
    fn latest<'a>(&self, made: impl DoubleEndedIterator<Item = &'a u32>, many: usize) -> Option<u32> {
        self.dice.pick(&made.rev().take(many).copied().collect::<Vec<_>>())
    }

    fn small(&self, sides: u8) -> u8 {
        u8::try_from(self.dice.below(sides.into())).unwrap()
    }
}
