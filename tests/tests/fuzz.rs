//! The targets of the fuzzer over their seeds, changes of those, and every input that was ever found: a short form of what
//! `cargo xtask hostile fuzz` does for as long as one likes.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

use std::fs;
use std::path::Path;

use verify_tests::fuzz::mutation::Mutator;
use verify_tests::fuzz::{self, Target};

/// Changes of each seed.
const CHANGES: usize = 20;

fn target(name: &str) -> Target {
    fuzz::targets().into_iter().find(|target| target.name == name).unwrap()
}

/// Inputs that once were findings.
fn found(name: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("found").join(name);
    let Ok(files) = fs::read_dir(folder) else { return Vec::new() };
    files.map(|file| fs::read(file.unwrap().path()).unwrap()).collect()
}

fn run(name: &str) {
    let target = target(name);
    for input in found(name) {
        (target.run)(&input);
    }
    let seeds = (target.seeds)();
    assert!(!seeds.is_empty(), "{name} has seeds");
    let mut mutator = Mutator::new(7);
    for seed in &seeds {
        (target.run)(&seed.input);
        for _ in 0..CHANGES {
            (target.run)(&mutator.change(&seed.input));
        }
    }
}

macro_rules! targets {
    ($($name:ident)*) => {
        $(#[test]
        fn $name() {
            run(stringify!($name));
        })*

        #[test]
        fn every_target_is_here_and_is_a_program_of_the_fuzzer() {
            let names: Vec<_> = fuzz::targets().iter().map(|target| target.name).collect();
            let mut here = [$(stringify!($name)),*].to_vec();
            here.sort_unstable();
            let mut sorted = names.clone();
            sorted.sort_unstable();
            assert_eq!(here, sorted);
            let programs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/targets");
            for name in names {
                assert!(programs.join(format!("{name}.rs")).is_file(), "fuzz/targets/{name}.rs is missing");
            }
        }
    };
}

targets! {
    answers_debtcore
    answers_dots
    answers_finicity
    answers_signzy
    answers_spinwheel
    retry_after
    returns
    sandbox
    values
    webhooks_dots
    webhooks_finicity
    webhooks_spinwheel
}
