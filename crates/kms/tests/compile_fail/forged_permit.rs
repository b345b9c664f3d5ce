//! A permit is made in `authz` alone.

use rampart_authz::{DecidedBy, Permitted};
use rampart_kms::{Key, actions::Decrypt};
use rampart_vocab::Revision;

fn forge(key: Key) -> Permitted<Decrypt, Key> {
    Permitted::new(key, Revision::ZERO, DecidedBy::Root)
}

fn main() {}
