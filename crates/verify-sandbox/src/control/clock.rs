//! `/_sandbox/clock`.

use std::time::Duration;

use serde_json::{Value, json};

use super::{Answer, Command, Problem};
use crate::engine::moment::{Moment, iso, millis};
use crate::engine::world::World;

/// More at once is a slip of the hand.
const LONGEST: Duration = Duration::from_secs(1_000_000_000);

pub(crate) fn routes(world: &World, request: &Command<'_>, rest: &[&str]) -> Answer {
    match (request.method, rest) {
        ("GET", []) => {}
        ("POST", ["freeze"]) => world.clock.freeze(),
        ("POST", ["resume"]) => world.clock.resume(),
        ("POST", ["advance"]) => {
            world.clock.advance(duration(request)?);
            world.let_personas_act();
        }
        _ => return Err(Problem::no_route()),
    }
    Ok(show(world))
}

fn duration(request: &Command<'_>) -> Result<Duration, Problem> {
    let seconds: f64 = request.query.number("seconds", f64::NAN)?;
    let what = "call /_sandbox/clock/advance?seconds=300";
    let duration = Duration::try_from_secs_f64(seconds).ok().filter(|duration| *duration <= LONGEST);
    duration.ok_or_else(|| Problem::bad("seconds must be a number from 0 to 1000000000", what))
}

pub(super) fn show(world: &World) -> Value {
    let now = Moment::of(&world.clock).wall;
    json!({"now": iso(now), "epoch_ms": millis(now), "frozen": world.clock.is_frozen()})
}
