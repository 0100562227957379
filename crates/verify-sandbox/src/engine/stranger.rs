//! Requests that no program of this machine meant to make: from a page that had its own name point here, or a page of
//! elsewhere that talks to what it guesses is here.

use http::uri::Authority;
use http::{HeaderMap, Request, Response, Uri, header};

use super::body::SandboxBody;
use super::moment::Moment;
use super::world::World;
use crate::control::Problem;
use crate::journal::{self, Outcome};
use crate::webhooks::target::loopback;

/// Why a request is not served.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Stranger {
    /// It was sent to this host.
    Host(String),
    /// A page of this origin sent it.
    Origin(String),
}

impl Stranger {
    /// What is wrong with this request, if anything.
    pub(crate) fn find<B>(port: u16, request: &Request<B>) -> Option<Self> {
        foreign_host(port, request.uri(), request.headers()).or_else(|| foreign_origin(request.headers()))
    }

    fn problem(&self, port: u16) -> Problem {
        match self {
            Self::Host(host) => {
                let message = format!("requests for the host {host:?} are not served");
                let what = format!("call the sandbox by 127.0.0.1:{port}, [::1]:{port} or localhost:{port}");
                Problem::new(403, message, what)
            }
            Self::Origin(origin) => {
                let message = format!("requests of pages from {origin:?} are not served");
                let what = "only pages of this machine may call the sandbox: serve yours from localhost";
                Problem::new(403, message, what)
            }
        }
    }

    fn why(&self) -> String {
        match self {
            Self::Host(host) => {
                format!("Refused: the request is for the host {host:?}, not for this machine.")
            }
            Self::Origin(origin) => {
                format!("Refused: a page from {origin:?} sent it, not one of this machine.")
            }
        }
    }

    /// Refuses the request. The journal of the tenant it is about notes it, or that of `default`: strangers bring no tenant
    /// into being.
    pub(crate) fn turn_away<B>(
        &self,
        world: &World,
        connection: u64,
        request: &Request<B>,
    ) -> Response<SandboxBody> {
        let tenant =
            world.known_tenant(named(request.uri().path())).unwrap_or_else(|| world.tenant("default"));
        let pen = tenant.journal.open(|entry| {
            entry.at = Moment::of(&world.clock).wall;
            entry.tenant.clone_from(&tenant.name);
            entry.method = request.method().to_string();
            entry.path = request.uri().path_and_query().map_or_else(String::new, ToString::to_string);
            entry.headers = journal::headers(request.headers());
            entry.connection = connection;
        });
        pen.close(Outcome::Answered(403), &self.why());
        self.problem(world.port).into_wire().into_response(&world.clock)
    }
}

/// The tenant in a path, as far as it names one.
fn named(path: &str) -> &str {
    let path = path.strip_prefix("/_sandbox/tenants").unwrap_or(path);
    path.split('/').nth(1).unwrap_or_default()
}

fn foreign_host(port: u16, uri: &Uri, headers: &HeaderMap) -> Option<Stranger> {
    let mut hosts: Vec<_> = headers.get_all(header::HOST).iter().map(|host| text(host.as_bytes())).collect();
    hosts.extend(uri.authority().map(|authority| authority.as_str().to_owned()));
    if hosts.is_empty() {
        return Some(Stranger::Host(String::new()));
    }
    hosts.into_iter().find(|host| !is_own(host, port)).map(Stranger::Host)
}

/// A loopback host; with the right port, if it has one. Whoever leaves the port out is no browser.
fn is_own(host: &str, port: u16) -> bool {
    let Ok(authority) = host.parse::<Authority>() else { return false };
    let right = match host.strip_prefix(authority.host()) {
        Some("") => true,
        Some(_) => authority.port_u16() == Some(port),
        None => false,
    };
    right && loopback(authority.host()).is_some()
}

fn foreign_origin(headers: &HeaderMap) -> Option<Stranger> {
    // A page that sends no referrer may have the origin `null` in requests to itself, and the browser vouches for that. Any
    // page of elsewhere can have it, too, in a frame with `sandbox`.
    let own = headers.get("sec-fetch-site").is_some_and(|site| site == "same-origin");
    let fits = |origin: &String| is_loopback_origin(origin) || (own && origin == "null");
    let origins = headers.get_all(header::ORIGIN).iter().map(|origin| text(origin.as_bytes()));
    origins.into_iter().find(|origin| !fits(origin)).map(Stranger::Origin)
}

