//! Each public type has a row in the leak tests.

use std::collections::BTreeSet;

use proc_macro2::Delimiter;

use crate::member::Member;
use crate::problem::{Outcome, Problem, Report, plural};
use crate::rust::Source;
use crate::rust::search::{Found, calls_with_text, each_level, fields_with_text, group, has_path, is_ident};
use crate::rust::types::public_types;
use crate::tree::Tree;

/// The crates beside the providers whose types applications hold.
const SHARED: [&str; 3] = ["crates/verify-core", "crates/verify-testkit", "crates/verify-values"];

/// Where the rows of all crates come together.
const LIST: &str = "tests/src/canaries/mod.rs";

/// Compares the public types with the calls `row("Type", …)` in `tests/src/canaries/<crate>.rs`.
pub(crate) fn check(tree: &Tree) -> Outcome<Report> {
    let providers: Vec<_> = Member::providers(tree)?.into_iter().map(|member| member.dir).collect();
    let watched = |member: &Member| SHARED.contains(&member.dir.as_str()) || providers.contains(&member.dir);
    let mut problems = Vec::new();
    let (mut types, mut crates) = (0, 0);
    for member in Member::crates(tree)?.iter().filter(|member| watched(member)) {
        types += of_crate(tree, member, &mut problems)?;
        crates += 1;
    }
    let counted = format!("{} in {}", plural(types, "public type"), plural(crates, "crate"));
    Ok(Report::new("crates", types, counted, problems))
}

/// Looks at one crate; returns the number of its types.
fn of_crate(tree: &Tree, member: &Member, problems: &mut Vec<Problem>) -> Outcome<usize> {
    let mut sources = Source::read_all(tree, &format!("{}/src", member.dir))?;
    // Applications do not hold what is generated: the module is private.
    sources.retain(|source| !source.path.starts_with(&format!("{}/src/generated/", member.dir)));
    let types = public_types(&sources)?;
    let rows_path = format!("tests/src/canaries/{}.rs", member.rust_name());
    let Some(rows) = rows(tree, &rows_path)? else {
        let todo = format!("create it with a row for each of {}", plural(types.len(), "public type"));
        problems.push(Problem::new(rows_path, 1, "is missing", todo));
        return Ok(types.len());
    };
    if !has_path(&Source::read(tree, LIST)?.tokens, &member.rust_name(), "rows") {
        let wrong = format!("does not include the rows of {}", member.name());
        let todo = format!("declare the module, and list {}::rows() in all()", member.rust_name());
        problems.push(Problem::new(LIST, 1, wrong, todo));
    }
    let mut names = BTreeSet::new();
    for (path, found) in &types {
        if !names.insert(found.text.as_str()) {
            let wrong = format!("a second public type is called {}", found.text);
            problems.push(Problem::new(path, found.line, wrong, "rename it: one row cannot stand for two"));
        } else if !rows.iter().any(|(_, row)| row.text == found.text) {
            let wrong = format!("the public type {} has no canary row", found.text);
            let todo = format!("add row(\"{}\", …) to {rows_path}", found.text);
            problems.push(Problem::new(path, found.line, wrong, todo));
        }
    }
    for (path, row) in rows.iter().filter(|(_, row)| !names.contains(row.text.as_str())) {
        let wrong = format!("row for {}, which is no public type of {}", row.text, member.name());
        problems.push(Problem::new(path, row.line, wrong, "rename or delete the row"));
    }
    Ok(types.len())
}

/// The rows of a file and of those in the folder of its name, if there is such a file: `row("Type", …)`, or `Row { name: "Type", … }` in full.
fn rows(tree: &Tree, path: &str) -> Outcome<Option<Vec<(String, Found)>>> {
    if !tree.has_file(path) {
        return Ok(None);
    }
    let mut found = Vec::new();
    for source in
        [Source::read(tree, path)?].iter().chain(&Source::read_all(tree, path.trim_end_matches(".rs"))?)
    {
        found.extend(rows_of(source).into_iter().map(|row| (source.path.clone(), row)));
    }
    Ok(Some(found))
}

