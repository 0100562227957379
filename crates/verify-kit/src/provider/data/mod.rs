//! `--data`: the fields of a request as a JSON object, in place of flags.
//!
//! The object becomes arguments before the command line is read ([`expand`]): what may stand together, which words there
//! are and what is missing is then decided in one place. What takes the place of `--data` itself says where the object came
//! from, which the person cannot: values that may not be flags for real people may come from a file.

mod arguments;
pub(crate) mod fields;
mod names;
mod source;

use std::ffi::OsString;

use clap::{Arg, Command};
use serde_json::Value;

pub(crate) use fields::Fields;

use super::plan;
use super::target::TARGET;
use crate::exit::Failure;
use crate::{dots_users, finicity_connect, output, signzy_link, spinwheel_connect, spinwheel_gql};
use arguments::Line;
use names::Names;
use source::Given;

#[derive(Debug, clap::Args)]
pub(super) struct DataArgs {
    /// Read what is not given as flags from a JSON object: @FILE, @- for stdin, or the object itself. Its fields are called
    /// as the flags, or as the provider calls them
    #[arg(long, value_name = "JSON", help_heading = HEADING)]
    data: Option<String>,
}

/// Where the object came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    /// A file or stdin: nobody else can see it.
    File,
    /// The command line, or something that is guarded stands there besides.
    CommandLine,
}

/// The heading of the flag in the help.
const HEADING: &str = "Fields from a file";

const FILE: &str = "file";
const COMMAND_LINE: &str = "command-line";

/// How a provider's requests look, for those who have one at hand.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wire {
    /// The provider's names, with points between them, and the flags they stand for.
    pub(crate) names: &'static [(&'static str, &'static str)],
    /// What the client sends by itself.
    pub(crate) own: &'static [&'static str],
    /// Turns what has another form than the flags into theirs.
    pub(crate) reshape: fn(&mut Fields, operation: &str) -> Result<(), Failure>,
    /// The operations whose request is a list and no object, and what reads it.
    pub(crate) lists: &'static [(&'static str, ReadList)],
}

/// Makes fields of a list.
pub(crate) type ReadList = fn(&[Value]) -> Result<Fields, Failure>;

impl DataArgs {
    /// Where the values came from that stand among the flags.
    pub(super) fn source(&self) -> Option<Source> {
        Some(if self.data.as_deref()? == FILE { Source::File } else { Source::CommandLine })
    }
}

fn wire(command: &str) -> Option<Wire> {
    Some(match command {
        "spinwheel-connect" => spinwheel_connect::wire::WIRE,
        "finicity-connect" => finicity_connect::wire::WIRE,
        "dots-users" => dots_users::wire::WIRE,
        "spinwheel-gql" => spinwheel_gql::wire::WIRE,
        "signzy-link" => signzy_link::wire::WIRE,
        _ => return None,
    })
}

/// The command line with flags in place of the object.
pub(crate) fn expand(args: Vec<OsString>, root: &Command) -> Result<Vec<OsString>, Failure> {
    let Some((command, wire, at)) = operation(&args, root) else { return Ok(args) };
    let mut line = Line::read(&args[at..]);
    let Some(given) = line.take_data()? else { return Ok(args) };
    let from_file = given.starts_with('@');
    let flags: Vec<&Arg> = command.get_arguments().filter(|flag| is_field(flag)).collect();
    let guarded = |flag: &Arg| {
        let long = flag.get_long().unwrap_or_default();
        line.has(flag)
            && command.get_arguments().any(|other| other.get_long() == Some(&format!("{long}-stdin")))
    };
    let hidden = from_file && !flags.iter().any(|flag| guarded(flag));
    let mut object = match source::read(&given, &line)? {
        Given::Fields(fields) => fields,
        Given::List(list) => listed(&list, &wire, command.get_name())?,
    };
    for name in wire.own {
        if !names::has_flag(name, &flags) && fields::take(&mut object, name).is_some() {
            output::talk(format_args!(
                "--data: {name} comes with the credentials; the one in the data is not sent."
            ));
        }
    }
    fields::unwrap_graphql(&mut object, command.get_name())?;
    (wire.reshape)(&mut object, command.get_name())?;
    let added = Names { flags: &flags, wire: &wire }.arguments(&object)?;
    let mut expanded = args[..at].to_vec();
    expanded.extend(line.rest());
    expanded.push(format!("--data={}", if hidden { FILE } else { COMMAND_LINE }).into());
    expanded.extend(
        added.into_iter().filter(|added| !line.overrules(added.flag, command)).map(|added| added.argument),
    );
    Ok(expanded)
}

/// The fields of a list, where the request is one.
fn listed(list: &[Value], wire: &Wire, operation: &str) -> Result<Fields, Failure> {
    match wire.lists.iter().find(|(name, _)| *name == operation) {
        Some((_, read)) => read(list),
        None => Err(Failure::usage(
            "--data: is a list, and one request is one JSON object: {\"field\": \"value\", …}",
        )
        .next("run the command once for each object of the list")),
    }
}

/// The operation of a command line, the wire of its provider, and where its own arguments begin.
fn operation<'a>(args: &[OsString], root: &'a Command) -> Option<(&'a Command, Wire, usize)> {
    let provider = args.get(1)?.to_str()?;
    let wire = wire(provider)?;
    let operation = root.find_subcommand(provider)?.find_subcommand(args.get(2)?)?;
    operation.get_arguments().any(|flag| flag.get_id() == "data").then_some((operation, wire, 3))
}

/// Whether it is a field of the request: neither where it goes nor how it is shown, and not a way to read it from stdin.
fn is_field(flag: &Arg) -> bool {
    let elsewhere = [TARGET, "Output", plan::HEADING, HEADING];
    let heading = flag.get_help_heading().unwrap_or_default();
    let long = flag.get_long().unwrap_or_default();
    !elsewhere.contains(&heading) && !long.is_empty() && long != "help" && !long.ends_with("-stdin")
}
