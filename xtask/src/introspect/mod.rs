//! `cargo xtask introspect`: how the schema of a server differs from ours.
//!
//! Both schemas are asked the same introspection query, ours by the executor of apollo-compiler, and what they answer is
//! compared. Order, descriptions and deprecations do not count.

mod difference;
mod fetch;
mod ours;
mod outline;
#[cfg(test)]
mod server_tests;

use std::io::{self, Write};
use std::path::PathBuf;

use serde_json::Value;

use self::difference::Difference;
use self::outline::Outline;
use crate::codegen::SCHEMA;
use crate::problem::{Outcome, Problem, plural};
use crate::tree::Tree;

/// The question to both.
const QUERY: &str = include_str!("query.graphql");

/// Where the other schema is.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The GraphQL endpoint of a server: https, or http on this machine.
    #[arg(long, required_unless_present = "file")]
    url: Option<String>,
    /// A file instead of a server: a schema (*.graphql), or a server's answer to an introspection query (*.json).
    ///
    /// For servers that refuse introspection, as providers often have it.
    #[arg(long, conflicts_with = "url")]
    file: Option<PathBuf>,
    /// A header of the request, as in `Authorization: Bearer $TOKEN`: a word that begins with `$` stands for the
    /// variable of the environment, so that no token has to be typed. Can be given several times.
    #[arg(long = "header", value_name = "NAME: VALUE", requires = "url")]
    headers: Vec<String>,
    /// Leave out what is only there, unless it must be given in a call: only what can harm our operations counts then.
    #[arg(long)]
    no_additions: bool,
}

/// Compares and prints the differences; `true` if there is none.
pub(crate) fn run(tree: &Tree, arguments: &Arguments, out: &mut dyn Write) -> io::Result<bool> {
    match both(tree, arguments) {
        Ok((ours, theirs)) => {
            let mut differences = difference::all(&ours, &theirs);
            differences.retain(|difference| !(arguments.no_additions && difference.is_harmless()));
            print(&differences, ours.len(), out)
        }
        Err(problem) => {
            writeln!(out, "{problem}")?;
            Ok(false)
        }
    }
}

fn both(tree: &Tree, arguments: &Arguments) -> Outcome<(Outline, Outline)> {
    let ours = ours::introspect(&tree.read(SCHEMA)?, SCHEMA)?;
    let (theirs, place) = match (&arguments.url, &arguments.file) {
        (Some(url), _) => (fetch::fetch(url, &arguments.headers)?, "--url"),
        (None, Some(file)) => (read(file)?, "--file"),
        (None, None) => {
            return Err(Problem::with_argument("--url", "is missing", "name a server, or a --file"));
        }
    };
    Ok((outline(&ours, SCHEMA)?, outline(&theirs, place)?))
}

/// A schema from a file, as the answer that a server with it would give.
fn read(file: &std::path::Path) -> Outcome<Value> {
    let path = file.display().to_string();
    let unreadable = |error: String| Problem::new(&path, 1, error, "name a file with a schema");
    let text = std::fs::read_to_string(file).map_err(|error| unreadable(error.to_string()))?;
    if file.extension().is_some_and(|extension| extension == "json") {
        return serde_json::from_str(&text).map_err(|error| unreadable(error.to_string()));
    }
    ours::introspect(&text, &path)
}

fn outline(answer: &Value, place: &str) -> Outcome<Outline> {
    Outline::of(answer).ok_or_else(|| {
        let todo = "look for a GraphQL endpoint that answers introspection, or compare with a --file";
        Problem::with_argument(place, fetch::why_none(answer), todo)
    })
}

fn print(differences: &[Difference], compared: usize, out: &mut dyn Write) -> io::Result<bool> {
    for difference in differences {
        writeln!(out, "  {difference}")?;
    }
    match differences.len() {
        0 => writeln!(out, "introspect: no difference, {} compared", plural(compared, "thing"))?,
        count => writeln!(out, "introspect: {}", plural(count, "difference"))?,
    }
    Ok(differences.is_empty())
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::{Arguments, run};
    use crate::codegen::SCHEMA;
    use crate::fixture::Fixture;

    const OURS: &str = "type Query { \"One thing.\" a(x: Int): String! b: B }\ntype B { c: ID }\n";

    fn compare(other: &str) -> (bool, String) {
        let fixture = Fixture::new(&[(SCHEMA, OURS), ("other.graphql", other)]);
        let file = fixture.tree().full("other.graphql");
        let (same, text) = compared(&fixture, file);
        (same, text.replace(&format!("{}", fixture.tree().root().display()), "ROOT"))
    }

    fn compared(fixture: &Fixture, file: PathBuf) -> (bool, String) {
        with(fixture, file, false)
    }

    fn with(fixture: &Fixture, file: PathBuf, no_additions: bool) -> (bool, String) {
        let arguments = Arguments { url: None, file: Some(file), headers: Vec::new(), no_additions };
        let mut out = Vec::new();
        let same = run(fixture.tree(), &arguments, &mut out).unwrap();
        (same, String::from_utf8(out).unwrap())
    }

    #[test]
    fn order_and_descriptions_do_not_count() {
        let other = "# Other words.\ntype B { c: ID }\ntype Query { b: B a(x: Int): String! }\n";
        assert_eq!(compare(other), (true, "introspect: no difference, 7 things compared\n".to_owned()));
    }

    #[test]
    fn a_difference_is_printed_and_counted() {
        let (same, text) = compare(&OURS.replace("String!", "String"));
        assert!(!same);
        assert_eq!(text, "  differs     Query.a: String! here, String there\nintrospect: 1 difference\n");
    }

    #[test]
    fn additions_can_be_left_out_but_not_demands() {
        let more =
            OURS.replace("x: Int", "x: Int, y: Int, z: Int!").replace("c: ID", "c: ID d: D") + "scalar D";
        let fixture = Fixture::new(&[(SCHEMA, OURS), ("other.graphql", &more)]);
        let file = || fixture.tree().full("other.graphql");
        assert!(compared(&fixture, file()).1.ends_with("introspect: 4 differences\n"));
        let (same, text) = with(&fixture, file(), true);
        assert!(!same);
        let demand = "  only there  Query.a(z:): Int!, which must be given\n";
        assert_eq!(text, format!("{demand}introspect: 1 difference\n"));
        fixture.replace("other.graphql", ", z: Int!", "");
        assert!(with(&fixture, file(), true).0);
    }

    #[test]
    fn an_answer_in_a_file_is_compared_too() {
        let fixture = Fixture::new(&[(SCHEMA, OURS), ("other.json", "{\"data\":{\"__schema\":null}}")]);
        let (same, text) = compared(&fixture, fixture.tree().full("other.json"));
        assert!(!same);
        assert!(text.contains("holds no schema"), "{text}");
        let answer = super::ours::introspect(OURS, SCHEMA).unwrap();
        fixture.write("other.json", &answer.to_string());
        assert!(compared(&fixture, fixture.tree().full("other.json")).0);
    }

    #[test]
    fn a_file_that_is_no_schema_is_a_problem() {
        let (same, text) = compare("type Query { a: Nothing }");
        assert!(!same);
        assert!(text.starts_with("ROOT/other.graphql:1: "), "{text}");
    }
}
