//! What a check sees of the machine: variables of the environment, and the time.

use std::ffi::OsString;
use std::fmt;
use std::sync::Arc;

use verify_core::{Clock, SystemClock};

type Variables = dyn Fn(&str) -> Option<OsString> + Send + Sync;

/// Handed in, so that tests need neither the process's environment nor its time.
#[derive(Clone)]
pub(super) struct Surroundings {
    variables: Arc<Variables>,
    pub(super) clock: Arc<dyn Clock>,
}

impl Surroundings {
    /// Those of this process.
    pub(super) fn of_process() -> Self {
        Self { variables: Arc::new(|name| std::env::var_os(name)), clock: Arc::new(SystemClock) }
    }

    /// What the variable holds, as it is.
    pub(super) fn raw(&self, name: &str) -> Option<OsString> {
        (self.variables)(name).filter(|value| !value.is_empty())
    }

    /// The same as text; empty where there is none.
    pub(super) fn text(&self, name: &str) -> String {
        self.raw(name).and_then(|value| value.into_string().ok()).unwrap_or_default()
    }

    /// Whether it holds anything.
    pub(super) fn is_set(&self, name: &str) -> bool {
        self.raw(name).is_some()
    }
}

/// Without the variables, which hold secrets.
impl fmt::Debug for Surroundings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Surroundings").field("clock", &self.clock).finish_non_exhaustive()
    }
}

#[cfg(test)]
impl Surroundings {
    /// Made up.
    pub(super) fn of(variables: &[(&str, &str)], clock: impl Clock + 'static) -> Self {
        let owned: Vec<_> =
            variables.iter().map(|(name, value)| ((*name).to_owned(), OsString::from(value))).collect();
        let get =
            move |wanted: &str| owned.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.clone());
        Self { variables: Arc::new(get), clock: Arc::new(clock) }
    }
}
