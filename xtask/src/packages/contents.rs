//! What a package holds: all that the registry and its readers ask for, and nothing else.

use std::fs;
use std::io;

use toml::{Table, Value};

use super::consumer::Consumer;
use super::members::Package;
use super::{FOLDER, pack};
use crate::member;
use crate::problem::{Problem, plural};
use crate::tree::{Tree, extension};

/// What lies at the top of a package: names, and whether it must be there. Cargo writes those of the first line.
const TOP: [(&str, bool); 8] = [
    (".cargo_vcs_info.json", false),
    ("Cargo.lock", false),
    ("Cargo.toml.orig", true),
    ("Cargo.toml", true),
    ("LICENSE-APACHE", true),
    ("LICENSE-MIT", true),
    ("README.md", true),
    ("src", true),
];
/// What the registry, and those who look there, want to know.
const KEYS: [&str; 8] = [
    "categories",
    "description",
    "documentation",
    "keywords",
    "license",
    "readme",
    "repository",
    "rust-version",
];
/// The registry takes no more keywords or categories, and no longer keywords.
const MOST: usize = 5;
const LONGEST: usize = 20;
/// Ours: half as much again as the largest has, the sandbox. The registry would take 10 MiB.
const KIB: u64 = 640;

/// What was counted in an unpacked package, and what is wrong with it.
pub(super) fn look(
    consumer: &Consumer,
    tree: &Tree,
    package: &Package,
) -> io::Result<(String, Vec<Problem>)> {
    let archive = pack::archive(tree, FOLDER, package);
    let kib = fs::metadata(archive)?.len().div_ceil(1024);
    let unpacked = Tree::at(consumer.folder_of(package));
    let files = unpacked.files("").len();
    let mut problems = Vec::new();
    let mut say = |path: &str, wrong: String, todo: &str| {
        problems.push(Problem::new(format!("{}/{path}", package.label()), 1, wrong, todo));
    };
    if kib > KIB {
        say("", format!("has {kib} KiB, more than {KIB}"), "leave out what nobody needs to build it");
    }
    holdings(&unpacked, &mut say);
    texts(&unpacked, tree, &mut say);
    match member::manifest(&unpacked, "Cargo.toml") {
        Ok(manifest) => metadata(&manifest, &mut say),
        Err(problem) => say("Cargo.toml", problem.to_string(), "mend the manifest"),
    }
    Ok((format!("{}, {kib} KiB packed", plural(files, "file")), problems))
}

type Say<'a> = dyn FnMut(&str, String, &str) + 'a;

fn holdings(unpacked: &Tree, say: &mut Say<'_>) {
    for name in unpacked.names("") {
        if !TOP.iter().any(|(known, _)| *known == name) {
            say(&name, "is in the package".to_owned(), "leave it out: `include` in [workspace.package]");
        }
    }
    for (name, _) in TOP.iter().filter(|(_, needed)| *needed) {
        if !unpacked.full(name).exists() {
            say(name, "is not in the package".to_owned(), "add it, or mend `include` in [workspace.package]");
        }
    }
    for path in unpacked.files("src").iter().filter(|path| extension(path) == "snap") {
        say(path, "is a snapshot".to_owned(), "move it to tests/");
    }
}

/// The licence texts are those of the workspace.
fn texts(unpacked: &Tree, tree: &Tree, say: &mut Say<'_>) {
    for name in ["LICENSE-APACHE", "LICENSE-MIT"] {
        if unpacked.has_file(name) && unpacked.read(name) != tree.read(name) {
            say(name, "is not the workspace's text".to_owned(), "copy it from the root of the workspace");
        }
    }
}

fn metadata(manifest: &Table, say: &mut Say<'_>) {
    let file = "Cargo.toml";
    let package = |key: &str| manifest.get("package").and_then(|package| package.get(key));
    for key in KEYS {
        let value = package(key).filter(|value| !is_empty(value));
        let list = value.and_then(Value::as_array).map_or(0, Vec::len);
        if value.is_none() {
            say(file, format!("has no `{key}`"), "add it to [package], or inherit it from the workspace");
        } else if list > MOST {
            say(file, format!("has more than {MOST} {key}"), "choose");
        }
    }
    let keywords = package("keywords").and_then(Value::as_array).into_iter().flatten();
    for keyword in keywords.filter_map(Value::as_str).filter(|keyword| !is_keyword(keyword)) {
        let todo = "at most 20 letters, digits, - and _, a letter first";
        say(file, format!("has the keyword {keyword:?}, which the registry does not take"), todo);
    }
}

fn is_empty(value: &Value) -> bool {
    value.as_str().is_some_and(str::is_empty) || value.as_array().is_some_and(Vec::is_empty)
}

