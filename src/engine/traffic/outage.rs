//! What users miss: the distribution of an outage over them, exactly, in whole numbers.
//!
//! A user is *out* at a moment if a request sent then would not be answered.

use std::collections::BTreeMap;

use super::series::Series;
use super::share::permille;
use crate::engine::base::ids::{ClientId, NodeId};
use crate::engine::base::time::Span;

/// Who would answer a request, and when the answer would be back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Served {
    /// The node.
    pub node: NodeId,
    /// From the request to its answer.
    pub round_trip: Span,
}

/// Users who are all in one state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Their network.
    pub client: ClientId,
    /// How many.
    pub users: u64,
    /// Who would answer them, over time.
    pub served: Series<Option<Served>>,
}

/// An outage, as all users see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outages {
    /// How many users there are.
    pub users: u64,
    /// Until when it was looked at.
    pub horizon: Span,
    /// Users who are out, from each moment on until the next; the first moment is zero.
    pub curve: Vec<(Span, u64)>,
    /// How many users were out for how long in all, in order of how long.
    pub totals: Vec<(Span, u64)>,
    /// Microseconds of service lost, over all users.
    pub lost_us: u128,
    /// Mean round trip of the users who were served before.
    pub before: Option<Span>,
    /// Mean round trip of the users who are served at the horizon.
    pub after: Option<Span>,
    /// The same for each client network.
    pub by_client: BTreeMap<ClientId, ClientOutage>,
}

/// An outage, as the users of one client network see it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClientOutage {
    /// How many they are.
    pub users: u64,
    /// The longest that any of them was out in all.
    pub worst: Span,
    /// Microseconds of service lost.
    pub lost_us: u128,
    /// What served them before.
    pub before: Services,
    /// What serves them at the horizon.
    pub after: Services,
}

/// Which nodes serve users, and how soon.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Services {
    /// Users by node.
    pub users: BTreeMap<NodeId, u64>,
    /// Round trips of all of them, added up, in microseconds.
    sum_us: u128,
}

impl Services {
    fn add(&mut self, users: u64, served: Option<Served>) {
        if let Some(served) = served {
            *self.users.entry(served.node).or_default() += users;
            self.sum_us += u128::from(users) * u128::from(served.round_trip.as_us());
        }
    }

    /// The node that serves most of them; of equals the first.
    #[must_use]
    pub fn node(&self) -> Option<NodeId> {
        let most = self.users.values().max()?;
        self.users.iter().find(|(_, users)| *users == most).map(|(node, _)| *node)
    }

    /// Their mean round trip.
    #[must_use]
    pub fn mean(&self) -> Option<Span> {
        mean(self.sum_us, self.users.values().sum())
    }
}

fn mean(sum_us: u128, users: u64) -> Option<Span> {
    let mean = sum_us.checked_div(users.into())?;
    Some(Span::from_us(u64::try_from(mean).unwrap_or(u64::MAX)))
}

/// How long a group is out in all, up to the horizon.
fn total(served: &Series<Option<Served>>, horizon: Span) -> Span {
    let mut sum = Span::ZERO;
    let mut since = served.before().is_none().then_some(Span::ZERO);
    for &(at, now) in served.changes().iter().filter(|(at, _)| *at < horizon) {
        match (since, now) {
            (Some(from), Some(_)) => {
                sum += at - from;
                since = None;
            }
            (None, None) => since = Some(at),
            _ => {}
        }
    }
    since.map_or(sum, |from| sum + (horizon - from))
}

impl Outages {
    /// What these groups see, up to the horizon.
    #[must_use]
    pub fn of(groups: &[Group], horizon: Span) -> Self {
        let mut totals: BTreeMap<Span, u64> = BTreeMap::new();
        let mut by_client: BTreeMap<ClientId, ClientOutage> = BTreeMap::new();
        // By moment: users who are out from then on, and users who no longer are.
        let mut turns: BTreeMap<Span, (u64, u64)> = BTreeMap::from([(Span::ZERO, (0, 0))]);
        for Group { client, users, served } in groups {
            let mut was_out = false;
            let first = (Span::ZERO, *served.at(Span::ZERO));
            for (at, now) in std::iter::once(first).chain(served.changes().iter().copied()) {
                if at < horizon && now.is_none() != was_out {
                    let turn = turns.entry(at).or_default();
                    *(if was_out { &mut turn.1 } else { &mut turn.0 }) += users;
                    was_out = !was_out;
                }
            }
            let out = total(served, horizon);
            *totals.entry(out).or_default() += users;
            let of = by_client.entry(*client).or_default();
            of.users += users;
            of.worst = of.worst.max(out);
            of.lost_us += u128::from(*users) * u128::from(out.as_us());
            of.before.add(*users, *served.before());
            of.after.add(*users, *served.at(horizon));
        }
        let mut out = 0;
        let curve = turns.into_iter().map(|(at, (more, less))| {
            out = out + more - less;
            (at, out)
        });
        let overall = |of: fn(&ClientOutage) -> &Services| {
            let all = by_client.values().map(of);
            let (sum, users) = all.fold((0, 0), |(sum, users), of| {
                (sum + of.sum_us, users + of.users.values().sum::<u64>())
            });
            mean(sum, users)
        };
        Self {
            users: by_client.values().map(|of| of.users).sum(),
            horizon,
            curve: curve.collect(),
            totals: totals.into_iter().collect(),
            lost_us: by_client.values().map(|of| of.lost_us).sum(),
            before: overall(|of| &of.before),
            after: overall(|of| &of.after),
            by_client,
        }
    }

