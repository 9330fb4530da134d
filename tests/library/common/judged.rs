//! What a schema must say of texts, written down for a validator of another maker: `tests/readers/judged.py`.

use rehinge::document::{Document, Node, Value};
use serde_json::{Value as Json, json};
use std::path::Path;

/// A schema, and texts with what it must say of each.
pub struct Judged {
    schema: Json,
    cases: Vec<Json>,
}

impl Judged {
    /// By this schema.
    pub fn by(schema: Json) -> Self {
        Judged { schema, cases: Vec::new() }
    }

    fn case(&mut self, must: &str, text: &str, value: &Json) {
        self.cases.push(json!({"must": must, "text": text, "value": value}));
    }

    /// The schema must take the text.
    pub fn takes(&mut self, text: &str) {
        let value = as_json(text).unwrap_or_else(|| panic!("no YAML:\n{text}"));
        self.case("take", text, &value);
    }

    /// The schema must refuse the text, unless it is no YAML anyway.
    pub fn refuses(&mut self, text: &str) {
        if let Some(value) = as_json(text) {
            self.case("refuse", text, &value);
        }
    }

    /// The reader refuses the text; the schema should, in all but a few such cases.
    pub fn should_refuse(&mut self, text: &str) {
        if let Some(value) = as_json(text) {
            self.case("should refuse", text, &value);
        }
    }

    /// Writes it all to a file of that name.
    pub fn write(self, name: &str) {
        assert!(!self.cases.is_empty());
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("judged");
        std::fs::create_dir_all(&folder).unwrap();
        let all = json!({"schema": self.schema, "cases": self.cases});
        std::fs::write(folder.join(format!("{name}.json")), all.to_string()).unwrap();
    }
}

/// A YAML text as an editor hands it to a schema, by the rules of YAML 1.2; nothing where it is none.
pub fn as_json(text: &str) -> Option<Json> {
    fn value(node: &Node) -> Json {
        match &node.value {
            Value::Mapping(entries) => entries.iter().map(|entry| (entry.key.clone(), value(&entry.value))).collect(),
            Value::Sequence(items) => items.iter().map(value).collect(),
            Value::Scalar { text, quoted: true } => text.as_str().into(),
            Value::Scalar { .. } if node.is_empty() => Json::Null,
            Value::Scalar { text, .. } => match text.as_str() {
                "true" | "True" | "TRUE" => true.into(),
                "false" | "False" | "FALSE" => false.into(),
                other => match (other.parse::<i64>(), other.parse::<f64>()) {
                    (Ok(whole), _) => whole.into(),
                    (_, Ok(number)) if other.contains(|c: char| c.is_ascii_digit()) => number.into(),
                    _ => other.into(),
                },
            },
        }
    }
    Document::parse(text, "").ok().map(|document| value(document.root()))
}
