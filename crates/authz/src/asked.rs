//! One question: who asks, what he holds, and under which circumstances.

use std::{cell::OnceCell, net::IpAddr};

use rampart_policy::{Conditions, Value, Values};
use rampart_vocab::Timestamp;

use crate::{Caller, Resource, Rights};

/// Everything about a question but the action and the resource.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Who asks.
    pub caller: &'a Caller,
    /// What he holds.
    pub rights: &'a Rights,
    /// How the request came.
    pub circumstances: &'a Circumstances,
}

/// What condition keys say of the request itself.
#[derive(Clone, Debug)]
pub struct Circumstances {
    /// `acs:CurrentTime`.
    pub now: Timestamp,
    /// `acs:SourceIp`; `None` for a call that came over no network.
    pub source_ip: Option<IpAddr>,
    /// `acs:SecureTransport`.
    pub secure_transport: bool,
    /// What the request brings for this action alone, such as `sts:ExternalId`.
    pub given: Vec<(&'static str, String)>,
}

impl Circumstances {
    /// What the request brings under `key`, which is compared as the policy language does: without case.
    fn given(&self, key: &str) -> Option<&str> {
        self.given.iter().find(|(name, _)| name.eq_ignore_ascii_case(key)).map(|(_, value)| value.as_str())
    }
}

/// The question's values for condition keys, looked up only when a statement asks.
pub(crate) struct Facts<'a, R> {
    pub(crate) asked: Asked<'a>,
    pub(crate) resource: &'a R,
    /// `acs:PrincipalARN`, made only when a statement asks for it.
    principal: OnceCell<String>,
}

impl<'a, R: Resource> Facts<'a, R> {
    pub(crate) const fn new(asked: Asked<'a>, resource: &'a R) -> Self {
        Self { asked, resource, principal: OnceCell::new() }
    }

    /// Whether the request or the caller answers `key`, and not the resource.
    pub(crate) fn is_of_request(&self, key: &str) -> bool {
        OF_REQUEST.contains(&key)
            || (self.resource.condition(key).is_none() && self.asked.circumstances.given(key).is_some())
    }
}

/// The keys that are answered from the request or the caller, whatever the resource.
const OF_REQUEST: [&str; 5] =
    ["acs:CurrentTime", "acs:SecureTransport", "acs:SourceIp", "acs:MFAPresent", "acs:PrincipalARN"];

impl<R: Resource> Conditions for Facts<'_, R> {
    fn value(&self, key: &str) -> Values<'_> {
        let circumstances = self.asked.circumstances;
        match key {
            "acs:CurrentTime" => Values::One(Value::Time(circumstances.now)),
            "acs:SecureTransport" => Values::One(Value::Flag(circumstances.secure_transport)),
            "acs:SourceIp" => {
                circumstances.source_ip.map_or(Values::Absent, |ip| Values::One(Value::Address(ip)))
            }
            // Absent for a plain access key, which never shows a second factor. Source: measured, RAM reference.
            "acs:MFAPresent" => match &self.asked.caller.session {
                Some(session) => Values::One(Value::Flag(session.mfa)),
                None => Values::Absent,
            },
            "acs:PrincipalARN" => {
                Values::text(Some(self.principal.get_or_init(|| self.asked.caller.policy_arn())))
            }
            _ => Values::text(self.resource.condition(key).or_else(|| circumstances.given(key))),
        }
    }
}
