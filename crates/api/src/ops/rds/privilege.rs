//! What an account may do in a database, by the vendor's words.

use rampart_rds::intent::Privilege;

use crate::{Answer, errors};

/// Source: RDS, GrantAccountPrivilege (MySQL and MariaDB).
const WORDS: &[(&str, Privilege)] = &[
    ("ReadWrite", Privilege::ReadWrite),
    ("ReadOnly", Privilege::ReadOnly),
    ("DDLOnly", Privilege::DdlOnly),
    ("DMLOnly", Privilege::DmlOnly),
];

/// Databases that one request names.
const AT_ONCE_MAX: usize = 50;

/// The databases in `DBName`, separated by commas.
pub(super) fn databases(names: &str) -> Answer<Vec<&str>> {
    let names: Vec<&str> = names.split(',').map(str::trim).collect();
    if names.len() > AT_ONCE_MAX {
        return Err(errors::rds::malformed(
            "DBName",
            format_args!("name up to {AT_ONCE_MAX} databases at once"),
        ));
    }
    Ok(names)
}

/// The same, each with its privilege in `AccountPrivilege`.
pub(super) fn in_databases<'a>(names: &'a str, words: &str) -> Answer<Vec<(&'a str, Privilege)>> {
    let (names, words) = (databases(names)?, words.split(',').map(str::trim));
    let privileges = words.map(asked).collect::<Answer<Vec<_>>>()?;
    if names.len() != privileges.len() {
        return Err(errors::rds::malformed("AccountPrivilege", "give one privilege for each database"));
    }
    Ok(names.into_iter().zip(privileges).collect())
}

fn asked(word: &str) -> Answer<Privilege> {
    let found = WORDS.iter().find(|(known, _)| *known == word);
    found.map(|(_, privilege)| *privilege).ok_or_else(|| {
        errors::rds::malformed("AccountPrivilege", "write `ReadWrite`, `ReadOnly`, `DDLOnly` or `DMLOnly`")
    })
}

/// The vendor's word.
pub(super) fn word(privilege: Privilege) -> &'static str {
    WORDS.iter().find(|(_, known)| *known == privilege).map_or("", |(word, _)| word)
}
