//! The page for a clinician that a `refer` verdict comes with.

use super::sheet::layout::{Cell, Flow, Lead, ROW, Row, Strip, WRITE};
use super::sheet::pdf::{self, About};
use super::sheet::text::{GREY, Text};
use super::sheet::tied;
use super::sheet::{Paper, Sheet};
use crate::screen::Referral;

/// Prints a referral: one page, or as many as its answers need.
pub fn referral(referral: &Referral, paper: Paper) -> Sheet {
    let created = tied::date(referral.created);
    let mut flow = Flow::new(paper, &format!("Referral summary, {created}"), "told by the lifter, no diagnosis");
    flow.fitted(|flow| lay_out(flow, referral, &created));
    flow.finish();
    let title = match &referral.name {
        Some(name) => format!("Referral summary: {name}"),
        None => "Referral summary".to_owned(),
    };
    let id = format!("referral {} {}", referral.created, referral.name.as_deref().unwrap_or_default());
    pdf::write(paper, flow, &About { title: &title, created: referral.created, id: &id })
}

fn lay_out(flow: &mut Flow, referral: &Referral, created: &str) {
    let width = flow.width();
    flow.page("Referral summary");
    let mut head = flow.lines(&Text::heavy("Referral summary", 20.0), width);
    let who = match &referral.name {
        Some(name) => format!("{name} · {created}"),
        None => created.to_owned(),
    };
    head.extend(flow.lines(&Text::sized(who, 12.0).grey(GREY), width));
    head.push(Strip::space(6.0));
    head.extend(flow.lines(&Text::body(referral.lead.clone()), width));
    flow.put(head);
    for part in &referral.parts {
        let mut strips = flow.heading(part.title.clone(), width);
        let labelled = part.rows.iter().any(|(label, _)| !label.trim().is_empty());
        if labelled {
            let rows = part
                .rows
                .iter()
                .map(|(label, text)| Row {
                    cells: vec![Cell::Left(Text::body(label.clone()).grey(GREY)), Cell::Left(Text::body(text.clone()))],
                    // A blank is filled in with a pen.
                    height: if text.contains("___") { WRITE } else { ROW },
                    shaded: false,
                })
                .collect();
            strips.extend(flow.table(&[width * 0.3, width * 0.7], Vec::new(), rows));
        } else {
            let entries: Vec<_> = part.rows.iter().map(|(_, text)| (Lead::Dash, Text::body(text.clone()))).collect();
            strips.extend(flow.list(&entries, width));
        }
        flow.put(strips);
    }
    let mut last = vec![Strip::space(10.0)];
    last.extend(flow.lines(&Text::small(referral.disclaimer.clone()), width));
    flow.put(last);
}
