//! Which server of a PoP a hash chooses.

use crate::engine::base::mixing::mixed;
use crate::engine::net::inside::Balancer;

/// Buckets of resilient hashing.
const BUCKETS: u64 = 256;

/// The server that a flow's hash chooses among those in service; nobody if there is none. What a
/// layer-4 balancer remembers is not asked here.
#[must_use]
pub fn server_of(balancer: Balancer, hash: u64, in_service: &[bool]) -> Option<u8> {
    match balancer {
        Balancer::Ecmp => modulo(hash, in_service),
        Balancer::Resilient | Balancer::Layer4 => bucket(hash % BUCKETS, in_service),
    }
}

/// The `nth` of those in service, counted round.
#[must_use]
pub fn modulo(nth: u64, in_service: &[bool]) -> Option<u8> {
    let count = u64::try_from(serving(in_service).count()).unwrap_or(u64::MAX);
    let nth = nth.checked_rem(count)?;
    serving(in_service).nth(usize::try_from(nth).ok()?)
}

/// A bucket is its own server's. While that is away, it is whose weight in it is the highest: so
/// no other bucket moves.
fn bucket(bucket: u64, in_service: &[bool]) -> Option<u8> {
    let servers = u64::try_from(in_service.len()).unwrap_or(u64::MAX);
    let home = usize::try_from(bucket.checked_rem(servers)?).ok()?;
    if in_service[home] {
        return u8::try_from(home).ok();
    }
    serving(in_service).max_by_key(|&server| mixed(bucket << 8 | u64::from(server)))
}

fn serving(in_service: &[bool]) -> impl Iterator<Item = u8> {
    (0..=u8::MAX).zip(in_service).filter(|(_, is)| **is).map(|(server, _)| server)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FLOWS: u64 = 10_000;

    /// How many of the flows that stay at a living server are sent to another one, by what changes.
    fn moved(balancer: Balancer, before: &[bool], after: &[bool]) -> (u64, u64) {
        let (mut needlessly, mut by_need) = (0, 0);
        for hash in (0..FLOWS).map(mixed) {
            let [old, new] = [before, after].map(|all| server_of(balancer, hash, all).unwrap());
            match (old == new, after[usize::from(old)]) {
                (true, _) => {}
                (false, true) => needlessly += 1,
                (false, false) => by_need += 1,
            }
        }
        (needlessly, by_need)
    }

    #[test]
    fn ecmp_moves_most_flows_and_resilient_hashing_those_of_the_dead_alone() {
        let (all, without) = ([true; 8], [true, true, false, true, true, true, true, true]);
        let (needlessly, by_need) = moved(Balancer::Ecmp, &all, &without);
        assert!(needlessly > FLOWS / 2 && by_need > FLOWS / 10, "{needlessly} {by_need}");
        let (needlessly, by_need) = moved(Balancer::Resilient, &all, &without);
        assert_eq!(needlessly, 0);
        assert!((1_000..1_500).contains(&by_need), "{by_need}");
        // Nor does a second failure move what the first one moved elsewhere.
        let two = [true, true, false, true, false, true, true, true];
        assert_eq!(moved(Balancer::Resilient, &without, &two).0, 0);
        // And they come back, away from servers that live.
        let (needlessly, _) = moved(Balancer::Resilient, &without, &all);
        assert_eq!(needlessly, by_need);
    }

    #[test]
    fn every_server_gets_its_share_and_nobody_if_there_is_none() {
        for balancer in [Balancer::Ecmp, Balancer::Resilient, Balancer::Layer4] {
            let mut counts = [0_u64; 64];
            for hash in (0..FLOWS).map(mixed) {
                counts[usize::from(server_of(balancer, hash, &[true; 64]).unwrap())] += 1;
            }
            assert!(counts.iter().all(|&count| count > 90), "{counts:?}");
            assert_eq!(server_of(balancer, 7, &[false; 3]), None);
            assert_eq!(server_of(balancer, 7, &[]), None);
        }
    }
}
