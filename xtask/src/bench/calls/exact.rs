//! What does not depend on how busy the machine is. All of it is the difference between a short and a long run: what
//! starting costs drops out.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;

use super::server::Server;
use super::{CLIENTS, Client, OURS, PLAIN, Run, calls, program};
use crate::bench::callgrind;
use crate::bench::programs::{read, succeed};
use crate::bench::table::{Table, ratio};

const SHORT: u32 = 200;
const LONG: u32 = 1_200;
/// Clients that are made.
const FEW: u32 = 5;
const MANY: u32 = 25;

/// Of another machine, with an older reqwest: there is no generator of it here.
const QUOTED: [&str; 7] = ["OpenAPI Generator (quoted)", "1.07", "–", "1.11", "–", "–", "–"];

/// What one call of a client costs.
#[derive(Debug, Default)]
struct Cost {
    /// With the host as an address, and as a name.
    instructions: [f64; 2],
    allocations: f64,
    reallocations: f64,
    bytes: f64,
    system_calls: f64,
    /// Instructions of making a client, which a program does once.
    client: f64,
}

/// Measures all clients; the tables as they stand on the page.
pub(super) fn tables(server: &Server, plain: &Path, counted: &Path) -> io::Result<String> {
    let mut costs = Vec::new();
    for client in CLIENTS {
        costs.push((client, cost(server, plain, counted, client)?));
    }
    let scale = costs.iter().find(|(client, _)| client.program == PLAIN).map(|(_, cost)| cost);
    let scale = scale.ok_or_else(|| io::Error::other("there is nothing to compare with"))?;
    let mut ratios = Table::new(&[
        "Against plain reqwest",
        "Instructions, by address",
        "by name",
        "Allocations and reallocations",
        "Bytes of them",
        "System calls",
        "Making a client",
    ]);
    let mut figures = Table::new(&[
        "Of one call",
        "Instructions, by address",
        "by name",
        "Allocations + reallocations",
        "Bytes of them",
        "System calls",
        "Making a client",
    ]);
    for (client, cost) in &costs {
        let blocks = |cost: &Cost| cost.allocations + cost.reallocations;
        ratios.row([
            client.name.to_owned(),
            ratio(cost.instructions[0], scale.instructions[0]),
            ratio(cost.instructions[1], scale.instructions[1]),
            ratio(blocks(cost), blocks(scale)),
            ratio(cost.bytes, scale.bytes),
            ratio(cost.system_calls, scale.system_calls),
            ratio(cost.client, scale.client),
        ]);
        figures.row([
            client.name.to_owned(),
            format!("{:.1} k", cost.instructions[0] / 1e3),
            format!("{:.1} k", cost.instructions[1] / 1e3),
            format!("{:.0} + {:.0}", cost.allocations, cost.reallocations),
            format!("{:.0}", cost.bytes),
            format!("{:.2}", cost.system_calls),
            format!("{:.1} k", cost.client / 1e3),
        ]);
    }
    ratios.row(QUOTED.map(str::to_owned));
    Ok(format!("{ratios}\n{figures}"))
}

fn cost(server: &Server, plain: &Path, counted: &Path, client: Client) -> io::Result<Cost> {
    let (address, name) = (server.base("127.0.0.1"), server.base("localhost"));
    let per_call = |count: &dyn Fn(u32) -> io::Result<f64>| -> io::Result<f64> {
        let more = count(LONG)? - count(SHORT)?;
        Ok(more / f64::from(LONG - SHORT))
    };
    let path = program(plain, client);
    let instructions = [
        per_call(&|calls| instructions(&path, &address, calls))?,
        per_call(&|calls| instructions(&path, &name, calls))?,
    ];
    let system_calls = per_call(&|calls| Ok(system_calls(&path, &address, calls)?.values().sum()))?;
    let mut command = Command::new(program(counted, client));
    calls(&mut command, &address, LONG, 1);
    let run: Run = read(&mut command)?;
    let each = |total: f64| total / run.calls;
    Ok(Cost {
        instructions,
        allocations: each(run.allocations),
        reallocations: each(run.reallocations),
        bytes: each(run.bytes),
        system_calls,
        client: made(&path, &address)?,
    })
}

/// What making a client costs that is ready to speak TLS: ours, and plain reqwest.
pub(super) fn with_tls(server: &Server, folder: &Path) -> io::Result<String> {
    let base = server.base("localhost").replace("http:", "https:");
    let cost = |client: Client| made(&program(folder, client), &base);
    let clients = CLIENTS.into_iter().filter(|client| [OURS, PLAIN].contains(&client.program));
    let costs = clients.map(|client| Ok((client, cost(client)?))).collect::<io::Result<Vec<_>>>()?;
    let scale = costs.iter().find(|(client, _)| client.program == PLAIN).map_or(f64::NAN, |(_, cost)| *cost);
    let mut table =
        Table::new(&["Making a client, with rustls and ring", "Against plain reqwest", "Instructions"]);
    for (client, cost) in costs {
        table.row([client.name.to_owned(), ratio(cost, scale), format!("{:.1} k", cost / 1e3)]);
    }
    Ok(table.to_string())
}

/// Instructions of making a client.
fn made(program: &Path, base: &str) -> io::Result<f64> {
    let made = |count: u32| callgrind::instructions(program, |command| calls(command, base, count, 0));
    Ok((made(MANY)? - made(FEW)?) / f64::from(MANY - FEW))
}

/// All instructions of a program, by callgrind.
fn instructions(program: &Path, base: &str, count: u32) -> io::Result<f64> {
    callgrind::instructions(program, |command| calls(command, base, count, 1))
}

/// The system calls of a program, by strace.
fn system_calls(program: &Path, base: &str, count: u32) -> io::Result<BTreeMap<String, f64>> {
    let kept = program.with_extension("strace");
    let mut command = Command::new("strace");
    command.args(["-c", "-f", "-o"]).arg(&kept).arg(program);
    calls(&mut command, base, count, 1);
    succeed(&mut command)?;
    Ok(by_name(&fs::read_to_string(kept)?))
}

/// The rows of strace's summary: share, seconds, microseconds, calls, perhaps errors, name.
fn by_name(summary: &str) -> BTreeMap<String, f64> {
    let row = |line: &str| {
        let words: Vec<_> = line.split_whitespace().collect();
        let (&name, &count) = (words.last()?, words.get(3)?);
        Some((name.to_owned(), count.parse().ok()?))
    };
    summary.lines().filter_map(row).filter(|(name, _)| name != "total").collect()
}

#[cfg(test)]
mod tests {
    use super::by_name;

    #[test]
    fn what_strace_writes() {
        let summary = "% time     seconds  usecs/call     calls    errors syscall\n\
                       ------ ----------- ----------- --------- --------- ----------------\n \
                       50.00    0.000010           1      1200           sendto\n \
                       50.00    0.000010           1      2400      1200 recvfrom\n\
                       ------ ----------- ----------- --------- --------- ----------------\n\
                       100.00    0.000020           1      3600      1200 total\n";
        let counted: Vec<_> = by_name(summary).into_iter().collect();
        assert_eq!(counted, [("recvfrom".to_owned(), 2_400.0), ("sendto".to_owned(), 1_200.0)]);
    }
}
