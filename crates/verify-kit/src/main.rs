//! The program; everything is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    verify_kit::run(std::env::args_os())
}
