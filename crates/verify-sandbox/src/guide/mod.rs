//! `docs/sandbox.md`, written from the tables in this crate and held against them.

mod decided;
mod faults;
mod personas;
mod simulated;
mod special;
mod text;

use std::fs;
use std::path::PathBuf;

use crate::engine::tasks::Tasks;
use crate::engine::world::World;
use crate::tenant::TenantCore;
use verify_testkit::ManualClock;

/// What writes it anew.
const COMMAND: &str = "WRITE_GUIDE=1 cargo test -p verify-sandbox --all-features --lib guide";

fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/sandbox.md")
}

/// A table of Markdown.
fn table(head: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let line = |cells: Vec<String>| {
        let cells: Vec<_> = cells.iter().map(|cell| cell.replace('|', "\\|").replace('\n', " ")).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let mut written = line(head.iter().map(ToString::to_string).collect());
    written.extend([format!("|{}\n", "---|".repeat(head.len()))]);
    written.extend(rows.into_iter().map(line));
    written
}

fn code(text: &str) -> String {
    format!("`{text}`")
}

fn guide(tenant: &TenantCore) -> String {
    let head = text::HEAD.replace("COMMAND", COMMAND);
    [
        head,
        simulated::operations(tenant),
        decided::choices(),
        special::people(),
        faults::kinds(tenant),
        personas::personas(),
        text::STATE.to_owned(),
        simulated::control(),
        text::limits(),
    ]
    .join("\n")
}

#[tokio::test]
async fn the_guide_is_what_the_tables_say() {
    let tasks = Tasks::new(tokio::runtime::Handle::current());
    let world = World::new(ManualClock::frozen(), 0, 8700, tasks);
    let wanted = guide(&world.tenant("default"));
    if std::env::var_os("WRITE_GUIDE").is_some() {
        fs::write(path(), &wanted).expect("the guide can be written");
    }
    let there = fs::read_to_string(path()).unwrap_or_default();
    let differs = there.lines().zip(wanted.lines()).position(|(there, wanted)| there != wanted);
    let line = differs.unwrap_or_else(|| there.lines().count().min(wanted.lines().count())) + 1;
    assert!(
        there == wanted,
        "docs/sandbox.md differs from line {line} on; write it anew with\n    {COMMAND}"
    );
}
