//! The commands, as the program knows them.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use clap::error::ErrorKind;
use clap::{Arg, Command};

/// A command without subcommands.
#[derive(Debug, Clone)]
pub(crate) struct Leaf {
    pub(crate) path: Vec<String>,
    pub(crate) command: Command,
}

/// All leaves, in the order of the help.
pub(crate) fn leaves() -> Vec<Leaf> {
    let mut found = Vec::new();
    let mut root = verify_kit::command();
    root.build();
    collect(&root, &[], &mut |path, command| {
        if command.get_subcommands().next().is_none() {
            found.push(Leaf { path: path.to_vec(), command: command.clone() });
        }
    });
    assert!(found.len() > 50, "the tree is not read as it should be");
    found
}

/// All commands with subcommands but the topmost.
pub(crate) fn groups() -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut root = verify_kit::command();
    root.build();
    collect(&root, &[], &mut |path, command| {
        if !path.is_empty() && command.get_subcommands().next().is_some() {
            found.push(path.to_vec());
        }
    });
    found
}

fn collect(command: &Command, path: &[String], found: &mut impl FnMut(&[String], &Command)) {
    found(path, command);
    for below in command.get_subcommands().filter(|command| command.get_name() != "help") {
        collect(below, &[path, &[below.get_name().to_owned()]].concat(), found);
    }
}

impl Leaf {
    /// `sandbox up`.
    pub(crate) fn name(&self) -> String {
        self.path.join(" ")
    }

    /// The command line: the path, then this.
    pub(crate) fn with<S: AsRef<str>>(&self, args: impl IntoIterator<Item = S>) -> Vec<String> {
        let args = args.into_iter().map(|arg| arg.as_ref().to_owned());
        self.path.iter().cloned().chain(args).collect()
    }

    /// Its flags, those for help and version apart.
    pub(crate) fn flags(&self) -> impl Iterator<Item = &Arg> {
        let is_own = |arg: &&Arg| !["help", "version"].contains(&arg.get_id().as_str());
        self.command.get_arguments().filter(|arg| arg.get_long().is_some()).filter(is_own)
    }

    pub(crate) fn flag(&self, long: &str) -> Option<&Arg> {
        self.flags().find(|arg| arg.get_long() == Some(long))
    }

    /// A value for everything without which the command line could not even be read.
    pub(crate) fn required(&self) -> Vec<String> {
        // Of several of which one is needed, the first.
        let groups = self.command.get_groups().filter(|group| group.is_required_set());
        let one_of: Vec<&clap::Id> = groups.filter_map(|group| group.get_args().next()).collect();
        let is_needed = |arg: &&Arg| arg.is_required_set() || one_of.contains(&arg.get_id());
        self.command.get_arguments().filter(is_needed).flat_map(|arg| self.given(arg)).collect()
    }

    /// As little patience as it can have, where it waits for something.
    pub(crate) fn impatient(&self) -> Option<String> {
        // A sandbox that is there has to have the time to say so.
        let patience = if self.path == ["sandbox", "wait"] { "2s" } else { "1ms" };
        self.patience(patience)
    }

    /// So much patience, where it waits for something.
    pub(crate) fn patience(&self, patience: &str) -> Option<String> {
        self.flag("timeout").map(|_| format!("--timeout={patience}"))
    }

    /// The first value that is taken.
    fn given(&self, arg: &Arg) -> Vec<String> {
        let known = values(arg);
        let plain =
            ["1", "90s", "+12025550143", "1990-01-01", "http://127.0.0.1:1/x", "true"].map(str::to_owned);
        let is_taken = |args: &Vec<String>| {
            let line = [&["x".to_owned()], &args[..]].concat();
            let refused = self.command.clone().try_get_matches_from(line).err();
            !refused.is_some_and(|error| {
                matches!(error.kind(), ErrorKind::InvalidValue | ErrorKind::ValueValidation)
            })
        };
        let lines = known.into_iter().chain(plain).map(|value| typed(arg, &value));
        lines.into_iter().find(is_taken).unwrap_or_else(|| panic!("{}: no value for {arg}", self.name()))
    }
}

/// The values it can have, where they are known; they come with their placeholder's help.
pub(crate) fn values(arg: &Arg) -> Vec<String> {
    let names = arg.get_possible_values().into_iter().map(|value| value.get_name().to_owned());
    if arg.get_action().takes_values() { names.collect() } else { Vec::new() }
}

/// An argument with this value, as it is typed.
pub(crate) fn typed(arg: &Arg, value: &str) -> Vec<String> {
    match arg.get_long() {
        Some(long) => vec![format!("--{long}={value}")],
        None if arg.is_last_set() => vec!["--".to_owned(), value.to_owned()],
        None => vec![value.to_owned()],
    }
}

/// What a check found wrong with a command.
#[derive(Debug, Default)]
pub(crate) struct Complaints(Vec<String>);

impl Complaints {
    /// Unless it holds, this is wrong; `seen` is what the program did.
    pub(crate) fn unless(&mut self, holds: bool, what: &str, seen: impl std::fmt::Display) {
        if !holds {
            self.0.push(format!("{what}\n{seen}"));
        }
    }
}

/// Looks at each of them, several at once; fails with all that is wrong.
#[track_caller]
pub(crate) fn each(leaves: &[Leaf], check: impl Fn(&Leaf, &mut Complaints) + Sync) {
    let (next, wrong) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let work = || {
        while let Some(leaf) = leaves.get(next.fetch_add(1, Ordering::Relaxed)) {
            let mut complaints = Complaints::default();
            check(leaf, &mut complaints);
            let named = complaints.0.into_iter().map(|what| format!("`{}`: {what}", leaf.name()));
            wrong.lock().unwrap().extend(named);
        }
    };
    thread::scope(|scope| (0..4).for_each(|_| drop(scope.spawn(work))));
    let wrong = wrong.into_inner().unwrap();
    assert!(wrong.is_empty(), "{} complaints\n\n{}", wrong.len(), wrong.join("\n\n"));
}
