//! Files in the workspace's format.

use std::io::{self, Write};
use std::process::{Command, Stdio};

use crate::problem::{Outcome, Problem};
use crate::tree::Tree;

/// The text as rustfmt writes it, with the workspace's settings; `path` is where it will stand.
pub(crate) fn rustfmt(tree: &Tree, path: &str, text: &str) -> Outcome<String> {
    let problem = |wrong: String| {
        Problem::new(path, 1, wrong, "install rustfmt, or mend the file; nothing was written")
    };
    let output = formatted(tree, text).map_err(|error| problem(format!("rustfmt does not run: {error}")))?;
    output.map_err(|complaint| problem(format!("rustfmt refuses it: {}", first_line(&complaint))))
}

/// What rustfmt says: the text, or its complaint. Reading from a pipe, it leaves other files alone.
fn formatted(tree: &Tree, text: &str) -> io::Result<Result<String, String>> {
    let mut command = Command::new("rustfmt");
    command.args(["--edition", "2024"]).current_dir(tree.root());
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    // It reads everything before it writes. Dropping the pipe ends its input.
    if let Some(mut input) = child.stdin.take() {
        input.write_all(text.as_bytes())?;
    }
    let output = child.wait_with_output()?;
    let said = |bytes: Vec<u8>| String::from_utf8(bytes).map_err(io::Error::other);
    Ok(if output.status.success() { Ok(said(output.stdout)?) } else { Err(said(output.stderr)?) })
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or("it does not say why")
}

#[cfg(test)]
mod tests {
    use super::rustfmt;
    use crate::fixture::Fixture;

    #[test]
    fn formats_with_the_settings_of_the_workspace() {
        let fixture = Fixture::new(&[("rustfmt.toml", "max_width = 40\n")]);
        let text = "mod b;\nmod a;\npub use a::{Bbbbbbbbbb, Aaaaaaaaaa, Cccccc};";
        let formatted = rustfmt(fixture.tree(), "a.rs", text).unwrap();
        assert_eq!(formatted, "mod a;\nmod b;\npub use a::{\n    Aaaaaaaaaa, Bbbbbbbbbb, Cccccc,\n};\n");
    }

    #[test]
    fn what_is_not_rust_is_a_problem() {
        let fixture = Fixture::new(&[]);
        let problem = rustfmt(fixture.tree(), "a/b.rs", "fn (").unwrap_err();
        assert!(problem.to_string().starts_with("a/b.rs:1: rustfmt refuses it: "), "{problem}");
    }
}
