//! What happens when the disk fails: tests on a medium that can be told to.

use std::{
    io,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use ::redb::{StorageBackend, backends::InMemoryBackend};
use rampart_vocab::Revision;

use super::{OnBroken, Redb, RedbOptions};
use crate::{
    backend::{Backend, Batch, Outcome, Snapshot, Unavailable, Write},
    path,
};

#[derive(Debug)]
struct Medium {
    behind: InMemoryBackend,
    fails: Arc<AtomicBool>,
}

impl Medium {
    fn works(&self) -> io::Result<()> {
        if self.fails.load(Ordering::SeqCst) { Err(io::Error::other("the disk is gone")) } else { Ok(()) }
    }
}

impl StorageBackend for Medium {
    fn len(&self) -> io::Result<u64> {
        self.behind.len()
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        self.behind.read(offset, out)
    }

    fn set_len(&self, length: u64) -> io::Result<()> {
        self.behind.set_len(length)
    }

    fn sync_data(&self) -> io::Result<()> {
        self.works()?;
        self.behind.sync_data()
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.works()?;
        self.behind.write(offset, data)
    }
}

fn one() -> Batch {
    let write = Write { path: path!["r", 1], value: Some([1].as_slice().into()), record: None };
    Batch { writes: vec![write], ..Batch::default() }
}

#[tokio::test]
async fn a_failed_disk_is_told_and_nothing_is_written_after() {
    let fails = Arc::new(AtomicBool::new(false));
    let told: Arc<Mutex<Vec<String>>> = Arc::default();
    let on_broken: OnBroken = {
        let told = told.clone();
        Arc::new(move |why| told.lock().unwrap().push(why.to_owned()))
    };
    let medium = Medium { behind: InMemoryBackend::new(), fails: fails.clone() };
    let redb = Redb::on(medium, RedbOptions { on_broken, ..RedbOptions::default() }).unwrap();
    assert_eq!(redb.commit(one()).await, Outcome::Committed(Revision(1)));

    fails.store(true, Ordering::SeqCst);
    assert_eq!(redb.commit(one()).await, Outcome::Unknown, "what the disk holds is not known");
    fails.store(false, Ordering::SeqCst);
    let after = redb.commit(one()).await;
    assert!(matches!(&after, Outcome::Unavailable(Unavailable(_)) | Outcome::Unknown), "{after:?}");
    let told = told.lock().unwrap();
    assert!(told.len() == 1 && told[0].contains("the disk is gone"), "{told:?}");
}

#[tokio::test]
async fn a_commit_that_nobody_waits_for_stands_all_the_same() {
    let redb = Redb::on(InMemoryBackend::new(), RedbOptions::default()).unwrap();
    // Polled once, so that it is sent, and dropped.
    let sent = tokio::time::timeout(std::time::Duration::ZERO, redb.commit(one())).await;
    assert!(sent.is_err() || sent == Ok(Outcome::Committed(Revision(1))));
    assert_eq!(redb.commit(one()).await, Outcome::Committed(Revision(2)));
    let snapshot: Box<dyn Snapshot> = redb.snapshot().await.unwrap();
    assert_eq!(snapshot.get(&path!["r", 1]).await.unwrap().map(|row| row.version), Some(Revision(2)));
}
