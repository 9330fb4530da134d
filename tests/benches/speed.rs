//! How long the parts of a run take, on one thread: `cargo bench`. Medians, in microseconds on the processor, so
//! that whatever else the machine does counts little.
//!
//! The time from the start of the process to files on the disk is measured from outside, for example
//! with `hyperfine 'rehinge plan profiles/extension-eased.yaml --out /tmp/plan'`.

use chrono::NaiveDate;
use cpu_time::ThreadTime;
use rehinge::follow::{self, Request, Setting};
use rehinge::log::Entry;
use rehinge::plan::file;
use rehinge::plan::{Plan, Session};
use rehinge::profile::{self, Profile};
use rehinge::protocol::Protocol;
use rehinge::render::sheet::Paper;
use rehinge::render::{calendar, sheet, terminal};
use rehinge::units::{Pain, Points};
use rehinge::{check, screen};
use std::hint::black_box;
use std::time::Duration;

const LIFTER: &str = include_str!("../../profiles/extension-eased.yaml");

/// As many loads to choose from, and as many ways to lay the days, as a profile can ask for.
const HARDEST: &str = "
age: 29
deadlift: {working_weight: 500 kg, reps: 5, last_lifted: 2026-11-14}
pain: {status: acute, now: 2, worst: 5, began: 2026-11-14}
equipment: {bars: [20 kg], plates: [25, 20, 15, 10, 5, 2.5, 1.25, 0.5, 0.25]}
preferences: {weekly_rise: 7}
schedule:
  start: 2026-11-23
  slots: [{day: mon, at: '18:00'}, {day: tue, at: '18:00'}, {day: wed, at: '18:00'}, {day: thu, at: '18:00'}, {day: fri, at: '18:00'}, {day: sat, at: '18:00'}]
  other_lifting:
    - {lift: squat, day: mon, at: '20:00', movable: true}
    - {lift: overhead-press, day: tue, at: '20:00', movable: true}
    - {lift: barbell-row, day: wed, at: '20:00', movable: true}
    - {lift: squat, day: thu, at: '20:00', movable: true}
    - {lift: overhead-press, day: fri, at: '20:00', movable: true}
";

/// How often each is done before its median is taken.
const TIMES: usize = 101;

fn main() {
    let protocol = Protocol::embedded();
    let profile = read(&protocol);
    let made = plan(&profile, &protocol);
    let text = file::plan_yaml(&made);

    println!("{:<44} {:>10} {:>10}", "", "median µs", "target µs");
    row("the protocol from its templates", None, || black_box(Protocol::embedded()).version.len());
    row("profile from its text", None, || read(&protocol).schedule.slots.len());
    row("plan", Some(1_000), || plan(&profile, &protocol).weeks.len());
    row("check", None, || check::check(&made, &protocol).findings.len());
    row("plan file", None, || file::plan_yaml(&made).len());
    row("calendar", None, || calendar::calendar(&made, calendar::Wanted::default()).map_or(0, |text| text.len()));
    // A whole clinic's plans, one after the other.
    row("100 plans to calendars", Some(100_000), || {
        (0..100).map(|_| calendar::calendar(&made, calendar::Wanted::default()).map_or(0, |text| text.len())).sum()
    });
    let whole = sheet::sheet(&made, Paper::A4);
    row(&format!("sheet, {} pages, {} KB", whole.layout.pages, whole.pdf.len() / 1000), None, || sheet::sheet(&made, Paper::A4).pdf.len());
    let (ten, short) = ten_pages(&made);
    row(&format!("sheet, 10 pages, {} KB of 120", short / 1000), Some(10_000), || sheet::sheet(&ten, Paper::A4).pdf.len());
    sheets(&made);
    row("summary", None, || terminal::summary(&made, 80).len());
    row("profile to all three outputs, in memory", Some(15_000), || {
        let made = plan(&read(&protocol), &protocol);
        file::plan_yaml(&made).len()
            + calendar::calendar(&made, calendar::Wanted::default()).map_or(0, |text| text.len())
            + sheet::sheet(&made, Paper::A4).pdf.len()
    });
    row("plan file read and checked", Some(10_000), || {
        check::check_file(&text, "plan", &protocol).map_or(0, |report| report.findings.len())
    });
    let holed = text.replace("        lumbar: heavy\n", "");
    row("plan file with holes read and checked", None, || {
        check::check_file(&holed, "plan", &protocol).map_or(0, |report| report.findings.len())
    });

    let (before, log) = lifted_to_the_last(&made, &protocol);
    let today = log.last().map_or(made.created, |last| last.date);
    row("replan, the last of a full log is new", Some(5_000), || {
        let request = Request { plan: &before, log: &log, today, now: None };
        follow::replan(&request, &protocol).map_or(0, |revised| revised.plan.weeks.len())
    });
    row("replan, a full log at once", None, || {
        let request = Request { plan: &made, log: &log, today, now: None };
        follow::replan(&request, &protocol).map_or(0, |revised| revised.plan.weeks.len())
    });

    println!("\n{:<44} {:>10} {:>10} {:>12}", "planning time by weeks", "weeks", "median µs", "µs for a week");
    for rise in [100, 80, 60, 50] {
        let mut slower = profile.clone();
        slower.preferences.weekly_rise = Points::from_tenths(rise);
        let weeks = plan(&slower, &protocol).weeks.len();
        by_weeks(&format!("rising {} points a week", Points::from_tenths(rise)), weeks, &slower, &protocol);
    }
    for weeks in [8, 16, 32, 64] {
        let mut longer = protocol.clone();
        longer.rules.aftercare.value = weeks;
        // A plan lists no week after the quarterly check, but days and loads are found for all of them.
        let planned = made.weeks.len() + (weeks - protocol.rules.aftercare.value) as usize;
        by_weeks(&format!("{weeks} weeks of aftercare"), planned, &profile, &longer);
    }
    let hardest = profile::read(HARDEST, "hardest", &protocol).expect("the profile is valid").profile;
    by_weeks("960 loads, five movable lifts, six slots", plan(&hardest, &protocol).weeks.len(), &hardest, &protocol);
}

