//! Listening and connections.

use std::future::pending;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinSet;
use verify_core::{Clock, SystemClock};

use super::dispatch;
use super::world::World;
use crate::limits::{HEAD_LIMIT, READ_TIMEOUT};

/// How long nothing is accepted after that has failed, for want of file descriptors for instance.
const PAUSE: Duration = Duration::from_millis(50);

/// What the accept loop can be told.
#[derive(Debug)]
pub(crate) enum Command {
    /// Close the listener and all connections.
    Close(oneshot::Sender<()>),
    /// Accept again.
    Open(TcpListener),
}

/// Accepts until it is aborted; its connections end with it.
pub(crate) async fn run(
    world: Arc<World>,
    listener: TcpListener,
    mut commands: mpsc::UnboundedReceiver<Command>,
) {
    let mut listener = Some(listener);
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            command = commands.recv() => match command {
                Some(Command::Close(done)) => {
                    listener = None;
                    connections.shutdown().await;
                    let _ = done.send(());
                }
                Some(Command::Open(opened)) => listener = Some(opened),
                None => return,
            },
            stream = accept(listener.as_ref()) => {
                connections.spawn(serve(Arc::clone(&world), stream));
            }
            Some(_) = connections.join_next(), if !connections.is_empty() => {}
        }
    }
}

async fn accept(listener: Option<&TcpListener>) -> TcpStream {
    let Some(listener) = listener else { return pending().await };
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return stream,
            // It would fail again at once, and again, until a connection has ended.
            Err(_) => SystemClock.timeout(PAUSE).await,
        }
    }
}

async fn serve(world: Arc<World>, stream: TcpStream) {
    // Without it a slow answer would be collected and arrive at once.
    let _ = stream.set_nodelay(true);
    let connection = world.next_connection();
    let service = service_fn(|request| dispatch::serve(Arc::clone(&world), connection, request));
    let mut http = http1::Builder::new();
    // hyper's own date is the machine's; the answers carry the sandbox's.
    http.auto_date_header(false).max_header_size(HEAD_LIMIT);
    // Real time, not the sandbox's, and the one place with a timer of hyper's: who is slow to ask must not stay for ever
    // because a clock stands still, nor be thrown out because it was advanced.
    http.timer(TokioTimer::new()).header_read_timeout(READ_TIMEOUT);
    // An error here is a connection that ended: by the client, or by a fault on purpose. The journal knows.
    let _ = http.serve_connection(TokioIo::new(stream), service).await;
}
