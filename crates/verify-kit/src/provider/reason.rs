//! Why a provider said no, where one can find out: a sandbox keeps a journal, and a body was kept.

use serde_json::Value;
use verify_core::RawBody;

use crate::control::SandboxAddress;
use crate::output;
use crate::without_values::without_values;

/// What the sandbox wrote down about the last request of this operation, without the values that were sent.
pub(super) async fn of_sandbox(sandbox: &SandboxAddress, provider: &str, operation: &str) -> Option<String> {
    let journal = sandbox.get(&format!("journal?operation={provider}.{operation}")).await.ok()?;
    let entry = journal.get("entries")?.as_array()?.last()?;
    let text = |field| entry.get(field).and_then(Value::as_str);
    let sent = format!("{} {}", text("path").unwrap_or_default(), text("body").unwrap_or_default());
    Some(without_values(text("why")?, &sent)).filter(|why| !why.is_empty())
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
    use super::printable;

    #[test]
    fn a_body_does_not_steer_the_terminal() {
        assert_eq!(printable(b"{\n\"a\": \x1b[2J\xff}"), "{\n\"a\": \u{fffd}[2J\u{fffd}}");
    }
}
