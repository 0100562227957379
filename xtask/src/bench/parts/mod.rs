//! The parts, each beside what else could be in its place.

mod cases;
mod sandbox;
mod tokens;

use std::io::{self, Write};
use std::path::PathBuf;

use self::cases::Case;
use super::programs;
use crate::measured;
use crate::tree::Tree;

/// What is measured, and whether the page is written.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// What to measure; all when nothing is named.
    parts: Vec<Part>,
    /// Write the tables into docs/performance.md.
    #[arg(long)]
    write: bool,
    /// How many rounds are timed.
    #[arg(long, value_name = "N", default_value_t = 101)]
    rounds: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Part {
    /// Reading a fresh token; the logins of a crowd.
    Tokens,
    /// Checking a signature.
    Webhooks,
    /// Reading a debt profile of 40 KiB.
    Decoding,
    /// Start, journey, calls beside wiremock, growth.
    Sandbox,
}

/// Reading a token that is there.
const FRESH: [Case; 5] = [
    Case { program: "ours", name: "**ours**, the time being known" },
    Case { program: "ours, with a look at the clock", name: "**ours**, with a look at the machine's clock" },
    Case {
        program: "mutex, with a look at the clock",
        name: "`tokio::sync::Mutex<Option<Token>>`, with that look",
    },
    Case { program: "a look at the clock", name: "that look alone" },
    Case { program: "nothing", name: "a future with nothing in it: what measuring takes" },
];
const FINICITY: [Case; 4] = [
    Case { program: "finicity, ours", name: "**`finicity-connect`**" },
    Case { program: "finicity, hmac", name: "`hmac` and `sha2`" },
    Case { program: "finicity, ring", name: "`ring`" },
    Case { program: "finicity, aws-lc-rs", name: "`aws-lc-rs`" },
];
const DOTS: [Case; 4] = [
    Case { program: "dots, ours", name: "**`dots-users`**" },
    Case { program: "dots, hmac", name: "`hmac` and `sha2`" },
    Case { program: "dots, ring", name: "`ring`" },
    Case { program: "dots, aws-lc-rs", name: "`aws-lc-rs`" },
];
const DECODING: [Case; 3] = [
    Case { program: "ours", name: "**ours**: `Endpoint::decode`" },
    Case { program: "from_slice", name: "`serde_json::from_slice`, as reqwest's `json()`" },
    Case { program: "Value", name: "by way of `serde_json::Value`" },
];

impl Part {
    const ALL: [Self; 4] = [Self::Tokens, Self::Webhooks, Self::Decoding, Self::Sandbox];

    /// The name of its place on the page.
    fn place(self) -> &'static str {
        match self {
            Self::Tokens => "tokens",
            Self::Webhooks => "webhooks",
            Self::Decoding => "decoding",
            Self::Sandbox => "sandbox",
        }
    }

    fn program(self) -> String {
        format!("part-{}", self.place())
    }

    /// What is built together: what these have in common is built once.
    fn together(self) -> [&'static str; 2] {
        match self {
            Self::Tokens | Self::Sandbox => ["part-tokens", "part-sandbox"],
            Self::Webhooks | Self::Decoding => ["part-webhooks", "part-decoding"],
        }
    }

    /// Builds the program, to be timed or to count allocations.
    fn build(self, tree: &Tree, counted: bool) -> io::Result<PathBuf> {
        let (name, features) = (self.program(), format!("{}/counted", self.program()));
        let mut arguments: Vec<_> =
            self.together().into_iter().flat_map(|name| ["--package", name]).collect();
        if counted {
            arguments.extend(["--features", &features]);
        }
        let folder = if counted { "counted" } else { "plain" };
        Ok(programs::build(tree, folder, &arguments, &[&name])?.join(name))
    }

    fn tables(self, tree: &Tree, rounds: usize) -> io::Result<String> {
        let plain = self.build(tree, false)?;
        if self == Self::Sandbox {
            return sandbox::tables(&plain, rounds);
        }
        let counted = self.build(tree, true)?;
        let figures = cases::measure(&plain, &counted, rounds)?;
        Ok(match self {
            Self::Tokens => {
                let fresh = cases::table(
                    "Reading a fresh token",
                    &FRESH,
                    "mutex, with a look at the clock",
                    &figures,
                )?;
                format!("{}\n{fresh}", tokens::scenes(&plain)?)
            }
            Self::Webhooks => {
                let finicity =
                    cases::table("Finicity, 1 KiB", &FINICITY, fastest(&FINICITY, &figures), &figures)?;
                let dots = cases::table("Dots, 1 KiB", &DOTS, fastest(&DOTS, &figures), &figures)?;
                format!("{finicity}\n{dots}")
            }
            Self::Decoding | Self::Sandbox => {
                cases::table("40 KiB", &DECODING, "from_slice", &figures)?.to_string()
            }
        })
    }
}

/// The library that takes the least time; ours, which comes first, is none.
fn fastest(cases: &[Case], figures: &cases::Figures) -> &'static str {
    let others = cases.iter().skip(1).map(|case| case.program);
    others.min_by(|one, other| figures.time(one).total_cmp(&figures.time(other))).unwrap_or_default()
}

/// Measures and prints, or writes; `true` if that could be done.
pub(crate) fn run(tree: &Tree, arguments: &Arguments, out: &mut dyn Write) -> io::Result<bool> {
    let parts = if arguments.parts.is_empty() { &Part::ALL[..] } else { &arguments.parts };
    for part in parts {
        let tables = part.tables(tree, arguments.rounds)?;
        writeln!(out, "{tables}")?;
        out.flush()?;
        if arguments.write
            && let Err(problem) = measured::write(tree, part.place(), &tables)?
        {
            writeln!(out, "{problem}")?;
            return Ok(false);
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::{FINICITY, Part, cases::Figures, fastest};

    #[test]
    fn others_are_compared_with_the_fastest_of_them() {
        let times = [
            ("finicity, ours", 1.0),
            ("finicity, hmac", 3.0),
            ("finicity, ring", 2.0),
            ("finicity, aws-lc-rs", 4.0),
        ];
        let figures = Figures::timed(times.map(|(name, time)| (name, vec![time])));
        assert_eq!(fastest(&FINICITY, &figures), "finicity, ring");
    }

    #[test]
    fn each_part_has_a_program_of_its_name() {
        let tree = crate::tree::Tree::around_current_dir().unwrap();
        for part in Part::ALL {
            let manifest = tree.read(&format!("benches/parts/{}/Cargo.toml", part.place()));
            assert!(manifest.unwrap().contains(&format!("name = {:?}", part.program())));
            assert!(part.together().contains(&part.program().as_str()));
        }
    }
}
