//! Time: what is sought is what a fresh replay gives, however one came there; branches keep apart.

use std::sync::{LazyLock, OnceLock};

use anycast_lab::app::comparison::{self, Picture, compare};
use anycast_lab::app::playback::MAX_EVENTS_PER_SKIP;
use anycast_lab::app::session::limits::{
    KEYFRAME_SPACING, MAX_BRANCHES, MAX_EVENTS_PER_SEEK, MAX_KEYFRAMES, MAX_LOG,
};
use anycast_lab::app::session::resume::{Flaw, Written};
use anycast_lab::app::session::{Branch, BranchId, Denial, LogEntry, Session};
use anycast_lab::engine::base::digest::Digest;
use anycast_lab::engine::base::time::{SimTime, Span};
use anycast_lab::engine::sim::apply::Refusal;
use anycast_lab::engine::sim::command::Command;
use anycast_lab::engine::sim::world::World;
use proptest::collection::vec;
use proptest::prelude::*;

use super::lessons::WORLD;

/// Sessions just opened, by seed: opening one takes long.
static OPENED: LazyLock<[OnceLock<Session>; 8]> = LazyLock::new(Default::default);

fn open(seed: u64) -> Session {
    let place = usize::try_from(seed).expect("few seeds are used");
    OPENED[place].get_or_init(|| Session::open(WORLD.clone(), seed)).clone()
}

fn withdraw(node: &str) -> Command {
    Command::Withdraw { node: node.into() }
}

fn announce(node: &str) -> Command {
    Command::Announce { node: node.into() }
}

/// What a log gives at a time, by nothing but the engine's two doors.
fn fresh(seed: u64, log: &[LogEntry], at: SimTime) -> World {
    let mut world = open(seed).world().clone();
    let mut facts = Vec::new();
    for entry in log.iter().filter(|entry| entry.at <= at) {
        while world.steps() < entry.steps {
            world.step(&mut facts);
        }
        world.apply(entry.at, &entry.command, &mut facts).expect("it was carried out once");
    }
    world.advance(at, u64::MAX, &mut facts);
    world
}

/// What it gives at the session's playhead, to the event.
fn replayed(session: &Session) -> Digest {
    let mut world = open(session.seed()).world().clone();
    let (moment, mut facts) = (session.moment(), Vec::new());
    for entry in &session.log()[..moment.entries] {
        while world.steps() < entry.steps {
            world.step(&mut facts);
        }
        world.apply(entry.at, &entry.command, &mut facts).expect("it was carried out once");
    }
    while world.steps() < moment.steps {
        world.step(&mut facts);
    }
    world.advance(moment.at, 0, &mut facts);
    world.digest()
}

fn digest_at(session: &Session, at: SimTime) -> Digest {
    fresh(session.seed(), session.log(), at.min(session.head_at())).digest()
}

fn seek(session: &mut Session, at: SimTime) {
    while !session.seek(at).is_done {}
}

/// A run with three withdrawals, of some seconds and some thousand events.
fn lived() -> Session {
    let mut session = open(7);
    for node in ["tokyo", "london", "miami"] {
        session.apply(withdraw(node)).expect("it is announced");
        session.advance(Span::from_ms(700), u64::MAX);
    }
    session.settle();
    session
}

#[derive(Clone, Debug)]
enum Deed {
    Seek(u16),
    Advance(u16),
    Step,
    Settle,
    Toggle(u8),
    Undo,
    Redo,
    Switch(u8),
    Remove(u8),
    Head,
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        4 => any::<u16>().prop_map(Deed::Seek),
        3 => (0..800_u16).prop_map(Deed::Advance),
        2 => Just(Deed::Step),
        1 => Just(Deed::Settle),
        4 => any::<u8>().prop_map(Deed::Toggle),
        2 => Just(Deed::Undo),
        2 => Just(Deed::Redo),
        2 => any::<u8>().prop_map(Deed::Switch),
        1 => any::<u8>().prop_map(Deed::Remove),
        1 => Just(Deed::Head),
    ]
}

