//! `/_sandbox/clock`.

use std::time::Duration;

use serde_json::{Value, json};

use super::route::{Described, Row, Run, needs};
use super::{Command, Problem};
use crate::engine::moment::{Moment, iso, millis};
use crate::engine::world::World;

/// More at once is a slip of the hand.
const LONGEST: Duration = Duration::from_secs(1_000_000_000);

const TIME: &str = r#"{"now": "2026-01-15T12:00:00Z", "epoch_ms": 1768478400000, "frozen": true}"#;

pub(super) const ROUTES: &[Row] = &[
    (
        Described::get("/clock", "the sandbox's time and whether it stands still").answers(TIME),
        Run::Sandbox(|world, _| Ok(show(world))),
    ),
    (
        Described::post("/clock/freeze", "stop the clock").answers(TIME),
        Run::Sandbox(|world, _| {
            world.clock.freeze();
            Ok(show(world))
        }),
    ),
    (
        Described::post("/clock/resume", "let the clock run").answers(TIME),
        Run::Sandbox(|world, _| {
            world.clock.resume();
            Ok(show(world))
        }),
    ),
    (
        Described::post("/clock/advance", "move the clock forward")
            .query(&[needs("seconds", "300", "by so much; a fraction is allowed")])
            .answers(TIME),
        Run::Sandbox(|world, request| {
            world.clock.advance(duration(request)?);
            world.let_personas_act();
            Ok(show(world))
        }),
    ),
];

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
