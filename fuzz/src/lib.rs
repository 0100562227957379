//! What the programs of the fuzzer share. What they do stands in `verify_tests::fuzz`, where the tests run it, too.

use std::sync::OnceLock;

pub use libfuzzer_sys;
use verify_tests::fuzz::{Target, targets};

/// Makes a program of the target of this name.
#[macro_export]
macro_rules! target {
    ($name:literal) => {
        $crate::libfuzzer_sys::fuzz_target!(|input: &[u8]| $crate::run($name, input));
    };
}

/// Runs the target of this name, which is the only one in its program.
pub fn run(name: &str, input: &[u8]) {
    static TARGET: OnceLock<Target> = OnceLock::new();
    let find = || targets().into_iter().find(|target| target.name == name).expect("a target of that name");
    (TARGET.get_or_init(find).run)(input);
}