fn some_branch(session: &Session, choice: u8) -> BranchId {
    let branches = session.branches();
    branches[usize::from(choice) % branches.len()].id()
}

fn do_it(session: &mut Session, deed: &Deed) {
    match deed {
        Deed::Seek(part) => {
            let (from, to) = (session.opened_at(), session.head_at());
            let span = (to - from).as_us() * u64::from(*part) / u64::from(u16::MAX);
            seek(session, from + Span::from_us(span));
        }
        Deed::Advance(ms) => drop(session.advance(Span::from_ms(u64::from(*ms)), 4_000)),
        Deed::Step => drop(session.step()),
        Deed::Settle => drop(session.settle()),
        Deed::Toggle(choice) => {
            let nodes = &session.world().network().nodes;
            let node = nodes.raw[usize::from(*choice) % nodes.len()].slug.clone();
            let id = session.world().network().names.nodes[&node];
            let command = if session.world().is_announced(id) {
                Command::Withdraw { node }
            } else {
                Command::Announce { node }
            };
            let is_branch_one_too_many = !session.is_live() && session.is_full();
            let given = session.apply(command);
            assert_eq!(given.is_err(), is_branch_one_too_many);
        }
        Deed::Undo => drop(session.undo()),
        Deed::Redo => drop(session.redo()),
        Deed::Switch(choice) => drop(session.switch(some_branch(session, *choice))),
        Deed::Remove(choice) => drop(session.remove(some_branch(session, *choice))),
        Deed::Head => session.seek_head(),
    }
}

/// A case is a life of seconds; a debug build is twenty times as slow.
fn cases() -> ProptestConfig {
    ProptestConfig { cases: if cfg!(debug_assertions) { 6 } else { 200 }, ..Default::default() }
}

proptest! {
    #![proptest_config(cases())]

    /// Whatever was done with time, the world shown is the one that its own log gives.
    #[test]
    fn the_present_is_always_a_replay_of_its_log(seed in 0..4_u64, deeds in vec(deed(), 1..24)) {
        let mut session = open(seed);
        for deed in &deeds {
            do_it(&mut session, deed);
            prop_assert!(session.branches().len() <= MAX_BRANCHES);
            prop_assert!(session.world().now() <= session.head_at());
        }
        prop_assert_eq!(replayed(&session), session.world().digest());
        // And every branch still leads where its log does.
        for id in session.branches().iter().map(Branch::id).collect::<Vec<_>>() {
            session.switch(id);
            session.seek_head();
            prop_assert_eq!(replayed(&session), session.world().digest());
        }
    }

    #[test]
    fn what_is_sought_is_what_a_fresh_replay_gives(part in vec(0..=1_000_u64, 1..6)) {
        let mut session = lived();
        let lasted = session.head_at() - session.opened_at();
        for part in part {
            let at = session.opened_at() + Span::from_us(lasted.as_us() * part / 1_000);
            seek(&mut session, at);
            prop_assert_eq!(session.world().now(), at);
            prop_assert_eq!(session.world().digest(), digest_at(&session, at));
        }
    }
}

#[test]
fn a_seek_replays_little_however_much_was_lived() {
    let mut session = lived();
    let opened = open(7).world().steps();
    while session.world().steps() < opened + 10_000 {
        session.advance(Span::from_s(1), u64::MAX);
    }
    assert!(session.keyframe_count() <= MAX_KEYFRAMES);
    let (from, lasted) = (session.opened_at(), session.head_at() - session.opened_at());
    let sought = |session: &mut Session, part: u64| {
        let passed = session.seek(from + Span::from_us(lasted.as_us() * part / 200));
        assert!(passed.is_done);
        assert!(passed.events <= 2 * KEYFRAME_SPACING, "{} events at {part}", passed.events);
    };
    (0..200).rev().for_each(|part| sought(&mut session, part));
    (0..200).for_each(|part| sought(&mut session, part * 77 % 200));
}