fn rows_of(source: &Source) -> Vec<Found> {
    let mut found = calls_with_text(&source.tokens, "row");
    each_level(&source.tokens, &mut |level| {
        for pair in level.windows(2).filter(|pair| is_ident(pair.first(), "Row")) {
            let fields = group(pair.get(1), Delimiter::Brace);
            found.extend(fields.into_iter().flat_map(|fields| fields_with_text(&fields.stream(), "name")));
        }
    });
    found
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::fixture::Fixture;

    fn fixture() -> Fixture {
        Fixture::new(&[
            ("crates/verify-core/Cargo.toml", "[package]\nname = \"verify-core\""),
            ("crates/verify-core/src/lib.rs", "pub struct A; answer! { pub struct B { } }"),
            ("crates/other/Cargo.toml", "[package]\nname = \"other\""),
            ("crates/other/src/lib.rs", "pub struct NotWatched;"),
            ("tests/src/canaries/verify_core.rs", "fn all() { row(\"A\", a()); row(\"B\", b()); }"),
            (
                "tests/src/canaries/mod.rs",
                "mod verify_core; fn all() { vec![(\"verify-core\", verify_core::rows())] }",
            ),
        ])
    }

    #[test]
    fn complete_rows_are_fine() {
        assert_eq!(fixture().problems(check), "");
        assert_eq!(check(fixture().tree()).unwrap().counted, "2 public types in 1 crate");
    }

    #[test]
    fn a_type_without_row_is_a_problem() {
        let fixture = fixture();
        fixture.replace("tests/src/canaries/verify_core.rs", "row(\"B\", b());", "// row(\"B\", b());\n");
        assert!(
            fixture.problems(check).starts_with("crates/verify-core/src/lib.rs:1: the public type B has no")
        );
    }

    #[test]
    fn rows_that_nobody_includes_are_a_problem() {
        let fixture = fixture();
        fixture.replace("tests/src/canaries/mod.rs", "verify_core::rows()", "other::rows()");
        let told = fixture.problems(check);
        assert!(
            told.starts_with("tests/src/canaries/mod.rs:1: does not include the rows of verify-core"),
            "{told}"
        );
    }

    #[test]
    fn generated_types_need_no_row() {
        let fixture = fixture();
        fixture.write("crates/verify-core/src/generated/c.rs", "pub struct C; pub struct A;");
        assert_eq!(fixture.problems(check), "");
        fixture.write("crates/verify-core/src/generator.rs", "pub struct D;");
        assert!(fixture.problems(check).contains("the public type D has no canary row"));
    }

    #[test]
    fn a_row_written_in_full_counts() {
        let fixture = fixture();
        fixture.replace(
            "tests/src/canaries/verify_core.rs",
            "row(\"B\", b())",
            "Row { name: \"B\", printed }",
        );
        assert_eq!(fixture.problems(check), "");
        fixture.replace("tests/src/canaries/verify_core.rs", "Row {", "Other {");
        assert!(fixture.problems(check).contains("the public type B has no canary row"));
    }

    #[test]
    fn rows_can_stand_in_a_folder() {
        let fixture = fixture();
        fixture.replace("tests/src/canaries/verify_core.rs", "row(\"B\", b());", "");
        fixture.write("tests/src/canaries/verify_core/more.rs", "fn more() { row(\"B\", b()); }");
        assert_eq!(fixture.problems(check), "");
        fixture.write(
            "tests/src/canaries/verify_core/more.rs",
            "\nfn more() { row(\"C\", c()); row(\"B\", b()); }",
        );
        assert!(fixture.problems(check).starts_with("tests/src/canaries/verify_core/more.rs:2: row for C"));
    }

    #[test]
    fn a_row_without_type_is_a_problem() {
        let fixture = fixture();
        fixture.replace("crates/verify-core/src/lib.rs", "pub struct A;", "pub(crate) struct A;");
        assert!(fixture.problems(check).contains("row for A, which is no public type of verify-core"));
    }

    #[test]
    fn one_name_for_two_types_is_a_problem() {
        let fixture = fixture();
        fixture.write("crates/verify-core/src/a.rs", "pub enum A {}");
        assert!(fixture.problems(check).contains("a second public type is called A"));
    }

    #[test]
    fn a_missing_file_of_rows_is_a_problem() {
        let fixture = fixture();
        fixture.remove("tests/src/canaries/verify_core.rs");
        assert!(
            fixture.problems(check).contains("tests/src/canaries/verify_core.rs:1: is missing → create it")
        );
        assert_eq!(fixture.problems(check).lines().count(), 1);
    }
}
