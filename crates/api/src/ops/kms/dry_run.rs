//! `DryRun`: everything is looked at, and the call fails in any case.

use crate::{Answer, Refusal, errors};

/// Whether an operation is only tried.
///
/// Source: KMS, Encrypt (`DryRun`): the error says whether it would have worked.
#[derive(Clone, Copy)]
pub(super) struct DryRun(bool);

impl DryRun {
    /// Reads the parameter, which is a text.
    pub(super) fn parse(text: Option<&str>) -> Result<Self, Refusal> {
        match text {
            None => Ok(Self(false)),
            Some(text) if text.eq_ignore_ascii_case("false") => Ok(Self(false)),
            Some(text) if text.eq_ignore_ascii_case("true") => Ok(Self(true)),
            Some(_) => Err(errors::kms::invalid("DryRun")),
        }
    }

    /// What the caller is told. A failure of ours is told as it is.
    pub(super) fn told<T>(self, answer: Answer<T>) -> Answer<T> {
        match answer {
            answer if !self.0 => answer,
            Ok(_) => Err(errors::kms::dry_run()),
            Err(refusal) if refusal.retry || refusal.status >= 500 => Err(refusal),
            Err(refusal) if refusal.denied.is_some() => {
                Err(Refusal { code: "AccessDeniedError".into(), ..refusal })
            }
            Err(refusal) => Err(Refusal { code: "ValidationError".into(), ..refusal }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(dry: &str, answer: Answer<u8>, code: Option<&str>) {
        let told = DryRun::parse(Some(dry)).and_then(|dry| dry.told(answer));
        assert_eq!(told.err().map(|refusal| refusal.code.into_owned()).as_deref(), code);
    }

    #[test]
    fn a_dry_run_fails_in_any_case_and_says_what_would_have_been() {
        check("False", Ok(1), None);
        check("false", Err(errors::kms::key_not_found()), Some("Forbidden.KeyNotFound"));
        check("True", Ok(1), Some("DryRunOperationError"));
        check("true", Err(errors::kms::key_not_found()), Some("ValidationError"));
        check("true", Err(Refusal::unavailable("disk")), Some("ServiceUnavailable"));
        check("yes", Ok(1), Some("InvalidParameter"));
    }
}
