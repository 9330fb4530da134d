//! Sets as suites change them: what is in one, to be written over.
use rehinge::plan::{Barbell, Reps, Set};
use rehinge::units::Load;

pub fn reps(set: &mut Set) -> Option<&mut Reps> {
    match set {
        Set::Barbell { reps, .. } | Set::Counted { reps, .. } => Some(reps),
        Set::Held { times, .. } => times.as_mut(),
        Set::Timed { .. } => None,
    }
}

pub fn load(set: &mut Set) -> Option<&mut Load> {
    match set {
        Set::Barbell { barbell, .. } => Some(&mut barbell.load),
        Set::Counted { dumbbell, .. } => dumbbell.as_mut(),
        Set::Held { .. } | Set::Timed { .. } => None,
    }
}

pub fn barbell(set: &mut Set) -> Option<&mut Barbell> {
    if let Set::Barbell { barbell, .. } = set { Some(barbell) } else { None }
}
