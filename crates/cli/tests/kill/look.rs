//! Asks a server for everything there is, whether each thing is whole, and holds it against the ledgers.

use std::{
    collections::{BTreeMap, HashMap},
    fmt::Debug,
    thread,
};

use rampart_client::Service;
use serde_json::Value;

use crate::{
    WRITER,
    caller::{Caller, rows, text},
    ledger::{KeyState, Ledger, Sealed, Thing},
};

/// What is sealed under a key of which nothing is sealed yet: base64.
const PROBE: &str = "cHJvYmU=";
/// The largest page of KMS and of RAM.
const KMS_PAGE: usize = 100;
const RAM_PAGE: &str = "1000";

/// Looks at everything, and settles what was open.
pub(crate) fn examine(callers: &[Caller], ledgers: &mut [Ledger]) {
    let root = &callers[0];
    let keys = keys(callers, ledgers);
    let aliases = aliases(callers, &keys);
    let policies = policies(callers, &listed_policies(root));
    let users = users(callers, &listed_users(root));

    let mut faults = Vec::new();
    let (mut states, mut found) = (BTreeMap::new(), BTreeMap::new());
    for key in keys {
        states.insert(key.description.clone(), key.state.clone());
        faults.extend(found.insert(key.description.clone(), key).map(|twice| format!("twice: {twice:?}")));
    }
    for ledger in ledgers.iter_mut() {
        for (description, key) in &found {
            if !description.starts_with(&ledger.prefix) {
                continue;
            }
            let id = ledger.ids.entry(description.clone()).or_insert_with(|| key.id.clone());
            if *id != key.id {
                faults.push(format!("{description}: acknowledged as {id}, found as {}", key.id));
            }
            if let Some(sealed) = &key.sealed {
                ledger.sealed.insert(description.clone(), sealed.clone());
            }
        }
    }
    let mut settling = Settling { ledgers, faults };
    settling.settle("key", |ledger| &mut ledger.keys, states);
    settling.settle("alias", |ledger| &mut ledger.aliases, aliases);
    settling.settle("policy", |ledger| &mut ledger.policies, policies);
    settling.settle("user", |ledger| &mut ledger.users, users);
    assert!(
        settling.faults.is_empty(),
        "what was acknowledged does not stand:\n{}",
        settling.faults.join("\n")
    );
}

struct Settling<'a> {
    ledgers: &'a mut [Ledger],
    faults: Vec<String>,
}

impl Settling<'_> {
    fn settle<T: Clone + PartialEq + Debug>(
        &mut self,
        what: &str,
        things: fn(&mut Ledger) -> &mut BTreeMap<String, Thing<T>>,
        mut found: BTreeMap<String, T>,
    ) {
        for ledger in self.ledgers.iter_mut() {
            let mut landed = Vec::new();
            for (name, thing) in things(ledger).iter_mut() {
                match thing.settle(found.remove(name)) {
                    Ok(operation) => landed.extend(operation),
                    Err(fault) => self.faults.push(format!("{what} {name}: {fault}")),
                }
            }
            things(ledger).retain(|_, thing| thing.standing().is_some());
            ledger.landed.extend(landed);
        }
        self.faults.extend(found.into_iter().map(|left| format!("{what} that nobody asked for: {left:?}")));
    }
}

/// A key that describes, opens and has its version.
#[derive(Debug)]
struct Found {
    id: String,
    description: String,
    state: KeyState,
    sealed: Option<Sealed>,
}

impl Debug for Sealed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.blob)
    }
}

fn keys(callers: &[Caller], ledgers: &[Ledger]) -> Vec<Found> {
    let sealed: HashMap<&str, &Sealed> =
        ledgers.iter().flat_map(|ledger| &ledger.sealed).map(|(name, sealed)| (&**name, sealed)).collect();
    let ids = pages(&callers[0], "ListKeys", "Keys", "Key", |key| text(&key["KeyId"]).to_owned());
    shared(callers, &ids, |caller, id| key(caller, id, &sealed))
}

