//! Checking a code by doing it all again; and making one, by the same way: a code claims what a
//! check finds.

use super::class::Pupil;
use super::codec::{Said, decode};
use super::content::Mark;
use super::found::{Entry, Result};
use super::material::Material;
use super::verdict::{Odd, Other, Verdict};
use super::{Claim, FORMAT, PROGRAM, Receipt};
use crate::lesson::audit::{Audit, Grade, Stumble};
use crate::lesson::trail::Trail;

/// A code that is being checked.
#[derive(Clone, Debug)]
pub struct Check {
    receipt: Receipt,
    audit: Audit,
}

/// What can be said of a code at once.
#[derive(Clone, Debug)]
pub enum Begun {
    /// All of it.
    Over(Entry),
    /// It is to be done again first: with this lesson.
    Wants(Box<Receipt>),
}

/// Begins with a code: what needs no lesson to be said, is said.
#[must_use]
pub fn begin(code: &str) -> Begun {
    match decode(code) {
        Err(why) => Begun::Over(Entry::of(Verdict::Unreadable(why))),
        Ok(Said::Other(known)) => {
            let verdict = Verdict::OtherVersion(Other::Program(known.program));
            Begun::Over(Entry { lesson: known.lesson, pupil: known.pupil, ..Entry::of(verdict) })
        }
        Ok(Said::Receipt(receipt, false)) => {
            Begun::Over(entry(&receipt, Verdict::Edited(Odd::Checksum), None))
        }
        Ok(Said::Receipt(receipt, true)) => Begun::Wants(receipt),
    }
}

/// Says of a receipt that its lesson is not here.
#[must_use]
pub fn missing(receipt: &Receipt) -> Entry {
    entry(receipt, Verdict::OtherVersion(Other::Missing), None)
}

impl Check {
    /// Opens the receipt's world anew.
    ///
    /// # Errors
    /// That is not needed to say what is to be said.
    pub fn begin(receipt: Receipt, material: &Material) -> std::result::Result<Self, Box<Entry>> {
        let verdict = if receipt.content.0 != material.content().0 {
            Verdict::OtherVersion(Other::Lesson)
        } else if receipt.content.1 != material.content().1 {
            Verdict::OtherVersion(Other::World)
        } else if !material.may_have(receipt.pupil.as_ref(), receipt.trail.seed) {
            Verdict::OtherSeed
        } else {
            let lesson = material.drawn(receipt.pupil.as_ref(), receipt.trail.seed);
            let audit = Audit::begin(lesson, material.setup(), &receipt.trail);
            if Mark::of_world(audit.opened()) == receipt.opened {
                return Ok(Self { receipt, audit });
            }
            Verdict::OtherVersion(Other::Engine)
        };
        Err(Box::new(entry(&receipt, verdict, None)))
    }

    /// Goes on by about so many events. What was found, once it is over.
    pub fn go_on(&mut self, most: u64) -> Option<Entry> {
        if !self.audit.go_on(most) {
            return None;
        }
        let claims: Vec<Claim> = self.audit.found().iter().map(Claim::from).collect();
        let verdict = self.odd(&claims).map_or(Verdict::Verified, Verdict::Edited);
        Some(entry(&self.receipt, verdict, Some((&self.audit, claims))))
    }

    /// The first thing that does not agree.
    fn odd(&self, found: &[Claim]) -> Option<Odd> {
        if let Some(stumble) = self.audit.stumbled() {
            return Some(Odd::Deed(stumble.clone()));
        }
        let claims = &self.receipt.claims;
        let are_same = claims.iter().map(|claim| &claim.step).eq(found.iter().map(|one| &one.step));
        if !are_same {
            return Some(Odd::Steps);
        }
        let odd = claims.iter().zip(found).find_map(|(claim, found)| {
            let step = claim.step.clone();
            let is_answer = |grade| {
                matches!(grade, Grade::Foretold | Grade::Surprised | Grade::Right | Grade::Wrong)
            };
            if claim.grade != found.grade {
                let is_answer = is_answer(claim.grade) || is_answer(found.grade);
                return Some(if is_answer { Odd::Answer(step) } else { Odd::Goal(step) });
            }
            if claim.score != found.score {
                return Some(Odd::Score(step));
            }
            (claim.hints != found.hints).then_some(Odd::Hints(step))
        });
        let has_ended = Mark::of_world(self.audit.end()) == self.receipt.end;
        odd.or_else(|| (!has_ended).then_some(Odd::End))
    }
}

fn entry(receipt: &Receipt, verdict: Verdict, audit: Option<(&Audit, Vec<Claim>)>) -> Entry {
    let result = audit.map(|(audit, claims)| Result { lasted: audit.lasted(), steps: claims });
    Entry {
        lesson: Some(receipt.lesson.clone()),
        pupil: receipt.pupil.clone(),
        seed: Some(receipt.trail.seed),
        verdict,
        // Of a code that does not agree with itself, nothing is counted.
        result,
    }
}

/// A receipt in the making.
#[derive(Clone, Debug)]
pub struct Making {
    audit: Audit,
    pupil: Option<Pupil>,
    trail: Trail,
    content: (Mark, Mark),
}

impl Making {
    /// Begins to make a receipt of what was done.
    #[must_use]
    pub fn begin(material: &Material, pupil: Option<Pupil>, trail: Trail) -> Self {
        let lesson = material.drawn(pupil.as_ref(), trail.seed);
        let audit = Audit::begin(lesson, material.setup(), &trail);
        Self { audit, pupil, trail, content: material.content() }
    }

    /// Goes on by about so many events. The receipt, or why there can be none, once it is over.
    pub fn go_on(&mut self, most: u64) -> Option<std::result::Result<Receipt, Stumble>> {
        if !self.audit.go_on(most) {
            return None;
        }
        if let Some(stumble) = self.audit.stumbled() {
            return Some(Err(stumble.clone()));
        }
        Some(Ok(Receipt {
            format: FORMAT.to_owned(),
            program: PROGRAM.to_owned(),
            lesson: self.audit.lesson().slug.clone(),
            content: self.content,
            opened: Mark::of_world(self.audit.opened()),
            end: Mark::of_world(self.audit.end()),
            pupil: self.pupil.clone(),
            trail: self.trail.clone(),
            claims: self.audit.found().iter().map(Claim::from).collect(),
        }))
    }
}
