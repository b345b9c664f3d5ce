//! What the tests share: a folder, a store, a disk that can be told to fail, and records to write.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
};

use async_trait::async_trait;
use rampart_seal::KeyRing;
use rampart_store::{
    Memory, Store, StoreOptions,
    backend::{Backend, Batch, Observer, Outcome as Committed, Snapshot, Unavailable},
};
use rampart_vocab::{AccountId, RequestId, Revision, SeededEntropy, ServerId, Timestamp};
use tempfile::TempDir;

use crate::audit::{
    AuditCaller, AuditRecord, ChainId, Deciding, DecisionMade, Disk, LogFile, Opened, Outcome, Placed,
    Ruling, SystemDisk, Trail, encoding,
    finding::{KeptHead, Report},
    opening::Sizes,
    segments,
    verify::{Anchor, verify},
    walk::Walk,
};

/// A server's audit folder and store, which outlive its trails.
pub(super) struct Stage {
    dir: TempDir,
    pub(super) store: Store,
    pub(super) rows: Wayward,
    pub(super) disk: Arc<FailingDisk>,
    pub(super) sizes: Sizes,
    entropy: SeededEntropy,
}

pub(super) const CHAIN: ChainId = ChainId { server: ServerId::from_bytes([0x5E; 16]), core: 0 };

impl Stage {
    pub(super) async fn new(seed: u64) -> Self {
        Self::with_segments(seed, 1 << 20).await
    }

    pub(super) async fn with_segments(seed: u64, segment_bytes_max: u64) -> Self {
        let rows = Wayward::default();
        let entropy = Arc::new(SeededEntropy::new(seed));
        let ring = KeyRing::generate(&*entropy);
        let store = Store::open(rows.clone(), ring, entropy, StoreOptions::default()).await.unwrap();
        Self {
            dir: TempDir::new().unwrap(),
            store,
            rows,
            disk: Arc::default(),
            sizes: Sizes { segment_bytes_max, reserve_bytes: 4096 },
            entropy: SeededEntropy::new(seed ^ 0xA5A5),
        }
    }

    pub(super) fn dir(&self) -> &Path {
        self.dir.path()
    }

    pub(super) async fn open(&self) -> Opened {
        self.open_chain(CHAIN).await
    }

    pub(super) async fn open_chain(&self, id: ChainId) -> Opened {
        let disk: Arc<dyn Disk> = self.disk.clone();
        Trail::open(self.dir(), id, self.store.clone(), disk, self.sizes, &self.entropy, time(0))
            .await
            .unwrap()
    }

    /// A trail that is not expected to have found anything.
    pub(super) async fn trail(&self) -> Trail {
        let opened = self.open().await;
        assert_eq!(opened.findings, []);
        opened.trail
    }

    pub(super) async fn verify(&self) -> Report {
        self.verify_with(&[]).await
    }

    pub(super) async fn verify_with(&self, kept: &[KeptHead]) -> Report {
        let anchors = Anchor::load_all(&self.store).await.unwrap();
        verify(self.dir(), Some(&anchors), kept).unwrap()
    }

    pub(super) async fn untampered(&self) -> Report {
        let report = self.verify().await;
        assert_eq!(report.findings, []);
        report
    }

    /// Every record in the files, the oldest first.
    pub(super) fn records(&self) -> Vec<Placed> {
        every(self.dir())
    }

    /// The numbers, as given to [`record`], of every record in the files, the oldest first.
    pub(super) fn numbers(&self) -> Vec<u64> {
        self.records().iter().map(number_of).collect()
    }

    pub(super) fn segment(&self, number: u64) -> PathBuf {
        segments::path(self.dir(), CHAIN, number)
    }

    pub(super) fn bytes(&self, segment: u64) -> Vec<u8> {
        fs::read(self.segment(segment)).unwrap()
    }
}