fn is_loopback_origin(origin: &str) -> bool {
    let Ok(uri) = origin.parse::<Uri>() else { return false };
    matches!(uri.scheme_str(), Some("http" | "https"))
        && uri.authority().is_some_and(|authority| {
            !authority.as_str().contains('@') && loopback(authority.host()).is_some()
        })
}

fn text(value: &[u8]) -> String {
    String::from_utf8_lossy(value).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(uri: &str, headers: &[(&str, &str)]) -> Option<Stranger> {
        let mut request = Request::builder().uri(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        Stranger::find(8080, &request.body(()).unwrap())
    }

    #[test]
    fn hosts_of_this_machine_are_served() {
        for host in [
            "127.0.0.1:8080",
            "127.9.9.9:8080",
            "[::1]:8080",
            "localhost:8080",
            "LocalHost:8080",
            "localhost",
        ] {
            assert_eq!(found("/x", &[("host", host)]), None, "{host}");
        }
        assert_eq!(found("http://localhost:8080/x", &[("host", "127.0.0.1:8080")]), None);
    }

    #[test]
    fn other_hosts_are_not() {
        for host in [
            "example.com:8080",
            "127.0.0.1.example.com:8080",
            "localhost.example.com:8080",
            "127.0.0.1:8081",
            "localhost:80",
            "localhost:",
            "localhost:x",
            "10.0.0.1:8080",
            "0.0.0.0:8080",
            "[::]:8080",
            "example.com@127.0.0.1:8080",
            "127.0.0.1:8080@example.com",
            "127.0.0.1:8080, example.com",
            "",
        ] {
            assert_eq!(found("/x", &[("host", host)]), Some(Stranger::Host(host.to_owned())), "{host}");
        }
        let two = [("host", "127.0.0.1:8080"), ("host", "example.com")];
        assert_eq!(found("/x", &two), Some(Stranger::Host("example.com".to_owned())));
        assert_eq!(found("/x", &[]), Some(Stranger::Host(String::new())));
        let absolute = found("http://example.com/x", &[("host", "127.0.0.1:8080")]);
        assert_eq!(absolute, Some(Stranger::Host("example.com".to_owned())));
    }

    #[test]
    fn origins_of_this_machine_are_served() {
        for origin in [
            "http://127.0.0.1:8080",
            "http://localhost:3000",
            "https://localhost",
            "http://[::1]:1",
            "http://127.3.2.1",
        ] {
            assert_eq!(found("/x", &[("host", "localhost:8080"), ("origin", origin)]), None, "{origin}");
        }
    }

    #[test]
    fn other_origins_are_not() {
        for origin in [
            "https://example.com",
            "http://localhost.example.com",
            "http://192.0.2.1",
            "http://localhost@example.com",
            "http://example.com@localhost",
            "file://localhost",
            "localhost",
            "null",
            "",
        ] {
            let seen = found("/x", &[("host", "localhost:8080"), ("origin", origin)]);
            assert_eq!(seen, Some(Stranger::Origin(origin.to_owned())), "{origin}");
        }
        let two =
            [("host", "localhost:8080"), ("origin", "http://localhost"), ("origin", "http://example.com")];
        assert!(found("/x", &two).is_some());
    }

    #[test]
    fn the_origin_null_is_believed_where_the_browser_vouches_for_it() {
        for (site, served) in
            [("same-origin", true), ("same-site", false), ("cross-site", false), ("none", false)]
        {
            let headers = [("host", "localhost:8080"), ("origin", "null"), ("sec-fetch-site", site)];
            assert_eq!(found("/x", &headers).is_none(), served, "{site}");
        }
        let other =
            [("host", "localhost:8080"), ("origin", "http://example.com"), ("sec-fetch-site", "same-origin")];
        assert!(found("/x", &other).is_some());
    }

    #[test]
    fn the_tenant_of_a_path() {
        for (path, name) in [
            ("/a/spinwheel/v1", "a"),
            ("/_sandbox/tenants/a/outbox", "a"),
            ("/_sandbox/tenants", ""),
            ("/_sandbox", "_sandbox"),
            ("/", ""),
        ] {
            assert_eq!(named(path), name, "{path}");
        }
    }
}
