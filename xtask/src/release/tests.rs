//! The train on a small workspace with a git repository of its own.

mod semver;

use std::cell::RefCell;
use std::path::PathBuf;
use std::process::Command;

use clap::Parser;

use self::semver::semver;
use super::git::here;
use super::train::{Means, Train};
use super::{Arguments, day, today};
use crate::fixture::Fixture;

const ROOT: &str = "[workspace]\nresolver = \"3\"\nmembers = [\"crates/*\"]\n\n[workspace.package]\nversion = \"0.1.0\"\n\n\
    [workspace.dependencies]\nsome-core = { path = \"crates/some-core\", version = \"0.1.0\" }\n";
const CHANGELOG: &str = "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- `some-core`: it is there.\n";
const LOCK: &str = "version = 4\n\n[[package]]\nname = \"some-api\"\nversion = \"0.1.0\"\ndependencies = [\n \"some-core\",\n]\n\n\
    [[package]]\nname = \"some-core\"\nversion = \"0.1.0\"\n";

/// A workspace of two crates, committed on main.
fn fixture() -> Fixture {
    let member = |name: &str, more: &str| {
        format!(
            "[package]\nname = \"{name}\"\nversion.workspace = true\nedition = \"2024\"\n\
             repository = \"https://git.invalid/some\"\n{more}"
        )
    };
    let fixture = Fixture::new(&[
        ("Cargo.toml", ROOT),
        ("Cargo.lock", LOCK),
        ("CHANGELOG.md", CHANGELOG),
        ("README.md", "some-api = \"0.1\"\n"),
        ("crates/some-api/Cargo.toml", &member("some-api", "\n[dependencies]\nsome-core.workspace = true\n")),
        ("crates/some-api/src/lib.rs", ""),
        ("crates/some-core/Cargo.toml", &member("some-core", "")),
        ("crates/some-core/src/lib.rs", ""),
    ]);
    git(&fixture, &["init", "--quiet", "--initial-branch", "main"]);
    git(&fixture, &["config", "user.name", "Ada"]);
    git(&fixture, &["config", "user.email", "ada@example.com"]);
    commit(&fixture);
    fixture
}