#[test]
fn after_very_long_the_past_is_bounded_and_still_exact() {
    let mut session = open(1);
    let opened = session.world().steps();
    while session.world().steps() < opened + 36 * KEYFRAME_SPACING {
        session.advance(Span::from_s(10), MAX_EVENTS_PER_SKIP);
    }
    assert_eq!(session.keyframe_count(), MAX_KEYFRAMES);
    let at = session.opened_at() + Span::from_s(3);
    let passed = session.seek(at);
    assert!(passed.events <= MAX_EVENTS_PER_SEEK);
    seek(&mut session, at);
    assert_eq!(session.world().digest(), digest_at(&session, at));
    assert!(session.keyframe_count() <= MAX_KEYFRAMES);
}

#[test]
fn playing_on_from_the_past_repeats_what_happened_and_then_goes_on() {
    let mut session = lived();
    let (head, at_head, told) =
        (session.head(), session.world().digest(), session.news().items().count());
    let drawn = session.record().clone();
    session.seek_start();
    assert!(!session.is_live() && session.news().items().next().is_none());
    assert_eq!(session.head(), head);
    assert_eq!(session.record(), &drawn, "the timeline still shows what was lived");
    let mut known = 0;
    while session.world().now() < head.at {
        let left = head.at - session.world().now();
        let passed = session.advance(left.min(Span::from_ms(9)), u64::MAX);
        assert!(passed.live().is_empty(), "nothing new happens before the head");
        known += passed.facts.len();
    }
    assert!(known > 1_000);
    assert!(session.is_live());
    assert_eq!(session.world().digest(), at_head);
    assert_eq!((session.head(), session.news().items().count()), (head, told));
    assert_eq!(session.record(), &drawn);
    let passed = session.advance(Span::from_s(1), u64::MAX);
    assert_eq!(passed.live().len(), passed.facts.len());
    assert!(session.head_at() > head.at);
}

#[test]
fn several_commands_are_taken_back_and_put_back() {
    let mut session = lived();
    let (now, end) = (session.world().now(), session.world().digest());
    let log = session.log().to_vec();
    for left in [2, 1, 0] {
        assert!(session.undo().is_some());
        assert_eq!((session.log().len(), session.world().now()), (left, now));
        assert_eq!(session.world().digest(), digest_at(&session, now));
    }
    assert!(session.undo().is_none());
    for _ in 0..3 {
        assert!(session.redo().is_some_and(|passed| passed.is_done));
    }
    assert!(session.redo().is_none());
    assert_eq!((session.log(), session.world().digest()), (&log[..], end));
    session.undo();
    session.apply(withdraw("sydney")).expect("it is announced");
    assert!(session.redo().is_none(), "another history has no place for it");
}

#[test]
fn what_is_undone_at_once_leaves_the_very_moment() {
    let mut session = open(3);
    session.apply(withdraw("tokyo")).expect("it is announced");
    session.step();
    let before = (session.moment(), session.world().digest());
    session.apply(withdraw("london")).expect("it is announced");
    session.undo();
    assert_eq!((session.moment(), session.world().digest()), before);
    session.redo();
    assert_eq!(session.log().len(), 2);
    assert_eq!(session.entries(), 2, "it is done again, not only to come");
    assert_eq!(replayed(&session), session.world().digest());
}

#[test]
fn taking_back_what_is_still_to_come_leaves_the_playhead() {
    let mut session = lived();
    let last = session.log()[2].clone();
    let second = session.log()[1].at;
    seek(&mut session, second);
    let seen = session.world().digest();
    session.undo();
    assert_eq!(session.world().digest(), seen);
    assert_eq!((session.head_at(), session.log().len()), (last.at, 2));
    session.redo();
    assert_eq!(session.world().digest(), seen);
    assert!(!session.is_live());
    session.seek_head();
    assert_eq!(session.entries(), 3);
    assert_eq!(replayed(&session), session.world().digest());
}

