//! The operations that are built, and what is answered for those that are not yet.

use rampart_wire::{Message, Operation, Params, Request, Service};

use crate::{Answer, Call, Refusal, audit::Purpose};

// The tables stand with their services: `built!` makes a service's part of what follows.

/// What a call must have shown before its answer may leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gate {
    /// At least one permit: the rule.
    Permit,
    /// None, for the reason given.
    Open(&'static str),
}

/// Declares the built operations of a service: the enum's variant and the function; a reason where no permit is
/// asked; and which ones only take rights away, so that a full disk must not stop them.
macro_rules! built {
    ($($operation:ident => $($path:ident)::+ $([open: $reason:literal])? $(($takes:ident rights away))?;)*) => {
        /// Runs the operation that was called.
        pub(crate) async fn dispatch(
            call: &mut $crate::Call<'_>,
            operation: rampart_wire::Operation,
            params: &rampart_wire::Params,
        ) -> $crate::Answer<Box<dyn rampart_wire::Message>> {
            match operation {
                $(rampart_wire::Operation::$operation => {
                    $crate::ops::run(call, params, $($path)::+).await
                })*
                _ => Err($crate::ops::unsupported(operation)),
            }
        }

        /// What the operation must show; `None` for one that is not built.
        pub(crate) const fn gate(operation: rampart_wire::Operation) -> Option<$crate::ops::Gate> {
            match operation {
                $(rampart_wire::Operation::$operation => Some($crate::ops::gate!($($reason)?)),)*
                _ => None,
            }
        }

        /// What the audit trail needs to know of the operation before it begins.
        pub(crate) const fn purpose(operation: rampart_wire::Operation) -> $crate::audit::Purpose {
            match operation {
                $($(rampart_wire::Operation::$operation => $crate::ops::purpose!($takes),)?)*
                _ => $crate::audit::Purpose::Other,
            }
        }
    };
}

macro_rules! purpose {
    (takes) => {
        $crate::audit::Purpose::TakesRightsAway
    };
}

macro_rules! gate {
    () => {
        $crate::ops::Gate::Permit
    };
    ($reason:literal) => {
        $crate::ops::Gate::Open($reason)
    };
}

pub(crate) use {gate, purpose};

pub(crate) mod actiontrail;
#[cfg(test)]
mod house;
pub(crate) mod kms;
pub(crate) mod ram;
pub(crate) mod rds;
pub(crate) mod sts;

/// Runs the operation that was called.
pub(crate) async fn dispatch(
    call: &mut Call<'_>,
    operation: Operation,
    params: &Params,
) -> Answer<Box<dyn Message>> {
    let answer = match operation.service() {
        Service::Actiontrail => actiontrail::dispatch(call, operation, params).await,
        Service::Kms => kms::dispatch(call, operation, params).await,
        Service::Ram => ram::dispatch(call, operation, params).await,
        Service::Rds => rds::dispatch(call, operation, params).await,
        Service::Sts => sts::dispatch(call, operation, params).await,
    };
    if answer.is_err() || !call.txn().has_writes() {
        call.undo_rules();
    }
    answer
}

/// What the operation must show; `None` for one that is not built.
pub(crate) fn gate_of(operation: Operation) -> Option<Gate> {
    match operation.service() {
        Service::Actiontrail => actiontrail::gate(operation),
        Service::Kms => kms::gate(operation),
        Service::Ram => ram::gate(operation),
        Service::Rds => rds::gate(operation),
        Service::Sts => sts::gate(operation),
    }
}

/// What the audit trail needs to know of the operation before it begins.
pub(crate) fn purpose_of(operation: Operation) -> Purpose {
    match operation.service() {
        Service::Actiontrail => actiontrail::purpose(operation),
        Service::Kms => kms::purpose(operation),
        Service::Ram => ram::purpose(operation),
        Service::Rds => rds::purpose(operation),
        Service::Sts => sts::purpose(operation),
    }
}

async fn run<Asked: Request>(
    call: &mut Call<'_>,
    params: &Params,
    operation: impl AsyncFnOnce(&mut Call<'_>, Asked) -> Answer<Asked::Response>,
) -> Answer<Box<dyn Message>>
where
    Asked::Response: 'static,
{
    let asked = Asked::decode(params).map_err(|refused| Refusal::parameter(call.service(), &refused))?;
    let response = operation(call, asked).await?;
    Ok(Box::new(response))
}

pub(crate) fn unsupported(operation: Operation) -> Refusal {
    Refusal::new(
        400,
        "UnsupportedOperation",
        format!("The operation {} is known but not served here yet.", operation.name()),
    )
}
