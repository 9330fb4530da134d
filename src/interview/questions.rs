//! The words of the questions.

use super::Interview;
use super::ask::{Ask, Question};
use super::choices::{EASED_BY, ERRORS, HAS, LIFT, LIMITS, MEDICINE, Options, STATUS};
use super::facts::Written;
use crate::protocol::Topic;
use crate::units::Unit;

const YES_NO_UNSURE: &str = "y, n, or ? for not sure";
const SCORE: &str = "0 is none, 10 the worst imaginable";
const DATE: &str = "like 2026-11-13, or 3 days ago";

/// What most gyms have, in a unit.
pub(super) fn usual_gym(unit: Unit) -> &'static str {
    match unit {
        Unit::Kg => "a bar of 20 kg and plates of 25, 20, 15, 10, 5, 2.5 and 1.25 kg",
        Unit::Lb => "a bar of 45 lb and plates of 45, 35, 25, 10, 5 and 2.5 lb",
    }
}

impl Interview<'_> {
    /// The same for the same question in every interview.
    pub(super) fn id(&self, ask: Ask) -> String {
        match ask {
            Ask::Sign(at) => format!("{}.{}", ask.path(), self.setting.protocol.signs[at].id),
            _ => ask.path().to_owned(),
        }
    }

    pub(super) fn question(&self, ask: Ask) -> Question {
        let (part, lead) = part(ask);
        let (text, hint) = self.words(ask);
        Question { id: self.id(ask), part, lead, advice: None, text, options: self.options(ask), hint: hint.to_owned() }
    }

    /// The unit of the working weight, once that is answered.
    pub(super) fn unit(&self) -> Unit {
        match self.facts().values.get("deadlift.working_weight") {
            Some(Written::One(weight)) if weight.to_lowercase().contains('l') => Unit::Lb,
            _ => Unit::Kg,
        }
    }

    fn options(&self, ask: Ask) -> Vec<String> {
        let words = |options: Options| options.iter().map(|(_, words)| (*words).to_owned()).collect();
        match ask {
            Ask::Signs(topic) => self.setting.of_topic(topic).iter().map(|sign| sign.says.clone()).collect(),
            Ask::Status => words(STATUS),
            Ask::Medicine => words(MEDICINE),
            Ask::EasedBy => words(EASED_BY),
            Ask::Lift => words(LIFT),
            Ask::Errors => words(ERRORS),
            Ask::Limits => words(LIMITS),
            Ask::Has => words(HAS),
            _ => Vec::new(),
        }
    }

    /// The question, and how to answer it. A table: a row for each, in the order in which they are asked.
    fn words(&self, ask: Ask) -> (String, String) {
        let said = |text: &str, hint: &str| (text.to_owned(), hint.to_owned());
        let with = |text: &str, hint: String| (text.to_owned(), hint);
        let several = "the numbers of those that are true, 3? for not sure of the third, or none";
        let unit = self.unit();
        match ask {
            Ask::Sign(at) => (format!("{}?", self.setting.protocol.signs[at].says), YES_NO_UNSURE.to_owned()),
            Ask::Signs(Topic::Legs) => said("In the legs: is any of this so?", several),
            Ask::Signs(Topic::Pain) => said("The pain itself: is any of this so?", several),
            Ask::Signs(Topic::Before) => said("Before today: is any of this so?", several),
            Ask::Signs(Topic::Health) => said("Your health otherwise: is any of this so?", several),
            Ask::Cleared => said("Has someone who can examine you done so, and cleared you to deadlift again?", "y, n"),
            Ask::ClearedBy => said("Who cleared you?", "Enter for: clinician"),
            Ask::ClearedOn => said("On which day?", "like 2026-11-13, or 3 days ago; Enter for today"),
            Ask::ClearedLoad => said("What is the most they allow on the bar?", "like 80 kg; Enter where they set no limit"),
            Ask::Page => said(
                "There is no plan without that. Shall these answers become a page to take to a clinician? It takes some more questions.",
                "y, n; Enter for y",
            ),
            Ask::Status => said("Which fits best?", "a number"),
            Ask::Worst => said("How bad was it at its worst, from 0 to 10?", SCORE),
            Ask::Now => said("How bad is it now, from 0 to 10?", SCORE),
            Ask::Morning => said("And when you get up in the morning, from 0 to 10?", "Enter to leave it out"),
            Ask::Medicine => said("Do you take painkillers, for this or for anything else?", "a number; Enter to leave it out"),
            Ask::Began => with("When did it begin?", format!("{DATE}; Enter where you do not know")),
            Ask::Episodes => said("How many times have you had it, this time included?", "Enter for 1"),
            Ask::EasedBy => said("Which movement eases it?", "a number; Enter for not sure"),
            Ask::PainFreeDays => said("For how many days in a row has nothing hurt?", "Enter for 0"),
            Ask::FullRange => said("Do you bend and turn as far as before it began?", YES_NO_UNSURE),
            Ask::Age => said("How old are you, in years?", "like 29"),
            Ask::Name => said("Your name, to be printed on the sheet?", "Enter to leave it out"),
            Ask::Weight => said(
                "What did you deadlift in your last normal working sets, before this began? Not a record.",
                "with its unit, which becomes that of the plan: 100 kg, 225 lb",
            ),
            Ask::Reps => said("For how many repetitions in each of those sets?", "Enter for 5"),
            Ask::Lift => said("Which deadlift is it?", "a number; Enter for 1"),
            Ask::LastLifted => with("When did you last deadlift?", format!("{DATE}; Enter where you do not know")),
            Ask::PerWeek => said("How many days a week do you want to deadlift, 1 or 2? The second is a light one.", "Enter for 1"),
            Ask::Slots => said("When can you train?", "like mon wed 18:00, sat 10:00; Enter for Mon, Wed and Fri at 18:00"),
            Ask::Zone => with("In which time zone?", format!("Enter for {}", self.setting.time_zone)),
            Ask::Minutes => said("How many minutes do you have for a session, 40 to 240?", "Enter for 75"),
            Ask::Wakes => {
                said("When do you get up? Shortly after that the back is treated with more care.", "like 06:30; Enter to leave it out")
            }
            Ask::Start => said("On which day shall the plan begin?", "like 2026-11-23, or tomorrow; Enter for the day on which it is made"),
            Ask::OtherLifting => {
                let lifts: Vec<&str> = self.setting.protocol.lifts.keys().map(String::as_str).collect();
                (
                    format!("What else do you lift that loads the lower back? Known are {}.", lifts.join(", ")),
                    "each with day and time, then movable where another of your times would do: squat mon 18:00, overhead-press thu 18:00 \
                     movable; Enter for nothing"
                        .to_owned(),
                )
            }
            Ask::Gym => (format!("Does your gym have {}, enough of each?", usual_gym(unit)), "y, n; Enter for y".to_owned()),
            Ask::Bar => with("Which bars are there, the one you prefer first?", format!("like 20, 15, in {unit}")),
            Ask::Plates => {
                with("Which plates are there?", format!("the weight of one, in {unit}, each size once: 20, 10, 5, 2.5"))
            }
            Ask::Dumbbells => with("Which dumbbells are there?", format!("like 5, 7.5, 10, in {unit}; Enter for none")),
            Ask::Has => said("And which of these?", "numbers; Enter for none"),
            Ask::Errors => {
                said("What goes wrong in your deadlift, as a film shows it?", "numbers; Enter for none, or where you do not know")
            }
            Ask::Limits => said("What is tight, the worst first?", "numbers; Enter for none, or where you do not know"),
            Ask::HipProblem => {
                said("Is there a problem with a hip: a pinch deep in the groin, or hips that do not turn outwards?", "y, n; Enter for n")
            }
        }
    }
}

