//! `DescribeDBInstanceEncryptionKey`: the key of an instance's disk and that of its tables, as far as it has them. At the
//! top stands the disk's: an empty one means that the disk is plain.
//!
//! What RDS itself knows of the key is told to everybody who may ask; what only KMS knows, to those who may describe
//! the key there.

use rampart_kms::{KeyFacts, KeyRef, KeyState, actions, describe};
use rampart_rds::{
    action::DescribeDBInstanceEncryptionKey,
    instances::{self, EncryptionView},
    keys::KeyUsedBy,
};
use rampart_vocab::iso_seconds;
use rampart_wire::rds::describe_db_instance_encryption_key::{
    DescribeDBInstanceEncryptionKeyRequest, DescribeDBInstanceEncryptionKeyResponse, EncryptionKeyList,
};

use super::named;
use crate::{Answer, Call, errors};

pub(crate) async fn describe_db_instance_encryption_key(
    call: &mut Call<'_>,
    ask: DescribeDBInstanceEncryptionKeyRequest,
) -> Answer<DescribeDBInstanceEncryptionKeyResponse> {
    let Some(id) = ask.db_instance_id else {
        return Err(errors::rds::missing("DBInstanceId", "name the instance"));
    };
    let instance = call.permit(DescribeDBInstanceEncryptionKey, named::instance(&id)).await?;

    let mut views = instances::encryption_keys(&instance)?;
    if let Some(asked) = &ask.encryption_key {
        views.retain(|view| view.key.as_str() == asked);
        if views.is_empty() {
            return Err(errors::rds::malformed("EncryptionKey", "it is no key of this instance"));
        }
    }
    let (services, region, account) = (call.services(), call.region(), call.account());
    let own = services.rds_keys.find(call.txn(), region, account).await?.map(|own| own.to_string());
    let mut keys = Vec::with_capacity(views.len());
    for view in &views {
        let mut key = shown(&account.to_string(), view, facts(call, view).await?);
        if own.as_deref() == Some(view.key.as_str()) {
            key.key_type = Some("ServiceKey".into());
            key.alias_name = Some(services.rds_keys.alias().as_str().into());
        }
        keys.push(key);
    }

    let by_itself = ask.encryption_key.is_some();
    let first =
        views.iter().zip(&keys).find(|(view, _)| by_itself || view.used_by == KeyUsedBy::DiskEncryption);
    let top = match first {
        Some((_, key)) => DescribeDBInstanceEncryptionKeyResponse {
            creator: key.creator.clone(),
            delete_date: key.delete_date.clone(),
            description: key.description.clone(),
            encryption_key: key.encryption_key.clone(),
            encryption_key_status: key.encryption_key_status.clone(),
            key_usage: key.key_usage.clone(),
            material_expire_time: key.material_expire_time.clone(),
            origin: key.origin.clone(),
            encryption_key_list: Vec::new(),
        },
        None => DescribeDBInstanceEncryptionKeyResponse {
            encryption_key: Some(String::new()),
            ..DescribeDBInstanceEncryptionKeyResponse::default()
        },
    };
    Ok(DescribeDBInstanceEncryptionKeyResponse { encryption_key_list: keys, ..top })
}

/// What KMS tells the caller of the key: nothing when he may not describe it, or when it is gone.
async fn facts(call: &mut Call<'_>, view: &EncryptionView) -> Answer<Option<KeyFacts>> {
    let Ok(named) = KeyRef::parse_id(view.key.as_str()) else { return Ok(None) };
    match call.permit(actions::DescribeKey, named).await {
        Ok(key) => Ok(Some(describe(&key))),
        Err(refusal) if refusal.denied.is_some() || refusal.status == 404 => Ok(None),
        Err(refusal) => Err(refusal),
    }
}

fn shown(account: &str, view: &EncryptionView, facts: Option<KeyFacts>) -> EncryptionKeyList {
    let usable = match &facts {
        Some(facts) => facts.state == KeyState::Enabled,
        None => view.lock.is_none(),
    };
    let known = EncryptionKeyList {
        alias_name: None,
        // Role, key and instance are one account's.
        creator: Some(account.into()),
        delete_date: None,
        description: None,
        encryption_key: Some(view.key.to_string()),
        encryption_key_status: Some(if usable { "Enabled" } else { "Disabled" }.into()),
        key_type: Some("CMK".into()),
        key_usage: Some("ENCRYPT/DECRYPT".into()),
        material_expire_time: None,
        origin: None,
        used_by: Some(view.used_by.to_string()),
    };
    let Some(facts) = facts else { return known };
    EncryptionKeyList {
        delete_date: Some(facts.deletion.map(iso_seconds).unwrap_or_default()),
        description: Some(facts.description.into()),
        key_usage: Some(facts.usage.name().into()),
        material_expire_time: Some(facts.material_expires.map(iso_seconds).unwrap_or_default()),
        origin: Some(facts.origin.name().into()),
        ..known
    }
}
