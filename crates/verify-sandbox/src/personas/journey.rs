//! From a plan to visits.

use std::time::Duration;

use super::agenda::{Leg, Page, Plan};
use super::life::Life;
use super::stage::Stage;
use crate::tenant::TenantCore;

/// How a leg of a journey ends.
#[derive(Debug)]
pub(super) enum Turn {
    Over,
    /// It goes on after so long.
    Later(Duration, Leg),
}

/// Does what was planned.
pub(super) fn go(tenant: &TenantCore, life: &mut Life, plan: Plan) {
    let mut stage = Stage::new(tenant, life, &plan);
    if plan.leg == Leg::Preview {
        preview(&mut stage, plan.page);
        return;
    }
    let turn = match plan.page {
        #[cfg(feature = "signzy")]
        Page::Signzy => super::signzy::go(&mut stage, &plan.leg),
        #[cfg(feature = "finicity")]
        Page::Finicity => super::finicity::go(&mut stage, &plan.leg),
        #[cfg(feature = "dots")]
        Page::Dots => super::dots::go(&mut stage, &plan.leg),
        #[cfg(not(any(feature = "signzy", feature = "finicity", feature = "dots")))]
        Page::Nowhere => Turn::Over,
    };
    if let Turn::Later(after, leg) = turn {
        life.plan_on(Plan { due: plan.due.after(after), leg, ..plan });
    }
}

fn preview(stage: &mut Stage<'_>, page: Page) {
    match page {
        #[cfg(feature = "signzy")]
        Page::Signzy => {
            stage.preview("HEAD");
            stage.preview("GET");
        }
        #[cfg(any(feature = "finicity", feature = "dots", not(feature = "signzy")))]
        _ => stage.preview("GET"),
    }
}

/// When a link runs out, on the monotonic clock; `None` when it does not, or nobody knows it.
// Without a provider whose links run out nobody is asked.
#[cfg_attr(not(any(feature = "signzy", feature = "finicity")), allow(unused_variables))]
pub(super) fn runs_out(tenant: &TenantCore, page: Page, link: &str) -> Option<Duration> {
    match page {
        #[cfg(feature = "signzy")]
        Page::Signzy => crate::signzy::runs_out(&tenant.providers.signzy, link),
        #[cfg(feature = "finicity")]
        Page::Finicity => crate::finicity::runs_out(&tenant.providers.finicity, link),
        #[cfg(feature = "dots")]
        Page::Dots => None,
        #[cfg(not(any(feature = "signzy", feature = "finicity", feature = "dots")))]
        Page::Nowhere => None,
    }
}
