//! Numbers that are out of their range, wherever they were given: in a file or in a command.

/// A number that is out of its range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfRange {
    /// The number's name or place.
    pub field: &'static str,
    /// Its value.
    pub value: u64,
    /// The least allowed.
    pub low: u64,
    /// The most allowed.
    pub high: u64,
}

impl OutOfRange {
    /// The number, if it is out of its range.
    #[must_use]
    pub fn check(field: &'static str, value: u64, low: u64, high: u64) -> Option<Self> {
        (!(low..=high).contains(&value)).then_some(Self { field, value, low, high })
    }
}
