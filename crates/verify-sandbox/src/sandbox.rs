//! Starting and stopping.

use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};

use tokio::net::TcpSocket;
use tokio::runtime::Handle;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use verify_testkit::ManualClock;

use crate::engine::lock;
use crate::engine::server::{self, Command};
use crate::engine::tasks::Tasks;
use crate::engine::world::{self, World};
use crate::{Tenant, TenantDoubleSend};

/// Connections that wait to be accepted: as many as the system allows, which takes less where it allows less. When there is no
/// room, it drops what a client takes for an open connection, and resets it a minute later.
const BACKLOG: u32 = 65_535;

/// A socket with this port, which does not listen yet.
fn bound(port: u16) -> io::Result<TcpSocket> {
    let socket = TcpSocket::new_v4()?;
    // Elsewhere it would let two programs have the same port.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))?;
    Ok(socket)
}

/// Settings of a sandbox before it starts.
#[derive(Debug, Clone)]
#[must_use = "a builder does nothing until `start`"]
pub struct SandboxBuilder {
    port: u16,
    clock: Option<ManualClock>,
    seed: u64,
}

impl SandboxBuilder {
    /// The port on 127.0.0.1; 0, the default, takes a free one.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// The clock everything runs on; clones of it share the time. The default is the machine's time, running.
    pub fn clock(mut self, clock: ManualClock) -> Self {
        self.clock = Some(clock);
        self
    }

    /// What codes, ids and keys are derived from; the default is 0.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Listens. Requests are served as soon as this returns. Must be called within a Tokio runtime with I/O and time
    /// enabled; the sandbox runs on it.
    // Asynchronous although nothing waits today: listening is I/O, and it needs the runtime.
    #[allow(clippy::unused_async)]
    pub async fn start(self) -> io::Result<Sandbox> {
        let listener = bound(self.port)?.listen(BACKLOG)?;
        let port = listener.local_addr()?.port();
        let clock = self.clock.unwrap_or_else(ManualClock::running);
        let world = Arc::new(World::new(clock, self.seed, port, Tasks::new(Handle::current())));
        let (commands, received) = mpsc::unbounded_channel();
        let accepting = tokio::spawn(server::run(Arc::clone(&world), listener, received));
        Ok(Sandbox(Arc::new(Running { world, commands, accepting: Mutex::new(Some(accepting)) })))
    }
}

struct Running {
    world: Arc<World>,
    commands: mpsc::UnboundedSender<Command>,
    accepting: Mutex<Option<JoinHandle<()>>>,
}

impl Running {
    fn stop(&self) -> Option<JoinHandle<()>> {
        let accepting = lock(&self.accepting).take().inspect(JoinHandle::abort);
        self.world.tasks.abort_all();
        accepting
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop();
    }
}

/// A running sandbox: the providers on one port of 127.0.0.1. Clones are the same sandbox; it stops when the last one is
/// dropped.
#[derive(Clone)]
pub struct Sandbox(Arc<Running>);

impl Sandbox {
    /// Starts on a free port with the machine's time.
    pub async fn start() -> io::Result<Self> {
        Self::builder().start().await
    }

    /// Settings for a start.
    pub fn builder() -> SandboxBuilder {
        SandboxBuilder { port: 0, clock: None, seed: 0 }
    }

    /// The port.
    pub fn port(&self) -> u16 {
        self.0.world.port
    }

    /// `http://127.0.0.1:PORT`.
    pub fn base_url(&self) -> String {
        self.0.world.base_url()
    }

    /// `http://127.0.0.1:PORT/_sandbox`: everything that tests do in Rust, over HTTP.
    pub fn control_url(&self) -> String {
        format!("{}/_sandbox", self.base_url())
    }

    /// The clock that codes, sessions, reports and webhooks go by.
    pub fn clock(&self) -> &ManualClock {
        &self.0.world.clock
    }

    /// The tenant of that name, brought into being on first use. A name has up to 64 characters of `a-z`, `0-9` and `-`;
    /// capitals become small letters, other characters hyphens, so that the name of a test can be used as it is.
    pub fn tenant(&self, name: &str) -> Tenant {
        Tenant(self.0.world.tenant(&world::tenant_name(name)))
    }

    /// The tenant `default`.
    pub fn default_tenant(&self) -> Tenant {
        self.tenant("default")
    }

    /// The tenants that have been used.
    pub fn tenants(&self) -> Vec<Tenant> {
        self.0.world.tenant_names().iter().map(|name| self.tenant(name)).collect()
    }

    /// Every double send of every tenant since the start, oldest first: the newest
    /// [`OUTBOX_CAPACITY`](crate::OUTBOX_CAPACITY) of them. Unlike [`Tenant::double_sends`], no reset forgets one.
    pub fn double_sends(&self) -> Vec<TenantDoubleSend> {
        self.0.world.double_sends.all().0
    }

    /// How many double sends there were since the start, whatever was reset since.
    pub fn double_sends_total(&self) -> u64 {
        let (kept, dropped) = self.0.world.double_sends.all();
        kept.len() as u64 + dropped
    }

    /// Closes the listener and all connections: from now on connects are refused. State is kept. The sandbox listens
    /// again on the same port when the guard is dropped.
    pub async fn refuse_connections(&self) -> io::Result<RefusedConnections> {
        let (done, closed) = oneshot::channel();
        let gone = || io::Error::new(io::ErrorKind::NotConnected, "the sandbox has stopped");
        self.0.commands.send(Command::Close(done)).map_err(|_| gone())?;
        closed.await.map_err(|_| gone())?;
        // Bound and not listening: connects are refused, and nobody else can take the port meanwhile.
        let socket = bound(self.port())?;
        Ok(RefusedConnections { running: Arc::clone(&self.0), socket: Some(socket) })
    }

    /// Stops: nothing listens and no connection is open when this returns. Handles stay readable.
    pub async fn shutdown(&self) {
        if let Some(accepting) = self.0.stop() {
            // Aborted on purpose: the error says only that.
            let _ = accepting.await;
            // What a connection began while it was being ended.
            self.0.world.tasks.abort_all();
        }
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox").field("base_url", &self.base_url()).finish_non_exhaustive()
    }
}

/// While it lives, connects are refused: see [`Sandbox::refuse_connections`].
#[must_use = "the sandbox listens again when the guard is dropped"]
pub struct RefusedConnections {
    running: Arc<Running>,
    socket: Option<TcpSocket>,
}

impl RefusedConnections {
    /// Listens again.
    // Asynchronous although nothing waits today: listening again is I/O, and its callers need not know how it is done.
    #[allow(clippy::unused_async)]
    pub async fn end(mut self) -> io::Result<()> {
        self.listen()
    }

    fn listen(&mut self) -> io::Result<()> {
        let Some(socket) = self.socket.take() else { return Ok(()) };
        let _runtime = self.running.world.tasks.handle().enter();
        let listener = socket.listen(BACKLOG)?;
        let gone = |_| io::Error::new(io::ErrorKind::NotConnected, "the sandbox has stopped");
        self.running.commands.send(Command::Open(listener)).map_err(gone)
    }
}

impl Drop for RefusedConnections {
    fn drop(&mut self) {
        // It can fail only when the sandbox has stopped; then there is nothing to listen for.
        let _ = self.listen();
    }
}

impl fmt::Debug for RefusedConnections {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RefusedConnections").field("port", &self.running.world.port).finish_non_exhaustive()
    }
}