/// The part of the interview that a question belongs to, and what to know about it.
fn part(ask: Ask) -> (&'static str, &'static str) {
    match ask {
        Ask::Sign(_) => ("Emergency signs", "Each of these would mean an emergency department, today. Not sure counts as yes."),
        Ask::Signs(_) => {
            ("Signs for a clinician", "With these, someone has to examine you before there is a plan. Not sure counts as yes.")
        }
        Ask::Cleared | Ask::ClearedBy | Ask::ClearedOn | Ask::ClearedLoad | Ask::Page => ("A clinician's word", ""),
        Ask::Status
        | Ask::Worst
        | Ask::Now
        | Ask::Morning
        | Ask::Medicine
        | Ask::Began
        | Ask::Episodes
        | Ask::EasedBy
        | Ask::PainFreeDays
        | Ask::FullRange => ("The pain", ""),
        Ask::Age | Ask::Name => ("You", ""),
        Ask::Weight | Ask::Reps | Ask::Lift | Ask::LastLifted | Ask::PerWeek => ("Your deadlift", ""),
        Ask::Slots | Ask::Zone | Ask::Minutes | Ask::Wakes | Ask::Start | Ask::OtherLifting => ("Your week", ""),
        Ask::Gym | Ask::Bar | Ask::Plates | Ask::Dumbbells | Ask::Has => ("Your gym", ""),
        Ask::Errors | Ask::Limits | Ask::HipProblem => ("Your technique", ""),
    }
}
