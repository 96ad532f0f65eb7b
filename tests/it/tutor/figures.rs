//! What a lesson's figures change with every frame, and what only its turns do.

use super::*;
use anycast_lab::app::changes::Aspect;
use anycast_lab::lesson::format::{Act, Task};

#[test]
fn a_goal_that_counts_seconds_moves_nothing_but_itself() {
    let lesson = Arc::new(lesson("myth-seamless"));
    let place = lesson.lesson.position(&"fail".into()).expect("there is such a step");
    let progress = LessonProgress::default();
    let mut lab = Lab::open_lesson_at(WORLD.clone(), lesson, progress, place, Lang::En);
    let fail = lab.tutor.as_ref().expect("a lesson is open").shown_step().task.clone();
    let Task::Do(exercise) = fail else { panic!("one does something there") };
    for act in &exercise.solution {
        if let Act::Command(command) = act {
            lab.handle(Intent::Do(command.clone()));
        }
    }
    lab.handle(Intent::Play);
    let (mut counted, mut turned) = (0, 0);
    for _ in 0..300 {
        let changes = lab.tick(0.016);
        counted += u32::from(changes.has(Aspect::Lesson));
        turned += u32::from(changes.has(Aspect::Lesson) && changes.has(Aspect::Topology));
    }
    assert!(counted > 100, "the goal counts: {counted} frames");
    assert!(turned < 10, "cards and tables are made anew for {turned} of them");
}
