//! Background work, ended with the sandbox.

use std::future::Future;
use std::sync::{Arc, Mutex};

use tokio::runtime::Handle;
use tokio::task::JoinSet;

use super::lock;

/// Runs background work on the runtime the sandbox was started on.
#[derive(Debug, Clone)]
pub(crate) struct Tasks {
    handle: Handle,
    running: Arc<Mutex<JoinSet<()>>>,
}

impl Tasks {
    pub(crate) fn new(handle: Handle) -> Self {
        Self { handle, running: Arc::default() }
    }

    pub(crate) fn spawn(&self, work: impl Future<Output = ()> + Send + 'static) {
        let mut running = lock(&self.running);
        while running.try_join_next().is_some() {}
        running.spawn_on(work, &self.handle);
    }

    pub(crate) fn handle(&self) -> &Handle {
        &self.handle
    }

    pub(crate) fn abort_all(&self) {
        lock(&self.running).abort_all();
    }
}
