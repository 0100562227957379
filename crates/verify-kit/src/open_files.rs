//! How many files, and with them connections, this process may have open.

/// As many as it is allowed to ask for: the usual soft limit is far below what the sandbox can serve.
#[cfg(unix)]
pub(crate) fn allow_many() {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    // Where it is refused, the sandbox has the connections that it had before.
    let _ = setrlimit(Resource::Nofile, limit);
}

#[cfg(not(unix))]
pub(crate) fn allow_many() {
    // There is no such limit.
}
