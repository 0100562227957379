//! `cargo xtask release`: from what is not released to what is published, a step at a time.

mod changelog;
mod compatibility;
mod edits;
mod git;
mod line;
mod published;
mod stage;
#[cfg(test)]
mod tests;
mod train;
mod version;

use std::io::{self, Write};

use semver::Version;
use verify_core::{Clock as _, SystemClock, Timestamp};

use self::stage::Chosen;
use self::train::{Means, Train};
use self::version::Level;
use crate::packages;
use crate::progress::on_stderr;
use crate::tree::Tree;

pub(crate) use self::compatibility::{Arguments as Semver, run as semver};

/// What is wanted of the next release.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Change nothing: show every step, and check what can be checked before.
    #[arg(long)]
    dry_run: bool,
    /// Which number is raised; without it and --version, the one that the changelog asks for.
    #[arg(long, value_enum, conflicts_with = "version")]
    level: Option<Level>,
    /// The next version itself.
    #[arg(long, value_name = "VERSION")]
    version: Option<Version>,
    /// The day of the release, as in 2026-01-15; without it, today in UTC.
    #[arg(long, value_name = "DATE", value_parser = day)]
    date: Option<String>,
    /// Publish what is tagged and checked out. It cannot be taken back.
    #[arg(long, conflicts_with = "dry_run")]
    publish: bool,
    /// With --publish: begin with this crate, when those before it are published already.
    #[arg(long, value_name = "CRATE", requires = "publish")]
    from: Option<String>,
}

/// Goes as far as it can; `false` if something must be done first.
pub(crate) fn run(tree: &Tree, arguments: &Arguments, out: &mut dyn Write) -> io::Result<bool> {
    let means = Means {
        verify: &|tree, tell, out| {
            Ok(packages::are_verified(tree, tell)? || packages::verify(tree, tell, out)?)
        },
        find: &compatibility::installed,
        publish: &|tree, name| {
            let status = packages::cargo(tree.root()).args(train::PUBLISH).arg(name).status()?;
            Ok(status.success())
        },
        today: &today,
        tell: &on_stderr,
    };
    Train { tree, arguments, means: &means }.go(out)
}

impl Arguments {
    fn chosen(&self) -> Chosen {
        Chosen { level: self.level, version: self.version.clone() }
    }
}

/// The only place that asks what day it is.
fn today() -> String {
    Timestamp::from(SystemClock.now()).to_string().chars().take("2026-01-15".len()).collect()
}

fn day(text: &str) -> Result<String, String> {
    let is_day = text.len() == "2026-01-15".len() && Timestamp::parse(&format!("{text}T00:00:00Z")).is_some();
    if is_day { Ok(text.to_owned()) } else { Err("is no day as in 2026-01-15".to_owned()) }
}
