//! Footnotes: which rules a page cites, by numbers that lead to the reasons on the last page.

use crate::plan::{Because, Plan};
use crate::protocol::{RuleId, RuleText, Source};
use crate::words::list;

/// Footnotes, numbered as they are first met.
#[derive(Debug, Default)]
pub(super) struct Footnotes {
    order: Vec<RuleId>,
}

impl Footnotes {
    /// The numbers of these reasons: `1,4`.
    pub(super) fn of(&mut self, because: &Because) -> String {
        self.of_all([because])
    }

    /// The numbers of several reasons together, in rising order: `4,12,32–39`.
    pub(super) fn of_all<'a>(&mut self, reasons: impl IntoIterator<Item = &'a Because>) -> String {
        let mut numbers: Vec<usize> = reasons.into_iter().flat_map(Because::rules).map(|rule| self.number(*rule)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let in_a_row = |pair: &usize, next: &usize| pair + 1 == *next;
        let runs = numbers.chunk_by(in_a_row).map(|run| match run {
            [first, _, .., last] => format!("{first}–{last}"),
            few => list(few, ","),
        });
        list(runs, ",")
    }

    fn number(&mut self, rule: RuleId) -> usize {
        let at = self.order.iter().position(|known| *known == rule).unwrap_or_else(|| {
            self.order.push(rule);
            self.order.len() - 1
        });
        at + 1
    }

    /// Every reason in the order of its number, and no more of where it comes from than the section, or that it
    /// was judged.
    pub(super) fn short(&self, plan: &Plan) -> Vec<(String, String)> {
        let source = |text: &RuleText| match (text.source, &text.section) {
            (_, Some(section)) => format!("Article, “{section}”"),
            (Source::Judgement, None) => "Judgement".to_owned(),
            (Source::Article, None) => String::new(),
        };
        let one = |rule: &RuleId| match plan.rules.get(rule) {
            Some(text) => (text.says.clone(), source(text)),
            None => (rule.id().to_owned(), String::new()),
        };
        self.order.iter().map(one).collect()
    }

    /// Every reason in the order of its number: the rule, and where it comes from.
    pub(super) fn texts(&self, plan: &Plan) -> Vec<(String, String)> {
        self.order
            .iter()
            .map(|rule| match plan.rules.get(rule) {
                Some(text) => {
                    let section = text.section.as_deref().map(|section| format!("Article, “{section}”"));
                    let reason = text.reason.clone().map(|reason| match text.source {
                        Source::Judgement => format!("Judgement: {reason}"),
                        Source::Article => reason,
                    });
                    (text.says.clone(), list(section.into_iter().chain(reason), ". "))
                }
                // A plan edited by hand may have lost the text: the reason keeps its name.
                None => (rule.id().to_owned(), String::new()),
            })
            .collect()
    }
}
