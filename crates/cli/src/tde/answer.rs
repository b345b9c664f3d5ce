//! What the API says of attached servers, as the commands need it.

use std::{borrow::Cow, net::Ipv6Addr};

use rampart_client::{CallFailed, Client, SecretText, Service};
use serde::Serialize;
use serde_json::Value;

/// What the plugin of a server is configured with.
pub(super) struct PluginSetup {
    pub(super) name: String,
    pub(super) urls: Vec<String>,
    /// Where the endpoint listens.
    pub(super) reach: Reach,
    pub(super) ca_pem: String,
    pub(super) token: SecretText,
}

/// Where an endpoint listens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// On this machine's loopback alone.
    Loopback,
    /// Where other machines reach it, by no name or address that it knows.
    Nameless,
    /// Where other machines reach it, by a name or address that it tells.
    Named,
}

impl PluginSetup {
    /// From the answer of CreateTdeAttachment or RenewTdeAttachment.
    pub(super) fn of(answer: &Value) -> Result<Self, String> {
        let field = |name: &str| text(answer, name).ok_or_else(|| format!("the answer has no {name}"));
        Ok(Self {
            name: field("Name")?,
            reach: reach(
                &urls(answer, "VaultUrl"),
                answer.get("ListensBeyondLoopback").and_then(Value::as_bool),
            ),
            urls: urls(answer, "VaultUrl"),
            ca_pem: field("CaPem")?,
            token: field("VaultToken")?.into(),
        })
    }

    /// The address that the server is to use: the first, or one on the host that is named.
    pub(super) fn url(&self, host: Option<&str>) -> Result<String, String> {
        let first = self.urls.first().ok_or("the server has no endpoint for table keys")?;
        let Some(host) = host else { return Ok(first.clone()) };
        let host = in_url(host);
        if let Some(told) = self.urls.iter().find(|url| host_of(url) == Some(&host)) {
            return Ok(told.clone());
        }
        let bare = host_of(first).ok_or_else(|| format!("`{first}` names no host"))?;
        Ok(first.replacen(bare, &host, 1))
    }

    /// Whether the certificate that the endpoint shows there bears the host's name.
    pub(super) fn is_named(&self, host: &str) -> bool {
        let host = in_url(host);
        self.urls.iter().any(|url| host_of(url) == Some(&host))
    }
}

/// One attached server.
#[derive(Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Attachment {
    pub(super) name: String,
    pub(super) mount: String,
    /// `Attached`, `Preparing` or `Detached`.
    pub(super) status: String,
    /// `Succeeds`, `Refused`, `Unknown` or `Waits`.
    pub(super) next_start: String,
    /// Why it does not succeed.
    pub(super) reason: String,
    pub(super) key: String,
    pub(super) service_key: bool,
    pub(super) role: String,
    pub(super) attached: String,
    pub(super) token_made: String,
    pub(super) last_opened: Option<String>,
    pub(super) last_refused: Option<String>,
    pub(super) last_refused_reason: Option<String>,
    pub(super) kept_until: Option<String>,
    pub(super) urls: Vec<String>,
    /// Those that its server was told and that nobody answers any more.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) former_urls: Vec<String>,
}

impl Attachment {
    /// The operation of RDS that lists them.
    pub(crate) const LIST: &str = "DescribeTdeAttachments";
    /// Its parameters for all of them: no account has more.
    pub(crate) const ALL: [(&str, &str); 1] = [("PageSize", "100")];

    /// What the operation answers.
    pub(crate) fn list(answer: &Value) -> Vec<Self> {
        let items = answer.pointer("/Items/TdeAttachment").and_then(Value::as_array);
        items.into_iter().flatten().map(one).collect()
    }

    /// Whether it is detached and kept for a while.
    pub(crate) fn is_in_bin(&self) -> bool {
        self.status == "Detached"
    }

    /// Key and role under which its next start is refused, in whatever words.
    pub(crate) fn refused_under(&self) -> Option<(&str, &str)> {
        let refused = self.needs_attention() && !self.reason.is_empty();
        refused.then_some((&self.key, &self.role))
    }

    /// What its owner has to do where the endpoint has moved.
    pub(crate) fn remedies(&self) -> Vec<String> {
        let moved = !self.is_in_bin() && !self.former_urls.is_empty();
        let name = &self.name;
        let remedy = format!("rampart tde renew {name} --out DIR writes where that is; then restart it");
        moved.then_some(remedy).into_iter().collect()
    }

    /// Whether its owner has something to do.
    pub(crate) fn needs_attention(&self) -> bool {
        !self.is_in_bin() && (self.next_start != "Succeeds" || !self.former_urls.is_empty())
    }
}

/// Every attachment, or the one that is named.
pub(super) fn attachments(client: &Client, name: Option<&str>) -> Result<Vec<Attachment>, CallFailed> {
    let mut params = Attachment::ALL.to_vec();
    params.extend(name.map(|name| ("Name", name)));
    client.call_blocking(Service::Rds, Attachment::LIST, &params).map(|answer| Attachment::list(&answer))
}

