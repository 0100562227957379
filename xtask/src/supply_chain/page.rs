//! The page.

use std::fmt::Write;

use super::COMMAND;
use super::packages::{Package, TARGET};

/// The whole text of it.
pub(super) fn page(packages: &[Package], scripts: &[(&str, &str)], macros: &[(&str, &str)]) -> String {
    let mut page = format!(
        "<!-- Written by `{COMMAND}`. -->\n\n# What comes along\n\nAll packages of others below the five provider crates, with \
         their default features and `webhook`, in the versions of `Cargo.lock`, for {TARGET}: {} packages, {} of them without \
         the word `unsafe` in their code. Our own crates have none (`unsafe_code = \"forbid\"`), no build script and no macro \
         that runs code. `cargo deny` holds licences, sources and duplicates (`deny.toml`); `{COMMAND} --check` holds this page \
         and the two lists in it.\n",
        packages.len(),
        packages.iter().filter(|package| package.unsafe_words == 0).count(),
    );
    list(&mut page, "Build scripts", "They run on the machine that builds an application.", scripts);
    list(&mut page, "Macros", "So do they.", macros);
    page.push_str("\n## Packages\n\n");
    page.push_str("| Package | Version | Licence | Runs while building | `unsafe` | Below |\n|---|---|---|---|---|---|\n");
    for package in packages {
        row(&mut page, package);
    }
    page
}

fn list(page: &mut String, title: &str, intro: &str, rows: &[(&str, &str)]) {
    let _ = writeln!(page, "\n## {title}\n\n{intro}\n\n| Package | What for |\n|---|---|");
    for (name, reason) in rows {
        let _ = writeln!(page, "| {name} | {reason} |");
    }
}

fn row(page: &mut String, package: &Package) {
    let Package { name, version, licence, unsafe_words, users, .. } = package;
    let runs = match (package.build_script, package.is_macro) {
        (true, true) => "script, macro",
        (true, false) => "script",
        (false, true) => "macro",
        (false, false) => "",
    };
    let users = if users.len() == 5 {
        "all".to_owned()
    } else {
        users.iter().cloned().collect::<Vec<_>>().join(", ")
    };
    let licence = licence.replace('/', " OR ");
    let _ = writeln!(page, "| {name} | {version} | {licence} | {runs} | {unsafe_words} | {users} |");
}
