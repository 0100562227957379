//! One operation, one file, and everything that belongs to it.

mod evidence;
pub(crate) mod marks;
mod reading;

use std::collections::BTreeSet;

use reading::{File, Operation};

use crate::member::Member;
use crate::problem::{Outcome, Problem, Report, plural};
use crate::tree::{Tree, file_name};

/// Looks at all provider crates.
pub(crate) fn check(tree: &Tree) -> Outcome<Report> {
    let providers = Member::providers(tree)?;
    let mut problems = Vec::new();
    let mut count = 0;
    for member in &providers {
        count += of_crate(tree, member, &mut problems)?;
    }
    evidence::rows_without_crate(tree, &providers, &mut problems);
    let counted = format!("{count} in {}", plural(providers.len(), "crate"));
    Ok(Report::new("crates", count, counted, problems))
}

/// Looks at one crate; returns the number of its operations.
fn of_crate(tree: &Tree, member: &Member, problems: &mut Vec<Problem>) -> Outcome<usize> {
    let folder = format!("{}/src/endpoints", member.dir);
    let files = reading::files(tree, &format!("{}/src", member.dir))?;
    let mut names = BTreeSet::new();
    for file in &files {
        for operation in file.operations.iter().filter(|operation| operation.is_public) {
            if !names.insert(operation.name.clone()) {
                let wrong = format!("the operation {} is declared twice", operation.name);
                problems.push(Problem::new(&file.path, operation.line, wrong, "rename or delete one"));
            }
            placed(file, operation, &folder, problems);
        }
        helpers(file, problems);
        if file.is_in(&folder) {
            methods(file, problems);
        }
    }
    declared(tree, &files, &folder, problems)?;
    evidence::check(tree, member, &names, problems)?;
    marks::check(tree, member, problems)?;
    Ok(names.len())
}

/// The operation stands in the file of its name, and its docs say what it causes.
fn placed(file: &File, operation: &Operation, folder: &str, problems: &mut Vec<Problem>) {
    let own = format!("{folder}/{}.rs", operation.name);
    if file.path != own {
        let wrong = format!("the operation {} does not stand in the file of its name", operation.name);
        problems.push(Problem::new(&file.path, operation.line, wrong, format!("move it to {own}")));
    }
    if !operation.docs.contains("**Effect:**") {
        let wrong = format!("the docs of {} do not say what the call causes", operation.request);
        let todo = "add a paragraph that begins with **Effect:**";
        problems.push(Problem::new(&file.path, operation.line, wrong, todo));
    }
}

/// A private helper is another form of an operation in the same file.
fn helpers(file: &File, problems: &mut Vec<Problem>) {
    let public: Vec<_> = file.operations.iter().filter(|operation| operation.is_public).collect();
    for helper in file.operations.iter().filter(|operation| !operation.is_public) {
        if !public.iter().any(|operation| operation.name == helper.name) {
            let wrong =
                format!("{} is private, but no public request is called {}", helper.request, helper.name);
            let todo = "make it public, or give it the name of the operation that it is a form of";
            problems.push(Problem::new(&file.path, helper.line, wrong, todo));
        }
    }
}

/// `Client` has a method of the file's name, with an example that runs.
fn methods(file: &File, problems: &mut Vec<Problem>) {
    let name = file.stem();
    match file.methods.iter().find(|method| method.name == name) {
        None => {
            let wrong = format!("`impl Client` here has no `pub async fn {name}`");
            problems.push(Problem::new(
                &file.path,
                1,
                wrong,
                "add the method, so that the docs of Client list it",
            ));
        }
        Some(method) if !has_running_example(&method.docs) => {
            let wrong = format!("the docs of `{name}` have no example that runs");
            let todo = "add a code block that is not marked ignore, no_run or as another language";
            problems.push(Problem::new(&file.path, method.line, wrong, todo));
        }
        Some(_) => {}
    }
}

/// Whether a code block is opened that rustdoc compiles and runs.
fn has_running_example(docs: &str) -> bool {
    let fences = docs.lines().filter_map(|line| line.trim().strip_prefix("```"));
    fences.step_by(2).any(|info| ["", "rust"].contains(&info.trim()))
}

/// Each file in the folder has its line in `mod.rs`.
fn declared(tree: &Tree, files: &[File], folder: &str, problems: &mut Vec<Problem>) -> Outcome<()> {
    let index = format!("{folder}/mod.rs");
    let modules = reading::modules(tree, &index)?;
    for file in files.iter().filter(|file| file.is_in(folder)) {
        if !modules.contains(file.stem()) {
            let wrong = format!("has no line `mod {};`", file.stem());
            problems.push(Problem::new(
                &index,
                1,
                wrong,
                format!("add it, or delete {}", file_name(&file.path)),
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
