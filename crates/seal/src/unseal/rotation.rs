//! How a seal's keys change: the ring's term, the root key, its provider, the recovery key.
//!
//! Each change is one replacement of the header, so that a crash leaves the seal of before or that of after. Where a
//! key file is replaced in its own place, both keys have a slot until the new file stands there.

use rampart_vocab::Entropy;

use super::{Seal, SealRefused, unlock};
use crate::{
    KeyRing, RingKey, Term,
    header::{Header, Slot},
    root::{FileProvider, Provider, RECOVERY_KIND},
};

/// Why a root key is replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It is time. The ring and every other slot stay.
    Routine,
    /// Others may have it. Ring key and term begin anew too, so that who took the header as well gains nothing from the
    /// next one; slots that cannot be made again without their own key go, the recovery key's included.
    Leaked,
}

/// What the replacement of a key file works on next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Touched {
    /// The key file and those beside it.
    KeyFile,
    /// The store's header.
    Header,
}

impl Seal {
    /// Begins a new term and gives the ring that holds it; any one slot is enough.
    ///
    /// # Errors
    /// [`SealRefused`]; then the header is as it was.
    pub fn rotate_ring(
        &self,
        provider: &dyn Provider,
        entropy: &dyn Entropy,
    ) -> Result<(KeyRing, Term), SealRefused> {
        let mut header = self.existing()?;
        let (mut ring, key) = unlock(&header, provider)?;
        let term = ring.rotate(entropy);
        header.put_ring(&ring, &key, entropy);
        self.replace(&header)?;
        Ok((ring, term))
    }

    /// Opens the seal with `now` and gives `added` a slot, in the place of one that it may have had.
    ///
    /// # Errors
    /// As [`Seal::rotate_ring`].
    pub fn put_slot(
        &self,
        now: &dyn Provider,
        added: &dyn Provider,
        entropy: &dyn Entropy,
    ) -> Result<(), SealRefused> {
        self.change(now, |header, key| {
            let slot = added.wrap(header, key, entropy)?;
            header.slots.retain(|old| old.kind != slot.kind);
            header.slots.push(slot);
            Ok(())
        })
    }

    /// Puts `next` in the place of `now`: from then on `next` opens the store and `now` does not.
    ///
    /// # Errors
    /// As [`Seal::rotate_ring`].
    pub fn replace_root(
        &self,
        now: &dyn Provider,
        next: &dyn Provider,
        reason: Reason,
        entropy: &dyn Entropy,
    ) -> Result<(), SealRefused> {
        match reason {
            Reason::Leaked => self.renew(now, next, entropy),
            Reason::Routine => self.change(now, |header, key| {
                let slot = next.wrap(header, key, entropy)?;
                header.slots.retain(|old| old.kind != slot.kind && old.kind != now.kind());
                header.slots.push(slot);
                Ok(())
            }),
        }
    }

    /// A new root key in the place of a key file. A crash at any point leaves a file that opens the store; the same
    /// again then ends what was begun. `turn_to` is told what comes next, and may break off: file and header may be
    /// different users'.
    ///
    /// # Errors
    /// As [`Seal::rotate_ring`]; the file of before opens the store then, unless the new one stands in its place already.
    pub fn replace_file(
        &self,
        now: &FileProvider,
        reason: Reason,
        entropy: &dyn Entropy,
        turn_to: &mut dyn FnMut(Touched) -> Result<(), SealRefused>,
    ) -> Result<(), SealRefused> {
        // First, so that a file that opens nothing is not replaced.
        unlock(&self.existing()?, now)?;
        turn_to(Touched::KeyFile)?;
        let next = now.successor(entropy)?;
        turn_to(Touched::Header)?;
        self.change(now, |header, key| {
            header.slots.push(next.wrap(header, key, entropy)?);
            Ok(())
        })?;
        turn_to(Touched::KeyFile)?;
        let next = next.succeed(now)?;
        turn_to(Touched::Header)?;
        self.replace_root(&next, &next, reason, entropy)
    }

    /// Opens the seal with its recovery key and gives it a new root key; those of before, which are lost and so perhaps
    /// found, open nothing any more. The recovery key stays good.
    ///
    /// # Errors
    /// As [`Seal::rotate_ring`].
    pub fn recover(
        &self,
        recovery: &dyn Provider,
        next: &dyn Provider,
        entropy: &dyn Entropy,
    ) -> Result<KeyRing, SealRefused> {
        let mut header = self.existing()?;
        let (ring, key) = unlock(&header, recovery)?;
        let slot = next.wrap(&header, &key, entropy)?;
        header.slots.retain(|old| old.kind == RECOVERY_KIND);
        header.slots.push(slot);
        self.replace(&header)?;
        Ok(ring)
    }

    /// Opens the seal and changes nothing.
    ///
    /// # Errors
    /// [`SealRefused`].
    pub fn open(&self, provider: &dyn Provider) -> Result<KeyRing, SealRefused> {
        unlock(&self.existing()?, provider).map(|(ring, _)| ring)
    }

    fn change(
        &self,
        now: &dyn Provider,
        change: impl FnOnce(&mut Header, &RingKey) -> Result<(), SealRefused>,
    ) -> Result<(), SealRefused> {
        let mut header = self.existing()?;
        let (_, key) = unlock(&header, now)?;
        change(&mut header, &key)?;
        self.replace(&header)
    }

    /// A new ring key, a new term, and a slot of `next`'s alone.
    fn renew(
        &self,
        now: &dyn Provider,
        next: &dyn Provider,
        entropy: &dyn Entropy,
    ) -> Result<(), SealRefused> {
        let mut header = self.existing()?;
        let (mut ring, _) = unlock(&header, now)?;
        let key = RingKey::random(entropy);
        ring.rotate(entropy);
        let slot: Slot = next.wrap(&header, &key, entropy)?;
        header.slots = vec![slot];
        header.put_ring(&ring, &key, entropy);
        self.replace(&header)
    }
}
