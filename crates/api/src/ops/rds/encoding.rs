//! Character sets by the vendor's names for PostgreSQL: `UTF8`, or `UTF8,<Collate>,<Ctype>`.

use rampart_rds::intent::Encoding;

use crate::{Answer, errors};

/// The character set that `CharacterSetName` names. Collation and classification follow from it, so others than those
/// that it brings are refused.
pub(super) fn asked(text: &str) -> Answer<Encoding> {
    let mut parts = text.split(',').map(str::trim);
    let name = parts.next().unwrap_or_default();
    let encoding = [Encoding::Utf8, Encoding::Latin1, Encoding::SqlAscii]
        .into_iter()
        .find(|encoding| self::name(*encoding).eq_ignore_ascii_case(name))
        .ok_or_else(|| errors::rds::character_set("`UTF8`, `LATIN1` and `SQL_ASCII` are made here"))?;
    if parts.any(|part| !part.eq_ignore_ascii_case(locale(encoding))) {
        return Err(errors::rds::character_set(format_args!(
            "collation and classification of {} are `{}`, leave others out",
            self::name(encoding),
            locale(encoding)
        )));
    }
    Ok(encoding)
}

pub(super) const fn name(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Utf8 => "UTF8",
        Encoding::Latin1 => "LATIN1",
        Encoding::SqlAscii => "SQL_ASCII",
        Encoding::Utf8Mb4 => "utf8mb4",
        Encoding::Gbk => "gbk",
    }
}

/// How texts of this character set are sorted and classified, as the hand makes databases.
pub(super) const fn locale(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Utf8 => "C.UTF-8",
        Encoding::Latin1 | Encoding::SqlAscii | Encoding::Utf8Mb4 | Encoding::Gbk => "C",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_set_is_named_with_or_without_its_locale() {
        for (text, encoding) in [
            ("UTF8", Some(Encoding::Utf8)),
            ("utf8", Some(Encoding::Utf8)),
            ("UTF8,C.UTF-8,C.UTF-8", Some(Encoding::Utf8)),
            ("SQL_ASCII,C", Some(Encoding::SqlAscii)),
            ("LATIN1", Some(Encoding::Latin1)),
            ("UTF8,C,en_US.utf8", None),
            ("utf8mb4", None),
            ("", None),
        ] {
            assert_eq!(asked(text).ok(), encoding, "{text}");
        }
    }
}
