//! Names that people give: what each may hold and how each compares.
//!
//! Ids that we make stand in `vocab`; which parameter a name came from is the API's knowledge.

use std::fmt;

/// Why a text is not the name it was given for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameRefused {
    /// Too short or too long.
    #[error("the length must be {min} to {max} characters")]
    Length {
        /// The fewest characters.
        min: usize,
        /// The most characters.
        max: usize,
    },
    /// A character that may not stand in it.
    #[error("only {allowed} may stand in it")]
    Characters {
        /// What may, in words.
        allowed: &'static str,
    },
}

macro_rules! names {
    ($($(#[$doc:meta])* $name:ident: $min:literal..=$max:literal, $allowed:literal, $fits:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(Box<str>);

        impl $name {
            /// Takes the text when it may be such a name.
            ///
            /// # Errors
            /// [`NameRefused`], the length first.
            pub fn parse(text: &str) -> Result<Self, NameRefused> {
                let fits: fn(char) -> bool = $fits;
                checked(text, $min, $max, $allowed, fits).map(|()| Self(text.into()))
            }

            /// The name as it was given.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The name as it compares: in lower case.
            pub fn folded(&self) -> String {
                self.0.to_ascii_lowercase()
            }
        }

        impl std::str::FromStr for $name {
            type Err = NameRefused;

            fn from_str(text: &str) -> Result<Self, NameRefused> {
                Self::parse(text)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

names! {
    /// A RAM user's name. Source: RAM, CreateUser.
    UserName: 1..=64, "letters, digits, `.`, `_` and `-`", |c| c.is_ascii_alphanumeric() || "._-".contains(c);
    /// A group's name. Source: RAM, CreateGroup.
    GroupName: 1..=64, "letters, digits, `.`, `_` and `-`", |c| c.is_ascii_alphanumeric() || "._-".contains(c);
    /// A RAM role's name. Source: RAM, CreateRole.
    RoleName: 1..=64, "letters, digits, `.` and `-`", |c| c.is_ascii_alphanumeric() || ".-".contains(c);
    /// A policy's name; policies alone tell upper from lower case. Source: RAM, CreatePolicy.
    PolicyName: 1..=128, "letters, digits and `-`", |c| c.is_ascii_alphanumeric() || c == '-';
    /// The name of one wearing of a role. Source: STS, AssumeRole.
    SessionName: 2..=64, "letters, digits, `.`, `@`, `-` and `_`",
        |c| c.is_ascii_alphanumeric() || ".@-_".contains(c);
    /// What a third party must bring to wear a role (`sts:ExternalId`). Source: STS, AssumeRole.
    ExternalId: 2..=1224, "letters, digits and `_ + = , . @ : / -`",
        |c| c.is_ascii_alphanumeric() || "_+=,.@:/-".contains(c);
    /// A user's name for people. Source: RAM, CreateUser.
    DisplayName: 1..=128, "letters, digits, `.`, `@`, `_`, `-`, spaces and Chinese characters",
        |c| c.is_ascii_alphanumeric() || ".@_- ".contains(c) || ('\u{4e00}'..='\u{9fa5}').contains(&c);
    /// A remark on a user or a group. Source: RAM, CreateUser, CreateGroup.
    Comments: 1..=128, "any characters", |_| true;
    /// What a policy or a role is for. Source: RAM, CreatePolicy, CreateRole.
    Description: 1..=1024, "any characters", |_| true;
    /// `<country>-<number>`. Source: RAM, CreateUser.
    MobilePhone: 3..=32, "digits with a `-` after the country's code", |c| c.is_ascii_digit() || c == '-';
    /// An address for mail.
    Email: 3..=128, "an address such as `name@example.com`", |c| c.is_ascii_graphic();
}

impl MobilePhone {
    /// Whether country and number are both there.
    pub fn is_well_formed(&self) -> bool {
        self.0.split_once('-').is_some_and(|(country, number)| {
            (1..=4).contains(&country.len()) && number.len() >= 4 && !number.contains('-')
        })
    }
}

impl Email {
    /// Whether it is one name at one host.
    pub fn is_well_formed(&self) -> bool {
        self.0.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty() && host.len() >= 3 && !host.contains('@') && host.contains('.')
        })
    }
}

fn checked(
    text: &str,
    min: usize,
    max: usize,
    allowed: &'static str,
    fits: impl Fn(char) -> bool,
) -> Result<(), NameRefused> {
    if !(min..=max).contains(&text.chars().count()) {
        return Err(NameRefused::Length { min, max });
    }
    if text.chars().all(fits) { Ok(()) } else { Err(NameRefused::Characters { allowed }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_hold_what_they_may() {
        #[track_caller]
        fn check<T>(made: Result<T, NameRefused>, wanted: &str) {
            let got = match made {
                Ok(_) => "taken",
                Err(NameRefused::Length { .. }) => "length",
                Err(NameRefused::Characters { .. }) => "characters",
            };
            assert_eq!(got, wanted);
        }
        check(UserName::parse("alice.b_c-1"), "taken");
        check(UserName::parse(""), "length");
        check(UserName::parse(&"a".repeat(64)), "taken");
        check(UserName::parse(&"a".repeat(65)), "length");
        check(UserName::parse("a/b"), "characters");
        check(UserName::parse("ä"), "characters");
        check(GroupName::parse("db.team_1-a"), "taken");
        check(GroupName::parse(&"a".repeat(65)), "length");
        check(GroupName::parse("a b"), "characters");
        check(RoleName::parse("ops.Admin-1"), "taken");
        check(RoleName::parse("ops_admin"), "characters");
        check(PolicyName::parse("A-1"), "taken");
        check(PolicyName::parse("a.b"), "characters");
        check(PolicyName::parse(&"a".repeat(129)), "length");
        check(SessionName::parse("a"), "length");
        check(SessionName::parse("a@b_c-d.e"), "taken");
        check(SessionName::parse("a/b"), "characters");
        check(ExternalId::parse("a:b/c=d"), "taken");
        check(ExternalId::parse("a b"), "characters");
        check(DisplayName::parse("数据库 Admin"), "taken");
        check(DisplayName::parse("<b>"), "characters");
        check(Comments::parse(&"注".repeat(128)), "taken");
        check(Comments::parse(&"注".repeat(129)), "length");
    }

    #[test]
    fn a_telephone_number_and_an_address_have_their_two_halves() {
        for (text, wanted) in
            [("86-18600008888", true), ("18600008888", false), ("86--1860", false), ("-12345", false)]
        {
            assert_eq!(MobilePhone::parse(text).is_ok_and(|phone| phone.is_well_formed()), wanted, "{text}");
        }
        for (text, wanted) in
            [("a@example.com", true), ("a.example.com", false), ("@example.com", false), ("a@b@c.d", false)]
        {
            assert_eq!(Email::parse(text).is_ok_and(|email| email.is_well_formed()), wanted, "{text}");
        }
    }
}
