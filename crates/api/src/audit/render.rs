//! Records, heads and findings as people read them: a line each, and JSON for machines.

use std::{fmt, str::FromStr};

use rampart_vocab::IdRefused;
use serde_json::{Map, Value, json};

use super::{
    finding::{Fault, Finding, KeptHead},
    record::{AuditRecord, Deciding, DecisionMade, Outcome, Placed, Ruling},
};

impl fmt::Display for Placed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}#{} {}", self.chain.core, self.sequence, self.record)
    }
}

impl fmt::Display for AuditRecord<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}:{} ", self.at, self.caller.arn, self.service, self.operation)?;
        match &self.outcome {
            Outcome::Done => f.write_str("done")?,
            Outcome::Refused { code, status } => write!(f, "refused `{code}` ({status})")?,
        }
        for made in &self.decisions {
            write!(f, "; {made}")?;
        }
        if self.decisions_cut > 0 {
            write!(f, "; and {} more decisions", self.decisions_cut)?;
        }
        write!(f, " [{}", self.request)?;
        if let Some(cause) = &self.cause {
            write!(f, " for {cause}")?;
        }
        f.write_str("]")
    }
}

impl fmt::Display for DecisionMade<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} on {} {} by {}", self.action, self.resource, self.ruling, self.by)
    }
}

impl fmt::Display for Ruling {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Allowed => "allowed",
            Self::Denied => "denied",
        })
    }
}

impl fmt::Display for Deciding<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => f.write_str("root"),
            Self::ImplicitDeny => f.write_str("implicit deny"),
            Self::Gate(name) => f.write_str(name),
            Self::Statement { kind, policy, version, statement } => {
                write!(f, "{kind} policy")?;
                if !policy.is_empty() {
                    write!(f, " `{policy}`")?;
                }
                if !version.is_empty() {
                    write!(f, " {version}")?;
                }
                write!(f, " statement {}", u64::from(*statement) + 1)
            }
        }
    }
}

impl Placed {
    /// The record as one JSON object. Absent facts are left out.
    pub fn to_json(&self) -> Value {
        let mut out = Map::new();
        out.insert("server".into(), self.chain.server.to_string().into());
        out.insert("core".into(), self.chain.core.into());
        out.insert("sequence".into(), self.sequence.into());
        if let Some(number) = self.outbox {
            out.insert("change".into(), number.into());
        }
        self.record.fill_json(&mut out);
        Value::Object(out)
    }
}

impl AuditRecord<'_> {
    fn fill_json(&self, out: &mut Map<String, Value>) {
        out.insert("time".into(), self.at.to_string().into());
        out.insert("requestId".into(), self.request.to_string().into());
        if let Some(cause) = &self.cause {
            out.insert("causeRequestId".into(), cause.to_string().into());
        }
        out.insert("account".into(), self.account.to_string().into());
        let mut caller = Map::new();
        caller.insert("arn".into(), self.caller.arn.as_ref().into());
        caller.insert("type".into(), self.caller.kind.as_ref().into());
        if let Some(key) = &self.caller.access_key {
            caller.insert("accessKeyId".into(), key.as_ref().into());
        }
        if let Some(session) = &self.caller.session {
            caller.insert("session".into(), session.as_ref().into());
        }
        out.insert("caller".into(), caller.into());
        if let Some(ip) = self.source_ip {
            out.insert("sourceIp".into(), ip.to_string().into());
        }
        out.insert("secureTransport".into(), self.secure_transport.into());
        out.insert("service".into(), self.service.as_ref().into());
        out.insert("operation".into(), self.operation.as_ref().into());
        out.insert("decisions".into(), self.decisions.iter().map(DecisionMade::to_json).collect());
        if self.decisions_cut > 0 {
            out.insert("decisionsCut".into(), self.decisions_cut.into());
        }
        out.insert(
            "outcome".into(),
            match &self.outcome {
                Outcome::Done => json!({"ok": true}),
                Outcome::Refused { code, status } => json!({"ok": false, "code": code, "status": status}),
            },
        );
    }
}

impl DecisionMade<'_> {
    fn to_json(&self) -> Value {
        let by = match &self.by {
            Deciding::Root => json!({"rule": "root"}),
            Deciding::ImplicitDeny => json!({"rule": "implicit deny"}),
            Deciding::Gate(name) => json!({"rule": name}),
            Deciding::Statement { kind, policy, version, statement } => {
                json!({"rule": "statement", "kind": kind, "policy": policy, "version": version, "statement": statement})
            }
        };
        json!({
            "action": self.action,
            "resource": self.resource,
            "decision": self.ruling.to_string(),
            "by": by,
        })
    }
}

impl fmt::Display for KeptHead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.chain, self.sequence, hex::encode(self.mac))
    }
}

impl FromStr for KeptHead {
    type Err = IdRefused;

    fn from_str(text: &str) -> Result<Self, IdRefused> {
        let refused = IdRefused { wanted: "a head as `rampart audit head` prints it" };
        let mut parts = text.trim().split(':');
        let mut next = || parts.next().ok_or(refused);
        let (chain, sequence, code) = (next()?, next()?, next()?);
        let mut mac = [0; 32];
        hex::decode_to_slice(code, &mut mac).map_err(|_| refused)?;
        let sequence = sequence.parse().map_err(|_| refused)?;
        if parts.next().is_some() { Err(refused) } else { Ok(Self { chain: chain.parse()?, sequence, mac }) }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = if self.fault.is_tampering() { "tampering" } else { "note" };
        write!(f, "{kind}: {}/{:010}.log: {}", self.chain, self.segment, self.fault)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Torn { bytes } => {
                write!(f, "its last {bytes} bytes are incomplete, as a crash leaves them")
            }
            Self::Unreadable { record } => write!(f, "record {record} is of a newer format, or none"),
            Self::Unanchored => {
                f.write_str("the store holds no head of this chain, so its codes cannot be checked")
            }
            Self::Missing => f.write_str("the file is missing, and no note says that it was pruned"),
            Self::ShortOfHead => f.write_str("the file ends before the head"),
            Self::Rewritten { records: Some(records) } if records.start() == records.end() => {
                write!(f, "record {} is not what was written", records.start())
            }
            Self::Rewritten { records: Some(records) } => {
                write!(
                    f,
                    "among records {} to {} one is not what was written",
                    records.start(),
                    records.end()
                )
            }
            Self::Rewritten { records: None } => f.write_str("it is not what was written"),
            Self::EndDiffers => f.write_str("it is not the segment to which what follows is bound"),
            Self::Swapped => f.write_str("it is another segment, or another chain's"),
            Self::NotClosed => f.write_str("it has no closing frame, yet another segment follows"),
            Self::LeftDamaged => f.write_str("a start found it damaged and went on in the next segment"),
            Self::StoreOlder { record } => {
                write!(
                    f,
                    "the store knew nothing of the change in record {record}: an older store was put back"
                )
            }
        }
    }
}
