//! The end of the check of a tax number: a change of a user that no call makes.

use std::time::Duration;

use verify_core::Clock;

use crate::dots::choices::DotsChoices;
use crate::dots::happening::Happening;
use crate::dots::simulator::Simulator;
use crate::engine::lock;
use crate::engine::moment::Moment;

impl Simulator {
    /// Tells that the user has changed when the check is over. Without an endpoint nobody waits for it, and the clock has no
    /// waits that a test did not ask for.
    pub(super) fn await_tax_check(&self, happening: &Happening, choices: &DotsChoices) {
        let Happening::TaxIdHandedIn { user_id, submitted } = happening else { return };
        if !choices.tin_check_told || !self.endpoint.is_receiving() {
            return;
        }
        // Begun before the answer leaves: whoever has it can advance the clock.
        let over = self.context.clock.timeout(Duration::from_secs(choices.tin_check_seconds));
        let (this, user_id, submitted) = (self.clone(), user_id.clone(), *submitted);
        self.context.tasks.spawn(async move {
            over.await;
            if this.ends_tax_check(&user_id, submitted) {
                this.tell_happenings();
            }
        });
    }

    /// Notes the change. There is none when another number was handed in meanwhile, or the number stays pending.
    fn ends_tax_check(&self, user_id: &str, submitted: Duration) -> bool {
        let choices = lock(&self.choices).clone();
        let now = Moment::of(&self.context.clock).mono;
        let mut state = lock(&self.state);
        let w9 = state.user(user_id).and_then(|user| user.compliance.w9.as_ref());
        let is_over =
            w9.is_some_and(|w9| w9.submitted == submitted && w9.verification(&choices, now) != "pending");
        if is_over {
            state.happenings.push(Happening::UserUpdated { user_id: user_id.to_owned() });
        }
        is_over
    }
}
