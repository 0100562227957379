//! The tables.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::program::{PROVIDERS, Program, Tls};
use crate::tree::Tree;

/// What others weigh, measured once on two processors, for orientation: name, packages, debug build by the clock on the wall,
/// size.
const QUOTED: [(&str, u32, u32, &str); 3] = [
    ("progenitor's client, default TLS", 105, 47, "6.6"),
    ("OpenAPI Generator, the whole description of Finicity, rustls", 107, 74, "5.8"),
    ("octocrab", 138, 98, "6.7"),
];

/// Builds programs from nothing, ours beside reqwest's with the same TLS.
pub(super) fn clean_builds(tree: &Tree, out: &mut dyn Write) -> io::Result<String> {
    let mut table = "| a program with one call | packages | debug build, processor time | on the wall | against reqwest alone | stripped release program |\n|---|---|---|---|---|---|\n".to_owned();
    for tls in [Tls::None, Tls::Ring, Tls::AwsLc] {
        let bare = row(tree, &mut table, Program::bare(tls), None, out)?;
        // Our crates have no feature for aws-lc: the program brings it with `rustls-no-provider`.
        if tls != Tls::AwsLc {
            row(tree, &mut table, Program::ours(PROVIDERS[0], tls), Some(bare), out)?;
        }
    }
    for (name, packages, wall, size) in QUOTED {
        let _ = writeln!(table, "| {name} (quoted) | {packages} | | {wall} s | | {size} MB |");
    }
    Ok(table)
}

/// Adds a row, and says what was spent.
fn row(
    tree: &Tree,
    table: &mut String,
    program: Program,
    bare: Option<f64>,
    out: &mut dyn Write,
) -> io::Result<f64> {
    let (packages, spent, size) = (program.packages(tree)?, program.clean_build(tree)?, program.size(tree)?);
    let label = program.label();
    writeln!(out, "{label}: {packages} packages, {:.1} s of processors", spent.cpu)?;
    let against = ratio(spent.cpu, bare.unwrap_or(spent.cpu));
    let size = megabytes(size);
    let _ = writeln!(
        table,
        "| {label} | {packages} | {:.1} s | {:.1} s | {against} | {size} MB |",
        spent.cpu, spent.wall
    );
    Ok(spent.cpu)
}

pub(super) fn heading_of_sizes() -> String {
    "| | packages, no TLS | size, no TLS | against reqwest | packages, ring | size, ring | against reqwest |\n|---|---|---|---|---|---|---|\n".to_owned()
}

/// Adds a row: packages, size, and the size of reqwest's program, for each choice of TLS.
pub(super) fn row_of_sizes(table: &mut String, name: &str, row: &[(usize, u32, u32)]) {
    let _ = write!(table, "| `{name}` |");
    for (packages, size, bare) in row {
        let against = ratio(f64::from(*size), f64::from(*bare));
        let _ = write!(table, " {packages} | {} MB | {against} |", megabytes(*size));
    }
    table.push('\n');
}

fn megabytes(bytes: u32) -> String {
    format!("{:.2}", f64::from(bytes) / 1_000_000.0)
}

pub(super) fn ratio(one: f64, other: f64) -> String {
    format!("{:.2}", one / other)
}

#[cfg(test)]
mod tests {
    use super::{heading_of_sizes, row_of_sizes};

    #[test]
    fn a_row_has_the_cells_of_its_heading() {
        let mut table = heading_of_sizes();
        row_of_sizes(&mut table, "dots-users", &[(82, 1_900_000, 1_800_000), (97, 3_600_000, 3_600_000)]);
        assert!(table.ends_with("| `dots-users` | 82 | 1.90 MB | 1.06 | 97 | 3.60 MB | 1.00 |\n"), "{table}");
        let cells: Vec<_> = table.lines().map(|line| line.matches('|').count()).collect();
        assert_eq!(cells, [8, 8, 8]);
    }
}
