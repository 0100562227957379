//! The end of the check of a tax number: a change of a user that no call makes.

use std::time::Duration;

use verify_core::Clock;

use crate::dots::choices::DotsChoices;
use crate::dots::happening::Happening;
use crate::dots::simulator::Simulator;
use crate::dots::state::{State, TaxCheck};
use crate::engine::lock;
use crate::engine::moment::Moment;

impl Simulator {
    /// Tells that the user has changed when the check is over. Without an endpoint nobody waits for it, and the clock has no
    /// waits that a test did not ask for.
    pub(super) fn await_tax_check(&self, state: &mut State, happening: &Happening, choices: &DotsChoices) {
        let Happening::TaxIdHandedIn { user_id, submitted } = happening else { return };
        if !choices.tin_check_told || !self.endpoint.is_receiving() {
            return;
        }
        let lasts = Duration::from_secs(choices.tin_check_seconds);
        let due = self.context.clock.monotonic().saturating_add(lasts);
        let check = TaxCheck { user_id: user_id.clone(), submitted: *submitted, due };
        state.tax_checks.push(check.clone());
        self.await_its_end(check, lasts);
    }

    /// Waits for the checks of a state that was put in place.
    pub(crate) fn resume_tax_checks(&self) {
        let now = self.context.clock.monotonic();
        for check in lock(&self.state).tax_checks.clone() {
            let rest = check.due.saturating_sub(now);
            self.await_its_end(check, rest);
        }
    }

    fn await_its_end(&self, check: TaxCheck, rest: Duration) {
        // Begun before the answer leaves: whoever has it can advance the clock.
        let over = self.context.clock.timeout(rest);
        let this = self.clone();
        self.context.tasks.spawn(async move {
            over.await;
            if this.ends_tax_check(&check) {
                this.tell_happenings();
            }
        });
    }

    /// Notes the change. There is none when another number was handed in meanwhile, or the number stays pending.
    fn ends_tax_check(&self, check: &TaxCheck) -> bool {
        let choices = lock(&self.choices).clone();
        let now = Moment::of(&self.context.clock).mono;
        let mut state = lock(&self.state);
        let Some(index) = state.tax_checks.iter().position(|known| known == check) else {
            // A reset or an import has come in between.
            return false;
        };
        let TaxCheck { user_id, submitted, .. } = state.tax_checks.remove(index);
        let w9 = state.user(&user_id).and_then(|user| user.compliance.w9.as_ref());
        let is_over =
            w9.is_some_and(|w9| w9.submitted == submitted && w9.verification(&choices, now) != "pending");
        if is_over {
            state.happenings.push(Happening::UserUpdated { user_id });
        }
        is_over
    }
}
