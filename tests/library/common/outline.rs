//! A plan in short lines that a reader can judge: what is lifted when and why, and what becomes of everything else.
use rehinge::plan::{Because, Change, Coaching, Exercise, Instead, Lapsed, Note, Plan, Session, Set, Undone};
use rehinge::protocol::Lumbar;
use std::fmt::Write;
use std::path::PathBuf;

/// Holds a file of `tests/fixtures` to what it shows; writes it where `REHINGE_WRITE` asks for that.
///
/// Such a file says of no line that it is right, only that it is as it was: whoever changes the planner sees whose plan
/// changes, and how, and looks at it before it goes in.
pub fn compare(name: &str, suite: &str, made: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
    if std::env::var_os("REHINGE_WRITE").is_some() {
        std::fs::write(path, made).unwrap();
        return;
    }
    let stands = std::fs::read_to_string(&path).unwrap();
    let whose = |at: usize, text: &str| text.lines().take(at + 1).filter(|line| line.starts_with("# ")).last().unwrap_or("").to_owned();
    let (mut one, mut other) = (stands.lines(), made.lines());
    let mut at = 0;
    loop {
        match (one.next(), other.next()) {
            (None, None) => break,
            // Fewer were drawn.
            (Some(stands), None) if stands.starts_with("# ") => break,
            (stands, makes) if stands == makes => at += 1,
            (stands, makes) => panic!(
                "{name}, line {}, of {}\n  stands: {}\n  made:   {}\nwhere that is meant: REHINGE_WRITE=1 cargo test --test library {suite}::, and look at the difference",
                at + 1,
                whose(at, made),
                stands.unwrap_or("(nothing)"),
                makes.unwrap_or("(nothing)")
            ),
        }
    }
}

/// A profile's text on one line.
pub fn in_one_line(profile: &str) -> String {
    profile.lines().map(str::trim).collect::<Vec<_>>().join(" | ")
}

/// The plan.
pub fn of(plan: &Plan) -> String {
    let mut out = String::new();
    let summary = &plan.summary;
    let back = summary.returns_on.map_or("never".to_owned(), |day| day.to_string());
    writeln!(
        out,
        "{:?} {:?}: {} to {}, {} loading weeks, back on {back}",
        plan.verdict, summary.track, summary.working_weight, summary.top_load, summary.loading_weeks
    )
    .unwrap();
    for span in &summary.phases {
        let gates = [span.entry.join(" "), span.exit.join(" ")].join(" | ");
        writeln!(out, "{:?} {} to {}: {} | {gates}", span.phase, span.from, span.to, rules(&span.because)).unwrap();
    }
    notes(&mut out, "note", &summary.notes);
    writeln!(out, "coaching {}", coaching(&plan.coaching)).unwrap();
    // What is done in the same way on many days is said once, and has a letter from then on.
    let mut known: Vec<String> = Vec::new();
    let mut lettered = |out: &mut String, what: String| match known.iter().position(|other| *other == what) {
        Some(at) => letter(at),
        None => {
            writeln!(out, "  {} = {what}", letter(known.len())).unwrap();
            known.push(what);
            letter(known.len() - 1)
        }
    };
    for week in &plan.weeks {
        let load = week.deadlift.as_ref().map_or("no load".to_owned(), |it| format!("{}, {} %", it.load, it.percent));
        let deload = if week.is_deload() { ", deload" } else { "" };
        let why = week.deadlift.as_ref().map_or(String::new(), |it| format!(": {}", rules(&it.because)));
        writeln!(out, "week {}, {}, {load}{deload}{why}", week.week, week.starts).unwrap();
        let mut light = Vec::new();
        for session in &week.sessions {
            let usual = lettered(&mut out, usual(session));
            let start = session.start.format("%a %d %H:%M");
            let lumbar = if session.lumbar == Lumbar::None { String::new() } else { format!(" {:?}", session.lumbar) };
            let line = format!("{start} {} {}{lumbar} {usual}", session.id, session.minutes);
            match particular(session) {
                // Which phase it is of is known from its day.
                none if none.is_empty() => light.push(line.replace("pain-resolution-", "").replace("movement-", "")),
                what => writeln!(out, "  {line}: {what}").unwrap(),
            }
        }
        if !light.is_empty() {
            writeln!(out, "  {}", light.join("; ")).unwrap();
        }
        let own: Vec<String> =
            week.own.iter().map(|own| format!("{} {} {:?}", own.start.format("%a %d %H:%M"), own.lifts.join("+"), own.lumbar)).collect();
        if !own.is_empty() {
            writeln!(out, "  own {}", own.join("; ")).unwrap();
        }
    }
    for change in &plan.changes {
        writeln!(out, "own {}", changed(change)).unwrap();
    }
    for revision in &plan.revisions {
        writeln!(out, "revision {} of {}", revision.revision, revision.made).unwrap();
        notes(&mut out, "  ", &revision.changes);
        for Undone { since, note } in &revision.undone {
            notes(&mut out, &format!("   undone on {since}:"), std::slice::from_ref(note));
        }
    }
    if let Some(stop) = &plan.stopped {
        writeln!(out, "stopped on {}", stop.on).unwrap();
        notes(&mut out, "  ", &stop.reasons);
    }
    let dropped: Vec<String> = plan.dropped.iter().map(|dropped| dropped.id.to_string()).collect();
    if !dropped.is_empty() {
        writeln!(out, "dropped {}", dropped.join(" ")).unwrap();
    }
    for Lapsed { id, on, load, .. } in &plan.lapsed {
        writeln!(out, "lapsed {id} of {on}: {load}").unwrap();
    }
    out
}

