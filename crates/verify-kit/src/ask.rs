//! Where values come from: a flag, a line of stdin, or the person at the terminal.

use std::io::{self, IsTerminal};

use verify_core::{InvalidValue, Secret};

use crate::echo;
use crate::exit::Failure;
use crate::output;
use crate::provider::blank;

/// A value a command needs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted {
    /// The flag that gives it, with its dashes.
    pub(crate) flag: &'static str,
    /// What the person is asked.
    pub(crate) question: &'static str,
}

/// How a value is given that others should not see.
#[derive(Debug)]
pub(crate) struct Guarded {
    pub(crate) wanted: Wanted,
    /// What came with the flag.
    pub(crate) given: Option<String>,
    /// The flag that has it read from stdin, and whether it was given.
    pub(crate) stdin: (&'static str, bool),
}

/// Reads what is missing.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ask {
    terminal: bool,
    /// What is guarded was read from a file, which others cannot see.
    from_file: bool,
    /// Nothing is sent: what is guarded is not needed.
    planning: bool,
}

impl Ask {
    pub(crate) fn new() -> Self {
        Self { terminal: io::stdin().is_terminal(), from_file: false, planning: false }
    }

    /// The same where what is guarded came from a file, although it looks like flags.
    pub(crate) fn with_values_of_a_file(self) -> Self {
        Self { from_file: true, ..self }
    }

    /// The same where nothing is sent: placeholders take the place of what is guarded.
    pub(crate) fn planning(self) -> Self {
        Self { planning: true, ..self }
    }

    /// Whether what is guarded came from a file.
    pub(crate) fn is_from_file(self) -> bool {
        self.from_file
    }

    /// Whether nothing is sent.
    pub(crate) fn is_planning(self) -> bool {
        self.planning
    }

    /// Whether there is a person to ask.
    pub(crate) fn is_terminal(self) -> bool {
        self.terminal
    }

    /// The flag's value, else the person's. `read` checks it. It takes the flag's value away, as all that reads arguments
    /// does: none can be read, and asked for, a second time.
    pub(crate) fn value<T>(
        self,
        given: Option<String>,
        wanted: Wanted,
        read: impl Fn(&str) -> Result<T, InvalidValue>,
    ) -> Result<T, Failure> {
        match given {
            Some(text) => read(&text).map_err(|invalid| broken_rule(wanted.flag, &invalid)),
            None if self.terminal => ask_until(&read, || ask_line(wanted.question)),
            None => Err(Failure::usage(format!("{} is missing", wanted.flag))
                .next("give it, and look with --help what else there is; on a terminal it is asked for")),
        }
    }

    /// A value that is neither shown nor, for real people, taken from a flag.
    pub(crate) fn guarded<T>(
        self,
        value: Guarded,
        live: bool,
        read: impl Fn(&str) -> Result<T, InvalidValue>,
    ) -> Result<T, Failure> {
        let Guarded { wanted, given, stdin: (stdin_flag, from_stdin) } = value;
        match given {
            Some(_) if live && !self.from_file => Err(Failure::usage(format!(
                "{} is for the sandbox only: other users of this machine can see flags",
                wanted.flag
            ))
            .next(format!("pass it with {stdin_flag}, or leave it out and type it when asked"))),
            Some(text) if self.planning => {
                read(&text).map_err(|invalid| broken_rule(wanted.flag, &invalid))?;
                stand_in(wanted.flag, read)
            }
            None if self.planning => stand_in(wanted.flag, read),
            Some(text) => read(&text).map_err(|invalid| broken_rule(wanted.flag, &invalid)),
            None if self.terminal => ask_until(&read, || ask_hidden(wanted.question)),
            None if from_stdin => {
                let text = stdin_line(stdin_flag)?;
                read(&text).map_err(|invalid| broken_rule(stdin_flag, &invalid))
            }
            None => {
                Err(Failure::usage(format!("{stdin_flag} is missing (or, in a sandbox, {})", wanted.flag)))
            }
        }
    }

