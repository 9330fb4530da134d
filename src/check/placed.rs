//! Sessions, exercises and sets, and where they stand in the plan: `weeks[3].sessions[1].exercises[2].sets[0]`.

use super::movement;
use crate::plan::{Exercise, Role, Session, SessionKind, Set};
use crate::protocol::Protocol;
use crate::units::Load;
use chrono::NaiveDate;

/// A session and where it stands.
#[derive(Clone, Copy)]
pub(super) struct Placed<'a> {
    pub week: usize,
    pub at: usize,
    pub session: &'a Session,
    /// By which it is told what a deadlift is.
    pub protocol: &'a Protocol,
}

impl<'a> Placed<'a> {
    pub fn path(&self) -> String {
        format!("weeks[{}].sessions[{}]", self.week, self.at)
    }

    pub fn day(&self) -> NaiveDate {
        self.session.start.date()
    }

    /// Whether both are the same session of the same plan.
    pub fn is(&self, other: &Placed) -> bool {
        (self.week, self.at) == (other.week, other.at)
    }

    pub fn exercises(self) -> impl DoubleEndedIterator<Item = PlacedExercise<'a>> {
        self.session.exercises.iter().enumerate().map(move |(at, exercise)| PlacedExercise { placed: self, at, exercise })
    }

    /// The session's deadlift.
    pub fn work(self) -> Option<PlacedExercise<'a>> {
        self.deadlifts().next()
    }

    fn deadlifts(self) -> impl Iterator<Item = PlacedExercise<'a>> {
        let is_deadlift = |placed: &PlacedExercise| movement::deadlift(placed.placed.protocol, placed.id()).is_some();
        self.exercises().filter(move |placed| placed.exercise.role == Role::Work && is_deadlift(placed))
    }

    /// Whether it has a deadlift as its work, in whatever kind of session it hides.
    pub fn is_deadlift(self) -> bool {
        is_deadlift_day(self.session) || self.work().is_some()
    }

    /// The heaviest work set.
    pub fn heaviest(self) -> Option<Load> {
        self.deadlifts().flat_map(PlacedExercise::loaded).map(|set| set.load).max_by_key(|load| load.thousandths())
    }
}

/// An exercise of a session.
#[derive(Clone, Copy)]
pub(super) struct PlacedExercise<'a> {
    pub placed: Placed<'a>,
    pub at: usize,
    pub exercise: &'a Exercise,
}

impl<'a> PlacedExercise<'a> {
    pub fn path(&self) -> String {
        format!("{}.exercises[{}]", self.placed.path(), self.at)
    }

    pub fn id(&self) -> &'a str {
        &self.exercise.exercise
    }

    /// The sets that carry a load.
    pub fn loaded(self) -> impl Iterator<Item = PlacedSet<'a>> {
        let sets = self.exercise.sets.iter().enumerate();
        sets.filter_map(move |(at, set)| Some(PlacedSet { placed: self, at, set, load: set.load()? }))
    }
}

/// A set with its load.
#[derive(Clone, Copy)]
pub(super) struct PlacedSet<'a> {
    pub placed: PlacedExercise<'a>,
    pub at: usize,
    pub set: &'a Set,
    pub load: Load,
}

impl PlacedSet<'_> {
    pub fn path(&self) -> String {
        format!("{}.sets[{}]", self.placed.path(), self.at)
    }

    pub fn kind(&self) -> SessionKind {
        self.placed.placed.session.kind
    }
}

/// Whether a session is one of the week's deadlift days, by its own word.
pub(super) fn is_deadlift_day(session: &Session) -> bool {
    matches!(session.kind, SessionKind::Deadlift | SessionKind::SecondDeadlift)
}

/// Whether a session is written down as one that was not done.
pub(super) fn is_missed(session: &Session) -> bool {
    session.done.as_ref().is_some_and(|done| done.missed.is_some() || done.withdrawn)
}
