//! `cargo xtask weight`: what one of our crates adds to a program: packages, bytes, seconds of building. The programs are in
//! `benches/weight`, the tables in docs/performance.md.

mod operation;
mod program;
mod spent;
mod table;

use std::io::{self, Write};

use self::program::{PROVIDERS, Program, Tls};
use crate::tree::Tree;

/// How many packages a program may have beyond what reqwest alone brings.
const MORE_PACKAGES: usize = 8;
/// How much larger a program with a crate may be than with reqwest alone, in hundredths, without TLS and with ring: what it is
/// today, so that it grows no more. 105 is wanted.
const SIZES: [(&str, [u32; 2]); 5] = [
    ("finicity-connect", [115, 108]),
    ("spinwheel-connect", [111, 106]),
    ("spinwheel-gql", [122, 111]),
    ("dots-users", [116, 108]),
    ("signzy-link", [115, 108]),
];

/// What is done with the figures.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Count the packages and compare the sizes of one crate, and build nothing else.
    #[arg(long, conflicts_with = "write")]
    check: bool,
    /// Write the tables of docs/performance.md.
    #[arg(long)]
    write: bool,
}

/// Measures; `false` if a limit is passed.
pub(crate) fn run(tree: &Tree, arguments: &Arguments, out: &mut dyn Write) -> io::Result<bool> {
    let mut well = packages(tree, out)?;
    if arguments.check {
        return Ok(sizes(tree, &PROVIDERS[..1], out)?.within && well);
    }
    let clean = table::clean_builds(tree, out)?;
    let sizes = sizes(tree, &PROVIDERS, out)?;
    well &= sizes.within;
    let operation = operation::measure(tree, out)?;
    for (name, table) in
        [("weight", clean), ("weight, each crate", sizes.table), ("weight, one operation", operation)]
    {
        writeln!(out, "\n{table}")?;
        if arguments.write
            && let Err(problem) = crate::measured::write(tree, name, &table)?
        {
            writeln!(out, "{problem}")?;
            well = false;
        }
    }
    Ok(well)
}

/// Holds the number of packages of each crate against reqwest's.
fn packages(tree: &Tree, out: &mut dyn Write) -> io::Result<bool> {
    let mut well = true;
    for tls in [Tls::None, Tls::Ring] {
        let bare = Program::bare(tls).packages(tree)?;
        for provider in PROVIDERS {
            let ours = Program::ours(provider, tls).packages(tree)?;
            let more = ours.saturating_sub(bare);
            writeln!(out, "{provider}, {tls}: {ours} packages, {more} more than reqwest alone")?;
            if more > MORE_PACKAGES {
                writeln!(out, "→ at most {MORE_PACKAGES}: see `cargo tree -p {provider}` for the new one")?;
                well = false;
            }
        }
    }
    Ok(well)
}

/// The sizes of some crates' programs.
struct Sizes {
    within: bool,
    table: String,
}

/// Holds the size of programs against that of reqwest's.
fn sizes(tree: &Tree, providers: &[&'static str], out: &mut dyn Write) -> io::Result<Sizes> {
    let mut sizes = Sizes { within: true, table: table::heading_of_sizes() };
    let choices = [Tls::None, Tls::Ring];
    let bare = [Program::bare(choices[0]).size(tree)?, Program::bare(choices[1]).size(tree)?];
    for provider in providers {
        let mut row = Vec::new();
        let (_, limits) =
            SIZES.into_iter().find(|(name, _)| name == provider).unwrap_or((provider, [105; 2]));
        for ((tls, limit), bare) in choices.into_iter().zip(limits).zip(bare) {
            let program = Program::ours(provider, tls);
            let size = program.size(tree)?;
            let label = program.label();
            writeln!(
                out,
                "{label}: {size} bytes, {} of reqwest alone",
                table::ratio(f64::from(size), f64::from(bare))
            )?;
            if f64::from(size) * 100.0 > f64::from(bare) * f64::from(limit) {
                writeln!(out, "→ at most {}: see what became larger", table::ratio(f64::from(limit), 100.0))?;
                sizes.within = false;
            }
            row.push((program.packages(tree)?, size, bare));
        }
        table::row_of_sizes(&mut sizes.table, provider, &row);
    }
    Ok(sizes)
}
