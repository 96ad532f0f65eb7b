//! The last sweep: everybody takes the best that its providers tell. Nearly every AS does, so they
//! pull: each writes one word, and all arrays but `told` are walked in order.
//!
//! Written for WebAssembly, which wants to be told more than a processor's own compiler:
//!
//! - Places of 16 bits index an array of as many words as they can name: nothing to check.
//! - What loops is in functions of its own that are never inlined. The compilers of WebAssembly
//!   keep what a loop needs in registers only where a function does little else.
//! - Slices are taken apart from their front, [`AT_ONCE`] ASes in a round. Written with `for`, a
//!   round works out each address from its number anew.

use super::graph::{AsGraph, Run};
use super::rows::{index, number};
use super::word::{Layout, NOTHING, Word};

/// How many ASes are looked at in one round of a loop.
const AT_ONCE: usize = 8;
/// How many places 16 bits can name.
pub(super) const NEAR: usize = 1 << 16;

/// The place of an AS with customers.
pub(super) trait Place: Copy + 'static {
    /// What ASes tell their customers, by place.
    type Told: ?Sized;

    /// The place of this number.
    fn at(n: usize) -> Self;
    /// The place after it.
    fn next(self) -> Self;
    /// What the AS there tells.
    fn hear(self, told: &Self::Told) -> Word;
    /// Sets what the AS there tells.
    fn tell(self, told: &mut Self::Told, word: Word);
}

impl Place for u16 {
    type Told = [Word; NEAR];

    fn at(n: usize) -> Self {
        Self::try_from(n).expect("places are near where providers are")
    }

    #[inline]
    fn next(self) -> Self {
        // After the last there is none, so nobody looks at it.
        self.wrapping_add(1)
    }

    #[inline]
    fn hear(self, told: &Self::Told) -> Word {
        told[usize::from(self)]
    }

    #[inline]
    fn tell(self, told: &mut Self::Told, word: Word) {
        told[usize::from(self)] = word;
    }
}

impl Place for u32 {
    type Told = [Word];

    fn at(n: usize) -> Self {
        number(n)
    }

    #[inline]
    fn next(self) -> Self {
        self + 1
    }

    #[inline]
    fn hear(self, told: &Self::Told) -> Word {
        told[index(self)]
    }

    #[inline]
    fn tell(self, told: &mut Self::Told, word: Word) {
        told[index(self)] = word;
    }
}

/// Everybody takes the best of what it has and of what its providers tell; `providers` are those
/// of all ASes, one after the other.
pub(super) fn sweep<P: Place>(
    graph: &AsGraph,
    providers: &[P],
    layout: Layout,
    words: &mut [Word],
    told: &mut P::Told,
) {
    let mut rest = providers;
    let mut providers_of = |run: &Run| {
        let (providers, others) = rest.split_at((run.end - run.first) * run.providers);
        rest = others;
        providers
    };
    for run in &graph.runs_above {
        let (providers, words) = (providers_of(run), &mut words[run.first..run.end]);
        let ranks = &graph.rank_at[run.first..run.end];
        let tell = Telling { layout, ranks, first: P::at(run.first) };
        // A row whose length is known needs no loop.
        match run.providers {
            0 => _ = choose_from(tell, words, std::iter::repeat(&[][..]), told),
            1 => choose::<P, 1>(tell, words, providers, told),
            2 => choose::<P, 2>(tell, words, providers, told),
            3 => choose::<P, 3>(tell, words, providers, told),
            4 => choose::<P, 4>(tell, words, providers, told),
            5 => choose::<P, 5>(tell, words, providers, told),
            6 => choose::<P, 6>(tell, words, providers, told),
            n => _ = choose_from(tell, words, providers.chunks_exact(n), told),
        }
    }
    for run in &graph.runs_below {
        let (providers, words) = (providers_of(run), &mut words[run.first..run.end]);
        match run.providers {
            0 => words.fill(NOTHING),
            1 => pull::<P, 1>(words, providers, told),
            2 => pull::<P, 2>(words, providers, told),
            3 => pull::<P, 3>(words, providers, told),
            4 => pull::<P, 4>(words, providers, told),
            5 => pull::<P, 5>(words, providers, told),
            6 => pull::<P, 6>(words, providers, told),
            n => pull_any(words, providers, told, n),
        }
    }
}

