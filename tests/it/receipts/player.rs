//! A learner who knows the solutions, and answers as told.

use anycast_lab::engine::base::text::Slug;
use anycast_lab::engine::sim::world::World;
use anycast_lab::lesson::evidence::Evidence;
use anycast_lab::lesson::format::{Act, Answer, Inquiry, Lesson, Task};
use anycast_lab::lesson::passage::Passage as Way;
use anycast_lab::lesson::trail::{Deed, Lived, Moment, Passage, Trail};

/// How a learner goes about it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Manner {
    /// Every so many questions, one is answered wrong; 0: none.
    pub wrong_every: usize,
    /// The exercise, by its number from 1, whose solution is shown; 0: none.
    pub shown: usize,
    /// The exercise that is left out.
    pub skipped: usize,
    /// Hints asked for in each exercise.
    pub hints: u8,
    /// So many steps are done; 0: all.
    pub steps: usize,
}

struct Player<'a> {
    way: Way<'a>,
    lived: Lived,
}

impl Player<'_> {
    fn moment(&self) -> Moment {
        let world = &self.way.world;
        Moment { at: world.now(), steps: world.steps(), deeds: self.lived.deeds.len() }
    }

    fn act(&mut self, act: &Act) {
        if let Act::Command(command) = act {
            let Moment { at, steps, .. } = self.moment();
            self.lived.deeds.push(Deed { at, steps, command: command.clone() });
        }
        self.way.carry_out(act).expect("solutions are accepted");
    }
}

/// Does a lesson in this world. Returns what was done, and how many answers were wrong.
pub fn play(lesson: &Lesson, world: World, seed: u64, manner: Manner) -> (Trail, usize) {
    let mut trail = Trail::new(seed);
    let way = Way::begin(world, Evidence::default(), []);
    let mut player = Player { way, lived: Lived::default() };
    let (mut questions, mut exercises, mut wrong) = (0, 0, 0);
    let count = if manner.steps == 0 { lesson.steps.len() } else { manner.steps };
    for step in &lesson.steps[..count] {
        step.events.iter().for_each(|act| player.act(act));
        let evidence = std::mem::take(&mut player.way.evidence).of_next_step();
        player.way = Way::begin(player.way.world.clone(), evidence, []);
        let mut passage = Passage {
            step: step.slug.clone(),
            variant: step.form.as_ref().map(|form| form.variant.clone()),
            begun: Some(player.moment()),
            ..Passage::default()
        };
        match &step.task {
            Task::Read | Task::Free { .. } => {}
            Task::Ask(inquiry) => {
                questions += 1;
                let is_right = manner.wrong_every == 0 || questions % manner.wrong_every > 0;
                wrong += usize::from(!is_right);
                passage.answer = Some(answer(inquiry, &player, is_right));
            }
            Task::Do(exercise) => {
                exercises += 1;
                passage.is_skipped = manner.skipped == exercises;
                passage.is_shown = manner.shown == exercises;
                passage.hints = manner.hints;
                if passage.is_skipped {
                    passage.done = Some(player.moment());
                }
                for act in &exercise.solution {
                    if let Act::Explain { router } = act {
                        passage.explained.push((router.clone(), player.moment()));
                    }
                    player.act(act);
                }
            }
        }
        passage.done = passage.done.or(Some(player.moment()));
        trail.steps.push(passage);
    }
    player.lived.head = player.moment();
    trail.lived = Some(player.lived);
    (trail, wrong)
}

fn answer(inquiry: &Inquiry, player: &Player<'_>, is_right: bool) -> Answer {
    let (world, evidence) = (&player.way.world, &player.way.evidence);
    let answers = inquiry.question.answers(world, evidence, &inquiry.choices);
    let right = answers.first().expect("a sound question has an answer").clone();
    if is_right {
        return right;
    }
    match right {
        Answer::Choice(right) => {
            let other = |choice: &&Slug| **choice != right;
            Answer::Choice(inquiry.choices.iter().find(other).expect("two choices").clone())
        }
        Answer::Number(number) => {
            Answer::Number(anycast_lab::lesson::format::Milli(number.0 + 9_000_000))
        }
        Answer::Order(mut order) => {
            order.reverse();
            Answer::Order(order)
        }
    }
}
