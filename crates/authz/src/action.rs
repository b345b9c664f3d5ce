//! What can be done, one type an action, so that a permit for one cannot serve another.

/// Something that a policy can allow or deny.
pub trait Action: 'static {
    /// The name that policies know, such as `kms:Decrypt`.
    const NAME: &'static str;
}

/// Declares actions: `actions! { "kms": Decrypt, Encrypt }` makes `Decrypt` with the name `kms:Decrypt`.
#[macro_export]
macro_rules! actions {
    ($service:literal: $($name:ident),* $(,)?) => {$(
        #[doc = concat!("The action `", $service, ":", stringify!($name), "`.")]
        #[derive(Clone, Copy, Debug)]
        pub struct $name;

        impl $crate::Action for $name {
            const NAME: &'static str = concat!($service, ":", stringify!($name));
        }
    )*};
}
