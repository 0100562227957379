//! `verify-kit completions`.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::contract::tree::leaves;
use crate::support::{Folder, run};

#[test]
fn each_shell_gets_a_script_with_all_commands() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = run(&["completions", shell]);
        script.assert_code(0);
        assert_eq!(script.stderr, "");
        for leaf in leaves() {
            let operation = leaf.path.last().unwrap();
            assert!(script.stdout.contains(operation), "{shell} does not know `{}`", leaf.name());
            for flag in leaf.flags().filter_map(clap::Arg::get_long) {
                assert!(script.stdout.contains(flag), "{shell} does not know --{flag}");
            }
        }
    }
    run(&["completions", "tcsh"]).assert_code(2);
}

/// The script for bash, in a folder of this test.
fn script(test: &str) -> (Folder, PathBuf) {
    let folder = Folder::new(test);
    let script = folder.0.join("verify-kit.bash");
    std::fs::write(&script, run(&["completions", "bash"]).stdout).unwrap();
    (folder, script)
}

/// What bash offers for the last of these words.
fn offered(script: &Path, words: &[&str]) -> Vec<String> {
    let (last, before) = (words.last().unwrap(), words.get(words.len() - 2).unwrap());
    let asks = "source \"$1\"; shift; last=$1 before=$2; shift 2; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); \
                $(complete -p verify-kit | sed 's/.*-F \\([^ ]*\\).*/\\1/') verify-kit \"$last\" \"$before\"; \
                printf '%s\\n' \"${COMPREPLY[@]}\"";
    let mut bash = Command::new("bash");
    bash.args(["--norc", "-c", asks, "bash"]).arg(script).args([last, before]).args(words);
    let answer = bash.output().unwrap();
    assert!(answer.stderr.is_empty(), "{}", String::from_utf8_lossy(&answer.stderr));
    String::from_utf8(answer.stdout).unwrap().lines().map(str::to_owned).collect()
}

#[test]
#[ignore = "needs bash"]
fn bash_completes_commands_flags_and_choices() {
    let (_folder, script) = script("completed-flags");
    let offered = |words: &[&str]| offered(&script, words);
    assert_eq!(offered(&["verify-kit", "sandbox", "sta"]), ["status"]);
    assert_eq!(offered(&["verify-kit", "spinwheel-connect", "connect-sms", "--birth"]), ["--birth-date"]);
    let formats = offered(&["verify-kit", "sandbox", "env", "--format", ""]);
    assert_eq!(formats, ["sh", "dotenv", "json"]);
}

#[test]
#[ignore = "needs bash"]
fn bash_offers_each_command() {
    let (_folder, script) = script("completed-commands");
    for leaf in leaves() {
        let words: Vec<&str> =
            ["verify-kit"].into_iter().chain(leaf.path.iter().map(String::as_str)).collect();
        let wanted = leaf.path.last().unwrap();
        assert!(offered(&script, &words).contains(wanted), "`{}` is not offered", leaf.name());
    }
}
