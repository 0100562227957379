//! The one place that lists the providers.

use std::sync::Arc;

use crate::control::route::Described;
use crate::engine::provider::Provider;
use crate::tenant::Context;

/// A provider's name and its own part of the control API.
type ControlRoutes = (&'static str, &'static [Described]);

/// What the providers add to the control API.
pub(crate) const CONTROL_ROUTES: &[ControlRoutes] = &[
    #[cfg(feature = "spinwheel")]
    ("spinwheel", crate::spinwheel::CONTROL_ROUTES),
    #[cfg(feature = "finicity")]
    ("finicity", crate::finicity::CONTROL_ROUTES),
    #[cfg(feature = "finicity")]
    ("finicity", crate::finicity::CONNECT_CONTROL_ROUTES),
    #[cfg(feature = "dots")]
    ("dots", crate::dots::CONTROL_ROUTES),
    #[cfg(feature = "dots")]
    ("dots", crate::dots::FLOW_CONTROL_ROUTES),
    #[cfg(feature = "dots")]
    ("dots", crate::dots::WEBHOOK_CONTROL_ROUTES),
    #[cfg(feature = "debtcore")]
    ("debtcore", crate::debtcore::CONTROL_ROUTES),
    #[cfg(feature = "signzy")]
    ("signzy", crate::signzy::CONTROL_ROUTES),
];

/// The providers of one tenant.
pub(crate) struct Providers {
    #[cfg(feature = "spinwheel")]
    pub(crate) spinwheel: Arc<crate::spinwheel::Simulator>,
    #[cfg(feature = "finicity")]
    pub(crate) finicity: Arc<crate::finicity::Simulator>,
    #[cfg(feature = "dots")]
    pub(crate) dots: Arc<crate::dots::Simulator>,
    #[cfg(feature = "debtcore")]
    pub(crate) debtcore: Arc<crate::debtcore::Simulator>,
    #[cfg(feature = "signzy")]
    pub(crate) signzy: Arc<crate::signzy::Simulator>,
}

impl Providers {
    #[cfg_attr(
        not(any(feature = "dots", feature = "finicity", feature = "signzy", feature = "spinwheel")),
        allow(unused_variables)
    )]
    pub(crate) fn new(context: &Context) -> Self {
        #[cfg(feature = "spinwheel")]
        let spinwheel = Arc::new(crate::spinwheel::Simulator::new(context.clone()));
        Self {
            #[cfg(feature = "debtcore")]
            debtcore: Arc::new(crate::debtcore::Simulator::new(context.clone(), Arc::clone(&spinwheel))),
            #[cfg(feature = "spinwheel")]
            spinwheel,
            #[cfg(feature = "finicity")]
            finicity: Arc::new(crate::finicity::Simulator::new(context.clone())),
            #[cfg(feature = "dots")]
            dots: Arc::new(crate::dots::Simulator::new(context.clone())),
            #[cfg(feature = "signzy")]
            signzy: Arc::new(crate::signzy::Simulator::new(context.clone())),
        }
    }

    #[cfg_attr(
        not(any(feature = "dots", feature = "finicity", feature = "signzy", feature = "spinwheel")),
        allow(clippy::unused_self)
    )]
    pub(crate) fn all(&self) -> Vec<Arc<dyn Provider>> {
        vec![
            #[cfg(feature = "spinwheel")]
            Arc::<crate::spinwheel::Simulator>::clone(&self.spinwheel),
            #[cfg(feature = "finicity")]
            Arc::<crate::finicity::Simulator>::clone(&self.finicity),
            #[cfg(feature = "dots")]
            Arc::<crate::dots::Simulator>::clone(&self.dots),
            #[cfg(feature = "debtcore")]
            Arc::<crate::debtcore::Simulator>::clone(&self.debtcore),
            #[cfg(feature = "signzy")]
            Arc::<crate::signzy::Simulator>::clone(&self.signzy),
        ]
    }
}

impl std::fmt::Debug for Providers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.all().iter().map(|provider| provider.name())).finish()
    }
}