    /// A credential, from stdin, without space around it; `None` where that has no line for it.
    pub(crate) fn secret(self, question: &str) -> Result<Option<Secret>, Failure> {
        let text = self.secret_as_typed(question)?;
        Ok(text.map(|text| Secret::new(text.expose().trim())))
    }

    /// The same with the space around it.
    pub(crate) fn secret_as_typed(self, question: &str) -> Result<Option<Secret>, Failure> {
        if self.planning {
            return Ok(Some(Secret::new(blank::blank(&blank::variable_of(question)))));
        }
        let text = if self.terminal { Some(ask_hidden(question)?) } else { read_line()? };
        Ok(text.map(Secret::new))
    }

    /// Whether the person agrees; without a terminal `--yes` must have said so.
    pub(crate) fn confirm(self, question: &str) -> Result<(), Failure> {
        if !self.terminal {
            return Err(Failure::usage("--yes is missing: there is no terminal to ask for confirmation on"));
        }
        let answer = ask_line(&format!("{question} [y/N]"))?;
        if matches!(answer.trim().to_lowercase().as_str(), "y" | "yes") {
            return Ok(());
        }
        Err(Failure::failed("not confirmed; nothing was sent"))
    }
}

/// In place of a guarded value.
fn stand_in<T>(flag: &str, read: impl Fn(&str) -> Result<T, InvalidValue>) -> Result<T, Failure> {
    blank::stand_in(&blank::variable_of(flag), read)
        .map_err(|_| Failure::failed(format!("a request with {flag} cannot be shown")))
}

/// Names the flag and the rule, never the value.
pub(crate) fn broken_rule(flag: &str, invalid: &InvalidValue) -> Failure {
    Failure::usage(format!("{flag}: the {invalid}"))
}

/// A value that may be left out.
pub(crate) fn optional<'a, T>(
    flag: &str,
    given: Option<&'a str>,
    read: impl Fn(&'a str) -> Result<T, InvalidValue>,
) -> Result<Option<T>, Failure> {
    given.map(read).transpose().map_err(|invalid| broken_rule(flag, &invalid))
}

/// Any text that is not empty.
pub(crate) fn text(what: &'static str) -> impl Fn(&str) -> Result<String, InvalidValue> {
    move |text| match text.trim() {
        "" => Err(InvalidValue::new(what, "must not be empty")),
        text => Ok(text.to_owned()),
    }
}

fn ask_until<T>(
    read: &impl Fn(&str) -> Result<T, InvalidValue>,
    ask: impl Fn() -> Result<String, Failure>,
) -> Result<T, Failure> {
    loop {
        match read(&ask()?) {
            Ok(value) => return Ok(value),
            Err(invalid) => output::talk(format_args!("The {invalid}.")),
        }
    }
}

fn ask_line(question: &str) -> Result<String, Failure> {
    output::prompt(question);
    read_line()?.ok_or_else(|| Failure::failed("the input ended; nothing was sent"))
}

fn ask_hidden(question: &str) -> Result<String, Failure> {
    echo::ask_hidden(&format!("{question} (not shown): "))
        .map_err(|_| Failure::failed("the terminal cannot be read; nothing was sent"))
}

fn stdin_line(flag: &str) -> Result<String, Failure> {
    read_line()?.ok_or_else(|| no_line(flag))
}

/// Stdin ended before the line of this flag.
pub(crate) fn no_line(flag: &str) -> Failure {
    Failure::usage(format!("{flag}: stdin has no line for it"))
}

fn read_line() -> Result<Option<String>, Failure> {
    let mut line = String::new();
    let length = io::stdin()
        .read_line(&mut line)
        .map_err(|error| Failure::failed(format!("stdin cannot be read: {}", error.kind())))?;
    Ok((length > 0).then(|| line.trim_end_matches(['\r', '\n']).to_owned()))
}
