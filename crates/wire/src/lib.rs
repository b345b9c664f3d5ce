//! The RPC protocol both ways: signatures, parameters, envelopes, messages.
