//! What an exercise is, from its id: the one place in the checker that reads ids.

use crate::protocol::{Lift, Protocol};

/// The exercises that every full week has on two or three days.
pub(super) const BIG_THREE: [&str; 3] = ["curl-up", "side-plank", "bird-dog"];

/// Movements that bend forwards to ease the pain.
pub(super) const FORWARDS: [&str; 2] = ["knee-to-chest", "childs-pose"];

/// The movement that bends backwards.
pub(super) const BACKWARDS: [&str; 1] = ["press-up"];

/// Which deadlift from the floor an exercise is, as the protocol says; nothing for whatever else it is.
pub(super) fn deadlift(protocol: &Protocol, id: &str) -> Option<Lift> {
    protocol.exercises.get(id).and_then(|known| known.deadlift)
}

pub(super) fn is_good_morning(id: &str) -> bool {
    id == "good-morning"
}

/// Moving about before a deadlift soon after waking.
pub(super) fn is_upright_movement(id: &str) -> bool {
    id == "upright-movement"
}