/// The attachment of this name.
pub(super) fn attachment(client: &Client, name: &str) -> Result<Attachment, String> {
    let found = attachments(client, Some(name)).map_err(|failed| failed.to_string())?;
    let missing = || format!("no server is attached as `{name}`: `rampart tde list` shows those that are");
    found.into_iter().next().ok_or_else(missing)
}

fn one(item: &Value) -> Attachment {
    let field = |name: &str| text(item, name).unwrap_or_default();
    Attachment {
        name: field("Name"),
        mount: field("MountPath"),
        status: field("Status"),
        next_start: field("NextStart"),
        reason: field("Reason"),
        key: field("EncryptionKey"),
        service_key: item.get("ServiceKey").and_then(Value::as_bool) == Some(true),
        role: field("RoleArn"),
        attached: field("CreateTime"),
        token_made: field("TokenTime"),
        last_opened: text(item, "LastOpenedTime"),
        last_refused: text(item, "LastRefusedTime"),
        last_refused_reason: text(item, "LastRefusedReason"),
        kept_until: text(item, "KeptUntil"),
        urls: urls(item, "VaultUrl"),
        former_urls: urls(item, "FormerVaultUrl"),
    }
}

/// A text of an answer that is not empty.
pub(super) fn text(value: &Value, name: &str) -> Option<String> {
    value.get(name)?.as_str().filter(|text| !text.is_empty()).map(str::to_owned)
}

fn urls(value: &Value, each: &str) -> Vec<String> {
    let urls = value.pointer(&format!("/{each}s/{each}")).and_then(Value::as_array);
    urls.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

fn reach(urls: &[String], beyond_loopback: Option<bool>) -> Reach {
    match urls.iter().all(|url| host_of(url).is_some_and(is_loopback)) {
        false => Reach::Named,
        true if beyond_loopback == Some(true) => Reach::Nameless,
        true => Reach::Loopback,
    }
}

/// A host as it stands in a URL: an IPv6 address in brackets.
pub(super) fn in_url(host: &str) -> Cow<'_, str> {
    if host.parse::<Ipv6Addr>().is_ok() { format!("[{host}]").into() } else { host.into() }
}

/// The host of `https://HOST:PORT/…`, with the brackets of an IPv6 address.
fn host_of(url: &str) -> Option<&str> {
    let authority = url.strip_prefix("https://")?.split('/').next()?;
    Some(authority.rsplit_once(':').map_or(authority, |(host, _)| host))
}

fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || bare.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn setup(urls: &[&str], beyond_loopback: bool) -> PluginSetup {
        let answer = json!({
            "Name": "orders", "CaPem": "PEM", "VaultToken": "t",
            "VaultUrls": {"VaultUrl": urls}, "ListensBeyondLoopback": beyond_loopback,
        });
        PluginSetup::of(&answer).unwrap()
    }

    #[test]
    fn the_address_is_the_first_or_one_on_the_host_that_is_named() {
        let far = ["https://192.0.2.1:20443/v1/tde-a", "https://keys.example.org:20444/v1/tde-a"];
        let near = ["https://127.0.0.1:20443/v1/tde-a"];
        let six = ["https://[2001:db8::1]:20443/v1/tde-a"];
        for (urls, host, expected) in [
            (&far[..], None, far[0]),
            (&far, Some("keys.example.org"), far[1]),
            (&far, Some("keys"), "https://keys:20443/v1/tde-a"),
            (&near, Some("192.0.2.7"), "https://192.0.2.7:20443/v1/tde-a"),
            (&six, None, six[0]),
            (&six, Some("keys"), "https://keys:20443/v1/tde-a"),
            (&six, Some("2001:db8::1"), six[0]),
            (&six, Some("[2001:db8::1]"), six[0]),
            (&near, Some("2001:db8::7"), "https://[2001:db8::7]:20443/v1/tde-a"),
            (&near, Some("[2001:db8::7]"), "https://[2001:db8::7]:20443/v1/tde-a"),
        ] {
            assert_eq!(setup(urls, true).url(host).as_deref(), Ok(expected), "{urls:?} {host:?}");
        }
        assert!(setup(&[], true).url(None).is_err());
        for (urls, host, named) in [
            (&far[..], "192.0.2.1", true),
            (&far, "192.0.2", false),
            (&six, "2001:db8::1", true),
            (&six, "[2001:db8::1]", true),
            (&six, "2001:db8::", false),
        ] {
            assert_eq!(setup(urls, true).is_named(host), named, "{host}");
        }
        let v6_loopback = ["https://[::1]:9/v1/a"];
        for (urls, beyond, expected) in [
            (&near[..], false, Reach::Loopback),
            (&v6_loopback, false, Reach::Loopback),
            (&near, true, Reach::Nameless),
            (&far, true, Reach::Named),
            (&six, true, Reach::Named),
        ] {
            assert_eq!(setup(urls, beyond).reach, expected, "{urls:?}");
        }
    }
}
