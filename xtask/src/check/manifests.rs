//! What the registry asks of a published crate, and how members depend on each other.

use toml::{Table, Value};

use crate::member::{self, Member};
use crate::problem::{Outcome, Problem, Report, plural};
use crate::tree::Tree;

const KEYS: [&str; 6] = ["description", "keywords", "categories", "license", "repository", "rust-version"];
const FILES: [&str; 3] = ["README.md", "LICENSE-MIT", "LICENSE-APACHE"];
/// The registry takes no more.
const MOST: usize = 5;

/// Looks at all manifests.
pub(crate) fn check(tree: &Tree) -> Outcome<Report> {
    let workspace = member::manifest(tree, "Cargo.toml")?;
    let members = Member::all(tree)?;
    let mut problems = Vec::new();
    for member in &members {
        dev_dependencies(tree, member, &members, &mut problems);
    }
    let published: Vec<_> = members.iter().filter(|member| member.is_published()).collect();
    for member in &published {
        metadata(tree, member, &workspace, &mut problems);
        files(tree, member, &mut problems);
    }
    let counted = format!("{}, {} published", plural(members.len(), "member"), published.len());
    Ok(Report::new("crates", published.len(), counted, problems))
}

fn metadata(tree: &Tree, member: &Member, workspace: &Table, problems: &mut Vec<Problem>) {
    for key in KEYS {
        let value = member.package(key).and_then(|value| inherited(value, key, workspace));
        let path = member.manifest_path();
        if value.is_none_or(is_empty) {
            let todo = "add it to [package], or inherit it from the workspace";
            problems.push(Problem::new(path, 1, format!("has no `{key}`"), todo));
        } else if value.and_then(Value::as_array).is_some_and(|list| list.len() > MOST) {
            let line = line_of(tree, &path, key);
            problems.push(Problem::new(path, line, format!("has more than {MOST} {key}"), "choose"));
        }
    }
}

/// The value itself, or that of the workspace for `{ workspace = true }`.
fn inherited<'a>(value: &'a Value, key: &str, workspace: &'a Table) -> Option<&'a Value> {
    if is_inherited(value) { workspace.get("workspace")?.get("package")?.get(key) } else { Some(value) }
}

fn is_inherited(value: &Value) -> bool {
    value.get("workspace").and_then(Value::as_bool) == Some(true)
}

fn is_empty(value: &Value) -> bool {
    value.as_str().is_some_and(str::is_empty) || value.as_array().is_some_and(Vec::is_empty)
}

fn files(tree: &Tree, member: &Member, problems: &mut Vec<Problem>) {
    for name in FILES {
        let path = format!("{}/{name}", member.dir);
        if !tree.has_file(&path) {
            let todo = "add it: each crate is published by itself";
            problems.push(Problem::new(path, 1, "is missing", todo));
        } else if name != "README.md" && tree.read(&path) != tree.read(name) {
            let todo = "copy it from the root of the workspace";
            problems.push(Problem::new(path, 1, "is not the workspace's text", todo));
        }
    }
}

/// A dev-dependency with a version would have to be on the registry before the crate that it tests.
fn dev_dependencies(tree: &Tree, member: &Member, members: &[Member], problems: &mut Vec<Problem>) {
    for table in dev_tables(&member.manifest) {
        for (name, value) in table {
            let package = value.get("package").and_then(Value::as_str).unwrap_or(name);
            let is_ours = members.iter().any(|member| member.name() == package);
            let path_only = value.get("path").is_some() && value.get("version").is_none();
            if is_ours && !path_only {
                let path = member.manifest_path();
                let line = line_of(tree, &path, name);
                let wrong = format!("the dev-dependency on {package} is not path-only");
                problems.push(Problem::new(path, line, wrong, format!("write {name} = {{ path = \"…\" }}")));
            }
        }
    }
}

