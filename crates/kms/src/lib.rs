//! Keys, versions, aliases, tags and data keys.
