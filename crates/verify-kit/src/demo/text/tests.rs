use std::sync::Arc;
use std::time::Duration;

use verify_core::Clock;
use verify_sandbox::ManualClock;

use super::screen::{self, Block};
use super::{Pace, Screen};

fn blocks() -> Vec<Block> {
    ["one\ntwo", "three"]
        .map(|text| {
            let mut block = Block::default();
            block.line(text);
            block
        })
        .into()
}

/// How long it takes to show two blocks of three lines.
async fn takes(pause: Option<Duration>) -> Duration {
    let clock = ManualClock::frozen().skipping_pauses();
    let before = clock.monotonic();
    let pace = Pace { pause, clock: Arc::new(clock.clone()) };
    let screen = Screen { width: 80, unicode: true, is_watched: true };
    screen::print(blocks(), screen, &pace).await.unwrap();
    clock.monotonic().saturating_sub(before)
}

#[tokio::test]
async fn each_block_is_followed_by_a_pause_if_the_reader_wants_one() {
    assert_eq!(takes(None).await, Duration::ZERO);
    assert_eq!(takes(Some(Duration::from_millis(400))).await, Duration::from_millis(800));
}
