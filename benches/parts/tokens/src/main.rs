//! The token cache of `verify-core` beside what anybody would write: an option under an asynchronous mutex.
//!
//! `time`, `count` and `repeat` read a token that is fresh; `scenes` lets a thousand callers want one.

mod fresh;
mod plain;
mod provider;
mod scenes;

use std::env;

use measure::Failure;

fn main() -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
    if env::args().nth(1).is_some_and(|word| word == "scenes") {
        return measure::print(&runtime.block_on(scenes::all())?);
    }
    fresh::run(&runtime)
}