fn rules(because: &Because) -> String {
    because.rules().iter().map(|rule| rule.id()).collect::<Vec<_>>().join(" ")
}

/// Sentences with a number in them; of the others only which rule they are of.
fn notes(out: &mut String, title: &str, notes: &[Note]) {
    let (says, others): (Vec<&Note>, Vec<&Note>) = notes.iter().partition(|note| note.says.contains(|c: char| c.is_ascii_digit()));
    for note in says {
        writeln!(out, "{title} {} ({})", note.says, rules(&note.because)).unwrap();
    }
    if !others.is_empty() {
        writeln!(out, "{title} of {}", others.iter().map(|note| rules(&note.because)).collect::<Vec<_>>().join(", ")).unwrap();
    }
}

fn coaching(says: &Coaching) -> String {
    let lists = [&says.setup, &says.errors, &says.emergency].map(|lines| lines.join(" "));
    let lines =
        [&says.breathing, &says.grip, &says.belt, &says.stop_set, &says.stop_session, &says.stop_plan, &says.after, &says.disclaimer];
    let extras = says.habits.iter().chain(&says.extras).map(|note| format!("{} ({})", note.says, rules(&note.because)));
    let rest = format!("{} s of rest, {}", says.rest_seconds, rules(&says.because));
    let all = lists.into_iter().chain(lines.into_iter().cloned()).chain(extras).chain([rest]);
    all.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" | ")
}

fn letter(at: usize) -> String {
    let last = char::from(b'A' + (at % 26) as u8);
    if at < 26 { last.to_string() } else { format!("{}{last}", char::from(b'A' + (at / 26 - 1) as u8)) }
}

fn is_usual(exercise: &Exercise) -> bool {
    exercise.sets.iter().all(|set| set.load().is_none())
}

/// Everything without a load.
fn usual(session: &Session) -> String {
    session.exercises.iter().filter(|it| is_usual(it)).map(exercise).collect::<Vec<_>>().join("; ")
}

/// What is particular to this day.
fn particular(session: &Session) -> String {
    let mut parts: Vec<String> = session.exercises.iter().filter(|it| !is_usual(it)).map(exercise).collect();
    parts.extend(session.film.map(|film| format!("film set {} {:?}", film.set, film.angle)));
    parts.extend(session.notes.iter().map(|note| format!("\"{}\"", note.says)));
    parts.extend(session.done.as_ref().map(|done| {
        let load: Vec<String> = done.load.iter().map(ToString::to_string).collect();
        format!(
            "done {} sets {:?} cut {:?} worst {:?}",
            load.join("+"),
            done.sets.as_deref().unwrap_or(&[]),
            done.cut_short.as_ref().map(rehinge::log::CutShort::count),
            done.pain.worst
        )
    }));
    parts.extend(session.outcome.as_ref().map(|outcome| format!("=> {:?}", outcome.response)));
    let next: Vec<String> = session
        .next_time
        .iter()
        .map(|next| {
            let load = next.load.map_or(String::new(), |load| format!(" {load}"));
            format!("{:?}{load}{}", next.response, next.sets.map_or(String::new(), |sets| format!(" ×{sets}")))
        })
        .collect();
    if !next.is_empty() {
        parts.push(format!("next {}", next.join(", ")));
    }
    parts.join("; ")
}

fn exercise(exercise: &Exercise) -> String {
    let mut runs: Vec<(String, u32)> = Vec::new();
    for set in exercise.sets.iter().map(set) {
        match runs.last_mut() {
            Some((last, times)) if *last == set => *times += 1,
            _ => runs.push((set, 1)),
        }
    }
    let sets: Vec<String> = runs.into_iter().map(|(set, times)| if times == 1 { set } else { format!("{times} of {set}") }).collect();
    let note = exercise.note.as_ref().map_or(String::new(), |note| format!(" \"{note}\""));
    format!("{} {}{note}", exercise.exercise, sets.join(", ")).trim_end().to_owned()
}

fn set(set: &Set) -> String {
    let reps = set.reps().map(|reps| reps.up_to.map_or(format!("×{}", reps.from), |to| format!("×{}–{to}", reps.from)));
    let time = match set {
        Set::Held { seconds, .. } => Some(format!("{seconds} s")),
        Set::Timed { minutes, .. } => Some(format!("{minutes} min")),
        Set::Barbell { .. } | Set::Counted { .. } => None,
    };
    let side = set.each_side().then(|| "each side".to_owned());
    [set.load().map(|load| load.to_string()), reps, time, side].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn changed(change: &Change) -> String {
    let instead = match &change.instead {
        Instead::Pause => "pauses".to_owned(),
        Instead::Move { to } => format!("moves to {to:?}"),
        Instead::Lighten { volume, load, or } => format!("is lighter by {volume} and {load}, or {}", or.join(", ")),
    };
    format!(
        "{} {} {} to {} {instead}: {} ({})",
        change.lifts.join("+"),
        change.usually,
        change.from,
        change.to,
        change.reason,
        rules(&change.because)
    )
}
