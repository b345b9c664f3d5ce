//! The RAM policy language: parse, validate, compile, evaluate, explain. Pure.
