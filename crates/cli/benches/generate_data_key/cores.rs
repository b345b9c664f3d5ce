//! Which core does what: one for the server, one for the load. On a machine of one core both share it.

use rustix::thread::{CpuSet, sched_setaffinity};

/// Where servers run.
pub(crate) const SERVER: usize = 0;
/// Where requests are made.
pub(crate) const LOAD: usize = 1;

/// Keeps this thread, and the threads and processes that it starts, to one core, where there is that one.
pub(crate) fn keep_to(core: usize) {
    let mut only = CpuSet::new();
    only.set(core);
    // Refused where this process may not use that core: then the ratios say less, and still something.
    let _ = sched_setaffinity(None, &only);
}
