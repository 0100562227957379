//! Why a provider said no, where one can find out: a sandbox keeps a journal, and a body was kept.

use serde_json::Value;
use verify_core::RawBody;

use crate::control::SandboxAddress;
use crate::output;

/// What the sandbox wrote down about the last request of this operation, without the values that were sent.
pub(super) async fn of_sandbox(sandbox: &SandboxAddress, provider: &str, operation: &str) -> Option<String> {
    let journal = sandbox.get(&format!("journal?operation={provider}.{operation}")).await.ok()?;
    let entry = journal.get("entries")?.as_array()?.last()?;
    let text = |field| entry.get(field).and_then(Value::as_str);
    let sent = format!("{} {}", text("path").unwrap_or_default(), text("body").unwrap_or_default());
    Some(without_values(text("why")?, &sent)).filter(|why| !why.is_empty())
}

/// The journal quotes what was sent, and sometimes repeats numbers of it without quotes.
fn without_values(why: &str, sent: &str) -> String {
    let parts = why.split('"').enumerate();
    parts
        .map(|(index, part)| if index % 2 == 0 { without_numbers(part, sent) } else { "“…”".to_owned() })
        .collect()
}

fn without_numbers(text: &str, sent: &str) -> String {
    let outside = |letter: char| !letter.is_ascii_alphanumeric();
    let sent: Vec<&str> = sent.split(outside).collect();
    let shown = |part: &str| {
        let word = part.trim_end_matches(outside);
        // Shorter ones say nothing about anybody.
        let is_sent =
            word.len() > 2 && word.bytes().any(|byte| byte.is_ascii_digit()) && sent.contains(&word);
        if is_sent { format!("…{}", &part[word.len()..]) } else { part.to_owned() }
    };
    let mut hidden: String = text.split_inclusive(outside).map(shown).collect();
    // A UUID is one value.
    while hidden.contains("…-…") {
        hidden = hidden.replace("…-…", "…");
    }
    hidden
}

/// Shows what the provider answered, to the person who asked for it.
pub(super) fn show_body(body: &RawBody) {
    output::talk(
        "The body of the answer follows. It may hold personal data: keep it out of logs and tickets.",
    );
    output::talk(printable(body.expose()));
    if body.is_truncated() {
        output::talk("(The answer was longer.)");
    }
}

/// As text that cannot steer a terminal.
fn printable(body: &[u8]) -> String {
    let shown =
        |letter: char| if letter.is_control() && !"\n\t".contains(letter) { '\u{fffd}' } else { letter };
    String::from_utf8_lossy(body).chars().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::{printable, without_values};

    #[test]
    fn values_are_left_out() {
        assert_eq!(without_values("There is no customer \"17\".", ""), "There is no customer “…”.");
        assert_eq!(without_values("an odd \"quote", ""), "an odd “…”");
        assert_eq!(without_values("The email is missing.", ""), "The email is missing.");
        assert_eq!(without_values("No sign-in 1700; 1 wrong.", "/1/1700/x {}"), "No sign-in …; 1 wrong.");
        assert_eq!(without_values("No user 1a2-3b4-5c6d.", "/users/1a2-3b4-5c6d"), "No user ….");
    }

    #[test]
    fn a_body_does_not_steer_the_terminal() {
        assert_eq!(printable(b"{\n\"a\": \x1b[2J\xff}"), "{\n\"a\": \u{fffd}[2J\u{fffd}}");
    }
}
