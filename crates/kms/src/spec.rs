//! What a key is: its algorithm, its purpose, where its material comes from and how it is kept.
//!
//! Names are the vendor's; which of them are taken today stands in [`crate::undocumented`].

/// A closed list of names, compared byte by byte.
macro_rules! names {
    ($($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $number:literal $text:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$variant_doc])* $variant,)* }

        impl $name {
            /// Every member.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The vendor's name.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }

            /// The member of this name; letters of another case are another name.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$variant),)* _ => None }
            }

            /// The number that stands in records; never given to another member.
            pub const fn number(self) -> u8 {
                match self { $(Self::$variant => $number,)* }
            }

            /// The member of this number.
            pub const fn from_number(number: u8) -> Option<Self> {
                match number { $($number => Some(Self::$variant),)* _ => None }
            }
        }
    )*};
}

names! {
    /// An algorithm with its size.
    KeySpec {
        /// AES with 256 bits: the default.
        AliyunAes256 = 1 "Aliyun_AES_256",
        /// AES with 192 bits.
        AliyunAes192 = 2 "Aliyun_AES_192",
        /// AES with 128 bits.
        AliyunAes128 = 3 "Aliyun_AES_128",
        /// SM4 (GB/T 32907).
        AliyunSm4 = 4 "Aliyun_SM4",
        /// RSA with 2048 bits.
        Rsa2048 = 5 "RSA_2048",
        /// RSA with 3072 bits.
        Rsa3072 = 6 "RSA_3072",
        /// NIST P-256.
        EcP256 = 7 "EC_P256",
        /// secp256k1.
        EcP256K = 8 "EC_P256K",
        /// SM2 (GB/T 32918).
        EcSm2 = 9 "EC_SM2",
    }

    /// What a key may be used for.
    KeyUsage {
        /// Encryption and data keys.
        EncryptDecrypt = 1 "ENCRYPT/DECRYPT",
        /// Signatures.
        SignVerify = 2 "SIGN/VERIFY",
    }

    /// Where a key's material comes from.
    KeyOrigin {
        /// Made here.
        AliyunKms = 1 "Aliyun_KMS",
        /// Brought by the customer.
        External = 2 "EXTERNAL",
    }

    /// How a key's material is kept.
    ProtectionLevel {
        /// In software, sealed.
        Software = 1 "SOFTWARE",
        /// In a hardware module.
        Hsm = 2 "HSM",
    }
}

impl KeySpec {
    /// What a key of this algorithm is for when nobody says. Source: KMS, CreateKey.
    pub const fn default_usage(self) -> KeyUsage {
        if self.is_symmetric() { KeyUsage::EncryptDecrypt } else { KeyUsage::SignVerify }
    }

    /// Whether one secret both seals and opens.
    pub const fn is_symmetric(self) -> bool {
        matches!(self, Self::AliyunAes256 | Self::AliyunAes192 | Self::AliyunAes128 | Self::AliyunSm4)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_read_back() {
        for spec in KeySpec::ALL {
            assert_eq!(KeySpec::from_name(spec.name()), Some(*spec));
            assert_eq!(KeySpec::from_number(spec.number()), Some(*spec));
        }
        assert_eq!(KeyOrigin::from_name("external"), None, "the origin is compared with case");
        assert_eq!(KeyUsage::from_number(0), None);
    }
}