/// Every record in a folder, chain by chain, the oldest first.
pub(super) fn every(dir: &Path) -> Vec<Placed> {
    let mut found = Vec::new();
    for chain in segments::chains(&SystemDisk, dir).unwrap() {
        for segment in segments::numbers(&SystemDisk, dir, chain).unwrap() {
            let bytes = segments::read(&SystemDisk, &segments::path(dir, chain, segment)).unwrap();
            let Ok(mut walk) = Walk::begin(&bytes, None) else { continue };
            while let Some(Ok(frame)) = walk.next_frame() {
                for (sequence, bytes) in (frame.head.first_sequence..).zip(frame.records()) {
                    let (record, outbox) = encoding::decode(bytes).unwrap();
                    found.push(Placed { chain, sequence, outbox, record });
                }
            }
        }
    }
    found
}

pub(super) fn time(seconds: u64) -> Timestamp {
    Timestamp::from_second(1_767_225_600 + i64::try_from(seconds).unwrap()).unwrap()
}

pub(super) fn request(number: u64) -> RequestId {
    RequestId::from_bytes(u128::from(number).to_be_bytes())
}

/// The record of a call with this number.
pub(super) fn record(number: u64) -> AuditRecord<'static> {
    AuditRecord {
        at: time(number),
        request: request(number),
        cause: None,
        account: AccountId::new(1234567890123456).unwrap(),
        caller: AuditCaller {
            arn: "acs:ram::1234567890123456:user/alice".into(),
            kind: "SubUser".into(),
            access_key: Some("LTAI5tExampleExampleExam".into()),
            session: None,
        },
        source_ip: Some([192, 0, 2, 7].into()),
        secure_transport: true,
        service: "kms".into(),
        operation: "GenerateDataKey".into(),
        decisions: vec![DecisionMade {
            action: "kms:GenerateDataKey".into(),
            resource: "acs:kms:cn-hangzhou:1234567890123456:key/01890a5d-ac96-774b-bcce-b302099a8057".into(),
            ruling: Ruling::Allowed,
            by: Deciding::Statement {
                kind: "identity".into(),
                policy: "UseMarkedKeys".into(),
                version: "v2".into(),
                statement: 1,
            },
        }],
        decisions_cut: 0,
        outcome: Outcome::Done,
    }
}

pub(super) fn number_of(placed: &Placed) -> u64 {
    u64::try_from(u128::from_be_bytes(*placed.record.request.as_bytes())).unwrap()
}

/// A file system that fails as it is told, and counts what is read of it.
#[derive(Default)]
pub(super) struct FailingDisk {
    faults: Arc<Mutex<Faults>>,
    bytes_read: AtomicU64,
    /// What happens during the next reading at a place.
    meanwhile: Mutex<Option<Box<dyn FnOnce() + Send>>>,
}

#[derive(Clone, Debug)]
pub(super) struct Faults {
    /// Bytes that may still be written; beyond them a write stops halfway and the disk is full.
    pub(super) room: Option<u64>,
    pub(super) write_refused: bool,
    pub(super) truncate_refused: bool,
    pub(super) sync_refused: bool,
    pub(super) free: u64,
}

impl Default for Faults {
    fn default() -> Self {
        Self {
            room: None,
            write_refused: false,
            truncate_refused: false,
            sync_refused: false,
            free: u64::MAX,
        }
    }
}

impl FailingDisk {
    pub(super) fn set(&self, faults: Faults) {
        *self.faults.lock().unwrap() = faults;
    }

    pub(super) fn heal(&self) {
        self.set(Faults::default());
    }

    /// Lets this happen while the next bytes at a place are read.
    pub(super) fn meanwhile(&self, happens: impl FnOnce() + Send + 'static) {
        *self.meanwhile.lock().unwrap() = Some(Box::new(happens));
    }

    pub(super) fn bytes_read(&self) -> u64 {
        self.bytes_read.load(Ordering::Relaxed)
    }

    fn counted(&self, bytes: io::Result<Vec<u8>>) -> io::Result<Vec<u8>> {
        bytes.inspect(|bytes| {
            self.bytes_read.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        })
    }
}

struct FailingFile {
    file: Arc<dyn LogFile>,
    faults: Arc<Mutex<Faults>>,
}

