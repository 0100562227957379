//! The sample answers: readable, used, synthetic.

use serde_json::Value;

use super::synthetic::Rules;
use crate::member::Member;
use crate::problem::{Outcome, Problem, Report, plural};
use crate::tree::{Tree, extension};

/// Looks at all files under `crates/*/tests/samples`.
pub(crate) fn check(tree: &Tree) -> Outcome<Report> {
    let rules = Rules::new()?;
    let mut problems = Vec::new();
    let (mut count, mut crates) = (0, 0);
    for member in Member::crates(tree)? {
        let samples = tree.files(&format!("{}/tests/samples", member.dir));
        let places = ["src", "tests", "examples"].map(|dir| format!("{}/{dir}", member.dir));
        let readers = if samples.is_empty() { String::new() } else { readers(tree, &places)? };
        for path in &samples {
            used(path, &readers, &mut problems);
            contents(path, &tree.read(path)?, &rules, &mut problems);
        }
        count += samples.len();
        crates += usize::from(!samples.is_empty());
    }
    let counted = format!("{} in {}", plural(count, "file"), plural(crates, "crate"));
    Ok(Report::new("crates", count, counted, problems))
}

/// The Rust files that may use a crate's samples, in these folders of it and in the tests over all crates, without
/// plain comments, on one line.
pub(super) fn readers(tree: &Tree, dirs: &[String]) -> Outcome<String> {
    let mut text = String::new();
    for path in dirs.iter().map(String::as_str).chain(["tests"]).flat_map(|dir| tree.files_with(dir, &["rs"]))
    {
        for line in tree.read(&path)?.lines().filter(|line| !is_plain_comment(line)) {
            text.push_str(line.trim());
            text.push(' ');
        }
    }
    Ok(text)
}

fn is_plain_comment(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("//") && !line.starts_with("///") && !line.starts_with("//!")
}

fn used(path: &str, readers: &str, problems: &mut Vec<Problem>) {
    if !is_read(path, readers) {
        let inside = path.split_once("/tests/").map_or(path, |(_, inside)| inside);
        let todo = format!("read \"{inside}\" in a test, or delete the file");
        problems.push(Problem::new(path, 1, "no test uses this sample", todo));
    }
}

/// Somebody names the file (`connect_sms/created.json`), its folder and its name as arguments of a macro or function
/// (`connect_sms, "created.json"`), or loads the whole folder (`samples/connect_sms"`).
pub(super) fn is_read(path: &str, readers: &str) -> bool {
    let Some((_, inside)) = path.split_once("/tests/samples/") else { return false };
    let (folder, name) = inside.rsplit_once('/').unwrap_or(("", inside));
    let mut forms = vec![inside.to_owned()];
    if !folder.is_empty() {
        forms.push(format!("samples/{folder}\""));
        forms.extend(["", "\""].map(|quote| format!("{folder}{quote}, \"{name}\"")));
    }
    forms.iter().any(|form| readers.contains(form))
}

fn contents(path: &str, text: &str, rules: &Rules, problems: &mut Vec<Problem>) {
    let found = match extension(path) {
        "json" => match serde_json::from_str::<Value>(text) {
            Ok(value) => rules.in_json(&value),
            Err(error) => {
                let wrong = format!("is not JSON (column {})", error.column());
                problems.push(Problem::new(path, error.line(), wrong, "mend it, or call it .txt"));
                return;
            }
        },
        "txt" | "html" => rules.in_text(text),
        _ => {
            problems.push(Problem::new(path, 1, "is no sample", "only .json, .txt and .html belong here"));
            return;
        }
    };
    for suspect in found {
        let line = text.lines().position(|line| line.contains(&suspect.value)).map_or(1, |at| at + 1);
        let wrong = format!("{} looks like {}", suspect.value, suspect.what);
        problems.push(Problem::new(path, line, wrong, suspect.todo));
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::fixture::Fixture;

    const SAMPLE: &str = "crates/a/tests/samples/go/ok.json";

    fn fixture(reader: &str, sample: &str) -> Fixture {
        Fixture::new(&[
            ("crates/a/Cargo.toml", "[package]\nname = \"a\""),
            ("crates/a/src/lib.rs", reader),
            (SAMPLE, sample),
        ])
    }

    #[test]
    fn used_and_synthetic_is_fine() {
        for reader in [
            "/// include_str!(\"../tests/samples/go/ok.json\")",
            "read(\"tests/samples/go\")",
            "decode!(\n    go,\n    \"ok.json\")",
            "read(\"go\", \"ok.json\")",
        ] {
            assert_eq!(fixture(reader, "{\"phone\": \"+12025550143\"}").problems(check), "");
        }
        assert_eq!(check(fixture("", "1").tree()).unwrap().counted, "1 file in 1 crate");
    }

    #[test]
    fn unused_is_a_problem() {
        for reader in
            ["", "// samples/go/ok.json", "\"samples/go/other.json\"", "decode!(other, \"ok.json\")"]
        {
            assert!(fixture(reader, "1").problems(check).contains("ok.json:1: no test uses this sample"));
        }
        let elsewhere = fixture("", "1");
        elsewhere.write("tests/src/lib.rs", "read(\"a/tests/samples/go/ok.json\")");
        assert_eq!(elsewhere.problems(check), "");
    }

    #[test]
    fn unreadable_is_a_problem() {
        assert!(fixture("go/ok.json", "{\n,}").problems(check).contains("ok.json:2: is not JSON"));
        let odd = fixture("go/ok.json go/odd.xml", "1");
        odd.write("crates/a/tests/samples/go/odd.xml", "<a/>");
        assert!(odd.problems(check).contains("odd.xml:1: is no sample"));
    }

    #[test]
    fn real_data_is_a_problem() {
        let fixture = fixture("go/ok.json go/page.html", "{\n\"phone\": \"+12125551234\"\n}");
        fixture.write("crates/a/tests/samples/go/page.html", "<p>me@corp.com</p>");
        assert!(fixture.problems(check).contains("ok.json:2: +12125551234 looks like"));
        assert!(fixture.problems(check).contains("page.html:1: me@corp.com looks like"));
    }
}
