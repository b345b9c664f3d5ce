//! RAM and STS: accounts, users, roles, policies, access keys, sessions.
