//! The programs that are weighed.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::io;
use std::process::Command;

use super::spent::{Spent, cargo, timed};
use crate::tree::Tree;

const MANIFEST: &str = "benches/weight/Cargo.toml";
const TARGET: &str = "target/weight";

/// The crates that are weighed; the first one stands for all where building takes long.
pub(super) const PROVIDERS: [&str; 5] =
    ["finicity-connect", "spinwheel-connect", "spinwheel-gql", "dots-users", "signzy-link"];

/// The features of TLS a program is built with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tls {
    None,
    Ring,
    AwsLc,
}

impl Tls {
    fn feature(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::Ring => Some("ring"),
            Self::AwsLc => Some("aws-lc"),
        }
    }
}

impl fmt::Display for Tls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "no TLS",
            Self::Ring => "rustls with ring",
            Self::AwsLc => "rustls with aws-lc",
        })
    }
}

/// One program: a package, and the features it is built with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Program {
    provider: Option<&'static str>,
    pub(super) tls: Tls,
}

impl Program {
    /// A call over reqwest alone.
    pub(super) fn bare(tls: Tls) -> Self {
        Self { provider: None, tls }
    }

    /// A call through one of our crates.
    pub(super) fn ours(provider: &'static str, tls: Tls) -> Self {
        Self { provider: Some(provider), tls }
    }

    pub(super) fn label(self) -> String {
        format!("{}, {}", self.provider.unwrap_or("reqwest"), self.tls)
    }

    fn package(self) -> &'static str {
        if self.provider.is_some() { "weight-ours" } else { "weight-bare" }
    }

    fn arguments(self) -> Vec<String> {
        let features: Vec<_> = self.provider.into_iter().chain(self.tls.feature()).collect();
        let workspace = ["--locked", "--manifest-path", MANIFEST, "--package", self.package()];
        let features = ["--no-default-features", "--features", &features.join(",")];
        workspace.into_iter().chain(features).map(str::to_owned).collect()
    }

    /// Packages of this machine's build, itself included.
    pub(super) fn packages(self, tree: &Tree) -> io::Result<usize> {
        let mut command = cargo(tree);
        command.arg("tree").args(self.arguments()).args(["--edges", "normal,build", "--prefix", "none"]);
        let said = command.output()?;
        if !said.status.success() {
            return Err(io::Error::other(String::from_utf8_lossy(&said.stderr).into_owned()));
        }
        Ok(unique(&String::from_utf8_lossy(&said.stdout)))
    }

    /// Bytes of the program, built to be released and stripped.
    pub(super) fn size(self, tree: &Tree) -> io::Result<u32> {
        let folder = format!("{TARGET}/sizes");
        let mut command = self.build(tree, &folder);
        timed(command.arg("--release"))?;
        let program = tree.full(&format!("{folder}/release/{}", self.package()));
        u32::try_from(fs::metadata(program)?.len()).map_err(io::Error::other)
    }

    /// A build from nothing, for debugging.
    pub(super) fn clean_build(self, tree: &Tree) -> io::Result<Spent> {
        let folder = format!("{TARGET}/clean");
        match fs::remove_dir_all(tree.full(&folder)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => timed(&mut self.build(tree, &folder)),
        }
    }

    fn build(self, tree: &Tree, folder: &str) -> Command {
        let mut command = cargo(tree);
        command.args(["build", "--quiet"]).args(self.arguments()).args(["--target-dir", folder]);
        command
    }
}

/// Different lines of what `cargo tree` prints; `(*)` marks those that came before.
fn unique(printed: &str) -> usize {
    let names =
        printed.lines().map(|line| line.trim_end_matches(" (*)").trim()).filter(|line| !line.is_empty());
    names.collect::<BTreeSet<_>>().len()
}

#[cfg(test)]
mod tests {
    use super::{Program, Tls, unique};

    #[test]
    fn a_package_counts_once() {
        assert_eq!(unique("a v1.0.0 (/here)\nb v1.0.0\nc v2.0.0\nb v1.0.0 (*)\nc v1.0.0\n\n"), 4);
    }

    #[test]
    fn a_program_is_a_package_with_features() {
        let program = Program::ours("dots-users", Tls::Ring);
        assert_eq!(program.label(), "dots-users, rustls with ring");
        let arguments = program.arguments();
        assert_eq!(
            arguments.join(" ").split_once("weight-").unwrap().1,
            "ours --no-default-features --features dots-users,ring"
        );
        assert!(Program::bare(Tls::None).arguments().ends_with(&["--features".into(), String::new()]));
    }
}
