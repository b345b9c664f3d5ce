//! From the vendor's names to Rust's.
//!
//! The wire always carries the vendor's own spelling; these names are seen by our code alone.

/// Names that stand for something that nobody may read in a log, in requests and in answers.
const SECRET: [&str; 20] = [
    "AccessKeySecret",
    "AccountPassword",
    "AuthenticationCode1",
    "AuthenticationCode2",
    "Base32StringSeed",
    "NewPassword",
    "OIDCToken",
    "OldPassword",
    "PassWord",
    "Password",
    "Plaintext",
    "PrivateKey",
    "PrivateKeyData",
    "QRCodePNG",
    "RandomPassword",
    "SAMLAssertion",
    "SecretData",
    "SecurityToken",
    "ServerKey",
    // Ours: what opens the keys of an attached server.
    "VaultToken",
];

/// Words of Rust that a field may not be called.
const RESERVED: [&str; 8] = ["type", "ref", "match", "move", "use", "default", "static", "where"];

/// Types that a generated file uses, so that none of its own may be called so.
const TAKEN: [&str; 9] =
    ["String", "Option", "Vec", "Result", "Params", "Operation", "Request", "Message", "SecretText"];

/// Whether a value of this name is a secret.
pub(super) fn is_secret(name: &str) -> bool {
    SECRET.contains(&name)
}

/// `DBInstanceId` to `db_instance_id`.
pub(super) fn snake(name: &str) -> String {
    // Two of the vendor's own compounds, which the rule below would tear apart.
    let name = name.replace("VSwitch", "Vswitch").replace("IPs", "Ips").replace('.', "_");
    let letters: Vec<char> = name.chars().collect();
    let mut out = String::with_capacity(name.len() + 8);
    for (at, &letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| letters.get(at)).copied().unwrap_or('_');
        let after = letters.get(at + 1).copied().unwrap_or('_');
        let begins_word = letter.is_ascii_uppercase()
            && (before.is_ascii_lowercase()
                || before.is_ascii_digit()
                || (before.is_ascii_uppercase() && after.is_ascii_lowercase()));
        if begins_word {
            out.push('_');
        }
        out.push(letter.to_ascii_lowercase());
    }
    out
}

/// The name as a field.
pub(super) fn field(name: &str) -> String {
    let snake = snake(name);
    if RESERVED.contains(&snake.as_str()) { format!("r#{snake}") } else { snake }
}

/// The name as a type: first letter raised, `Keys` become `Key` when it is one of several.
pub(super) fn type_name(name: &str, one_of: bool) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    let mut name: String = first.into_iter().chain(letters).collect();
    if one_of {
        if let Some(stem) = name.strip_suffix("ies") {
            name = format!("{stem}y");
        } else if name.ends_with("sses") {
            name.truncate(name.len() - 2);
        } else if name.ends_with('s') && !["ss", "as", "us", "is"].iter().any(|kept| name.ends_with(kept)) {
            name.truncate(name.len() - 1);
        }
    }
    if TAKEN.contains(&name.as_str()) { format!("{name}Part") } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_like_rust() {
        for (vendor, ours) in [
            ("KeyId", "key_id"),
            ("DBInstanceId", "db_instance_id"),
            ("RoleARN", "role_arn"),
            ("VSwitchId", "vswitch_id"),
            ("VPCId", "vpc_id"),
            ("DKMSInstanceId", "dkms_instance_id"),
            ("OIDCProviderArn", "oidc_provider_arn"),
            ("kindCode", "kind_code"),
            ("Base32StringSeed", "base32_string_seed"),
            ("MaxIOPS", "max_iops"),
            ("SecurityIPList", "security_ip_list"),
        ] {
            assert_eq!(snake(vendor), ours, "{vendor}");
        }
        for (many, one) in [("Alias", "Alias"), ("Policies", "Policy"), ("Items", "Item"), ("Key", "Key")] {
            assert_eq!(type_name(many, true), one, "{many}");
        }
    }
}