#[test]
fn acting_in_the_past_begins_a_branch_and_keeps_the_other() {
    let mut session = lived();
    let (main, head, end) = (session.branch().id(), session.head(), session.world().digest());
    let second = session.log()[1].at;
    seek(&mut session, SimTime::from_us(second.as_us() - 1));
    session.apply(withdraw("sydney")).expect("it is announced");
    assert_eq!(session.branches().len(), 2);
    let branch = session.branch();
    assert_eq!(branch.first_own().map(|entry| &entry.command), Some(&withdraw("sydney")));
    assert_eq!((session.log().len(), session.entries()), (2, 2));
    session.settle();
    let (forked, other_end) = (session.branch().id(), session.world().digest());
    assert_eq!(replayed(&session), other_end);

    assert!(session.switch(main).is_some());
    assert!(session.switch(main).is_none(), "there already");
    assert_eq!((session.head(), session.log().len()), (head, 3));
    session.seek_head();
    assert_eq!(session.world().digest(), end);
    session.switch(forked);
    session.seek_head();
    assert_eq!(session.world().digest(), other_end);

    assert!(!session.remove(forked), "not the one that is played");
    assert!(session.remove(main) && !session.remove(main));
    assert_eq!(session.branches().len(), 1);
    assert_eq!(session.world().digest(), other_end);
}

#[test]
fn a_switch_stays_at_the_same_time_as_far_as_the_branch_was_lived() {
    let mut session = lived();
    let main = session.branch().id();
    let early = session.log()[1].at;
    seek(&mut session, early);
    session.apply(withdraw("sydney")).expect("it is announced");
    session.advance(Span::from_ms(40), u64::MAX);
    let (forked, now) = (session.branch().id(), session.world().now());
    session.switch(main);
    assert_eq!(session.world().now(), now);
    assert_eq!(session.world().digest(), digest_at(&session, now));
    session.seek_head();
    session.switch(forked);
    assert_eq!(session.world().now(), now, "it was lived no further");
}

#[test]
fn there_are_so_many_branches_and_no_more() {
    let mut session = lived();
    let at = session.log()[0].at;
    for index in 1..MAX_BRANCHES {
        seek(&mut session, at);
        session.apply(withdraw("sydney")).expect("it is announced");
        session.advance(Span::from_ms(1), u64::MAX);
        assert_eq!(session.branches().len(), index + 1);
        session.switch(BranchId::MAIN);
    }
    seek(&mut session, at);
    let before = (session.moment(), session.world().digest());
    assert_eq!(session.apply(withdraw("sydney")).err(), Some(Denial::TooManyBranches));
    assert_eq!((session.moment(), session.world().digest()), before);
    let unknown = Refusal::Unknown { kind: "node", name: "nowhere".to_owned() };
    assert_eq!(session.apply(withdraw("nowhere")).err(), Some(Denial::Refused(unknown)));
    // At the head nothing is forked.
    session.seek_head();
    assert!(session.apply(announce("tokyo")).is_ok());
    session.restart();
    assert_eq!(session.branches().len(), 1);
}