fn git(fixture: &Fixture, arguments: &[&str]) -> String {
    let mut command = here(fixture.tree().root());
    command.args(["-c", "commit.gpgsign=false", "-c", "tag.gpgsign=false"]);
    let output = command.args(arguments).output().unwrap();
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

fn commit(fixture: &Fixture) {
    git(fixture, &["add", "--all"]);
    git(fixture, &["commit", "--quiet", "--message", "Work"]);
}

/// Version 0.1.0 as it is after its release, with this in Unreleased.
fn released(unreleased: &str) -> Fixture {
    let fixture = fixture();
    let text = format!(
        "# Changelog\n\n## [Unreleased]\n{unreleased}\n## [0.1.0] - 2026-01-15\n\n- `some-core`: it is there.\n"
    );
    fixture.write("CHANGELOG.md", &text);
    commit(&fixture);
    git(&fixture, &["tag", "v0.1.0"]);
    fixture.write("later.txt", "");
    commit(&fixture);
    fixture
}

/// A tool that answers as the real one does.
fn tool(fixture: &Fixture, says: &str, code: u8) -> PathBuf {
    let path = fixture.tree().full(".git/tool");
    let text = format!("#!/bin/sh\necho \"$@\" >> .git/asked\necho '{says}' >&2\nexit {code}\n");
    // Another program writes it: what this process has open for writing can be open in a process that another thread starts
    // meanwhile, and then it cannot be run.
    let mut shell = Command::new("sh");
    shell.args(["-c", "printf %s \"$1\" > \"$0\" && chmod +x \"$0\""]).arg(&path).arg(text);
    assert!(shell.status().unwrap().success());
    path
}

/// Calls the command on a day; whether it went well, and what it printed.
fn call(fixture: &Fixture, arguments: &[&str]) -> (bool, String) {
    call_publishing(fixture, arguments, &|_| true)
}

fn call_publishing(fixture: &Fixture, arguments: &[&str], publish: &dyn Fn(&str) -> bool) -> (bool, String) {
    let (well, said, _) = call_told(fixture, arguments, publish);
    (well, said)
}

/// The same, and the steps that were told as they began.
fn call_told(
    fixture: &Fixture,
    arguments: &[&str],
    publish: &dyn Fn(&str) -> bool,
) -> (bool, String, Vec<String>) {
    #[derive(Parser)]
    struct Wrapped {
        #[command(flatten)]
        arguments: Arguments,
    }
    let wrapped = match Wrapped::try_parse_from([&["release"], arguments].concat()) {
        Ok(wrapped) => wrapped,
        Err(error) => return (false, error.to_string(), Vec::new()),
    };
    let found = tool(fixture, "", 0);
    let told = RefCell::new(Vec::new());
    let means = Means {
        verify: &|_, tell, _| {
            tell("packages");
            Ok(true)
        },
        find: &|_, _| Ok(found.clone()),
        publish: &|_, name| Ok(publish(name)),
        today: &|| "2026-02-03".to_owned(),
        tell: &|step| told.borrow_mut().push(step.to_owned()),
    };
    let mut out = Vec::new();
    let train = Train { tree: fixture.tree(), arguments: &wrapped.arguments, means: &means };
    let well = train.go(&mut out).unwrap();
    (well, String::from_utf8(out).unwrap(), told.into_inner())
}

/// Both with and without `--dry-run` it is refused, says this, and changes nothing.
fn refused(fixture: &Fixture, arguments: &[&str], says: &str) {
    let before = git(fixture, &["status", "--porcelain"]);
    for dry_run in [&["--dry-run"][..], &[]] {
        let (well, said) = call(fixture, &[arguments, dry_run].concat());
        assert!(!well && said.contains(says), "{arguments:?} {dry_run:?}: {said}");
        assert_eq!(git(fixture, &["status", "--porcelain"]), before, "{said}");
    }
}

#[test]
fn a_dry_run_shows_every_step_and_changes_nothing() {
    let fixture = fixture();
    let (well, said) = call(&fixture, &["--dry-run"]);
    assert!(well, "{said}");
    assert_eq!(
        said,
        "✓ tree: nothing is uncommitted\n✓ branch: main\n✓ version: 0.1.0, the first release\n\
         ✓ repository: its address is set\n✓ places: all name it already\n\
         ✓ changelog: 1 entry of Unreleased: [0.1.0] - 2026-02-03\n✓ lock files: Cargo.lock fit\n\
         ✓ packages: build and run by themselves\n\
         ✓ semver: nothing is tagged yet, so there is nothing to compare with\n\
         · tag: v0.1.0, once the version is written down and on main\n\
         · publish: what `cargo xtask release --publish` does, in this order:\n    \
         cargo publish --locked --package some-core\n    cargo publish --locked --package some-api\n\
         release: all is well\n"
    );
    assert_eq!(git(&fixture, &["status", "--porcelain"]), "");
}

#[test]
fn what_takes_its_time_is_told_as_it_begins() {
    let fixture = released("\n- `some-core`: more.\n");
    let (well, said, told) = call_told(&fixture, &["--dry-run"], &|_| true);
    assert!(well, "{said}");
    let compares = "semver: cargo-semver-checks compares 2 crates with v0.1.0";
    assert_eq!(told, ["lock files: cargo reads them", "packages", compares]);
}

#[test]
fn from_the_first_command_to_the_registry() {
    let fixture = released("\n### Changed\n\n- `some-core`: **Breaking:** it is another.\n");
    let (well, said) = call(&fixture, &["--date", "2026-03-04"]);
    assert!(well && said.contains("✓ version: 0.1.0 → 0.2.0\n"), "{said}");
    assert!(said.contains("✓ places: 5 places in 3 files move\n"), "{said}");
    let read = |path: &str| fixture.tree().read(path).unwrap();
    assert!(read("CHANGELOG.md").contains("## [Unreleased]\n\n## [0.2.0] - 2026-03-04\n\n### Changed\n"));
    assert!(!read("Cargo.toml").contains("0.1.0") && read("README.md").contains("some-api = \"0.2\""));
    assert!(read("Cargo.lock").matches("version = \"0.2.0\"").count() == 2, "{}", read("Cargo.lock"));

    commit(&fixture);
    let (well, said) = call(&fixture, &[]);
    assert!(well && said.contains("✓ tag: v0.2.0 → git push origin v0.2.0\n"), "{said}");
    assert_eq!(git(&fixture, &["rev-parse", "v0.2.0^{commit}"]), git(&fixture, &["rev-parse", "HEAD"]));

    let asked = RefCell::new(Vec::new());
    let publish = |name: &str| {
        asked.borrow_mut().push(name.to_owned());
        name == "some-core"
    };
    let (well, said) = call_publishing(&fixture, &["--publish"], &publish);
    assert!(!well && said.contains("then cargo xtask release --publish --from some-api\n"), "{said}");
    let (well, said) =
        call_publishing(&fixture, &["--publish", "--from", "some-api"], &|name| name == "some-api");
    assert!(well && said.contains("✓ publish: some-api-0.2.0\n"), "{said}");
    assert_eq!(*asked.borrow(), ["some-core", "some-api"]);
}

#[test]
fn the_changelog_decides_the_version_unless_somebody_does() {
    let fixture = released("\n### Added\n\n- `some-core`: more.\n");
    for (arguments, version) in [
        (&[][..], "0.1.1"),
        (&["--level", "minor"], "0.2.0"),
        (&["--level", "major"], "1.0.0"),
        (&["--version", "0.3.0-rc.1"], "0.3.0-rc.1"),
    ] {
        let (well, said) = call(&fixture, &[arguments, &["--dry-run"]].concat());
        assert!(well && said.contains(&format!("✓ version: 0.1.0 → {version}\n")), "{arguments:?}: {said}");
    }
}

#[test]
fn a_dirty_tree_is_refused() {
    let fixture = fixture();
    fixture.write("notes.txt", "");
    refused(&fixture, &[], "✗ tree: 1 file not committed, notes.txt first → commit or stash them");
}

#[test]
fn another_branch_is_refused_where_something_is_changed() {
    let fixture = fixture();
    git(&fixture, &["switch", "--quiet", "--create", "feature"]);
    let (well, said) = call(&fixture, &["--dry-run"]);
    assert!(well && said.contains("· branch: feature; the release itself is made on main"), "{said}");
    let (well, said) = call(&fixture, &[]);
    assert!(!well && said.contains("✗ branch: feature → git switch main"), "{said}");
    git(&fixture, &["checkout", "--quiet", "--detach"]);
    let (well, said) = call(&fixture, &["--dry-run"]);
    assert!(well && said.contains("· branch: a commit without a branch;"), "{said}");
}

#[test]
fn an_empty_changelog_is_refused() {
    let fixture = fixture();
    fixture.write("CHANGELOG.md", "# Changelog\n\n## [Unreleased]\n\n### Added\n");
    commit(&fixture);
    refused(&fixture, &[], "✗ version: Unreleased in CHANGELOG.md is empty");
    let fixture = released("");
    refused(&fixture, &["--level", "minor"], "✗ version: Unreleased in CHANGELOG.md is empty");
    let (well, said) = call(&fixture, &["--dry-run"]);
    assert!(well && said.contains("✓ version: 0.1.0 is released, and nothing is new\n"), "{said}");
    let (well, said) = call(&fixture, &[]);
    assert!(!well && said.contains("✗ version: Unreleased is empty → there is nothing to release"), "{said}");
}

#[test]
fn a_version_that_is_not_larger_is_refused() {
    let fixture = released("\n- `some-core`: more.\n");
    refused(&fixture, &["--version", "0.0.9"], "✗ version: 0.0.9 is not larger than 0.1.0");
    refused(&fixture, &["--version", "0.1.0"], "✗ version: the tag v0.1.0 exists");
}

#[test]
fn a_tag_that_exists_is_refused() {
    let fixture = released("\n- `some-core`: more.\n");
    git(&fixture, &["tag", "v0.2.0"]);
    refused(&fixture, &["--level", "minor"], "✗ version: the tag v0.2.0 exists → take a larger version");
}

#[test]
fn a_step_too_small_for_the_changelog_is_refused() {
    let fixture = released("\n### Removed\n\n- `some-core`: this.\n");
    refused(
        &fixture,
        &["--level", "patch"],
        "Unreleased announces more than 0.1.0 → 0.1.1 may bring → --level minor",
    );
}

#[test]
fn what_cannot_be_read_is_refused() {
    let fixture = fixture();
    for (arguments, says) in [
        (["--level", "huge"], "[possible values: patch, minor, major]"),
        (["--version", "two"], "unexpected character"),
        (["--date", "2026-02-30"], "is no day as in 2026-01-15"),
    ] {
        refused(&fixture, &arguments, says);
    }
}

#[test]
fn a_lock_file_that_does_not_fit_is_refused() {
    let fixture = fixture();
    fixture.replace("Cargo.lock", "dependencies = [\n \"some-core\",\n]\n", "");
    commit(&fixture);
    let (well, said) = call(&fixture, &["--dry-run"]);
    assert!(!well && said.contains("✗ lock files: Cargo.lock does not fit its manifests"), "{said}");
}

#[test]
fn what_is_written_down_is_tagged_and_nothing_else() {
    let fixture = fixture();
    fixture.write(
        "CHANGELOG.md",
        "# Changelog\n\n## [Unreleased]\n\n## [0.1.0] - 2026-01-15\n\n- `some-core`: new.\n",
    );
    commit(&fixture);
    let (well, said) = call(&fixture, &["--dry-run"]);
    assert!(well && said.contains("· tag: v0.1.0 → cargo xtask release\n"), "{said}");
    refused(&fixture, &["--level", "minor"], "0.1.0 is written down and not tagged");
    fixture.replace("CHANGELOG.md", "## [Unreleased]\n", "## [Unreleased]\n\n- `some-core`: more.\n");
    commit(&fixture);
    refused(
        &fixture,
        &[],
        "CHANGELOG.md has 0.1.0, and v0.1.0 is not here → git fetch --tags; if it has none",
    );
    let (well, said) = semver(&fixture, &|_, _| panic!("the tool is looked for"));
    assert!(!well && said.contains("✗ semver: CHANGELOG.md has 0.1.0, and v0.1.0 is not here"), "{said}");
}

#[test]
fn only_what_is_tagged_and_checked_out_is_published() {
    let never = |_: &str| -> bool { panic!("something was published") };
    let fixture = fixture();
    let (well, said) = call_publishing(&fixture, &["--publish"], &never);
    assert!(!well && said.contains("✗ publish: no tag of 0.1.0 is checked out"), "{said}");
    let fixture = released("");
    let (well, said) = call_publishing(&fixture, &["--publish"], &never);
    assert!(!well && said.contains("✗ publish: no tag of 0.1.0 is checked out"), "{said}");
    git(&fixture, &["checkout", "--quiet", "-B", "main", "v0.1.0"]);
    let (well, said) = call_publishing(&fixture, &["--publish", "--from", "other"], &never);
    assert!(!well && said.contains("--from: there is no such crate → one of some-core, some-api"), "{said}");
    fixture.replace("crates/some-api/Cargo.toml", "git.invalid", "git.example");
    git(&fixture, &["commit", "--quiet", "--all", "--amend", "--message", "Work"]);
    git(&fixture, &["tag", "--force", "v0.1.0"]);
    let (well, said) = call_publishing(&fixture, &["--publish"], &never);
    assert!(!well && said.contains("✗ repository: https://git.example/some is nobody's"), "{said}");
}

#[test]
fn today_is_a_day() {
    let today = today();
    assert_eq!(day(&today), Ok(today.clone()));
    assert!(day("2026-1-15").is_err() && day("15.01.2026").is_err());
}
