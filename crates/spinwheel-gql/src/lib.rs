//! Building site.
