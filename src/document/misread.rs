//! What serde says of a file that it could not read, in the words of someone who edits it by hand.

use crate::diagnostic::{Code, Diagnostic, Place, did_you_mean, shown};
use serde_yaml::{MessageFormatter, UserMessageFormatter};

/// At most so many names are listed where one of them was meant.
const MOST_NAMED: usize = 16;

/// What is wrong with a text that serde could not read as a `kind` of file: a plan, a protocol.
pub fn misread(error: &serde_yaml::Error, text: &str, file: &str, kind: &str) -> Diagnostic {
    use serde_yaml::Error;
    let error = error.without_snippet();
    let (code, help) = match error {
        Error::SerdeUnknownField { .. } => (Code::UnknownField, "take the field out, or correct its name"),
        Error::SerdeMissingField { .. } => (Code::Missing, "put the field back"),
        Error::SerdeUnknownVariant { .. } => (Code::UnknownValue, "use one of the values that the field knows"),
        Error::DuplicateMappingKey { .. } => (Code::Repeated, "keep one of the two"),
        Error::Message { .. } | Error::SerdeInvalidType { .. } | Error::SerdeInvalidValue { .. } | Error::InvalidScalar { .. } => {
            (Code::WrongType, "write it as in a file that rehinge wrote")
        }
        _ => (Code::NotYaml, "compare with a file that rehinge wrote"),
    };
    let near = match error {
        Error::SerdeUnknownField { field, expected, .. } => Some(("field", field, expected)),
        Error::SerdeUnknownVariant { variant, expected, .. } => Some(("value", variant, expected)),
        _ => None,
    };
    let (message, help) = match near {
        Some((what, typed, expected)) => {
            let help = match did_you_mean(typed, expected.iter().copied()) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None if expected.len() <= MOST_NAMED => format!("what can stand here: {}", expected.join(", ")),
                None => help.to_owned(),
            };
            (format!("there is no {what} `{}` here", shown(typed)), help)
        }
        None => (UserMessageFormatter.format_message(error).into_owned(), help.to_owned()),
    };
    let wrong = Diagnostic::new(code, format!("this is not a {kind}: {}", message.trim_end_matches('.'))).help(help);
    match error.location().filter(|location| location.line() > 0) {
        Some(location) => wrong.place(Place::in_text(file, text, location.line() as usize, location.column() as usize)),
        None => wrong,
    }
}
