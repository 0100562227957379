//! What git knows.

use std::io;
use std::path::Path;
use std::process::Command;

use semver::Version;

use super::version;
use crate::packages::said;

fn git(root: &Path, arguments: &[&str]) -> io::Result<String> {
    let mut command = Command::new("git");
    command.current_dir(root).args(arguments);
    said(&mut command, &format!("`git {}` failed", arguments.join(" ")))
}

/// Files that are changed, new or deleted and not committed.
pub(super) fn uncommitted(root: &Path) -> io::Result<Vec<String>> {
    let said = git(root, &["status", "--porcelain"])?;
    Ok(said.lines().filter_map(|line| line.get(3..)).map(str::to_owned).collect())
}

/// The branch; `None` when a commit is checked out without one.
pub(super) fn branch(root: &Path) -> io::Result<Option<String>> {
    let name = git(root, &["rev-parse", "--abbrev-ref", "HEAD"])?;
    Ok(Some(name.trim().to_owned()).filter(|name| name != "HEAD"))
}

/// The versions that have a tag, the newest first.
pub(super) fn released(root: &Path) -> io::Result<Vec<Version>> {
    let tags = git(root, &["tag", "--list"])?;
    let mut versions: Vec<_> = tags.lines().filter_map(version::of_tag).collect();
    versions.sort_by(|a, b| b.cmp(a));
    Ok(versions)
}

/// Whether a tag stands at what is checked out.
pub(super) fn is_at(root: &Path, tag: &str) -> io::Result<bool> {
    let commit = |name: &str| git(root, &["rev-parse", "--verify", "--quiet", &format!("{name}^{{commit}}")]);
    Ok(commit(tag)? == commit("HEAD")?)
}

/// Puts a tag with a message at what is checked out.
pub(super) fn put_tag(root: &Path, tag: &str, message: &str) -> io::Result<()> {
    git(root, &["tag", "--annotate", "--message", message, tag]).map(drop)
}

/// All files that are committed or about to be, sorted.
pub(super) fn files(root: &Path) -> io::Result<Vec<String>> {
    let said = git(root, &["ls-files", "-z"])?;
    Ok(said.split('\0').filter(|path| !path.is_empty()).map(str::to_owned).collect())
}

/// All files that a tag's commit has.
pub(super) fn files_at(root: &Path, tag: &str) -> io::Result<Vec<String>> {
    let said = git(root, &["ls-tree", "-r", "-z", "--full-tree", "--name-only", tag])?;
    Ok(said.split('\0').filter(|path| !path.is_empty()).map(str::to_owned).collect())
}

/// What a file says there.
pub(super) fn text_at(root: &Path, tag: &str, path: &str) -> io::Result<String> {
    git(root, &["show", &format!("{tag}:{path}")])
}
