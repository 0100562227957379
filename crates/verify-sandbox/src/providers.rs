//! The one place that lists the providers.

use crate::engine::provider::Provider;
use crate::tenant::Context;

/// A provider's name and its own part of the control API: method, path, what it does.
type ControlRoutes = (&'static str, &'static [(&'static str, &'static str, &'static str)]);

/// What the providers add to the control API.
pub(crate) const CONTROL_ROUTES: &[ControlRoutes] = &[
    #[cfg(feature = "spinwheel")]
    ("spinwheel", crate::spinwheel::CONTROL_ROUTES),
];

/// The providers of one tenant.
pub(crate) struct Providers {
    #[cfg(feature = "spinwheel")]
    pub(crate) spinwheel: std::sync::Arc<crate::spinwheel::Simulator>,
}

impl Providers {
    #[cfg_attr(not(feature = "spinwheel"), allow(unused_variables))]
    pub(crate) fn new(context: &Context) -> Self {
        Self {
            #[cfg(feature = "spinwheel")]
            spinwheel: std::sync::Arc::new(crate::spinwheel::Simulator::new(context.clone())),
        }
    }

    #[cfg_attr(not(feature = "spinwheel"), allow(clippy::unused_self))]
    pub(crate) fn all(&self) -> Vec<&dyn Provider> {
        vec![
            #[cfg(feature = "spinwheel")]
            self.spinwheel.as_ref(),
        ]
    }
}

impl std::fmt::Debug for Providers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.all().iter().map(|provider| provider.name())).finish()
    }
}
