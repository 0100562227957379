//! The arguments of an operation as they were typed.

use std::ffi::OsString;

use clap::{Arg, Command};

use crate::exit::Failure;

pub(super) struct Line {
    args: Vec<OsString>,
    /// The names of the flags, without their dashes.
    flags: Vec<String>,
}

impl Line {
    pub(super) fn read(args: &[OsString]) -> Self {
        let args = args.to_vec();
        let flags = args.iter().filter_map(|argument| Some(name(argument.to_str()?)?.to_owned())).collect();
        Self { args, flags }
    }

    /// The value of `--data`, which is then gone. Without a value it is left to the parser.
    pub(super) fn take_data(&mut self) -> Result<Option<String>, Failure> {
        let Some(at) = self.position() else { return Ok(None) };
        let unreadable = || Failure::usage("--data: must be UTF-8");
        let argument = self.args[at].to_str().ok_or_else(unreadable)?;
        let value = if let Some((_, value)) = argument.split_once('=') {
            let value = value.to_owned();
            self.args.remove(at);
            value
        } else {
            let Some(value) = self.args.get(at + 1) else { return Ok(None) };
            let value = value.to_str().ok_or_else(unreadable)?.to_owned();
            self.args.drain(at..=at + 1);
            value
        };
        if self.position().is_some() {
            return Err(Failure::usage("--data can be given once"));
        }
        Ok(Some(value))
    }

    fn position(&self) -> Option<usize> {
        self.args.iter().position(|argument| argument.to_str().and_then(name) == Some("data"))
    }

    /// What is left.
    pub(super) fn rest(&self) -> impl Iterator<Item = OsString> {
        self.args.iter().cloned()
    }

    /// Whether the flag was typed.
    pub(super) fn has(&self, flag: &Arg) -> bool {
        let aliases = flag.get_all_aliases().unwrap_or_default();
        let long = flag.get_long();
        self.flags.iter().any(|typed| long == Some(typed) || aliases.contains(&typed.as_str()))
    }

    /// Whether a flag was typed that takes the place of this one, or excludes it.
    pub(super) fn overrules(&self, flag: &Arg, command: &Command) -> bool {
        let excludes = |other: &Arg| {
            let conflicts = |one: &Arg, with: &Arg| {
                command.get_arg_conflicts_with(one).iter().any(|arg| arg.get_id() == with.get_id())
            };
            conflicts(flag, other) || conflicts(other, flag)
        };
        self.has(flag) || command.get_arguments().any(|other| self.has(other) && excludes(other))
    }

    /// A flag that reads lines from stdin.
    pub(super) fn reads_stdin(&self) -> Option<String> {
        self.flags.iter().find(|flag| flag.ends_with("-stdin")).map(|flag| format!("--{flag}"))
    }
}

/// The name of a flag, without dashes and value.
fn name(argument: &str) -> Option<&str> {
    argument.strip_prefix("--")?.split('=').next()
}
