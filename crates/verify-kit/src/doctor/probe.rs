//! What an address does with a webhook that nobody signed.

use std::sync::Arc;

use http::{Method, StatusCode, Uri};
use verify_core::Clock;

use super::asking::ask;
use super::finding::Finding;

const CHECK: &str = "unsigned webhook";

/// No event of any provider.
const BODY: &str = "{}";

/// Posts `{}` without a signature. `signers` are the providers at hand that sign; `unsigned` says whether there is one
/// that does not.
pub(super) async fn check(uri: &Uri, signers: &[&str], unsigned: bool, clock: &Arc<dyn Clock>) -> Finding {
    match ask(Method::POST, uri, Some(BODY), clock).await {
        Err(why) => Finding::problem(CHECK, format!("the callback {}", why.says), why.fix),
        Ok(answer) => of_status(answer.status(), signers, unsigned),
    }
}

fn of_status(status: StatusCode, signers: &[&str], unsigned: bool) -> Finding {
    let code = status.as_u16();
    let problem = |says: &str, fix: &str| Finding::problem(CHECK, format!("{says} (HTTP {code})"), fix);
    match code {
        200..=299 if !signers.is_empty() => problem(
            &format!(
                "the callback takes webhooks that nobody signed, and {} signs its own",
                signers.join(" and ")
            ),
            "check the signature before anything else, and answer 400 or 401 where it is not right",
        ),
        200..=299 if unsigned => Finding::ok(
            CHECK,
            format!("the callback takes webhooks that nobody signed (HTTP {code}); Spinwheel does not sign"),
        ),
        200..=299 => Finding::warning(
            CHECK,
            format!("the callback takes webhooks that nobody signed (HTTP {code})"),
            "that is right for Spinwheel alone; Finicity and Dots sign: check the signature",
        ),
        300..=399 => problem(
            "the callback leads elsewhere",
            "give the address it leads to: redirects count as failures",
        ),
        404 | 410 => problem("nothing is at this path", "check the path, and that the handler is running"),
        405 => problem("nothing takes a POST at this path", "check the path: webhooks are posted"),
        400..=499 if signers.is_empty() && unsigned => Finding::warning(
            CHECK,
            format!("the callback refuses what has no signature (HTTP {code}), and Spinwheel does not sign"),
            "recognize Spinwheel's webhooks by a header of your own choice or by their source addresses",
        ),
        400..=499 => Finding::ok(CHECK, format!("the callback refuses what nobody signed (HTTP {code})")),
        _ => {
            problem("the callback fails on what nobody signed", "look at its log: it should refuse with 4xx")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::finding::Level;
    use super::*;

    #[test]
    fn what_is_not_signed_has_to_be_refused() {
        let level = |code, signers: &[&str], unsigned| {
            of_status(StatusCode::from_u16(code).unwrap(), signers, unsigned).level
        };
        for code in [400, 401, 403, 415, 422] {
            assert_eq!(level(code, &["Dots"], false), Level::Ok, "{code}");
            assert_eq!(level(code, &[], true), Level::Warning, "{code}");
        }
        for code in [200, 204, 302, 404, 405, 410, 500, 503] {
            assert_eq!(level(code, &["Dots", "Finicity"], true), Level::Problem, "{code}");
        }
        assert_eq!(level(200, &[], true), Level::Ok);
        assert_eq!(level(200, &[], false), Level::Warning);
    }
}
