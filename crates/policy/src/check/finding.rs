//! Findings: what was found, how bad it is, where, and what to write instead.

use crate::syntax::Span;
use std::fmt;

/// How bad a finding is, by the four levels of the vendor's policy check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// It could be written better.
    Suggestion,
    /// It probably does not do what was meant.
    GeneralWarning,
    /// It probably grants or spares more than was meant.
    SecurityWarning,
    /// The document is refused.
    Error,
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $code:literal $level:ident,)*) => {
        /// What was found. The codes are stable: tools may depend on them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code {
            $($(#[doc = $doc])+ $name,)*
        }

        impl Code {
            /// Every code.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The code in kebab case, such as `invalid-effect`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)*
                }
            }

            /// How bad findings of this code are.
            #[must_use]
            pub const fn level(self) -> Level {
                match self {
                    $(Self::$name => Level::$level,)*
                }
            }

            /// What the code stands for, in a sentence.
            #[must_use]
            pub fn describe(self) -> &'static str {
                match self {
                    $(Self::$name => concat!($($doc),+).trim_ascii(),)*
                }
            }
        }
    };
}

codes! {
    /// The text is not JSON.
    InvalidJson = "invalid-json" Error,
    /// The document is longer than its kind may be.
    DocumentTooLong = "document-too-long" Error,
    /// A value is of another JSON type than its element takes.
    DataTypeMismatch = "data-type-mismatch" Error,
    /// An element that must be there is missing.
    MissingElement = "missing-element" Error,
    /// Version is not "1".
    InvalidVersion = "invalid-version" Error,
    /// Effect is neither Allow nor Deny.
    InvalidEffect = "invalid-effect" Error,
    /// An element is unknown, or does not belong into a document of this kind.
    InvalidPolicyElement = "invalid-policy-element" Error,
    /// An element stands twice in one object.
    DuplicateKey = "duplicate-key" Error,
    /// Two elements exclude each other.
    ConflictingElements = "conflicting-elements" Error,
    /// A list holds nothing.
    EmptyArray = "empty-array" Error,
    /// An action is not of the form service:operation.
    InvalidActionFormat = "invalid-action-format" Error,
    /// A resource does not begin with acs: and is not *.
    InvalidArnPrefix = "invalid-arn-prefix" Error,
    /// A resource has too few parts.
    InvalidArnFormat = "invalid-arn-format" Error,
    /// A condition key is not of the form service:name.
    InvalidConditionKeyFormat = "invalid-condition-key-format" Error,
    /// A condition operator is unknown.
    InvalidConditionOperator = "invalid-condition-operator" Error,
    /// A condition operator is of another vendor's language.
    UnsupportedConditionOperator = "unsupported-condition-operator" Error,
    /// Bool was given several values.
    InvalidConditionMultipleBoolean = "invalid-condition-multiple-boolean" Error,
    /// A value of Bool is neither true nor false.
    InvalidBoolean = "invalid-boolean" Error,
    /// A value of a numeric operator is no number.
    InvalidNumber = "invalid-number" Error,
    /// A value of a date operator is no instant.
    InvalidDate = "invalid-date" Error,
    /// A value of an IP operator is no address and no network.
    InvalidIpAddress = "invalid-ip-address" Error,
    /// A principal is not of a known form.
    InvalidPrincipal = "invalid-principal" Error,
    /// A statement allows everything on everything.
    AllowEverything = "allow-everything" SecurityWarning,
    /// NotAction in an Allow grants every action that is not named, future ones included.
    AllowWithNotAction = "allow-with-not-action" SecurityWarning,
    /// Whoever holds the policy can set the tag that another statement depends on.
    SelfServiceTag = "self-service-tag" SecurityWarning,
    /// With this policy one can take further rights.
    SelfServiceRights = "self-service-rights" SecurityWarning,
    /// A Deny does not match requests that lack the key of its condition.
    DenySparesAbsentKey = "deny-spares-absent-key" SecurityWarning,
    /// An Allow matches requests that lack the key of its negated condition.
    AllowTakesAbsentKey = "allow-takes-absent-key" SecurityWarning,
    /// An identity provider is trusted without a condition on the audience.
    FederationWithoutAudience = "federation-without-audience" SecurityWarning,
    /// An action is no operation that the service has.
    UnknownAction = "unknown-action" GeneralWarning,
    /// An action pattern takes none of the service's operations.
    ActionMatchesNothing = "action-matches-nothing" GeneralWarning,
    /// A condition key looks like a misspelling of a documented one.
    UnknownConditionKey = "unknown-condition-key" GeneralWarning,
    /// ${...} stands for nothing here.
    PolicyVariable = "policy-variable" GeneralWarning,
    /// A single address is written with a prefix length.
    SingleAddressWithLength = "single-address-with-length" GeneralWarning,
    /// A network has bits set after its prefix.
    NetworkHostBits = "network-host-bits" GeneralWarning,
    /// The actions of a statement never act on its resources.
    ResourceMatchesNothing = "resource-matches-nothing" GeneralWarning,
    /// A condition can never hold.
    ConditionNeverHolds = "condition-never-holds" GeneralWarning,
    /// A condition compares a key by an operator for values of another type.
    ConditionKeyType = "condition-key-type" GeneralWarning,
    /// A statement is covered by another and does nothing.
    ShadowedStatement = "shadowed-statement" GeneralWarning,
    /// A trust policy allows an action that is not about assuming roles.
    ForeignTrustAction = "foreign-trust-action" GeneralWarning,
    /// acs:SourceVpc stands in a statement with actions of other services than KMS.
    SourceVpcOutsideKms = "source-vpc-outside-kms" GeneralWarning,
    /// Two statements carry the same Sid.
    DuplicateSid = "duplicate-sid" GeneralWarning,
    /// A Sid has more than 128 characters.
    LongSid = "long-sid" GeneralWarning,
    /// Statement holds a single statement instead of a list.
    BareStatement = "bare-statement" GeneralWarning,
    /// A value stands twice in one list.
    DuplicateValue = "duplicate-value" Suggestion,
    /// A value is covered by another of the same list.
    CoveredValue = "covered-value" Suggestion,
    /// An action is spelled in other letters than the documents use.
    ActionSpelling = "action-spelling" Suggestion,
    /// A condition key is spelled in other letters than the documents use.
    ConditionKeySpelling = "condition-key-spelling" Suggestion,
    /// Stars stand side by side.
    RepeatedStar = "repeated-star" Suggestion,
    /// A condition block is empty.
    EmptyCondition = "empty-condition" Suggestion,
    /// StringLike is used without a wildcard.
    LikeWithoutWildcard = "like-without-wildcard" Suggestion,
}

