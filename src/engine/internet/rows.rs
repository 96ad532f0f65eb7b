//! Compressed sparse rows: all neighbours of all ASes in one array, row after row.

/// For each of n things a row of numbers, in two arrays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rows {
    /// Where each row starts in `items`, and at the end where the last one ends.
    starts: Vec<u32>,
    items: Vec<u32>,
}

impl Rows {
    /// The rows of `n` things from pairs (row, item), in the order of the pairs.
    ///
    /// # Panics
    /// If a row is not below `n`, or there are 2^32 pairs.
    pub fn new(n: usize, pairs: impl Iterator<Item = (u32, u32)> + Clone) -> Self {
        let mut starts = vec![0_u32; n + 1];
        for (row, _) in pairs.clone() {
            starts[index(row) + 1] += 1;
        }
        for row in 0..n {
            starts[row + 1] += starts[row];
        }
        let mut next = starts.clone();
        let mut items = vec![0; index(starts[n])];
        for (row, item) in pairs {
            let place = &mut next[index(row)];
            items[index(*place)] = item;
            *place += 1;
        }
        Self { starts, items }
    }

    /// One row.
    #[must_use]
    pub fn row(&self, n: usize) -> &[u32] {
        &self.items[index(self.starts[n])..index(self.starts[n + 1])]
    }

    /// How long one row is.
    #[must_use]
    pub fn length(&self, n: usize) -> usize {
        index(self.starts[n + 1] - self.starts[n])
    }

    /// Every row, in order: the array is walked from its beginning to its end.
    pub fn iter(&self) -> impl Iterator<Item = &[u32]> {
        let mut rest = &self.items[..];
        self.starts.windows(2).map(move |bounds| {
            let (row, after) = rest.split_at(index(bounds[1] - bounds[0]));
            rest = after;
            row
        })
    }

    /// All items of the rows `first` up to (not including) `end`.
    #[must_use]
    pub fn items(&self, first: usize, end: usize) -> &[u32] {
        &self.items[index(self.starts[first])..index(self.starts[end])]
    }

    /// Every row, sorted.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        for bounds in self.starts.windows(2) {
            self.items[index(bounds[0])..index(bounds[1])].sort_unstable();
        }
        self
    }
}

/// A number as an index.
#[must_use]
pub fn index(n: u32) -> usize {
    usize::try_from(n).expect("targets have at least 32-bit indices")
}

/// An index as a number.
#[must_use]
pub fn number(n: usize) -> u32 {
    u32::try_from(n).expect("a graph has fewer than 2^32 of anything")
}
