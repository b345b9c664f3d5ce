//! What was decided of a call, found again in the audit trail's files, beside a running server or without one.
//!
//! It trusts the files; whether they may be trusted is `audit`'s question.

use std::{io, path::Path};

use rampart_api::audit::read::{Filter, Order, read};
pub use rampart_api::audit::{AuditCaller, AuditRecord, Deciding, DecisionMade, Outcome, Placed, Ruling};
use rampart_vocab::RequestId;

use crate::owner::ActingAsOwner;

/// Records of one call, and of the calls that carried out its wish, shown at most.
pub const RECORDS_MAX: usize = 100;

/// Why nothing is told of a call.
#[derive(Debug, thiserror::Error)]
pub enum WhyFailed {
    /// No audit trail lies there.
    #[error("no audit trail under `{0}`; name the server's data folder by --data-dir")]
    NoTrail(String),
    /// The files cannot be read.
    #[error("the audit trail cannot be read: {0}; it is its server's and root's to read")]
    Files(#[from] io::Error),
}

/// The records of a call and of the calls that carried out its wish, the earliest first.
///
/// # Errors
/// [`WhyFailed`]. A call that is not recorded is no error: the list is empty.
pub fn of_request(data_dir: &Path, request: RequestId) -> Result<Vec<Placed>, WhyFailed> {
    let _acting = ActingAsOwner::of(data_dir)?;
    let filter = Filter { request: Some(request), ..Filter::default() };
    Ok(read(&trail(data_dir)?, &filter, Order::OldestFirst, RECORDS_MAX)?.records)
}

/// The record of the last call that was denied; of this caller's (ARN, access key id or session name) when one is named.
///
/// # Errors
/// [`WhyFailed`].
pub fn last_denied(data_dir: &Path, caller: Option<&str>) -> Result<Vec<Placed>, WhyFailed> {
    let _acting = ActingAsOwner::of(data_dir)?;
    let filter = Filter { denied: true, caller: caller.map(Into::into), ..Filter::default() };
    Ok(read(&trail(data_dir)?, &filter, Order::NewestFirst, 1)?.records)
}

/// Reads a request's id as answers show it: a UUID, with or without hyphens, in either case.
pub fn request_id(text: &str) -> Result<RequestId, String> {
    let digits: String = text.trim().chars().filter(|character| *character != '-').collect();
    match u128::from_str_radix(&digits, 16) {
        Ok(number) if digits.len() == 32 && !digits.starts_with('+') => {
            Ok(RequestId::from_bytes(number.to_be_bytes()))
        }
        _ => Err("write the RequestId of an answer, such as 01890A5D-AC96-774B-BCCE-B302099A8057".to_owned()),
    }
}

fn trail(data_dir: &Path) -> Result<std::path::PathBuf, WhyFailed> {
    let audit = data_dir.join("audit");
    // A folder that we may not look into is there all the same, and reading it says why not.
    match audit.metadata() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Err(WhyFailed::NoTrail(data_dir.display().to_string()))
        }
        _ => Ok(audit),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_id_is_read_as_answers_show_it() {
        let shown = "01890A5D-AC96-774B-BCCE-B302099A8057";
        for text in [shown, "01890a5d-ac96-774b-bcce-b302099a8057", "01890a5dac96774bbcceb302099a8057"] {
            assert_eq!(request_id(text).map(|id| id.to_string()), Ok(shown.to_owned()), "{text}");
        }
        for text in ["", "no", "01890A5D", "+1890A5DAC96774BBCCEB302099A8057", &shown.repeat(2)] {
            assert!(request_id(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_folder_without_a_trail_is_named() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(last_denied(folder.path(), None), Err(WhyFailed::NoTrail(_))));
        std::fs::create_dir(folder.path().join("audit")).unwrap();
        assert_eq!(last_denied(folder.path(), None).unwrap(), []);
    }
}