#[test]
fn a_pinned_moment_is_compared_with_now_and_with_a_branch() {
    let mut session = open(7);
    session.pin_now();
    let pinned = Picture::of(session.world());
    session.apply(withdraw("tokyo")).expect("it is announced");
    session.settle();
    let pin = session.pin().expect("it stays pinned");
    assert_eq!(*pin.picture(), pinned);
    let tokyo = session.world().network().names.nodes["tokyo"];
    let all = compare(pin.picture(), session.world(), |_| true);
    assert!(!all.moved.is_empty() && !all.rerouted.is_empty());
    assert!(all.moved.iter().all(|moved| moved.before == Some(tokyo) && moved.after.is_some()));
    assert!(all.delay_after > all.delay_before, "Tokyo's clients go farther");
    let one = all.moved[0].client;
    let without = comparison::moved(pin.picture(), session.world(), |client| client != one);
    assert_eq!(without.len() + 1, all.moved.len());

    // Against a branch where nothing was done.
    let main = session.branch().id();
    let before = SimTime::from_us(session.log()[0].at.as_us() + 1);
    seek(&mut session, before);
    session.apply(announce("tokyo")).expect("it is withdrawn");
    session.settle();
    let here = (session.world().digest(), session.is_live(), session.news().count());
    assert!(session.pin_branch(main));
    let back = (session.world().digest(), session.is_live(), session.news().count());
    assert_eq!(here, back, "looking at another branch changes nothing");
    let pin = session.pin().expect("there is such a branch");
    assert!(pin.is_branch() && pin.moment().at <= session.world().now());
    let back = compare(pin.picture(), session.world(), |_| true);
    assert!(back.moved.iter().all(|moved| moved.after == Some(tokyo)));
    assert!(session.unpin() && !session.unpin());
}

#[test]
fn a_run_written_down_is_taken_up_again() {
    let mut session = lived();
    let end = session.world().digest();
    let second = session.log()[1].at;
    seek(&mut session, second);
    let written = session.written();
    let resumed = Session::resume(WORLD.clone(), 7, &written);
    assert!(resumed.left_out.is_empty() && resumed.is_complete);
    let mut again = resumed.session;
    assert_eq!(again.written(), written);
    assert_eq!(again.world().digest(), session.world().digest());
    again.seek_head();
    assert_eq!(again.world().digest(), end);
    let text = serde_json::to_string(&written.log).unwrap();
    assert_eq!(serde_json::from_str::<Vec<LogEntry>>(&text).unwrap(), written.log);
}

#[test]
fn every_command_that_cannot_be_carried_out_is_named() {
    let session = lived();
    let mut written = session.written();
    written.log[0].command = withdraw("nowhere");
    written.log[1].steps += 1;
    written.log[2].at = SimTime::ZERO;
    let resumed = Session::resume(WORLD.clone(), 7, &written);
    let indices: Vec<usize> = resumed.left_out.iter().map(|out| out.index).collect();
    assert_eq!(indices, [0, 1, 2]);
    assert!(matches!(resumed.left_out[0].flaw, Flaw::Refused(Refusal::Unknown { .. })));
    assert!(matches!(resumed.left_out[1].flaw, Flaw::OtherHistory { .. }));
    assert!(matches!(resumed.left_out[2].flaw, Flaw::OutOfOrder { .. }));
    assert!(resumed.session.log().is_empty());
}

#[test]
fn hostile_runs_are_taken_up_as_far_as_they_go() {
    let far = SimTime::from_us(u64::MAX);
    let entry = |at, steps| LogEntry { at, steps, command: withdraw("tokyo") };
    let opened = open(1);
    let (at, steps) = (opened.opened_at(), opened.world().steps());
    let mut written = Written { log: vec![entry(at, steps); MAX_LOG + 3], ..Written::default() };
    written.playhead = anycast_lab::app::session::Moment { at, steps: u64::MAX, entries: 9 };
    let resumed = Session::resume(WORLD.clone(), 1, &written);
    assert_eq!(resumed.session.log().len(), 1);
    assert_eq!(resumed.left_out.len(), MAX_LOG + 2);
    assert!(resumed.left_out.iter().rev().take(3).all(|out| out.flaw == Flaw::TooMany));
    written.log = vec![entry(at, u64::MAX), entry(far, steps)];
    let resumed = Session::resume(WORLD.clone(), 1, &written);
    assert_eq!(resumed.left_out.len(), 2);
}
