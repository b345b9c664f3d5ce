//! Old segments of the audit trail taken away by the operator while no server runs.
//!
//! Which may go and what they leave behind stands in `api::audit`; a trail with traces of other hands is kept whole.

use rampart_api::audit::{
    ChainId, Trail,
    verify::{Anchor, verify},
};
pub use rampart_api::audit::{Pruned, Stay};

use crate::offline::{Offline, OfflineFailed, Place, open_trail};

/// Takes away what need not stay, of every chain; gives what went of each. `tampered` prunes a trail that was tampered
/// with too.
///
/// # Errors
/// [`OfflineFailed`].
pub fn prune(place: &Place<'_>, stay: Stay, tampered: bool) -> Result<Vec<(ChainId, Pruned)>, OfflineFailed> {
    Offline::with(place, async |offline, _| {
        let dir = offline.audit_dir();
        let anchors = Anchor::load_all(&offline.store).await?;
        if !tampered && verify(&dir, Some(&anchors), &[])?.is_tampered() {
            return Err(OfflineFailed::Tampered);
        }
        let resource = match stay {
            Stay::Since(time) => format!("audit/before/{time}"),
            Stay::Newest(kept) => format!("audit/but-newest/{kept}"),
        };
        // Recorded by the note in each chain as well, which needs room that a full disk has not got before.
        offline.trail().make_room();
        let prune = async || {
            let mut pruned = Vec::new();
            for chain in Trail::chains(&dir)? {
                if chain == offline.trail().id() {
                    pruned.push((chain, offline.trail().prune(stay).await?));
                } else if chain.server == offline.server {
                    pruned.push((chain, open_trail(&dir, chain, &offline.store).await?.prune(stay).await?));
                }
            }
            Ok::<_, OfflineFailed>(pruned)
        };
        offline.carry_out("PruneAuditTrail", &resource, prune).await
    })
}
