//! The inventory of the source article: complete, and true of what the templates say.

use rehinge::protocol::{Protocol, RuleId};

#[test]
fn the_templates_load_and_every_rule_has_a_citation() {
    let protocol = Protocol::embedded();
    for &rule in RuleId::ALL {
        let text = protocol.rules.text(rule);
        assert!(text.section.is_some() || text.reason.is_some(), "`{}` cites nothing", rule.id());
    }
}
