//! What an answer adds to what is known. Ranges, ids and contradictions are the profile reader's to judge.

use super::Interview;
use super::ask::Ask;
use super::choices;
use super::facts::{Facts, Written};
use super::typed::{
    NUMBERS, Taken, Word, YES_NO, YES_NO_UNSURE, chosen, date, day, flow, is_none, is_unsure, is_yes, needed, number, numbers, one, plain,
    quoted, refused, several, slots, time, time_text, weight, word,
};
use crate::diagnostic::{did_you_mean, shown};
use crate::units::Load;
use crate::when::hour_minute;

impl Interview<'_> {
    /// What an answer adds to the facts.
    pub(super) fn take(&self, ask: Ask, text: &str, facts: &mut Facts) -> Taken<()> {
        if text.is_empty() {
            return self.enter_alone(ask, facts);
        }
        match ask {
            Ask::Sign(at) => {
                let id = &self.setting.protocol.signs[at].id;
                match word(text, true)? {
                    Word::Yes => facts.signs.push(id.clone()),
                    Word::Unsure => facts.unsure.push(id.clone()),
                    Word::No => {}
                }
            }
            Ask::Signs(topic) => {
                let signs = self.setting.of_topic(topic);
                for (at, unsure) in several(text, signs.len(), true)? {
                    if unsure { &mut facts.unsure } else { &mut facts.signs }.push(signs[at].id.clone());
                }
            }
            Ask::Cleared => facts.cleared = Some(is_yes(text)?),
            Ask::Page => facts.page = Some(is_yes(text)?),
            Ask::Gym => facts.usual_gym = Some(is_yes(text)?),
            Ask::Dumbbells | Ask::OtherLifting if is_none(text) => {}
            Ask::Slots => {
                let rows = slots(text)?.iter().map(|(day, at)| format!("{{day: {day}, at: {}}}", quoted(at))).collect();
                facts.values.insert(ask.path(), Written::Rows(rows));
            }
            Ask::OtherLifting => {
                facts.values.insert(ask.path(), Written::Rows(self.lifts(text)?));
            }
            _ => facts.set(ask.path(), self.value(ask, text)?),
        }
        if ask == Ask::Status && facts.status_is(&["settled"]) {
            facts.set("pain.now", "0");
        }
        Ok(())
    }

    /// What no answer at all stands for: a default, nothing, or a question that cannot be left out.
    fn enter_alone(&self, ask: Ask, facts: &mut Facts) -> Taken<()> {
        match ask {
            Ask::Sign(_) | Ask::FullRange => return needed(YES_NO_UNSURE),
            Ask::Cleared => return needed(YES_NO),
            Ask::Signs(_) => return needed("none of these: none; otherwise their numbers, like 1 3"),
            Ask::Status => return needed("the number of what fits best"),
            Ask::Worst | Ask::Now => return needed("a whole number from 0 to 10"),
            Ask::Age => return needed("your age in years, like 29"),
            Ask::Weight => return needed("a weight with its unit, like 100 kg"),
            Ask::Bar | Ask::Plates => return needed(NUMBERS),
            Ask::Page => facts.page = Some(true),
            Ask::Gym => facts.usual_gym = Some(true),
            Ask::ClearedBy => facts.set(ask.path(), "clinician"),
            Ask::ClearedOn => facts.set(ask.path(), self.setting.today.to_string()),
            Ask::EasedBy => facts.set(ask.path(), "unsure"),
            Ask::Zone => facts.set(ask.path(), plain(self.setting.time_zone)),
            Ask::ClearedLoad
            | Ask::Morning
            | Ask::Medicine
            | Ask::Began
            | Ask::Episodes
            | Ask::PainFreeDays
            | Ask::Name
            | Ask::Reps
            | Ask::Lift
            | Ask::LastLifted
            | Ask::PerWeek
            | Ask::Slots
            | Ask::Minutes
            | Ask::Wakes
            | Ask::Start
            | Ask::OtherLifting
            | Ask::Dumbbells
            | Ask::Has
            | Ask::Errors
            | Ask::Limits
            | Ask::HipProblem => {}
        }
        Ok(())
    }

    /// An answer as a value of the profile.
    fn value(&self, ask: Ask, text: &str) -> Taken<String> {
        let today = self.setting.today;
        Ok(match ask {
            Ask::ClearedLoad | Ask::Weight => weight(text),
            Ask::Status => one(text, choices::STATUS)?.to_owned(),
            Ask::Medicine if is_unsure(text) => "unsure".to_owned(),
            Ask::Medicine => one(text, choices::MEDICINE)?.to_owned(),
            Ask::EasedBy if is_unsure(text) => "unsure".to_owned(),
            Ask::EasedBy => one(text, choices::EASED_BY)?.to_owned(),
            Ask::Lift => one(text, choices::LIFT)?.to_owned(),
            Ask::FullRange => (word(text, true)? == Word::Yes).to_string(),
            Ask::HipProblem => is_yes(text)?.to_string(),
            Ask::Began | Ask::LastLifted | Ask::ClearedOn => match date(text, today)? {
                day if day > today => return refused(format!("{day} is still to come: today is {today}"), "give a day that has been"),
                day => day.to_string(),
            },
            Ask::Start => match date(text, today)? {
                day if day < today => return refused(format!("{day} is over: today is {today}"), "give today or a day to come"),
                day => day.to_string(),
            },
            Ask::Wakes => quoted(&time_text(text)),
            Ask::Bar => {
                let unit = self.unit();
                let with_unit = |number: String| if number.parse::<Load>().is_ok() { number } else { format!("{number} {unit}") };
                flow(numbers(text, "a bar")?.into_iter().map(with_unit))
            }
            Ask::Plates => flow(numbers(text, "a plate")?),
            Ask::Dumbbells => flow(numbers(text, "a dumbbell")?),
            Ask::Has => chosen(text, choices::HAS)?,
            Ask::Errors => chosen(text, choices::ERRORS)?,
            Ask::Limits => chosen(text, choices::LIMITS)?,
            Ask::Name | Ask::ClearedBy | Ask::Zone => plain(text),
            // Ages, scores, counts and minutes.
            _ => number(text)?,
        })
    }

    /// Whether the lifter trains so early that it matters when they get up.
    pub(super) fn early(&self, facts: &Facts) -> bool {
        let before_ten = |row: &String| row.contains("\"0");
        matches!(facts.values.get("schedule.slots"), Some(Written::Rows(rows)) if rows.iter().any(before_ten))
    }

    /// `squat mon 18:00, overhead press thu 18:00 light` as rows of the profile.
    fn lifts(&self, text: &str) -> Taken<Vec<String>> {
        let known: Vec<&str> = self.setting.protocol.lifts.keys().map(String::as_str).collect();
        let mut rows = Vec::new();
        for part in text.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()) {
            let example = "name, day and time of each, like squat mon 18:00, overhead-press thu 18:00";
            let (mut lift, mut days, mut at, mut flags) = (Vec::new(), Vec::new(), None, String::new());
            for word in part.split_whitespace() {
                let lower = word.to_lowercase();
                if let Some(time) = time(word).filter(|_| !days.is_empty()) {
                    at = Some(time);
                } else if let Some(day) = day(word).filter(|_| !lift.is_empty()) {
                    days.push(day);
                } else if ["light", "movable"].contains(&lower.as_str()) {
                    flags.push_str(&format!(", {lower}: true"));
                } else if days.is_empty() {
                    lift.push(lower);
                } else {
                    return refused(format!("`{}` is no time of day", shown(word)), example);
                }
            }
            let name = lift.join("-");
            if !known.contains(&name.as_str()) {
                let help = match did_you_mean(&name, known.iter().copied()) {
                    Some(meant) => format!("did you mean `{meant}`?"),
                    None => format!("known are {}", known.join(", ")),
                };
                return refused(format!("there is no lift `{}`", shown(&name)), help);
            }
            let (false, Some(at)) = (days.is_empty(), at) else {
                return refused(format!("`{}` lacks its day or its time", shown(part)), example);
            };
            rows.extend(days.iter().map(|day| format!("{{lift: {name}, day: {day}, at: {}{flags}}}", quoted(&hour_minute::write(&at)))));
        }
        Ok(rows)
    }
}
