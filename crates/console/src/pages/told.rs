//! What a page says after something was done: one of a few fixed sentences, named in its address.

/// The sentence for a word of the query; none for words that are not ours.
pub(super) fn told(word: &str) -> Option<&'static str> {
    Some(match word {
        "created" => "Created.",
        "saved" => "The new version is saved and is the default.",
        "default" => "The default version is changed.",
        "granted" => "The permissions are granted.",
        "detached" => "The permission is removed.",
        "deleted" => "Deleted.",
        "binned" => "Deleted. Once it has stopped it lies in the bin, unless it never held data.",
        "destroyed" => "Destroyed. What was on its disk is gone.",
        "enabled" => "Enabled.",
        "disabled" => "Disabled.",
        "aliased" => "The alias is given.",
        "unaliased" => "The alias is removed.",
        "sent" => "That form was sent before. What it made is here, once.",
        "tagged" => "The tag is set.",
        "untagged" => "The tag is removed.",
        "joined" => "The user belongs to the group.",
        "left" => "The user has left the group.",
        "password" => "The password is set.",
        "no-password" => "Console access is taken away, and its sessions have ended.",
        "scheduled" => "The deletion is scheduled. Until then it can be cancelled.",
        "cancelled" => "The deletion is cancelled. The key is enabled, also if it was disabled before.",
        "authorized" => "RDS may now use tagged keys.",
        "account" => "The account is being made.",
        "database" => "The database is being made.",
        "rotated" => "The key has a new version. What earlier versions encrypted still opens.",
        "tde" => "TDE is being enabled. The instance restarts once.",
        "changed" => "The change is under way.",
        _ => return None,
    })
}
