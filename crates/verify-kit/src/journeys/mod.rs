//! The journeys of the demo, one file for each provider. A new one is a file and a line in [`ALL`].

mod finicity_connect;
mod spinwheel_connect;

use async_trait::async_trait;

use crate::demo::Stage;

/// What the demo shows of one provider.
#[async_trait(?Send)]
pub(crate) trait Journey: Sync {
    /// The crate it shows.
    fn crate_name(&self) -> &'static str;

    /// Plays all scenes. What goes wrong in a scene is told and counted by the stage.
    async fn play(&self, stage: &mut Stage<'_>);
}

/// In the order in which they are played.
pub(crate) const ALL: &[&dyn Journey] =
    &[&spinwheel_connect::SpinwheelConnect, &finicity_connect::FinicityConnect];
