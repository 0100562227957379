//! How many instructions a program executes: what does not depend on how busy the machine is.

use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;

use super::programs::succeed;

/// All instructions of a program that is called with these arguments.
pub(super) fn instructions(program: &Path, arguments: impl FnOnce(&mut Command)) -> io::Result<f64> {
    let kept = program.with_extension("callgrind");
    let mut command = Command::new("valgrind");
    command.args(["--quiet", "--tool=callgrind"]).arg(format!("--callgrind-out-file={}", kept.display()));
    command.arg(program);
    arguments(&mut command);
    succeed(&mut command)?;
    let total = total(&fs::read_to_string(kept)?);
    total.ok_or_else(|| io::Error::other("callgrind does not say how many instructions"))
}

/// Of the file that callgrind writes.
fn total(file: &str) -> Option<f64> {
    let sums =
        file.lines().find_map(|line| line.strip_prefix("summary:").or_else(|| line.strip_prefix("totals:")));
    sums?.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::total;

    #[test]
    fn what_callgrind_writes() {
        let file = "# callgrind format\nversion: 1\nevents: Ir\nsummary: 123456\n\nfn=(1) main\n16 5\ntotals: 123456\n";
        assert_eq!(total(file), Some(123_456.0));
        assert_eq!(total("events: Ir\ntotals: 7 8\n"), Some(7.0));
        assert_eq!(total("events: Ir\n"), None);
    }
}