fn is_keyword(word: &str) -> bool {
    let starts = word.chars().next().is_some_and(|letter| letter.is_ascii_alphabetic());
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
    starts && word.len() <= LONGEST && word.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::{KIB, TOP, look};
    use crate::fixture::Fixture;
    use crate::member;
    use crate::packages::consumer::Consumer;
    use crate::packages::members::tests::package;
    use crate::tree::Tree;

    const UNPACKED: &str = "target/packages/consumer/unpacked/a-0.1.0";
    const MANIFEST: &str = "[package]\nname = \"a\"\ncategories = [\"c\"]\ndescription = \"A\"\n\
        documentation = \"https://docs.example.com/a\"\nkeywords = [\"a\", \"b-c\"]\nlicense = \"MIT\"\n\
        readme = \"README.md\"\nrepository = \"https://example.com\"\nrust-version = \"1.85\"\n";

    fn fixture() -> Fixture {
        let fixture = Fixture::new(&[
            ("LICENSE-MIT", "MIT"),
            ("LICENSE-APACHE", "Apache"),
            ("target/packages/package/a-0.1.0.crate", "packed"),
        ]);
        let files = [
            ("Cargo.toml", MANIFEST),
            ("Cargo.toml.orig", MANIFEST),
            ("README.md", "A"),
            ("LICENSE-MIT", "MIT"),
            ("LICENSE-APACHE", "Apache"),
            ("src/lib.rs", ""),
        ];
        for (path, text) in files {
            fixture.write(&format!("{UNPACKED}/{path}"), text);
        }
        fixture
    }

    fn problems(fixture: &Fixture) -> String {
        let package = package("a", &[]);
        let consumer = Consumer::new(fixture.tree(), &[&package]).unwrap();
        let (counted, problems) = look(&consumer, fixture.tree(), &package).unwrap();
        assert!(counted.contains(" KiB packed"), "{counted}");
        problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_complete_package_is_well() {
        assert_eq!(problems(&fixture()), "");
    }

    #[test]
    fn what_is_missing_is_a_problem() {
        let fixture = fixture();
        fixture.remove(&format!("{UNPACKED}/LICENSE-MIT"));
        assert!(problems(&fixture).contains("a-0.1.0/LICENSE-MIT:1: is not in the package"));
    }

    #[test]
    fn what_does_not_belong_there_is_a_problem() {
        let fixture = fixture();
        fixture.write(&format!("{UNPACKED}/tests/samples/a.json"), "{}");
        fixture.write(&format!("{UNPACKED}/src/snapshots/a.snap"), "");
        fixture.write(&format!("{UNPACKED}/LICENSE-APACHE"), "Apache 2");
        let problems = problems(&fixture);
        assert!(problems.contains("a-0.1.0/tests:1: is in the package"), "{problems}");
        assert!(problems.contains("src/snapshots/a.snap:1: is a snapshot"), "{problems}");
        assert!(problems.contains("LICENSE-APACHE:1: is not the workspace's text"), "{problems}");
    }

    #[test]
    fn a_heavy_package_is_a_problem() {
        let fixture = fixture();
        let archive = fixture.tree().full("target/packages/package/a-0.1.0.crate");
        fs::File::create(archive).unwrap().set_len(KIB * 1024 + 1).unwrap();
        assert!(problems(&fixture).contains(&format!("has {} KiB, more than {KIB}", KIB + 1)));
    }

    #[test]
    fn incomplete_metadata_is_a_problem() {
        for (from, to, wrong) in [
            ("license = \"MIT\"", "license = \"\"", "has no `license`"),
            ("documentation", "homepage", "has no `documentation`"),
            ("\"b-c\"", "\"b\", \"c\", \"d\", \"e\", \"f\"", "has more than 5 keywords"),
            ("\"b-c\"", "\"two words\"", "the keyword \"two words\", which the registry does not take"),
        ] {
            let fixture = fixture();
            fixture.replace(&format!("{UNPACKED}/Cargo.toml"), from, to);
            let problems = problems(&fixture);
            assert!(problems.contains(wrong) && problems.lines().count() == 1, "{problems}");
        }
    }

    /// Whatever the members are told to pack has its place here, or the packages are red for everybody.
    #[test]
    fn the_workspace_packs_what_may_be_in_a_package() {
        let root = Tree::at(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."));
        let manifest = member::manifest(&root, "Cargo.toml").unwrap();
        let include = manifest["workspace"]["package"]["include"].as_array().unwrap();
        for packed in include.iter().map(|packed| packed.as_str().unwrap()) {
            let start = packed.trim_start_matches('/').trim_end_matches('*');
            let known = TOP.iter().any(|(name, _)| name.starts_with(start));
            assert!(known, "{packed} is in every package, and {TOP:?} is all that may be there");
        }
    }
}
