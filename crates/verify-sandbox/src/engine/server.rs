//! Listening and connections.

use std::future::pending;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinSet;

use super::dispatch;
use super::world::World;

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
            accepted = accept(listener.as_ref()) => if let Ok((stream, _)) = accepted {
                connections.spawn(serve(Arc::clone(&world), stream));
            },
            Some(_) = connections.join_next(), if !connections.is_empty() => {}
        }
    }
}

async fn accept(listener: Option<&TcpListener>) -> io::Result<(TcpStream, SocketAddr)> {
    match listener {
        Some(listener) => listener.accept().await,
        None => pending().await,
    }
}

async fn serve(world: Arc<World>, stream: TcpStream) {
    // Without it a slow answer would be collected and arrive at once.
    let _ = stream.set_nodelay(true);
    let connection = world.next_connection();
    let service = service_fn(|request| dispatch::serve(Arc::clone(&world), connection, request));
    // An error here is a connection that ended: by the client, or by a fault on purpose. The journal knows.
    // hyper's own date is the machine's; the answers carry the sandbox's.
    let _ =
        http1::Builder::new().auto_date_header(false).serve_connection(TokioIo::new(stream), service).await;
}
