//! Ports to listen on.

use std::io;

use crate::exit::Failure;
use crate::holder::Holder;

/// In place of clap's own parser, whose message repeats the number.
pub(crate) fn port(text: &str) -> Result<u16, &'static str> {
    text.parse().map_err(|_| "must be a number from 0 to 65535")
}

fn in_use(port: u16) -> Failure {
    let Holder { name, how_to_find_out } = Holder::of(port);
    let (by, stop) = match name {
        Some(name) => (format!(" by {name}"), "stop it".to_owned()),
        None => (String::new(), format!("see who holds it with `{how_to_find_out}`")),
    };
    Failure::failed(format!("port {port} is already in use{by}"))
        .next(format!("{stop}, or leave --port out to get a free port"))
}

/// Why there is nobody on the port.
pub(crate) fn cannot_listen(port: u16, error: &io::Error) -> Failure {
    match error.kind() {
        io::ErrorKind::AddrInUse => in_use(port),
        io::ErrorKind::PermissionDenied => {
            Failure::failed(format!("this user may not listen on port {port}"))
                .next("take a port from 1024 on, or leave --port out to get a free port")
        }
        kind => Failure::failed(format!("port {port} cannot be listened on: {kind}")),
    }
}
