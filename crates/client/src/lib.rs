//! Signs and sends calls of the API; nothing more.
