//! The steps that the hand takes, by name, so that a test can end it between any two of them.

/// Sees each step.
#[derive(Debug)]
pub(crate) struct Trail {
    die_after: Option<String>,
}

impl Trail {
    pub(crate) const fn new(die_after: Option<String>) -> Self {
        Self { die_after }
    }

    /// A step is behind us: what follows must find it done if this process ends here.
    pub(crate) fn step(&self, what: &str) {
        tracing::debug!(what, "done");
        if self.die_after.as_deref() == Some(what) {
            // As a kill from outside does: no destructor runs, nothing is flushed.
            let _ = rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::KILL);
            std::process::abort();
        }
    }
}
