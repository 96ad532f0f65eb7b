//! Bars that show what a node is asked for, of what it has room for.

/// Where the tick at the capacity stands, as a part of the bar.
pub const ROOM_TICK: f64 = 0.75;
/// From so much of the capacity on, a bar is hatched, in percent.
const HATCHED_PERCENT: u64 = 90;

/// How much of the bar is filled, from 0 to 1, by so many percent of the capacity.
#[must_use]
pub fn filled(percent: u64) -> f64 {
    let percent = f64::from(u32::try_from(percent).unwrap_or(u32::MAX));
    (percent / 100.0 * ROOM_TICK).min(1.0)
}

/// Whether it is hatched.
#[must_use]
pub const fn is_hatched(percent: u64) -> bool {
    percent >= HATCHED_PERCENT
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_node_fills_it_up_to_the_tick_and_no_node_fills_more_than_all() {
        assert!((filled(100) - ROOM_TICK).abs() < 1e-9);
        assert!((filled(u64::MAX) - 1.0).abs() < 1e-9);
        assert!(filled(0).abs() < 1e-9);
        assert!(is_hatched(90) && !is_hatched(89));
    }
}