/// One thing that was found in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What kind of thing.
    pub code: Code,
    /// What was found here, in a sentence without full stop.
    pub message: String,
    /// The characters it is about.
    pub span: Span,
    /// What to write instead.
    pub remedy: Option<String>,
    /// Other places that belong to it.
    pub related: Vec<Related>,
    vendor: Option<&'static str>,
}

/// Another place that a finding is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// The characters.
    pub span: Span,
    /// What they have to do with it.
    pub message: String,
}

impl Finding {
    pub(crate) fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), span, remedy: None, related: Vec::new(), vendor: None }
    }

    pub(crate) fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }

    pub(crate) fn related(mut self, span: Span, message: impl Into<String>) -> Self {
        self.related.push(Related { span, message: message.into() });
        self
    }

    pub(crate) const fn vendor(mut self, text: &'static str) -> Self {
        self.vendor = Some(text);
        self
    }

    /// How bad it is.
    #[must_use]
    pub const fn level(&self) -> Level {
        self.code.level()
    }

    /// Whether the document is refused for it.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.level() == Level::Error
    }

    /// For an error, the text of the vendor's `MalformedPolicyDocument`: its own where one is known,
    /// otherwise its opening words followed by ours.
    #[must_use]
    pub fn vendor_message(&self) -> Option<String> {
        self.is_error().then(|| match self.vendor {
            Some(text) => text.to_owned(),
            None => format!("The policy document is invalid. {}", self.message),
        })
    }
}

impl Level {
    /// The level in words, as the vendor's console writes it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "Error",
            Self::SecurityWarning => "Security Warning",
            Self::GeneralWarning => "General Warning",
            Self::Suggestion => "Suggestion",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

impl fmt::Display for Code {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}