/// What ASes with customers, one after the other, make of their words before they tell them.
#[derive(Clone, Copy)]
struct Telling<'a, P> {
    layout: Layout,
    /// The place of the first.
    first: P,
    /// The rank of each.
    ranks: &'a [u32],
}

/// ASes with customers and `N` providers choose between what they have and what those tell, and
/// make ready what they tell themselves.
#[inline(never)]
fn choose<P: Place, const N: usize>(
    telling: Telling<P>,
    words: &mut [Word],
    providers: &[P],
    told: &mut P::Told,
) {
    let Telling { layout, mut first, ranks } = telling;
    let (mut words, last_words) = words.as_chunks_mut::<AT_ONCE>();
    let (mut ranks, last_ranks) = ranks.as_chunks::<AT_ONCE>();
    let (mut rows, last_rows) = rows::<P, N>(providers);
    while let (Some((some, words_left)), Some((ranks_of, ranks_left)), Some((of, rows_left))) =
        (words.split_first_mut(), ranks.split_first(), rows.split_first())
    {
        let telling = Telling { layout, first, ranks: ranks_of };
        first = choose_from(telling, some, of.iter().map(|row| &row[..]), told);
        (words, ranks, rows) = (words_left, ranks_left, rows_left);
    }
    let telling = Telling { layout, first, ranks: last_ranks };
    choose_from(telling, last_words, last_rows.iter().map(|row| &row[..]), told);
}

/// [`choose`] for rows of any length; returns the place after the last.
#[inline]
fn choose_from<'g, P: Place>(
    Telling { layout, first, ranks }: Telling<P>,
    words: &mut [Word],
    rows: impl Iterator<Item = &'g [P]>,
    told: &mut P::Told,
) -> P {
    let mut place = first;
    for ((word, &rank), row) in words.iter_mut().zip(ranks).zip(rows) {
        let best = best_of(told, row).min(*word);
        *word = best;
        place.tell(told, layout.from_provider(best, rank));
        place = place.next();
    }
    place
}

/// ASes without customers take the best of what their `N` providers tell.
#[inline(never)]
fn pull<P: Place, const N: usize>(words: &mut [Word], providers: &[P], told: &P::Told) {
    let (mut words, last_words) = words.as_chunks_mut::<AT_ONCE>();
    let (mut rows, last_rows) = rows::<P, N>(providers);
    while let (Some((some, words_left)), Some((of, rows_left))) =
        (words.split_first_mut(), rows.split_first())
    {
        for (word, row) in some.iter_mut().zip(of) {
            *word = best_of(told, row);
        }
        (words, rows) = (words_left, rows_left);
    }
    for (word, row) in last_words.iter_mut().zip(last_rows) {
        *word = best_of(told, row);
    }
}

/// [`pull`] for `n` providers.
#[inline(never)]
fn pull_any<P: Place>(words: &mut [Word], providers: &[P], told: &P::Told, n: usize) {
    for (word, row) in words.iter_mut().zip(providers.chunks_exact(n)) {
        *word = best_of(told, row);
    }
}

/// Rows of `N` providers by rounds, and those that make up no round.
fn rows<P, const N: usize>(providers: &[P]) -> (&[[[P; N]; AT_ONCE]], &[[P; N]]) {
    providers.as_chunks::<N>().0.as_chunks::<AT_ONCE>()
}

/// The best of what these providers tell.
#[inline]
fn best_of<P: Place>(told: &P::Told, providers: &[P]) -> Word {
    providers.iter().fold(NOTHING, |best, provider| best.min(provider.hear(told)))
}
