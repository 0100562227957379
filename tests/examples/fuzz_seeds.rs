//! Writes the seeds of all targets of the fuzzer into a folder, one below it for each target.

use std::fs;
use std::path::PathBuf;

use verify_tests::fuzz::targets;

fn main() -> std::io::Result<()> {
    let folder = PathBuf::from(std::env::args_os().nth(1).unwrap_or_else(|| "fuzz/corpus".into()));
    for target in targets() {
        let folder = folder.join(target.name);
        fs::create_dir_all(&folder)?;
        for seed in (target.seeds)() {
            fs::write(folder.join(seed.name), seed.input)?;
        }
    }
    Ok(())
}
