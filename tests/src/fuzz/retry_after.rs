//! `Retry-After`: whatever stands in it, a call ends within its deadline.

use std::cell::RefCell;
use std::time::Duration;

use verify_core::Clock;

use super::{Seed, runtime};
use crate::endpoints::{Call, call_of};
use crate::world::{BIRTH_DATE, PHONE};
use crate::{Answer, Seizable, World};

/// The deadline of the call. The pauses lie within it.
const DEADLINE: Duration = Duration::from_mins(1);

struct Stage {
    runtime: tokio::runtime::Runtime,
    world: World,
    way: Seizable,
    call: Call,
}

thread_local! {
    static STAGE: RefCell<Option<Stage>> = const { RefCell::new(None) };
}

impl Stage {
    fn new() -> Self {
        let runtime = runtime();
        let (world, way, call) = runtime.block_on(async {
            let (world, way) = World::start_seizable().await;
            let user = world.connected_user(PHONE, BIRTH_DATE).await;
            let client = world.spinwheel.with_deadline(DEADLINE);
            let call = call_of!(client, retrieve_user, spinwheel_connect::RetrieveUser::new(user));
            (world, way, call)
        });
        Self { runtime, world, way, call }
    }
}

/// A status 429 with this header.
pub fn run(input: &[u8]) {
    let stage = STAGE.take().unwrap_or_else(Stage::new);
    let answer = Answer { status: 429, retry_after: Some(input.to_vec()), body: bytes::Bytes::new() };
    stage.way.seize("retrieve_user", answer);
    let before = stage.world.clock.monotonic();
    let error = stage.runtime.block_on((stage.call)()).expect_err("429 is no success");
    let passed = stage.world.clock.monotonic().saturating_sub(before);
    assert!(passed <= DEADLINE, "the call took {passed:?}");
    assert!(error.is_throttled() || error.is_timeout(), "{error}");
    STAGE.set(Some(stage));
}

/// Both formats, and what is neither.
pub fn seeds() -> Vec<Seed> {
    let values = [
        "0",
        "7",
        "120",
        "99999999999999999999999",
        "-5",
        "1.5",
        "soon",
        "",
        "Thu, 15 Jan 2026 12:00:30 GMT",
        "Thu, 15 Jan 2026 11:59:00 GMT",
        "Thursday, 15-Jan-26 12:00:30 GMT",
        "Fri, 31 Dec 9999 23:59:59 GMT",
        "Mon, 01 Jan 0001 00:00:00 +2359",
    ];
    values.iter().enumerate().map(|(number, value)| Seed::new(format!("value-{number}"), *value)).collect()
}
