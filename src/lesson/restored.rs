//! What was found where something had been stored: versioned, and never thrown away unread.

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Restored<T> {
    /// What was read; the default, if nothing was stored.
    Good(T),
    /// It was written by a newer version: it is to be left where it is, untouched.
    Newer,
    /// It cannot be read. It is to be stored elsewhere before anything is written in its place.
    Damaged,
}
