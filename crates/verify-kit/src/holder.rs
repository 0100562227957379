//! Who holds a port of this machine.

/// What is known about the program that listens there, and how to find out the rest.
#[derive(Debug)]
pub(crate) struct Holder {
    /// For instance `node (process 4711)`.
    pub(crate) name: Option<String>,
    /// A command that says who it is.
    pub(crate) how_to_find_out: String,
}

impl Holder {
    pub(crate) fn of(port: u16) -> Self {
        let how_to_find_out = if cfg!(target_os = "linux") {
            format!("sudo ss -ltnp 'sport = :{port}'")
        } else if cfg!(windows) {
            format!("netstat -ano | findstr :{port}")
        } else {
            format!("lsof -nP -iTCP:{port} -sTCP:LISTEN")
        };
        Self { name: name(port), how_to_find_out }
    }
}

#[cfg(not(target_os = "linux"))]
fn name(_: u16) -> Option<String> {
    None
}

/// The program whose open files have the listening socket; another user's cannot be seen.
#[cfg(target_os = "linux")]
fn name(port: u16) -> Option<String> {
    let tables =
        ["/proc/net/tcp", "/proc/net/tcp6"].map(|table| std::fs::read_to_string(table).unwrap_or_default());
    let links: Vec<String> = tables
        .iter()
        .flat_map(|table| sockets(table, port))
        .map(|inode| format!("socket:[{inode}]"))
        .collect();
    let processes = std::fs::read_dir("/proc").ok()?.flatten();
    let mut numbers = processes.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    let number = numbers.find(|number| has_open(*number, &links))?;
    // Its arguments are nobody's business: only the program is named.
    let program = std::fs::read_to_string(format!("/proc/{number}/comm")).ok()?;
    Some(format!("{} (process {number})", crate::output::printable(program.trim())))
}

#[cfg(target_os = "linux")]
fn has_open(process: u32, links: &[String]) -> bool {
    let files = std::fs::read_dir(format!("/proc/{process}/fd")).into_iter().flatten().flatten();
    files
        .filter_map(|file| std::fs::read_link(file.path()).ok())
        .any(|link| links.iter().any(|wanted| link.as_os_str() == wanted.as_str()))
}

/// The numbers of the sockets that listen on a port, from the kernel's table.
#[cfg(target_os = "linux")]
fn sockets<'a>(table: &'a str, port: u16) -> Vec<&'a str> {
    const LISTENING: &str = "0A";
    let end = format!(":{port:04X}");
    let inode = |line: &'a str| {
        let columns: Vec<&str> = line.split_whitespace().collect();
        let (local, state, inode) = (columns.get(1)?, columns.get(3)?, columns.get(9)?);
        (local.ends_with(&end) && *state == LISTENING).then_some(*inode)
    };
    table.lines().filter_map(inode).collect()
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::sockets;

    #[test]
    fn only_listening_sockets_count() {
        let table = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n\
            0: 0100007F:21FC 00000000:0000 0A 00000000:00000000 00:00000000 00000000  0  0 1111 1 0\n\
            1: 0100007F:21FC 0100007F:D431 01 00000000:00000000 00:00000000 00000000  0  0 2222 1 0\n";
        assert_eq!(sockets(table, 8700), ["1111"]);
        assert!(sockets(table, 8701).is_empty());
    }
}