fn key(caller: &Caller, id: &str, sealed: &HashMap<&str, &Sealed>) -> Found {
    let kms = |operation: &str, params: &[(&str, &str)]| caller.done(Service::Kms, operation, params);
    let told = &kms("DescribeKey", &[("KeyId", id)])["KeyMetadata"];
    let tags = &kms("ListResourceTags", &[("KeyId", id)])["Tags"]["Tag"];
    assert_eq!(told["KeyId"], id);
    let description = text(&told["Description"]).to_owned();
    let enabled = match text(&told["KeyState"]) {
        "Enabled" => true,
        "Disabled" => false,
        state => panic!("{id} is {state}"),
    };
    let tag = |tag: &Value| (text(&tag["TagKey"]).to_owned(), text(&tag["TagValue"]).to_owned());
    let state = KeyState { enabled, tags: rows(tags).iter().map(tag).collect() };

    let mut newly = None;
    let before = sealed.get(&*description);
    if before.is_none() {
        let versions = kms("ListKeyVersions", &[("KeyId", id)]);
        assert_eq!(versions["TotalCount"], 1, "{versions}");
        assert_eq!(versions["KeyVersions"]["KeyVersion"][0]["KeyVersionId"], told["PrimaryKeyVersion"]);
        if enabled {
            let made = kms("Encrypt", &[("KeyId", id), ("Plaintext", PROBE)]);
            newly =
                Some(Sealed { blob: text(&made["CiphertextBlob"]).to_owned(), plaintext: PROBE.to_owned() });
        }
    }
    if let Some(sealed) = before.copied().or(newly.as_ref()) {
        opens(caller, id, sealed, enabled);
    }
    Found { id: id.to_owned(), description, state, sealed: newly }
}

/// Under a key that is on, to what was sealed; under one that is off, not.
fn opens(caller: &Caller, id: &str, sealed: &Sealed, enabled: bool) {
    match caller.call(Service::Kms, "Decrypt", &[("CiphertextBlob", &sealed.blob)]) {
        Ok(opened) if enabled => {
            assert_eq!((&opened["KeyId"], &opened["Plaintext"]), (&id.into(), &(*sealed.plaintext).into()));
        }
        Err(failed) if !enabled && failed.refusal().is_some_and(|no| no.code == "Rejected.Disabled") => {}
        other => panic!("{id}, enabled {enabled}, gives {other:?}"),
    }
}

/// By either way to an alias the same: from the list, from its name, and from its key.
fn aliases(callers: &[Caller], keys: &[Found]) -> BTreeMap<String, String> {
    let alias = |alias: &Value| (text(&alias["AliasName"]).to_owned(), text(&alias["KeyId"]).to_owned());
    let listed = pages(&callers[0], "ListAliases", "Aliases", "Alias", alias);
    shared(callers, &listed, |caller, (name, id)| {
        let told = caller.done(Service::Kms, "DescribeKey", &[("KeyId", name)]);
        assert_eq!(told["KeyMetadata"]["KeyId"], **id, "{name}");
    });
    let listed: BTreeMap<String, String> = listed.into_iter().collect();
    let of_keys = shared(callers, keys, |caller, key| {
        let params = [("KeyId", key.id.as_str()), ("PageSize", "100")];
        let told = caller.done(Service::Kms, "ListAliasesByKeyId", &params);
        let names = rows(&told["Aliases"]["Alias"]).iter().map(|one| text(&one["AliasName"]).to_owned());
        names.map(|name| (name, key.id.clone())).collect::<Vec<_>>()
    });
    assert_eq!(of_keys.into_iter().flatten().collect::<BTreeMap<_, _>>(), listed, "aliases by their keys");
    listed
}

fn listed_policies(caller: &Caller) -> Vec<String> {
    marked(caller, "ListPolicies", &[("PolicyType", "Custom")], |told| {
        names(&told["Policies"]["Policy"], "PolicyName")
    })
}

