//! `verify-kit completions`.

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

/// Has `complete` say which function it would call, and calls it for each line of words; what it offers is a line, too.
const ASKS: &str = r#"
    source "$1"
    function=$(complete -p verify-kit | sed 's/.*-F \([^ ]*\).*/\1/')
    while read -r -a COMP_WORDS; do
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        last=${COMP_WORDS[COMP_CWORD]}
        if [[ $last == NOTHING ]]; then last= COMP_WORDS[COMP_CWORD]=; fi
        $function verify-kit "$last" "${COMP_WORDS[COMP_CWORD - 1]}"
        echo "${COMPREPLY[*]}"
    done < "$2""#;

/// What bash offers for the last word of each line; `NOTHING` stands for a word that is not begun.
fn offered(test: &str, lines: &[String]) -> Vec<String> {
    let folder = Folder::new(test);
    let (script, asked) = (folder.0.join("verify-kit.bash"), folder.0.join("asked"));
    std::fs::write(&script, run(&["completions", "bash"]).stdout).unwrap();
    std::fs::write(&asked, lines.concat()).unwrap();
    let answer =
        Command::new("bash").args(["--norc", "-c", ASKS, "bash"]).args([script, asked]).output().unwrap();
    assert!(answer.stderr.is_empty(), "{}", String::from_utf8_lossy(&answer.stderr));
    String::from_utf8(answer.stdout).unwrap().lines().map(str::to_owned).collect()
}

#[test]
#[ignore = "needs bash"]
fn bash_completes_commands_flags_and_choices() {
    let lines = [
        "verify-kit sandbox sta\n",
        "verify-kit spinwheel-connect connect-sms --birth\n",
        "verify-kit sandbox env --format NOTHING\n",
    ];
    let offered = offered("completed-flags", &lines.map(str::to_owned));
    assert_eq!(offered, ["status", "--birth-date", "sh dotenv json"]);
}

#[test]
#[ignore = "needs bash"]
fn bash_offers_each_command_and_its_flags() {
    let leaves = leaves();
    let commands = leaves.iter().map(|leaf| format!("verify-kit {}\n", leaf.name()));
    let flags = leaves.iter().map(|leaf| format!("verify-kit {} --hel\n", leaf.name()));
    let offered = offered("completed-commands", &commands.chain(flags).collect::<Vec<_>>());
    let (commands, flags) = offered.split_at(leaves.len());
    for ((leaf, command), flag) in leaves.iter().zip(commands).zip(flags) {
        let is_offered = command.split(' ').any(|word| Some(word) == leaf.path.last().map(String::as_str));
        assert!(is_offered, "`{}` is not offered: {command}", leaf.name());
        assert_eq!(flag, "--help", "`{}`: its flags are not offered", leaf.name());
    }
}
