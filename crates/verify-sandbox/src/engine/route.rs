//! From a path to an operation.

use super::provider::{Operation, Provider, Route};

/// What the table says about a method and a path.
#[derive(Debug)]
pub(crate) enum Match {
    Found {
        operation: &'static Operation,
        route: &'static Route,
        params: Vec<(&'static str, String)>,
    },
    /// The path exists, the method does not.
    OtherMethod(&'static Operation),
    Nothing,
}

/// Looks the path up in the provider's table. An operation of this host wins over one of another host, a literal segment
/// over a parameter.
pub(crate) fn find(provider: &dyn Provider, role: &str, method: &str, path: &str) -> Match {
    let (mut best, mut other) = (None, None);
    let mut rank = (true, usize::MAX);
    for operation in provider.operations() {
        for route in operation.routes {
            let Some(params) = fit(route.template, path) else { continue };
            let own = (!operation.hosts.contains(&role), params);
            if route.method == method && own < rank {
                rank = own;
                best = Some((operation, route));
            } else if route.method != method && other.is_none() {
                other = Some(operation);
            }
        }
    }
    match (best, other) {
        (Some((operation, route)), _) => {
            Match::Found { operation, route, params: params(route.template, path) }
        }
        (None, Some(operation)) => Match::OtherMethod(operation),
        (None, None) => Match::Nothing,
    }
}

/// The parameters of a path that a template fits.
pub(crate) fn params_of(template: &'static str, path: &str) -> Option<Vec<(&'static str, String)>> {
    fit(template, path).map(|_| params(template, path))
}

/// How many parameters a template has, if it fits the path. Most do not, so nothing is copied for it.
fn fit(template: &str, path: &str) -> Option<usize> {
    let mut params = 0;
    let mut actual = path.split('/');
    for expected in template.split('/') {
        let found = actual.next()?;
        match name_of(expected) {
            Some(_) if found.is_empty() => return None,
            Some(_) => params += 1,
            None if expected == found => {}
            None => return None,
        }
    }
    actual.next().is_none().then_some(params)
}

fn params(template: &'static str, path: &str) -> Vec<(&'static str, String)> {
    let pairs = template.split('/').zip(path.split('/'));
    pairs.filter_map(|(expected, found)| Some((name_of(expected)?, percent_decoded(found)))).collect()
}

/// `userId` of `{userId}`.
fn name_of(segment: &str) -> Option<&str> {
    segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'))
}

/// `%41` → `A`; `+` stays, as in a path.
pub(crate) fn percent_decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = (bytes[at] == b'%').then(|| bytes.get(at + 1..at + 3)).flatten();
        let value = hex
            .and_then(|pair| std::str::from_utf8(pair).ok())
            .and_then(|pair| u8::from_str_radix(pair, 16).ok());
        decoded.push(value.unwrap_or(bytes[at]));
        at += if value.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

/// The pairs of a query; `+` is a space.
pub(crate) fn query_pairs(query: &str) -> Vec<(String, String)> {
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (name.replace('+', " "), value.replace('+', " ")))
        .map(|(name, value)| (percent_decoded(&name), percent_decoded(&value)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_gives_its_parameters() {
        let params = params_of("/v1/users/{userId}/connect", "/v1/users/a%2Fb/connect").unwrap();
        assert_eq!(params, [("userId", "a/b".to_owned())]);
        assert!(params_of("/v1/users/{userId}", "/v1/users/").is_none());
        assert!(params_of("/v1/users", "/v1/users/x").is_none());
    }

    #[test]
    fn a_query_is_decoded() {
        let pairs = query_pairs("userId=a+b%21&flag&unmask=ssn&unmask=accountNumber");
        assert_eq!(pairs[0], ("userId".to_owned(), "a b!".to_owned()));
        assert_eq!(pairs[1], ("flag".to_owned(), String::new()));
        assert_eq!(pairs.len(), 4);
    }
}
