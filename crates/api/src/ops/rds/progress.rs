//! How far the encryption of an instance's tables has come, as several operations tell it.

use rampart_rds::instance::TablesState;

pub(super) struct EncryptionProgress {
    /// One word for it.
    pub(super) word: &'static str,
    /// 0 to 100: of the table spaces, how many are encrypted as they are to be.
    pub(super) percent: i64,
    /// Table spaces in all, where the engine has told.
    pub(super) spaces: Option<i64>,
    /// Those that are encrypted as they are to be.
    pub(super) encrypted: Option<i64>,
}

impl EncryptionProgress {
    pub(super) fn of(state: TablesState) -> Self {
        match state {
            TablesState::Enabling => Self { word: "Enabling", percent: 0, spaces: None, encrypted: None },
            TablesState::Encrypting { encrypted, spaces } => Self::amid("Encrypting", encrypted, spaces),
            TablesState::Rotating { encrypted, spaces } => Self::amid("Rotating", encrypted, spaces),
            TablesState::Encrypted => Self { word: "Encrypted", percent: 100, spaces: None, encrypted: None },
        }
    }

    fn amid(word: &'static str, encrypted: u32, spaces: u32) -> Self {
        // Never 100 before the engine has said that it is done.
        let percent = i64::from((u64::from(encrypted) * 100).checked_div(spaces.into()).map_or(0, small));
        let told = spaces > 0;
        Self {
            word,
            percent: percent.min(99),
            spaces: told.then_some(spaces.into()),
            encrypted: told.then_some(encrypted.into()),
        }
    }
}

fn small(percent: u64) -> u32 {
    u32::try_from(percent).unwrap_or(100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hundred_is_said_only_when_all_is_done() {
        use TablesState as S;
        for (state, word, percent) in [
            (S::Enabling, "Enabling", 0),
            (S::Encrypting { encrypted: 0, spaces: 0 }, "Encrypting", 0),
            (S::Encrypting { encrypted: 1, spaces: 3 }, "Encrypting", 33),
            (S::Rotating { encrypted: 3, spaces: 3 }, "Rotating", 99),
            (S::Rotating { encrypted: u32::MAX, spaces: 1 }, "Rotating", 99),
            (S::Encrypted, "Encrypted", 100),
        ] {
            let told = EncryptionProgress::of(state);
            assert_eq!((told.word, told.percent), (word, percent), "{state:?}");
        }
    }
}
