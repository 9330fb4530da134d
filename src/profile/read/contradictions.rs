//! Fields that are right by themselves and cannot be true together.

use crate::diagnostic::Code;
use crate::document::names::names_of;
use crate::document::reader::Reader;
use crate::profile::{PainHistory, PainStatus};
use crate::protocol::Protocol;
use crate::units::Pain;
use chrono::NaiveDate;

/// Scores, days without pain and the status.
pub fn of_pain(reader: &mut Reader, status: PainStatus, pain: &PainHistory, protocol: &Protocol) {
    let name = names_of::<PainStatus>()[status as usize];
    let tolerated = protocol.rules.pain_tolerance.value;
    for (field, score) in [("pain.now", pain.now), ("pain.morning", pain.morning)] {
        let Some(score) = score else { continue };
        if matches!(status, PainStatus::PainFree | PainStatus::Settled) && score.score() > 0 {
            let message = format!("status `{name}` says that nothing hurts now, and this says {score} of 10");
            reader.wrong(Code::Contradiction, field, message, "use `nagging` or `acute` while it still hurts");
        }
        if let Some(worst) = pain.worst.filter(|&worst| worst < score) {
            let message = format!("{score} of 10 is more than the worst, {worst}");
            reader.wrong(Code::Contradiction, field, message, format!("raise `worst` to {score}, or lower this"));
        }
        if status == PainStatus::Nagging && pain.worst.is_none() && score.score() > tolerated {
            nagging_too_much(reader, field, score, tolerated);
        }
    }
    if let Some(worst) = pain.worst {
        if status == PainStatus::Nagging && worst.score() > tolerated {
            nagging_too_much(reader, "pain.worst", worst, tolerated);
        }
        if worst.score() == 0 && status != PainStatus::PainFree {
            let message = format!("status `{name}` says that it hurts or did, and `worst` says 0 of 10");
            reader.wrong(Code::Contradiction, "pain.worst", message, "use `pain-free` where nothing ever hurt, or give the worst score");
        }
    }
    if pain.pain_free_days > 0 && pain.now.is_some_and(|now| now.score() > 0) && status != PainStatus::Settled {
        let message = format!("{} days without pain, and pain now", pain.pain_free_days);
        reader.wrong(Code::Contradiction, "pain.pain_free_days", message, "it counts the days in a row up to today: write 0");
    }
}

fn nagging_too_much(reader: &mut Reader, field: &str, score: Pain, tolerated: u8) {
    let message = format!("status `nagging` is pain of at most {tolerated} of 10, and this says {score}");
    reader.wrong(Code::Contradiction, field, message, "use `acute` for more than that, or `settled` once it is gone");
}

/// Days that come in the wrong order.
pub fn of_dates(
    reader: &mut Reader,
    pain: &PainHistory,
    last_lifted: Option<NaiveDate>,
    cleared: Option<NaiveDate>,
    start: Option<NaiveDate>,
) {
    if let Some(start) = start {
        // A clearance may be later: it is what leads on after a stop.
        for (field, date) in [("pain.began", pain.began), ("deadlift.last_lifted", last_lifted)] {
            if let Some(date) = date.filter(|&date| date > start) {
                let message = format!("{date} is after the start of the plan, {start}");
                reader.wrong(Code::Contradiction, field, message, "it lies before the plan: check both dates");
            }
        }
        if let Some(days) = pain.began.map(|began| (start - began).num_days()).filter(|&days| days >= 0)
            && i64::from(pain.pain_free_days) > days
        {
            let message = format!("{} days without pain are more than the {days} since it began", pain.pain_free_days);
            reader.wrong(Code::Contradiction, "pain.pain_free_days", message, "check it against `began`");
        }
    }
    // A start of the pain that lies after the plan's was told already.
    let began = pain.began.filter(|&began| start.is_none_or(|start| began <= start));
    if let (Some(began), Some(cleared)) = (began, cleared)
        && cleared < began
    {
        let message = format!("the clearance of {cleared} is older than this pain, which began on {began}");
        reader.wrong(
            Code::Contradiction,
            "clearance.date",
            message,
            "a clearance holds for the episode it was given in: ask for a new one",
        );
    }
}
