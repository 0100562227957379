//! The pages behind a link, as HTML that needs no script.

use http::header;
use jiff::Timestamp;

use super::super::state::Link;
use super::super::target;
use super::error::LinkError;
use crate::engine::wire::Answer;

pub(super) const TYPE: &str = "text/html; charset=utf-8";

const FRAME: &str = include_str!("../page/frame.html");
const LANDING: &str = include_str!("../page/landing.html");
const OVER: &str = include_str!("../page/over.html");
const STYLE: &str = include_str!("../page/link.css");

/// Nothing is loaded, and only the style of the page counts. The form leads to any web address: browsers apply
/// `form-action` also to where a redirect goes.
const POLICY: &str = "default-src 'none'; style-src 'sha256-5nQvtyoOQVLG8ZSeDhOGOmVRuGVbIeRjFGD0qa01cW4='; \
                      img-src data:; base-uri 'none'; form-action 'self' http: https:; frame-ancestors 'none'";

/// With the headers of every page.
pub(super) fn guarded(answer: Answer) -> Answer {
    answer
        .header(header::CONTENT_SECURITY_POLICY, POLICY)
        .header(header::CACHE_CONTROL, "no-store")
        .header(header::REFERRER_POLICY, "no-referrer")
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
}

/// What is wrong with a form that was sent.
#[derive(Debug, Clone, Copy)]
pub(super) enum Problem<'a> {
    /// It says no way to open the link.
    NoWay,
    /// This is no IP address.
    NoAddress(&'a str),
}

/// What can be done with a link that is open.
pub(super) fn landing(link: &Link, problem: Option<Problem<'_>>) -> String {
    let text = problem.map_or("", |problem| match problem {
        Problem::NoWay => "Choose one of the ways below.",
        Problem::NoAddress(_) => "This is no IP address.",
    });
    let alert = problem
        .map_or_else(String::new, |_| format!("<p class=\"alert\" role=\"alert\" id=\"problem\">{text}</p>"));
    let (open, about, ip) = match problem {
        Some(Problem::NoAddress(ip)) => {
            (" open", "problem ", format!(" aria-invalid=\"true\" value=\"{}\"", escaped(ip)))
        }
        _ => ("", "", String::new()),
    };
    let host = target::authority(&link.target_url).map_or_else(String::new, |host| host.to_string());
    let until = Timestamp::try_from(link.sent.after(link.lifetime).wall)
        .map_or_else(|_| String::new(), |stamp| stamp.strftime("%H:%M:%S").to_string());
    let carrier = if link.without_carrier_result {
        "<b class=\"open\">Indeterminate</b> The carrier of this number has no answer."
    } else {
        "<b class=\"good\">Match</b> The carrier knows the line."
    };
    let values = [
        ("carrier", carrier),
        ("alert", alert.as_str()),
        ("open", open),
        ("about", about),
        ("last", link.national.get(6..).unwrap_or_default()),
        ("until", &until),
        ("host", &escaped(&host)),
        ("ip", &ip),
    ];
    framed("Confirm your phone number", &filled(LANDING, &values))
}

/// What is said about a link that does nothing any more.
pub(super) fn over(error: LinkError) -> String {
    let (title, text) = match error {
        LinkError::Used => (
            "This link has been used",
            "A link works once. Go back to where you began; if you are asked again, request a new one.",
        ),
        LinkError::Expired => (
            "This link has expired",
            "It was good for a few minutes only. Go back to where you began, and request a new one.",
        ),
        LinkError::Unknown => (
            "There is no such link",
            "Copy the whole address from the text message. After a reset of the sandbox, older links are gone.",
        ),
    };
    framed(title, &filled(OVER, &[("title", title), ("text", text)]))
}

fn framed(title: &str, main: &str) -> String {
    filled(FRAME, &[("title", title), ("style", STYLE), ("main", main)])
}

fn filled(template: &str, values: &[(&str, &str)]) -> String {
    let fill = |text: String, (name, value): &(&str, &str)| text.replace(&format!("{{{{{name}}}}}"), value);
    values.iter().fold(template.to_owned(), fill)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    use super::*;

    #[test]
    fn the_policy_has_the_hash_of_the_style() {
        let page = over(LinkError::Used);
        let style = page.split_once("<style>").and_then(|(_, rest)| rest.split_once("</style>"));
        let (style, _) = style.expect("the page has a style");
        let hash = base64(&Sha256::digest(style));
        assert!(POLICY.contains(&format!("'sha256-{hash}'")), "the hash should be {hash}");
    }

    #[test]
    fn nothing_is_left_to_fill_in() {
        for error in [LinkError::Used, LinkError::Expired, LinkError::Unknown] {
            assert!(!over(error).contains("{{"), "{error}");
        }
    }

    fn base64(bytes: &[u8]) -> String {
        const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let mut text = String::new();
        for chunk in bytes.chunks(3) {
            let bits = chunk.iter().fold(0_usize, |bits, byte| bits << 8 | usize::from(*byte));
            let bits = bits << (8 * (3 - chunk.len()));
            for place in 0..4 {
                let digit = char::from(DIGITS[bits >> (18 - 6 * place) & 63]);
                text.push(if place <= chunk.len() { digit } else { '=' });
            }
        }
        text
    }
}
