//! Calls per second: the sandbox beside wiremock, in alternating rounds.

use std::collections::BTreeMap;
use std::time::Instant;

use measure::{Failure, process_time, thread_time};

use crate::server;
use crate::wire::Connection;

/// Calls of a round; few, so that rounds stand close together.
const CALLS: usize = 400;
const IN_FLIGHT: usize = 16;

/// Of each server, and each round: calls per second on the clock, and microseconds of the server's threads for a call.
type Rates = BTreeMap<&'static str, Vec<[f64; 2]>>;

pub(crate) fn rates(rounds: usize) -> Result<Rates, Failure> {
    let (sandbox, port, ask) = server::sandbox()?;
    let body = Connection::open(port, &ask)?.call()?.to_vec();
    let (recording, recording_port) = server::wiremock(&ask, &body, true)?;
    let (forgetful, forgetful_port) = server::wiremock(&ask, &body, false)?;
    let ports = [("sandbox", port), ("wiremock", recording_port), ("wiremock, no recording", forgetful_port)];
    let mut servers = Vec::new();
    for (name, port) in ports {
        let open = |_| Connection::open(port, &ask);
        let mut connections = (0..IN_FLIGHT).map(open).collect::<Result<Vec<_>, _>>()?;
        round(&mut connections)?;
        servers.push((name, connections));
    }
    let mut rates = Rates::new();
    for number in 0..rounds {
        for step in 0..servers.len() {
            let index = (step + number) % servers.len();
            let (name, connections) = &mut servers[index];
            rates.entry(*name).or_default().push(round(connections)?);
        }
    }
    drop((sandbox, recording, forgetful));
    Ok(rates)
}

fn round(connections: &mut [Connection]) -> Result<[f64; 2], Failure> {
    let (clock, all, own) = (Instant::now(), process_time(), thread_time());
    let mut calls = 0.0;
    while calls < CALLS as f64 {
        for connection in connections.iter_mut() {
            connection.send()?;
        }
        for connection in connections.iter_mut() {
            connection.receive()?;
            calls += 1.0;
        }
    }
    let server = (process_time() - all).saturating_sub(thread_time() - own);
    Ok([calls / clock.elapsed().as_secs_f64(), server.as_secs_f64() * 1e6 / calls])
}

/// So many calls of the sandbox, for a tool that counts instructions.
pub(crate) fn repeat(times: usize) -> Result<(), Failure> {
    let (_sandbox, port, ask) = server::sandbox()?;
    let mut connection = Connection::open(port, &ask)?;
    for _ in 0..times {
        connection.call()?;
    }
    Ok(())
}
