//! House chores: message generation, layering.
