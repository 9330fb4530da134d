//! What the percentages are of: the working weight for sets of five, and what is near-maximal.

use crate::profile::Profile;
use crate::protocol::Protocol;
use crate::units::Load;

/// What the lifter's last working sets say about their strength.
#[derive(Debug, Clone, Copy)]
pub struct Strength {
    /// The weight for sets of five that every percentage is of.
    pub working_weight: Load,
    /// Loads from here on are near-maximal.
    pub near_max: Load,
    /// The weight given was for fewer repetitions, and was converted.
    pub converted: bool,
}

/// Reads the lifter's strength from the working weight and its repetitions.
///
/// Of the estimates of Epley and Brzycki the lower is taken, both for the weight for five and for the
/// one-rep maximum: the lower maximum is the one of which a load is the larger part (decisions, section 4).
pub fn strength(profile: &Profile, protocol: &Protocol) -> Strength {
    let given = profile.deadlift.working_weight;
    let weight = given.thousandths();
    let reps = i64::from(profile.deadlift.reps);
    let rule = protocol.rules.working_weight.value;
    let five = i64::from(rule.convert_to);
    // Of one repetition, the weight is the maximum itself.
    let epley = if reps == 1 { (1, 1) } else { (30 + reps, 30) };
    let brzycki = (36, 37 - reps);
    let converted = profile.deadlift.reps < rule.as_given_from;
    let working_weight = if converted {
        let by_epley = weight * epley.0 * 30 / (epley.1 * (30 + five));
        let by_brzycki = weight * brzycki.0 * (37 - five) / (brzycki.1 * 36);
        // A tenth of the unit is as fine as an estimate deserves; down, never up.
        Load::new(by_epley.min(by_brzycki) / 100 * 100, given.unit())
    } else {
        given
    };
    let tenths = i64::from(protocol.rules.near_max_cadence.value.from.tenths());
    // Rounded up: a load is near-maximal only where it reaches the percentage.
    let share = |(times, of): (i64, i64)| (weight * times * tenths + of * 1000 - 1) / (of * 1000);
    Strength { working_weight, near_max: Load::new(share(epley).min(share(brzycki)), given.unit()), converted }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::read;

    fn near_max(deadlift: &str) -> String {
        let protocol = Protocol::embedded();
        let text = format!("age: 30\ndeadlift: {{{deadlift}}}\npain: {{status: pain-free}}\n");
        strength(&read(&text, "profile.yaml", &protocol).unwrap().profile, &protocol).near_max.number().to_string()
    }

    #[test]
    fn near_maximal_begins_at_exactly_ninety_percent_of_the_lower_estimate() {
        // Of a single the weight is the maximum; of fives it is 36/32 of it by Brzycki, and by Epley 35/30, which is more.
        assert_eq!(near_max("working_weight: 200 kg, reps: 1"), "180");
        assert_eq!(near_max("working_weight: 200 kg, reps: 5"), "202.5");
        // Of twelves 42/30 by Epley, and by Brzycki 36/25, which is more.
        assert_eq!(near_max("working_weight: 100 kg, reps: 12"), "126");
        // 90 % of 36/33 of 100 kg are 98.1818…: rounded up, as nothing below it is near the maximum.
        assert_eq!(near_max("working_weight: 100 kg, reps: 4"), "98.182");
    }
}
