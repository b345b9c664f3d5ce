//! Statements that an engine refused: what its client tells of it.

use rampart_rds::intent::HandFailed;

/// The engine's word for the kind of refusal, such as a SQLSTATE, and its first line on why.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Refused {
    pub(crate) state: String,
    pub(crate) why: String,
}

impl Refused {
    /// One whose client gave no state: its first words, whatever they are.
    pub(crate) fn unknown(words: &str) -> Self {
        Self {
            state: "no state".to_owned(),
            why: words.lines().next().unwrap_or("it said nothing").trim().to_owned(),
        }
    }

    /// The refusal of a statement that holds a secret: the engine's own words may repeat a part of it.
    pub(crate) fn of_a_secret(self) -> HandFailed {
        HandFailed::EngineRefused(format!("a statement that is not repeated here ({})", self.state))
    }
}

impl From<Refused> for HandFailed {
    fn from(refused: Refused) -> Self {
        Self::EngineRefused(format!("{} ({})", refused.why, refused.state))
    }
}
