mod common;
#[path = "common/history.rs"]
mod history;
use common::*;
use rehinge::adapt::{self, Request};
use rehinge::log::Entry;
#[test]
fn tell() {
    let text = std::fs::read_to_string("/tmp/story.txt").unwrap();
    let (profile, rest) = text.split_once("\n---\n").unwrap();
    let last: Option<chrono::NaiveDate> = std::env::var("TODAY").ok().and_then(|t| t.parse().ok());
    let mut plan = Lifter::of(profile).plan();
    println!("0: {}", history::coming(&plan));
    let mut log: Vec<Entry> = vec![];
    let lines: Vec<&str> = rest.lines().filter(|l| l.starts_with('{')).collect();
    for (i, l) in lines.iter().enumerate() {
        let mut today = plan.created;
        if let Some(d) = l.strip_prefix("{\"asked\":\"") {
            today = d[..10].parse().unwrap();
        } else {
            log.push(serde_json::from_str(l).unwrap());
        }
        today = log.iter().map(|e| e.date).max().unwrap_or(today).max(today);
        if i + 1 == lines.len() {
            if let Some(t) = last {
                today = today.max(t);
            }
        }
        match adapt::replan(&Request { plan: &plan, log: &log, today, schedule: None }, &PROTOCOL) {
            Err(w) => println!("{i} ERR {}", w[0]),
            Ok(r) => {
                plan = r.plan;
                println!(
                    "{i} {today} {l}\n   -> {} | ret {:?} lw {}",
                    history::coming(&plan),
                    plan.summary.returns_on,
                    plan.summary.loading_weeks
                );
                for s in &plan.summary.phases {
                    print!(" {:?} {}..{};", s.phase, s.from, s.to);
                }
                println!();
                if let Some(r) = plan.revisions.last() {
                    for c in &r.changes {
                        println!("      - {}", c.says);
                    }
                }
                for f in
                    rehinge::check::check(&plan, &PROTOCOL).findings.iter().filter(|f| f.severity == rehinge::check::Severity::Violation)
                {
                    println!("      ! {f}");
                }
            }
        }
    }
    if std::env::var("WEEKS").is_ok() {
        for w in &plan.weeks {
            println!("W{} {} load {:?} D{} phases {:?}", w.week, w.starts, w.load.map(|l| l.to_string()), w.deload, w.phases);
            for s in &w.sessions {
                println!("     {} {} {:?} {} done={}", s.id, s.start, s.lumbar, s.exercises.len(), s.done.is_some());
            }
            for o in &w.own {
                println!("     own {:?} {} {:?}", o.lifts, o.start, o.lumbar);
            }
        }
        for c in &plan.changes {
            println!("  change {:?} {} {}..{} {:?}", c.lifts, c.usually, c.from, c.to, c.instead);
        }
    }
}
