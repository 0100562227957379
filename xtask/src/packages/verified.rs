//! Which packages were found to be well, and by which programs, for whoever asks later.

use std::fs;
use std::io;

use super::consumer::{Consumer, Written};
use crate::tree::Tree;

/// Holds the project that has tried the archives in `target/packages/package`, as it was written: cargo writes its lock file anew.
const VERIFIED: &str = "target/packages/verified.json";

/// To be called when all is well, and not before.
pub(super) fn remember(tree: &Tree, written: &Written) -> io::Result<()> {
    fs::write(tree.full(VERIFIED), serde_json::to_vec(written)?)
}

/// Whether all was well with the packages of these names and versions, and with the programs that the tree has now.
pub(super) fn remembers(tree: &Tree, consumer: &Consumer) -> bool {
    let remembered = fs::read(tree.full(VERIFIED)).ok();
    let remembered = remembered.and_then(|text| serde_json::from_slice::<Written>(&text).ok());
    remembered.is_some() && consumer.written(tree).ok() == remembered
}

#[cfg(test)]
mod tests {
    use super::{remember, remembers};
    use crate::fixture::Fixture;
    use crate::packages::consumer::Consumer;
    use crate::packages::members;

    #[test]
    fn what_was_verified_stays_so_when_cargo_has_written_the_lock_file_anew() {
        let fixture = Fixture::new(&[
            ("Cargo.toml", "[workspace]\nmembers = [\"crates/*\"]\n"),
            ("Cargo.lock", "version = 4\n\n[[package]]\nname = \"not-used-there\"\nversion = \"1.0.0\"\n"),
            (
                "crates/verify-sandbox/Cargo.toml",
                "[package]\nname = \"verify-sandbox\"\nversion = \"0.3.0\"\n",
            ),
            ("crates/verify-sandbox/src/lib.rs", ""),
            ("tests/from-packages/src/bin/together.rs", "fn main() {}"),
        ]);
        let tree = fixture.tree();
        let members = members::all(tree.root()).unwrap();
        let consumer = Consumer::new(tree, &members::published(&members)).unwrap();
        let written = consumer.write(tree).unwrap();
        fixture.write("target/packages/consumer/Cargo.lock", "version = 4\n");
        assert!(!remembers(tree, &consumer), "nothing was verified yet");
        remember(tree, &written).unwrap();
        assert!(remembers(tree, &consumer));
        fixture.write("tests/from-packages/src/bin/together.rs", "fn main() { call() }");
        assert!(!remembers(tree, &consumer));
    }
}
