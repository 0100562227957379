//! Whether an address can take webhooks, as far as it can be told by looking at it.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use http::Uri;

use super::finding::Finding;

const CHECK: &str = "callback";

/// Who is to call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Caller {
    /// A provider, from outside.
    Provider,
    /// A sandbox on this machine.
    Sandbox,
    /// Nobody is named.
    Anybody,
}

/// Where an address leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    ThisMachine,
    /// A network that nobody from outside gets into.
    Private,
    Public,
}

/// The findings, and the address if something can be sent there.
pub(super) fn check(text: &str, caller: Caller) -> (Vec<Finding>, Option<Uri>) {
    let Some(uri) = address(text) else {
        let says = "--callback is no address";
        let fix = "it must be https://HOST/path, or http://127.0.0.1:PORT/path on this machine, without user, password and \
                   fragment";
        return (vec![Finding::problem(CHECK, says, fix)], None);
    };
    let reach = reach(&uri);
    let mut findings: Vec<Finding> =
        [of_caller(&uri, reach, caller), of_path(&uri)].into_iter().flatten().collect();
    if findings.is_empty() {
        findings.push(Finding::ok(CHECK, "the address has the form of one for webhooks"));
    }
    (findings, Some(uri))
}

fn address(text: &str) -> Option<Uri> {
    let text = text.trim();
    let uri: Uri = text.parse().ok()?;
    let authority = uri.authority()?;
    let fine = matches!(uri.scheme_str(), Some("https" | "http"))
        && !authority.as_str().contains('@')
        && !authority.host().is_empty()
        && !text.contains('#');
    fine.then_some(uri)
}

fn of_caller(uri: &Uri, reach: Reach, caller: Caller) -> Option<Finding> {
    let https = uri.scheme_str() == Some("https");
    let problem = |says, fix| Some(Finding::problem(CHECK, says, fix));
    match (caller, reach) {
        (Caller::Sandbox, Reach::ThisMachine) if !https => None,
        (Caller::Sandbox, _) => problem(
            "a sandbox sends webhooks to http on this machine alone",
            "give it http://127.0.0.1:PORT/path",
        ),
        (Caller::Provider, Reach::ThisMachine) => problem(
            "the address is on this machine: no provider can reach it",
            "put a public https address in front of it, for instance a tunnel",
        ),
        (Caller::Provider, Reach::Private) => problem(
            "the address is in a private network: no provider can reach it",
            "put a public https address in front of it, for instance a tunnel",
        ),
        (Caller::Provider, Reach::Public) if !https => {
            problem("the address is http: personal data would travel in the open", "use https")
        }
        (Caller::Anybody, Reach::Public) if !https => Some(Finding::warning(
            CHECK,
            "the address is http: personal data would travel in the open",
            "use https",
        )),
        _ => None,
    }
}

fn of_path(uri: &Uri) -> Option<Finding> {
    let says = "the address has no path: it is seldom where webhooks are handled";
    (uri.path().len() < 2).then(|| Finding::warning(CHECK, says, "give the whole address, path included"))
}

/// Where the address leads, by its name alone; nothing is looked up.
pub(super) fn reach(uri: &Uri) -> Reach {
    let host =
        uri.host().unwrap_or_default().trim_start_matches('[').trim_end_matches(']').to_ascii_lowercase();
    match host.parse() {
        Ok(IpAddr::V4(address)) => of_v4(address),
        Ok(IpAddr::V6(address)) => of_v6(address),
        Err(_) => of_name(host.trim_end_matches('.')),
    }
}

fn of_v4(address: Ipv4Addr) -> Reach {
    let [first, second, ..] = address.octets();
    if address.is_loopback() {
        return Reach::ThisMachine;
    }
    // Shared by the customers of a carrier.
    let shared = first == 100 && (64..128).contains(&second);
    let closed = address.is_private() || address.is_link_local() || first == 0 || shared;
    if closed { Reach::Private } else { Reach::Public }
}

