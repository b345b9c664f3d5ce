//! Character sets by the vendor's names: for PostgreSQL `UTF8`, or `UTF8,<Collate>,<Ctype>`; for MySQL and MariaDB
//! `utf8mb4` alone.

use rampart_rds::intent::{Encoding, EngineKind};

use crate::{Answer, errors};

/// Those that each engine has, by the vendor's names.
const fn offered(engine: EngineKind) -> &'static [(&'static str, Encoding)] {
    match engine {
        EngineKind::PostgreSql => {
            &[("UTF8", Encoding::Utf8), ("LATIN1", Encoding::Latin1), ("SQL_ASCII", Encoding::SqlAscii)]
        }
        EngineKind::MariaDb => &[
            ("utf8", Encoding::Utf8),
            ("gbk", Encoding::Gbk),
            ("latin1", Encoding::Latin1),
            ("utf8mb4", Encoding::Utf8Mb4),
        ],
    }
}

/// The character set that `CharacterSetName` names. Collation and classification follow from it, so others than those
/// that it brings are refused.
pub(super) fn asked(engine: EngineKind, text: &str) -> Answer<Encoding> {
    let mut parts = text.split(',').map(str::trim);
    let asked = parts.next().unwrap_or_default();
    let found = offered(engine).iter().find(|(name, _)| name.eq_ignore_ascii_case(asked));
    let (name, encoding) = found.ok_or_else(|| {
        let names: Vec<String> = offered(engine).iter().map(|(name, _)| format!("`{name}`")).collect();
        errors::rds::character_set(format_args!("this engine has {}", names.join(", ")))
    })?;
    let locale = locale(engine, *encoding);
    if parts.any(|part| locale.is_none_or(|locale| !part.eq_ignore_ascii_case(locale))) {
        return Err(errors::rds::character_set(format_args!(
            "collation and classification follow from {name}, leave them out"
        )));
    }
    Ok(*encoding)
}

/// The vendor's name.
pub(super) fn name(engine: EngineKind, encoding: Encoding) -> &'static str {
    let found = offered(engine).iter().find(|(_, known)| *known == encoding);
    found.map_or("", |(name, _)| name)
}

/// How texts of this character set are sorted and classified, as the hand makes databases; MySQL and MariaDB have
/// collations, which are the engine's own defaults.
pub(super) const fn locale(engine: EngineKind, encoding: Encoding) -> Option<&'static str> {
    match (engine, encoding) {
        (EngineKind::MariaDb, _) => None,
        (EngineKind::PostgreSql, Encoding::Utf8) => Some("C.UTF-8"),
        (EngineKind::PostgreSql, _) => Some("C"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_set_is_named_as_its_engine_has_it() {
        use EngineKind::{MariaDb, PostgreSql};
        for (engine, text, encoding) in [
            (PostgreSql, "UTF8", Some(Encoding::Utf8)),
            (PostgreSql, "utf8", Some(Encoding::Utf8)),
            (PostgreSql, "UTF8,C.UTF-8,C.UTF-8", Some(Encoding::Utf8)),
            (PostgreSql, "SQL_ASCII,C", Some(Encoding::SqlAscii)),
            (PostgreSql, "LATIN1", Some(Encoding::Latin1)),
            (PostgreSql, "UTF8,C,en_US.utf8", None),
            (PostgreSql, "utf8mb4", None),
            (PostgreSql, "", None),
            (MariaDb, "utf8", Some(Encoding::Utf8)),
            (MariaDb, "utf8mb4", Some(Encoding::Utf8Mb4)),
            (MariaDb, "gbk", Some(Encoding::Gbk)),
            (MariaDb, "latin1", Some(Encoding::Latin1)),
            (MariaDb, "utf8mb4,C", None),
            (MariaDb, "SQL_ASCII", None),
        ] {
            assert_eq!(asked(engine, text).ok(), encoding, "{engine:?} {text}");
            if let Some(encoding) = encoding {
                assert_eq!(asked(engine, name(engine, encoding)).ok(), Some(encoding));
            }
        }
    }
}
