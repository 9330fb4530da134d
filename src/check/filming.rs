//! Which set is filmed, and from where (decisions, section 5): technique is judged by what the camera saw.

use super::constraint::{Constraint, Findings, ruled};
use super::facts::Facts;
use crate::plan::{Angle, Phase};
use crate::profile::TechniqueError;
use crate::protocol::RuleId;

pub(super) const CONSTRAINTS: &[Constraint] =
    &[ruled("filming", RuleId::Filming, filming), ruled("film-angle", RuleId::FilmAngle, film_angle)];

/// The last work set of every session through the ramp.
fn filming(facts: &Facts, findings: &mut Findings) {
    for placed in facts.heavy_ahead() {
        let path = placed.path();
        let sets = placed.work().map_or(0, |work| work.exercise.sets.len());
        if let Some(film) = placed.session.film {
            findings.applies();
            if film.set as usize != sets {
                let observed = format!("set {}", film.set);
                let limit = format!("the last of {sets} work sets is filmed");
                findings.violation(format!("{path}.film.set"), observed, limit, "film the last work set");
            }
        } else if placed.session.phase == Phase::Loading {
            let limit = "the last work set of every session through the ramp";
            findings.violation(format!("{path}.film"), "no film", limit, "film the last work set");
        }
    }
}

/// From the side when the lower back rounds: from anywhere else it cannot be seen.
fn film_angle(facts: &Facts, findings: &mut Findings) {
    if !facts.plan.profile.has_error(TechniqueError::LumbarRounding) {
        return;
    }
    for placed in facts.ahead() {
        let Some(film) = placed.session.film else { continue };
        findings.applies();
        if film.angle != Angle::Side {
            let path = format!("{}.film.angle", placed.path());
            findings.violation(path, "filmed at 45 degrees", "from the side when the lower back rounds", "film from the side");
        }
    }
}
