use std::io::ErrorKind;

use rampart_api::audit::read::{Filter, Order, RECORDS_MAX, read};
use rampart_seal::root::FileProvider;

use super::*;

/// A founded data folder, with its key file beside it.
fn founded(folder: &Path) -> FileProvider {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let data = DataDir::take(&folder.join("data")).unwrap();
    let key = FileProvider::create(folder.join("root.key"), &SystemEntropy).unwrap();
    runtime.block_on(async {
        let store = unseal::open_with(&data.private("store").unwrap(), &key).await.unwrap();
        data.private("audit").unwrap();
        let (server, account) = (ServerId::from_bytes([1; 16]), "1234567890123456".parse().unwrap());
        let mut txn = store.begin();
        txn.put(&path!["installation"], Installation { server, account, unknown: Default::default() });
        txn.commit().await.unwrap();
    });
    key
}

#[test]
fn what_could_not_be_done_is_recorded_of_the_very_thing() {
    let folder = tempfile::tempdir().unwrap();
    let key = founded(folder.path());
    let data = folder.path().join("data");
    for (thing, fails) in [("seal/ring", false), ("seal/recovery/7", true)] {
        let done = Offline::opened_by(&data, &key, async |offline, _| {
            let work = async || if fails { Err(io::Error::from(ErrorKind::NotFound)) } else { Ok(()) };
            offline.carry_out("Change", thing, work).await
        });
        assert_eq!(done.is_err(), fails);
    }
    let found = read(&data.join("audit"), &Filter::default(), Order::OldestFirst, RECORDS_MAX).unwrap();
    let told: Vec<_> = found.records.iter().map(|placed| &placed.record).collect();
    let told: Vec<_> =
        told.iter().map(|record| (&*record.decisions[0].resource, record.outcome == Outcome::Done)).collect();
    let thing = |name| format!("rampart:1234567890123456:{name}");
    let (ring, recovery) = (thing("seal/ring"), thing("seal/recovery/7"));
    assert_eq!(told, [(&*ring, true), (&*recovery, true), (&*recovery, false)]);
}
