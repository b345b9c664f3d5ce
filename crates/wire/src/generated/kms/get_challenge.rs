//! `GetChallenge` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `GetChallenge` asks.
#[derive(Default)]
pub struct GetChallengeRequest {}

impl Request for GetChallengeRequest {
    type Response = GetChallengeResponse;
    const OPERATION: Operation = Operation::KmsGetChallenge;
    const PARAMETERS: &'static [Parameter] = &[];

    fn decode(_: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {})
    }
}

/// What `GetChallenge` answers.
#[derive(Default)]
pub struct GetChallengeResponse {
    pub challenge_token: Option<String>,
    pub nonce: Option<String>,
}

impl Message for GetChallengeResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "ChallengeToken", &self.challenge_token);
        write::text(to, "Nonce", &self.nonce);
    }
}
