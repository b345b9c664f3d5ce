//! Who may do what to which: callers, actions, permits and denials. Pure.
