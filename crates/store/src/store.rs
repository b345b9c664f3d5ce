//! The store itself: a backend, the barrier before it, and what is kept in memory.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use rampart_seal::KeyRing;
use rampart_vocab::{Entropy, Revision, SeededEntropy, chance};

use crate::{
    Path, StoreFailed, Txn, Watch,
    backend::{Backend, Observer, Unavailable, Write, memory::Memory},
    barrier::Barrier,
    cache::{Cache, Entry},
    feed::Feed,
};

/// Bytes of decoded records that are kept in memory, unless said otherwise.
pub const CACHE_BYTES_MAX: usize = 256 << 20;

/// Rows of sealed records. A clone is the same store.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) backend: Arc<dyn Backend>,
    pub(crate) barrier: Barrier,
    pub(crate) kept: Arc<InMemory>,
}

/// What commits keep up to date before they are answered.
pub(crate) struct InMemory {
    pub(crate) cache: Cache,
    feed: Arc<Feed>,
    head: AtomicU64,
}

/// How a store is opened.
pub struct StoreOptions {
    /// Bytes of decoded records kept in memory.
    pub cache_bytes_max: usize,
}

impl Default for StoreOptions {
    fn default() -> Self {
        Self { cache_bytes_max: CACHE_BYTES_MAX }
    }
}

impl Store {
    /// Opens a backend's rows under a key ring. `entropy` gives the nonces.
    ///
    /// # Errors
    /// [`Unavailable`] when the backend cannot be reached.
    pub async fn open(
        backend: impl Backend,
        ring: KeyRing,
        entropy: Arc<dyn Entropy + Send + Sync>,
        options: StoreOptions,
    ) -> Result<Self, Unavailable> {
        let backend: Arc<dyn Backend> = Arc::new(backend);
        let kept = Arc::new(InMemory::new(options.cache_bytes_max, chance::array(entropy.as_ref())));
        let head = backend.watch(kept.clone()).await?;
        kept.begin_at(head);
        Ok(Self(Arc::new(Inner { backend, barrier: Barrier::new(ring, entropy), kept })))
    }

    /// An empty store in memory whose keys and nonces follow from `seed`: for tests.
    pub fn in_memory(seed: u64) -> Self {
        Self::on_memory(Memory::new(), seed)
    }

    /// A store on rows that a test holds as well, so that it can look below the barrier.
    pub fn on_memory(memory: Memory, seed: u64) -> Self {
        let entropy = SeededEntropy::new(seed);
        let ring = KeyRing::generate(&entropy);
        let kept = Arc::new(InMemory::new(CACHE_BYTES_MAX, chance::array(&entropy)));
        let barrier = Barrier::new(ring, Arc::new(entropy));
        kept.begin_at(memory.observe(kept.clone()));
        Self(Arc::new(Inner { backend: Arc::new(memory), barrier, kept }))
    }

    /// A transaction; it reads nothing before it is asked to.
    pub fn begin(&self) -> Txn {
        Txn::new(self.clone())
    }

    /// The commits after a revision. Begin with [`Store::revision`], then read everything, then follow.
    pub fn watch(&self, after: Revision) -> Watch {
        Watch::new(self.0.kept.feed.clone(), after)
    }

    /// The latest commit that everything here knows of.
    pub fn revision(&self) -> Revision {
        self.0.kept.head()
    }

    /// A row's version right now, whatever any transaction reads; zero when it is not there. For looking once more
    /// whether an epoch stands before secret bytes leave.
    ///
    /// # Errors
    /// [`StoreFailed::Unavailable`].
    pub async fn version_of(&self, path: &Path) -> Result<Revision, StoreFailed> {
        match self.0.kept.cache.get(path) {
            Some(entry) => Ok(entry.version),
            None => self.begin().version_of(path).await,
        }
    }

    /// Seals by this ring from now on. It must hold every term of the ring before.
    pub fn adopt(&self, ring: KeyRing) {
        self.0.barrier.adopt(ring);
    }

    pub(crate) fn inner(&self) -> &Inner {
        &self.0
    }
}

impl InMemory {
    fn new(cache_bytes_max: usize, key: [u8; 16]) -> Self {
        Self {
            cache: Cache::new(cache_bytes_max, key),
            feed: Arc::new(Feed::new(Revision::ZERO)),
            head: AtomicU64::new(0),
        }
    }

    fn begin_at(&self, head: Revision) {
        self.feed.begin_at(head);
        self.head.fetch_max(head.0, Ordering::AcqRel);
    }

    /// The latest commit up to which every change has reached the cache.
    pub(crate) fn head(&self) -> Revision {
        Revision(self.head.load(Ordering::Acquire))
    }
}

impl Observer for InMemory {
    fn committed(&self, revision: Revision, writes: &[Write]) {
        for write in writes {
            let entry = write.record.clone().map(|decoded| Arc::new(Entry::new(revision, Some(decoded))));
            self.cache.changed(&write.path, entry, revision);
        }
        self.feed.push(revision, writes);
    }

    fn settled(&self, head: Revision) {
        self.head.fetch_max(head.0, Ordering::AcqRel);
        self.feed.settle(head);
    }
}