fn listed_users(caller: &Caller) -> Vec<String> {
    let listed = marked(caller, "ListUsers", &[], |told| names(&told["Users"]["User"], "UserName"));
    listed.into_iter().filter(|name| name != WRITER).collect()
}

/// Every policy's document in force, which is one of its versions and the only one of them in force.
fn policies(callers: &[Caller], listed: &[String]) -> BTreeMap<String, String> {
    let found = shared(callers, listed, |caller, name| {
        let params = [("PolicyName", name.as_str()), ("PolicyType", "Custom")];
        let told = caller.done(Service::Ram, "GetPolicy", &params);
        let versions = caller.done(Service::Ram, "ListPolicyVersions", &params);
        let versions = rows(&versions["PolicyVersions"]["PolicyVersion"]).iter();
        let default: Vec<_> = versions
            .filter(|version| version["IsDefaultVersion"] == true)
            .map(|version| &version["VersionId"])
            .collect();
        assert_eq!(default, [&told["Policy"]["DefaultVersion"]], "{name}");
        (name.clone(), text(&told["DefaultPolicyVersion"]["PolicyDocument"]).to_owned())
    });
    found.into_iter().collect()
}

fn users(callers: &[Caller], listed: &[String]) -> BTreeMap<String, String> {
    let found = shared(callers, listed, |caller, name| {
        let told = caller.done(Service::Ram, "GetUser", &[("UserName", name)]);
        (name.clone(), text(&told["User"]["Comments"]).to_owned())
    });
    found.into_iter().collect()
}

fn names(listed: &Value, field: &str) -> Vec<String> {
    rows(listed).iter().map(|row| text(&row[field]).to_owned()).collect()
}

/// All pages of a list of KMS, which are as many rows as it says.
fn pages<T>(caller: &Caller, operation: &str, outer: &str, inner: &str, row: impl Fn(&Value) -> T) -> Vec<T> {
    let mut all = Vec::new();
    for page in 1.. {
        let params = [("PageNumber", page.to_string()), ("PageSize", KMS_PAGE.to_string())];
        let told =
            caller.done(Service::Kms, operation, &params.each_ref().map(|(name, value)| (*name, &**value)));
        let listed = rows(&told[outer][inner]);
        all.extend(listed.iter().map(&row));
        if listed.len() < KMS_PAGE {
            assert_eq!(told["TotalCount"], all.len(), "{operation}");
            break;
        }
    }
    all
}

/// All pages of a list of RAM.
fn marked(
    caller: &Caller,
    operation: &str,
    params: &[(&str, &str)],
    rows: impl Fn(&Value) -> Vec<String>,
) -> Vec<String> {
    let (mut all, mut marker) = (Vec::new(), None::<String>);
    loop {
        let mut params = [params, &[("MaxItems", RAM_PAGE)]].concat();
        params.extend(marker.as_ref().map(|marker| ("Marker", marker.as_str())));
        let told = caller.done(Service::Ram, operation, &params);
        all.extend(rows(&told));
        if told["IsTruncated"] != true {
            return all;
        }
        marker = Some(text(&told["Marker"]).to_owned());
    }
}

/// Does a piece of work for each item, shared among all callers.
fn shared<T: Sync, R: Send>(
    callers: &[Caller],
    items: &[T],
    work: impl Fn(&Caller, &T) -> R + Sync,
) -> Vec<R> {
    let work = &work;
    let share = items.len().div_ceil(callers.len()).max(1);
    thread::scope(|scope| {
        let parts = items.chunks(share).zip(callers);
        let parts: Vec<_> = parts
            .map(|(part, caller)| {
                scope.spawn(move || part.iter().map(|item| work(caller, item)).collect::<Vec<_>>())
            })
            .collect();
        parts
            .into_iter()
            .flat_map(|part| part.join().unwrap_or_else(|broken| std::panic::resume_unwind(broken)))
            .collect()
    })
}
