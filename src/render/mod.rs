//! Results made readable.