fn of_v6(address: Ipv6Addr) -> Reach {
    if let Some(inner) = address.to_ipv4_mapped() {
        return of_v4(inner);
    }
    if address.is_loopback() {
        return Reach::ThisMachine;
    }
    let closed = address.is_unique_local() || address.is_unicast_link_local() || address.is_unspecified();
    if closed { Reach::Private } else { Reach::Public }
}

/// Names that lead nowhere outside: those without a dot, and the domains that are kept for that.
fn of_name(name: &str) -> Reach {
    let last = name.rsplit('.').next().unwrap_or_default();
    if last == "localhost" {
        return Reach::ThisMachine;
    }
    let kept = ["local", "internal", "lan", "home", "test", "invalid", "example"];
    if !name.contains('.') || kept.contains(&last) || name.ends_with(".home.arpa") {
        return Reach::Private;
    }
    Reach::Public
}

#[cfg(test)]
mod tests {
    use super::super::finding::Level;
    use super::*;

    fn found(text: &str, caller: Caller) -> (Level, String) {
        let (findings, _) = check(text, caller);
        (findings[0].level, findings[0].says.clone())
    }

    #[test]
    fn a_provider_needs_a_public_https_address() {
        let rows = [
            ("https://app.example.com/hooks", Level::Ok, "has the form"),
            ("https://app.example.com/hooks?key=1", Level::Ok, "has the form"),
            ("http://app.example.com/hooks", Level::Problem, "is http"),
            ("https://app.example.com", Level::Warning, "no path"),
            ("https://127.0.0.1:8701/hooks", Level::Problem, "on this machine"),
            ("http://localhost:8701/hooks", Level::Problem, "on this machine"),
            ("https://[::1]/hooks", Level::Problem, "on this machine"),
            ("https://[::ffff:10.0.0.1]/hooks", Level::Problem, "private network"),
            ("https://10.1.2.3/hooks", Level::Problem, "private network"),
            ("https://192.168.1.7/hooks", Level::Problem, "private network"),
            ("https://169.254.1.7/hooks", Level::Problem, "private network"),
            ("https://100.64.1.7/hooks", Level::Problem, "private network"),
            ("https://0.0.0.0/hooks", Level::Problem, "private network"),
            ("https://[fd00::1]/hooks", Level::Problem, "private network"),
            ("https://backend/hooks", Level::Problem, "private network"),
            ("https://backend.local/hooks", Level::Problem, "private network"),
            ("https://203.0.113.7/hooks", Level::Ok, "has the form"),
        ];
        for (text, level, says) in rows {
            let found = found(text, Caller::Provider);
            assert!(found.0 == level && found.1.contains(says), "{text}: {found:?}");
        }
    }

    #[test]
    fn a_sandbox_stays_on_this_machine() {
        let ours = "http://127.0.0.1:8701/hooks";
        assert_eq!(found(ours, Caller::Sandbox).0, Level::Ok);
        assert_eq!(found("https://127.0.0.1:8701/hooks", Caller::Sandbox).0, Level::Problem);
        assert_eq!(found("https://app.example.com/hooks", Caller::Sandbox).0, Level::Problem);
        assert_eq!(found(ours, Caller::Anybody).0, Level::Ok);
        assert_eq!(found("http://app.example.com/hooks", Caller::Anybody).0, Level::Warning);
    }

    #[test]
    fn what_is_no_address_is_not_asked() {
        for text in [
            "",
            "app.example.com/hooks",
            "ftp://app.example.com/",
            "https://me:pw@app.example.com/",
            "https:///x",
            "https://a.example.com/#x",
        ] {
            let (findings, uri) = check(text, Caller::Anybody);
            assert!(findings[0].level == Level::Problem && uri.is_none(), "{text}");
            assert!(text.is_empty() || !findings[0].says.contains(text));
        }
    }
}