/// Every deadlift of a plan lifted on its day, each fourth with an ache that has it repeated: the revision before the
/// last entry, and the whole log.
fn lifted_to_the_last(plan: &Plan, protocol: &Protocol) -> (Plan, Vec<Entry>) {
    let mut log: Vec<Entry> = Vec::new();
    let mut before = plan.clone();
    let mut after = plan.clone();
    loop {
        let mut sessions = after.weeks.iter().flat_map(|week| &week.sessions);
        let lifts = |session: &&Session| session.done.is_none() && session.id.is_deadlift();
        let Some(session) = sessions.find(lifts) else { return (before, log) };
        let day = session.start.date();
        let mut entry = Entry::new(session.id, day);
        entry.pain.worst = Pain::new(if log.len() % 4 == 3 { 3 } else { 1 });
        entry.pain.morning = Pain::new(0);
        entry.sets = session.work().map(|work| work.sets.iter().filter_map(|set| set.reps()).map(|reps| reps.from).collect());
        log.push(entry);
        let revised = follow::replan(&Request { plan: &after, log: &log, today: day, now: None }, protocol);
        before = std::mem::replace(&mut after, revised.expect("the log is in order").plan);
    }
}

/// The plan with as many weeks fewer as its sheet of ten pages needs, and the size of that.
fn ten_pages(plan: &Plan) -> (Plan, usize) {
    let mut shorter = plan.clone();
    loop {
        let sheet = sheet::sheet(&shorter, Paper::A4);
        if sheet.layout.pages <= 10 {
            return (shorter, sheet.pdf.len());
        }
        shorter.weeks.pop();
    }
}

/// Prints how long a hundred different sheets take, one after the other, and what memory the process holds after
/// them and after four hundred more.
fn sheets(plan: &Plan) {
    let hundred = |from: usize| -> Duration {
        let start = ThreadTime::now();
        for number in from..from + 100 {
            let mut other = plan.clone();
            other.profile.name = Some(format!("Lifter {number}"));
            other.id = format!("plan-{number}");
            black_box(sheet::sheet(&other, if number % 2 == 0 { Paper::A4 } else { Paper::Letter }));
        }
        start.elapsed()
    };
    let took = hundred(0);
    let after = resident();
    (1..5).for_each(|round| {
        hundred(round * 100);
    });
    println!("{:<44} {:>10.0} {:>10}", "100 different sheets", micros(took), 1_000_000);
    println!("memory after 100 and after 500 sheets: {after} and {} KB", resident());
}

/// Memory of this process, KB; 0 where the system does not tell.
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|rest| rest.split_whitespace().next()).and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// Prints how long a plan takes to make.
fn by_weeks(name: &str, weeks: usize, profile: &Profile, protocol: &Protocol) {
    let took = micros(median(|| plan(profile, protocol).weeks.len()));
    println!("{name:<44} {weeks:>10} {took:>10.0} {:>12.1}", took / weeks as f64);
}

fn today() -> NaiveDate {
    "2026-11-22".parse().expect("a date")
}

fn read(protocol: &Protocol) -> Profile {
    profile::read(LIFTER, "extension-eased.yaml", protocol).expect("the profile is valid").profile
}

fn plan(profile: &Profile, protocol: &Protocol) -> Plan {
    let cleared = screen::screen(profile, protocol, today()).expect("the lifter may train");
    let start = profile.schedule.start.unwrap_or_else(today);
    let setting = Setting { start, time_zone: "Europe/Berlin" };
    follow::first_plan(&cleared, protocol, setting).expect("the lifter has a plan")
}

fn row(name: &str, target: Option<u64>, run: impl FnMut() -> usize) {
    let target = target.map_or_else(|| "—".to_owned(), |target| target.to_string());
    println!("{name:<44} {:>10.0} {target:>10}", micros(median(run)));
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

/// The median time of a run; what it returns keeps it from being left out.
fn median(mut run: impl FnMut() -> usize) -> Duration {
    let mut times: Vec<Duration> = (0..TIMES)
        .map(|_| {
            let start = ThreadTime::now();
            black_box(run());
            start.elapsed()
        })
        .collect();
    times.sort();
    times[TIMES / 2]
}
