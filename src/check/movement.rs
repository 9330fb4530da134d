//! What an exercise is, from its id: the one place in the checker that reads ids.

/// The exercises that every full week has on two or three days.
pub(super) const BIG_THREE: [&str; 3] = ["curl-up", "side-plank", "bird-dog"];

/// Movements that bend forwards to ease the pain.
pub(super) const FORWARDS: [&str; 2] = ["knee-to-chest", "childs-pose"];

/// The movement that bends backwards.
pub(super) const BACKWARDS: [&str; 1] = ["press-up"];

/// A deadlift from the floor, in any stance and with any bar; the light Romanian of Phase 2 is none.
pub(super) fn is_deadlift(id: &str) -> bool {
    id.ends_with("deadlift") && !id.contains("romanian")
}

/// A deadlift in a wide stance.
pub(super) fn is_sumo(id: &str) -> bool {
    is_deadlift(id) && id.contains("sumo")
}

pub(super) fn needs_trap_bar(id: &str) -> bool {
    id.contains("trap-bar")
}

pub(super) fn is_good_morning(id: &str) -> bool {
    id == "good-morning"
}

/// Moving about before a deadlift soon after waking.
pub(super) fn is_upright_movement(id: &str) -> bool {
    id == "upright-movement"
}
