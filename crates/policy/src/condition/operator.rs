//! The closed list of condition operators. Source: "Condition operators" of the RAM documentation.

use std::fmt;

/// What kind of values an operator compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Family {
    /// Text.
    String,
    /// Decimal numbers.
    Numeric,
    /// Instants in ISO 8601.
    Date,
    /// `true` or `false`.
    Bool,
    /// Addresses and networks.
    IpAddress,
}

/// How an operator compares. A negated operator compares by its positive form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// The same.
    Equal,
    /// The same but for case.
    EqualIgnoringCase,
    /// The value matches the pattern.
    Like,
    /// The value comes before the operand.
    Less,
    /// The value comes before the operand or is the same.
    LessOrEqual,
    /// The value comes after the operand.
    Greater,
    /// The value comes after the operand or is the same.
    GreaterOrEqual,
}

macro_rules! operators {
    ($($name:ident: $family:ident $comparison:ident $negated:literal,)*) => {
        /// A condition operator.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[expect(missing_docs, reason = "the names are the vendor's own and say what they compare")]
        pub enum Operator {
            $($name,)*
        }

        impl Operator {
            /// Every operator that the language has.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The name as a policy writes it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => stringify!($name),)*
                }
            }

            const fn parts(self) -> (Family, Comparison, bool) {
                match self {
                    $(Self::$name => (Family::$family, Comparison::$comparison, $negated),)*
                }
            }
        }
    };
}

operators! {
    StringEquals: String Equal false,
    StringNotEquals: String Equal true,
    StringEqualsIgnoreCase: String EqualIgnoringCase false,
    StringNotEqualsIgnoreCase: String EqualIgnoringCase true,
    StringLike: String Like false,
    StringNotLike: String Like true,
    NumericEquals: Numeric Equal false,
    NumericNotEquals: Numeric Equal true,
    NumericLessThan: Numeric Less false,
    NumericLessThanEquals: Numeric LessOrEqual false,
    NumericGreaterThan: Numeric Greater false,
    NumericGreaterThanEquals: Numeric GreaterOrEqual false,
    DateEquals: Date Equal false,
    DateNotEquals: Date Equal true,
    DateLessThan: Date Less false,
    DateLessThanEquals: Date LessOrEqual false,
    DateGreaterThan: Date Greater false,
    DateGreaterThanEquals: Date GreaterOrEqual false,
    Bool: Bool Equal false,
    IpAddress: IpAddress Equal false,
    NotIpAddress: IpAddress Equal true,
}

impl Operator {
    /// Finds an operator by its exact name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|operator| operator.as_str() == name)
    }

    /// What kind of values it compares.
    #[must_use]
    pub const fn family(self) -> Family {
        self.parts().0
    }

    /// How it compares; a negated operator by its positive form.
    #[must_use]
    pub const fn comparison(self) -> Comparison {
        self.parts().1
    }

    /// Whether the operator holds when its positive form does not.
    #[must_use]
    pub const fn is_negated(self) -> bool {
        self.parts().2
    }
}

impl fmt::Display for Operator {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

impl Comparison {
    /// Whether a value that stands to the operand as `order` says is taken.
    #[must_use]
    pub(super) const fn takes(self, order: std::cmp::Ordering) -> bool {
        match self {
            Self::Equal | Self::EqualIgnoringCase | Self::Like => order.is_eq(),
            Self::Less => order.is_lt(),
            Self::LessOrEqual => order.is_le(),
            Self::Greater => order.is_gt(),
            Self::GreaterOrEqual => order.is_ge(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_closed_and_negation_is_in_the_name() {
        assert_eq!(Operator::ALL.len(), 21);
        for operator in Operator::ALL {
            assert_eq!(Operator::parse(operator.as_str()), Some(*operator));
            assert_eq!(operator.is_negated(), operator.as_str().contains("Not"), "{operator}");
        }
        for absent in
            ["stringequals", "StringEqualsIfExists", "Null", "ArnLike", "ForAnyValue:StringEquals", ""]
        {
            assert_eq!(Operator::parse(absent), None, "{absent}");
        }
    }
}