/// `[dev-dependencies]`, also of a target.
fn dev_tables(manifest: &Table) -> impl Iterator<Item = &Table> {
    let targets = manifest.get("target").and_then(Value::as_table).into_iter().flat_map(Table::values);
    let of_targets = targets.filter_map(|target| target.get("dev-dependencies"));
    manifest.get("dev-dependencies").into_iter().chain(of_targets).filter_map(Value::as_table)
}

/// The last line that begins with this key: dev-dependencies stand below dependencies.
fn line_of(tree: &Tree, path: &str, key: &str) -> usize {
    let text = tree.read(path).unwrap_or_default();
    let is_key =
        |line: &str| line.strip_prefix(key).is_some_and(|rest| rest.starts_with([' ', '=', '.', ']']));
    text.lines().collect::<Vec<_>>().iter().rposition(|line| is_key(line)).map_or(1, |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::fixture::Fixture;

    const A: &str = "crates/a/Cargo.toml";
    const MANIFEST: &str = "[package]
name = \"a\"
description = \"A\"
keywords = [\"a\"]
categories = [\"b\"]
license.workspace = true
repository = \"https://example.com\"
rust-version = \"1.85\"

[dependencies]
b = { workspace = true }

[dev-dependencies]
b = { path = \"../b\" }
";

    fn fixture() -> Fixture {
        Fixture::new(&[
            ("Cargo.toml", "[workspace.package]\nlicense = \"MIT\"\n"),
            ("LICENSE-MIT", "MIT"),
            ("LICENSE-APACHE", "Apache"),
            (A, MANIFEST),
            ("crates/a/README.md", "A"),
            ("crates/a/LICENSE-MIT", "MIT"),
            ("crates/a/LICENSE-APACHE", "Apache"),
            ("crates/b/Cargo.toml", "[package]\nname = \"b\"\npublish = false"),
        ])
    }

    #[test]
    fn a_complete_manifest_is_fine() {
        assert_eq!(fixture().problems(check), "");
        assert_eq!(check(fixture().tree()).unwrap().counted, "2 members, 1 published");
    }

    #[test]
    fn missing_metadata_is_a_problem() {
        for (line, key) in
            [("description = \"A\"\n", "description"), ("categories = [\"b\"]\n", "categories")]
        {
            let fixture = fixture();
            fixture.replace(A, line, "");
            assert!(fixture.problems(check).contains(&format!("has no `{key}`")));
        }
        let fixture = fixture();
        fixture.replace("Cargo.toml", "license", "authors");
        assert!(fixture.problems(check).contains("has no `license`"));
    }

    #[test]
    fn too_many_keywords_are_a_problem() {
        let fixture = fixture();
        fixture.replace(A, "[\"a\"]", "[\"a\", \"b\", \"c\", \"d\", \"e\", \"f\"]");
        assert!(fixture.problems(check).contains("crates/a/Cargo.toml:4: has more than 5 keywords"));
    }

    #[test]
    fn missing_files_are_a_problem() {
        let fixture = fixture();
        fixture.remove("crates/a/LICENSE-MIT");
        assert!(fixture.problems(check).contains("crates/a/LICENSE-MIT:1: is missing"));
    }

    #[test]
    fn another_licence_text_is_a_problem() {
        let fixture = fixture();
        fixture.replace("LICENSE-APACHE", "Apache", "Apache 2");
        assert!(fixture.problems(check).contains("crates/a/LICENSE-APACHE:1: is not the workspace's text"));
    }

    #[test]
    fn dev_dependencies_with_version_are_a_problem() {
        for value in ["{ workspace = true }", "\"0.1\"", "{ path = \"../b\", version = \"0.1\" }"] {
            let fixture = fixture();
            fixture.replace(A, "{ path = \"../b\" }", value);
            assert!(
                fixture.problems(check).contains("Cargo.toml:14: the dev-dependency on b is not path-only")
            );
        }
        let fixture = fixture();
        fixture.write(A, &format!("{MANIFEST}\n[target.x.dev-dependencies]\nb.workspace = true\n"));
        assert!(fixture.problems(check).contains("Cargo.toml:17: the dev-dependency"));
    }
}