impl FailingDisk {
    fn wrap(&self, file: Arc<dyn LogFile>) -> Arc<dyn LogFile> {
        Arc::new(FailingFile { file, faults: Arc::clone(&self.faults) })
    }
}

impl Disk for FailingDisk {
    fn create(&self, path: &Path) -> io::Result<Arc<dyn LogFile>> {
        if self.faults.lock().unwrap().room == Some(0) {
            return Err(io::ErrorKind::StorageFull.into());
        }
        SystemDisk.create(path).map(|file| self.wrap(file))
    }

    fn open(&self, path: &Path) -> io::Result<Arc<dyn LogFile>> {
        SystemDisk.open(path).map(|file| self.wrap(file))
    }

    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        self.counted(SystemDisk.read(path, most))
    }

    fn read_at(&self, path: &Path, offset: u64, most: u64) -> io::Result<Vec<u8>> {
        let bytes = self.counted(SystemDisk.read_at(path, offset, most));
        let meanwhile = self.meanwhile.lock().unwrap().take();
        if let Some(happens) = meanwhile {
            happens();
        }
        bytes
    }

    fn remove(&self, path: &Path) -> io::Result<u64> {
        SystemDisk.remove(path)
    }

    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        SystemDisk.create_folder(folder)
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<String>> {
        SystemDisk.names(folder)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        SystemDisk.sync_folder(folder)
    }

    fn free(&self, _: &Path) -> io::Result<u64> {
        Ok(self.faults.lock().unwrap().free)
    }
}

impl LogFile for FailingFile {
    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<()> {
        let mut faults = self.faults.lock().unwrap();
        if faults.write_refused {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        let Some(room) = faults.room else { return self.file.write_at(bytes, offset) };
        let fits = bytes.len().min(usize::try_from(room).unwrap());
        self.file.write_at(&bytes[..fits], offset)?;
        faults.room = Some(room - u64::try_from(fits).unwrap());
        if fits == bytes.len() { Ok(()) } else { Err(io::ErrorKind::StorageFull.into()) }
    }

    fn truncate(&self, length: u64) -> io::Result<()> {
        if self.faults.lock().unwrap().truncate_refused {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        self.file.truncate(length)
    }

    fn sync(&self) -> io::Result<()> {
        if self.faults.lock().unwrap().sync_refused {
            return Err(io::Error::other("flush refused"));
        }
        self.file.sync()
    }
}

/// Rows in memory whose commits fail as they are told.
#[derive(Clone, Default)]
pub(super) struct Wayward {
    memory: Memory,
    next: Arc<Mutex<Way>>,
    commits: Arc<AtomicU64>,
}

/// What becomes of commits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Way {
    /// What is asked.
    #[default]
    Through,
    /// Nothing is written, and that is answered.
    Refused,
    /// All is written, and the answer is lost.
    LostAfter,
    /// Nothing is written, and the answer is lost.
    LostBefore,
}

impl Wayward {
    pub(super) fn go(&self, way: Way) {
        *self.next.lock().unwrap() = way;
    }

    pub(super) fn commits(&self) -> u64 {
        self.commits.load(Ordering::SeqCst)
    }
}

#[async_trait]
impl Backend for Wayward {
    async fn snapshot(&self) -> Result<Box<dyn Snapshot>, Unavailable> {
        self.memory.snapshot().await
    }

    async fn commit(&self, batch: Batch) -> Committed {
        self.commits.fetch_add(1, Ordering::SeqCst);
        let way = *self.next.lock().unwrap();
        match way {
            Way::Through => self.memory.commit(batch).await,
            Way::Refused => Committed::Unavailable(Unavailable::because("told to refuse")),
            Way::LostBefore => Committed::Unknown,
            Way::LostAfter => match self.memory.commit(batch).await {
                Committed::Committed(_) => Committed::Unknown,
                other => other,
            },
        }
    }

    async fn watch(&self, observer: Arc<dyn Observer>) -> Result<Revision, Unavailable> {
        self.memory.watch(observer).await
    }
}
