//! `verify-kit completions`: scripts for shells.

use clap_complete::Shell;

use crate::exit::Failure;
use crate::output;

const EXAMPLES: &str = "\
The script knows commands, flags and choices of this version; print it anew after an update.

Examples:
  source <(verify-kit completions bash)
  verify-kit completions bash > ~/.local/share/bash-completion/completions/verify-kit
  verify-kit completions zsh > ~/.zfunc/_verify-kit
  verify-kit completions fish > ~/.config/fish/completions/verify-kit.fish
  verify-kit completions powershell >> $PROFILE";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The shell that reads it
    #[arg(value_name = "SHELL", value_enum)]
    shell: Shell,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut crate::command(), "verify-kit", &mut script);
    let script = String::from_utf8(script);
    let script = script.map_err(|_| Failure::failed("the script cannot be written as text"))?;
    output::out(one_spelling(&script).trim_end())
}

/// In the script for bash `clap_complete` spells a program with a hyphen in two ways, a known fault, and nothing below a
/// command would be completed. Where it spells it in one, nothing is changed.
fn one_spelling(script: &str) -> String {
    script.replace("verify__subcmd__kit", "verify__kit")
}
