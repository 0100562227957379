//! `verify-kit man-pages`: the help of each command as a page for `man`.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Command;

use crate::exit::Failure;
use crate::output;

const SOURCE: &str = concat!("verify-kit ", env!("CARGO_PKG_VERSION"));

const EXAMPLES: &str = "\
The pages are called like the commands: verify-kit.1, verify-kit-sandbox-up.1 and so on.

Examples:
  verify-kit man-pages --to ~/.local/share/man/man1
  verify-kit man-pages --to pages && man -l pages/verify-kit-sandbox-up.1";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The folder to write them into; made where there is none
    #[arg(long, value_name = "FOLDER")]
    to: PathBuf,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    fs::create_dir_all(&args.to).map_err(|error| cannot_write(&error))?;
    // Each page says by itself what `help` would.
    let mut root = crate::command().disable_help_subcommand(true);
    root.build();
    let written = write(&root, &args.to)?;
    output::talk(format_args!("{written} pages are written."));
    Ok(())
}

/// The page of a command and those of all below it.
fn write(command: &Command, folder: &Path) -> Result<usize, Failure> {
    let name = command.get_display_name().unwrap_or_else(|| command.get_name()).to_owned();
    let mut page = Vec::new();
    let man = clap_mangen::Man::new(command.clone()).title(name.clone()).source(SOURCE).manual("verify-kit");
    man.render(&mut page).map_err(|error| cannot_write(&error))?;
    fs::write(folder.join(format!("{name}.1")), page).map_err(|error| cannot_write(&error))?;
    let below = command.get_subcommands().filter(|below| !below.is_hide_set());
    below.map(|below| write(below, folder)).sum::<Result<usize, Failure>>().map(|pages| pages + 1)
}

fn cannot_write(error: &std::io::Error) -> Failure {
    Failure::failed(format!("--to: a page cannot be written there: {}", error.kind()))
        .next("name a folder that can be written to")
}