    /// Users who are out at a moment.
    #[must_use]
    pub fn out_at(&self, moment: Span) -> u64 {
        let passed = self.curve.partition_point(|(at, _)| *at <= moment);
        passed.checked_sub(1).map_or(0, |last| self.curve[last].1)
    }

    /// The same of a thousand users, rounded to the nearest.
    #[must_use]
    pub fn permille_out_at(&self, moment: Span) -> u64 {
        permille(self.out_at(moment), self.users)
    }

    /// Users who were out at all.
    #[must_use]
    pub fn users_hit(&self) -> u64 {
        self.totals.iter().filter(|(out, _)| !out.is_zero()).map(|(_, users)| users).sum()
    }

    /// Seconds of service lost, over all users.
    #[must_use]
    pub fn user_seconds_lost(&self) -> u64 {
        u64::try_from(self.lost_us / 1_000_000).unwrap_or(u64::MAX)
    }

    /// The total outage that so many of a thousand users do not exceed.
    #[must_use]
    pub fn quantile(&self, permille: u64) -> Span {
        quantile(&self.totals, self.users, permille)
    }

    /// The same among the users who were out at all.
    #[must_use]
    pub fn quantile_of_hit(&self, permille: u64) -> Span {
        let from = self.totals.partition_point(|(out, _)| out.is_zero());
        quantile(&self.totals[from..], self.users_hit(), permille)
    }

    /// The longest total outage of any user.
    #[must_use]
    pub fn worst(&self) -> Span {
        self.totals.last().map_or(Span::ZERO, |(out, _)| *out)
    }

    /// Users who are still out at the horizon.
    #[must_use]
    pub fn still_out(&self) -> u64 {
        self.curve.last().map_or(0, |(_, out)| *out)
    }
}

/// The least total that at least so many of a thousand users do not exceed.
#[must_use]
pub fn quantile(totals: &[(Span, u64)], users: u64, permille: u64) -> Span {
    let needed = (u128::from(users) * u128::from(permille)).div_ceil(1_000);
    let mut passed = 0;
    for &(out, users) in totals {
        passed += u128::from(users);
        if passed >= needed {
            return out;
        }
    }
    totals.last().map_or(Span::ZERO, |(out, _)| *out)
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn s(seconds: u64) -> Span {
        Span::from_s(seconds)
    }

    fn served(node: usize, ms: u64) -> Served {
        Served { node: NodeId::from(node), round_trip: Span::from_ms(ms) }
    }

    /// Users of a client network, out between these seconds.
    fn group(client: usize, users: u64, out: &[(u64, u64)]) -> Group {
        let mut series = Series::new(Some(served(0, 10)));
        for &(from, to) in out {
            series.change(s(from), None);
            series.change(s(to), Some(served(1, 30)));
        }
        Group { client: ClientId::from(client), users, served: series }
    }

    #[test]
    fn the_curve_counts_users_who_are_out_and_the_totals_how_long() {
        let groups = [
            group(0, 10, &[(0, 4)]),
            group(0, 20, &[(0, 2), (3, 5)]),
            group(1, 5, &[(1, 200)]),
            group(1, 65, &[]),
        ];
        let outages = Outages::of(&groups, s(100));
        assert_eq!(outages.users, 100);
        let curve = [(0, 30), (1, 35), (2, 15), (3, 35), (4, 25), (5, 5)];
        assert_eq!(outages.curve, curve.map(|(at, out)| (s(at), out)));
        assert_eq!(outages.totals, [(s(0), 65), (s(4), 30), (s(99), 5)]);
        assert_eq!(outages.user_seconds_lost(), 4 * 30 + 99 * 5);
        assert_eq!((outages.users_hit(), outages.still_out()), (35, 5));
        assert_eq!((outages.quantile(500), outages.quantile(900)), (s(0), s(4)));
        assert_eq!((outages.quantile_of_hit(500), outages.quantile_of_hit(900)), (s(4), s(99)));
        assert_eq!((outages.worst(), outages.permille_out_at(s(2))), (s(99), 150));
        assert_eq!(outages.before, Some(Span::from_ms(10)));
        // 65 users who never moved, and 30 who did.
        assert_eq!(outages.after, Some(Span::from_us((65 * 10_000 + 30 * 30_000) / 95)));
        let second = &outages.by_client[&ClientId::from(1)];
        assert_eq!((second.users, second.worst, second.after.node()), (70, s(99), Some(0.into())));
    }

    #[test]
    fn the_area_under_the_curve_is_what_is_lost() {
        let groups: Vec<Group> = (0..50_u64)
            .map(|n| group(0, n + 1, &[(n % 7, n % 7 + n), (200 + n, 230 + 3 * n)]))
            .collect();
        let outages = Outages::of(&groups, s(300));
        let ends = outages.curve.iter().skip(1).map(|(at, _)| *at).chain([s(300)]);
        let areas = outages.curve.iter().zip(ends);
        let area: u128 = areas
            .map(|((from, out), to)| u128::from((to - *from).as_us()) * u128::from(*out))
            .sum();
        assert_eq!(area, outages.lost_us);
    }
}
