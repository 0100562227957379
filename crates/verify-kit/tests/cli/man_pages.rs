//! `verify-kit man-pages`.

use std::process::Command;

use crate::contract::tree::{groups, leaves};
use crate::support::{Folder, run};

/// The pages, and a folder that they lie in.
fn pages(test: &str) -> (Folder, Vec<String>) {
    let folder = Folder::new(test);
    let ran = run(&["man-pages", "--to", folder.0.join("man1").to_str().unwrap()]);
    ran.assert_code(0);
    assert_eq!(ran.stdout, "");
    let mut names: Vec<String> = std::fs::read_dir(folder.0.join("man1"))
        .unwrap()
        .map(|page| page.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    (folder, names)
}

#[test]
fn each_command_has_a_page() {
    let (folder, names) = pages("pages");
    let paths = groups().into_iter().chain(leaves().into_iter().map(|leaf| leaf.path)).chain([Vec::new()]);
    let mut wanted: Vec<String> = paths
        .map(|path| format!("{}.1", [&["verify-kit".to_owned()], &path[..]].concat().join("-")))
        .collect();
    wanted.sort();
    assert_eq!(names, wanted);
    let page = std::fs::read_to_string(folder.0.join("man1/verify-kit-outbox-code.1")).unwrap();
    assert!(page.contains("\\-\\-timeout") && page.contains("Examples:"), "{page}");
}

#[test]
fn a_folder_that_cannot_be_written_to_is_explained() {
    let folder = Folder::new("no-folder");
    let file = folder.0.join("file");
    std::fs::write(&file, "").unwrap();
    let ran = run(&["man-pages", "--to", file.to_str().unwrap()]);
    ran.assert_code(1);
    assert!(ran.stderr.starts_with("error: --to: a page cannot be written there: "), "{}", ran.stderr);
}

#[test]
#[ignore = "needs man"]
fn man_shows_each_page() {
    let (folder, names) = pages("shown-pages");
    for name in names {
        let mut man = Command::new("man");
        man.args(["--warnings", "-l"]).arg(folder.0.join("man1").join(&name));
        // Nothing of who runs the tests: MANOPT, MANROFFOPT and GROFF_TYPESETTER change what is shown.
        man.env_clear().envs(std::env::var_os("PATH").map(|path| ("PATH", path)));
        let shown =
            man.env("MANPAGER", "cat").env("MANWIDTH", "100").env("LC_ALL", "C.UTF-8").output().unwrap();
        let (text, warnings) =
            (String::from_utf8_lossy(&shown.stdout), String::from_utf8_lossy(&shown.stderr));
        assert!(shown.status.success() && warnings.is_empty(), "{name}: {warnings}");
        assert!(text.contains("NAME") && text.contains("SYNOPSIS"), "{name}: {text}");
    }
}
