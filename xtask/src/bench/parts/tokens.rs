//! The crowd that wants a token.

use std::io;
use std::path::Path;
use std::process::Command;

use serde::Deserialize;

use crate::bench::programs::read;
use crate::bench::table::Table;

/// What came of a scene.
#[derive(Debug, Deserialize)]
struct Scene {
    name: String,
    ours: Counted,
    mutex: Counted,
}

#[derive(Debug, Deserialize)]
struct Counted {
    logins: u64,
    succeeded: u64,
}

pub(super) fn scenes(program: &Path) -> io::Result<Table> {
    Ok(table(&read::<Vec<Scene>>(Command::new(program).arg("scenes"))?))
}

fn table(scenes: &[Scene]) -> Table {
    let mut table = Table::new(&[
        "A thousand callers",
        "Logins, **ours**",
        "Logins, `tokio::sync::Mutex<Option<Token>>`",
        "Calls that succeed, **ours**",
        "with the mutex",
    ]);
    for Scene { name, ours, mutex } in scenes {
        let counts = [ours.logins, mutex.logins, ours.succeeded, mutex.succeeded];
        table.row([name.clone()].into_iter().chain(counts.map(|count| count.to_string())));
    }
    table
}

#[cfg(test)]
mod tests {
    use super::{Scene, table};

    #[test]
    fn a_row_for_each_scene() {
        let said = r#"[{"name":"no token yet","ours":{"logins":1,"succeeded":1000},"mutex":{"logins":2,"succeeded":999}}]"#;
        let scenes: Vec<Scene> = serde_json::from_str(said).unwrap();
        assert_eq!(table(&scenes).to_string().lines().last(), Some("| no token yet | 1 | 2 | 1000 | 999 |"));
    }
}
