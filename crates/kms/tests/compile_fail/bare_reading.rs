//! What a key holds is not read from a key on which nothing was decided.

use rampart_kms::{Key, describe};

fn read(key: &Key) {
    let _ = describe(key);
    let _ = key.state();
}

fn main() {}
