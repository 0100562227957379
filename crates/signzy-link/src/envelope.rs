//! How Signzy says yes and no. A success is an object, or one inside `result` or `response`. A refusal has the same keys with or
//! without an `error` around them, or a message alone from the gateway, or is a web page; it can also come with HTTP status
//! 200 and say otherwise in its body.
//!
//! Source: seed page "Send Link", Signzy's pages of other products, and the code of their clients; see `ErrorCode`.

use http::StatusCode;
use verify_core::Pii;
use verify_core::provider::{Answer, Code, Failure, Lenient, Meaning, Refusal, answer, read};

use crate::error::ErrorCode;
use crate::models::{AccessToken, LinkStatus, SentLink};

/// An answer that can come inside `result` or `response`.
pub(crate) trait Enveloped: Lenient {
    /// The envelope, as a type.
    type Envelope: Lenient;

    /// What is inside.
    fn inside(envelope: Self::Envelope) -> Option<Self>;
}

/// Reads the body of a success, in whichever envelope.
pub(crate) fn body<T: Enveloped>(answer: &Answer) -> Result<T, Failure> {
    check(answer)?;
    if let Some(inside) = T::inside(answer.json()?) {
        return Ok(inside);
    }
    Ok(answer.json()?)
}

/// Whether it is a success by the status of HTTP and by what the body says.
pub(crate) fn check(answer: &Answer) -> Result<(), Failure> {
    let told = Told::of(answer);
    let status = told.status(answer);
    if status.is_success() && !told.error { Ok(()) } else { Err(Failure::Refused(refusal(&told, answer))) }
}

/// Whether it is a 401, by HTTP or by its body.
pub(crate) fn is_unauthorized(answer: &Answer) -> bool {
    Told::of(answer).status(answer) == StatusCode::UNAUTHORIZED
}

/// Whether a 401 can be about the token and about a consumer who has not finished.
pub(crate) fn is_doubtful(answer: &Answer) -> bool {
    is_unauthorized(answer) && Told::of(answer).code == Some(ErrorCode::AuthFail)
}

/// Whether a 401 says in words that the consumer has not finished. (Source: a client of Signzy's `DigiLocker` product.)
pub(crate) fn is_unfinished(answer: &Answer) -> bool {
    let told = Told::of(answer);
    let words = told.message.as_ref().map(|message| message.expose().to_ascii_lowercase());
    told.status(answer) == StatusCode::UNAUTHORIZED
        && words.is_some_and(|words| words.contains("not completed"))
}

fn refusal(told: &Told, answer: &Answer) -> Refusal {
    let status = told.status(answer);
    let mut refusal = Refusal::new();
    if status != answer.status() {
        refusal = refusal.with_status(status);
    }
    if let Some(code) = &told.code {
        refusal = refusal.with_code(Code::new(code.listed(), code.as_str()));
    }
    if let Some(advice) = told.code.as_ref().and_then(ErrorCode::advice).or_else(|| by_status(status)) {
        refusal = refusal.with_advice(advice);
    }
    match (&told.code, status) {
        (Some(ErrorCode::LoginFailed), _) => refusal.meaning(Meaning::Credentials),
        (_, StatusCode::UNAUTHORIZED) => refusal.meaning(Meaning::Token),
        (_, status) if status.is_success() => refusal.meaning(Meaning::Refused),
        _ => refusal,
    }
}

/// What the status alone gives to go by. (Source: Signzy's error pages of 2022 and clients of its other products.)
fn by_status(status: StatusCode) -> Option<&'static str> {
    Some(match status.as_u16() {
        401 => "check the token, and the environment it belongs to",
        403 => {
            "the account may lack this product in this environment, be out of credit, or have reached a limit"
        }
        404 => {
            "check the paths the client was built with and the ids; of a number it can mean that it is blocked"
        }
        409 => "a source of Signzy's is not available: try later",
        200..=299 | 400 | 422 => "the reason is in the raw body, which may hold personal data",
        _ => return None,
    })
}

/// What a body says about itself.
#[derive(Default)]
struct Told {
    code: Option<ErrorCode>,
    message: Option<Pii<String>>,
    status: Option<StatusCode>,
    /// Whether it has the form of a refusal.
    error: bool,
}

impl Told {
    fn of(answer: &Answer) -> Self {
        let body = answer.json::<Body>().unwrap_or_default();
        let error = body.error.is_some();
        let inside = body.error.or(body.result).or(body.response);
        let words = inside.or_else(|| answer.json().ok()).unwrap_or_default();
        Self { error, ..Self::by_words(&words) }
    }

    fn by_words(words: &Words) -> Self {
        let code = words.code.as_ref().or(words.reason.as_ref()).filter(|code| !code.is_empty());
        let told = Self {
            code: code.map(|code| ErrorCode::from(code.as_str())),
            message: words.message.clone(),
            status: words.status_code.or(words.status).and_then(|status| StatusCode::from_u16(status).ok()),
            error: false,
        };
        // The message can be a whole refusal of its own, as JSON in a text.
        let nested = || read::<Words>(words.message.as_ref()?.expose().as_bytes()).ok();
        match nested() {
            Some(inner) if told.code.is_none() => Self { status: told.status, ..Self::by_words(&inner) },
            _ => told,
        }
    }

    /// The status of HTTP, unless that is a success and the body says otherwise.
    fn status(&self, answer: &Answer) -> StatusCode {
        let http = answer.status();
        self.status.filter(|told| http.is_success() && !told.is_success()).unwrap_or(http)
    }
}

answer! {
    /// The keys of a refusal.
    struct Words {
        /// The login's code.
        code: Option<String> => "code",
        /// The code elsewhere.
        reason: Option<String> => "reason",
        /// Words, which may quote the request.
        message: Option<Pii<String>> => "message",
        /// A status of HTTP.
        status: Option<u16> => "status",
        /// The same.
        status_code: Option<u16> => "statusCode",
    }
}

answer! {
    /// What can be around them.
    struct Body {
        /// A refusal.
        error: Option<Words> => "error",
        /// An envelope.
        result: Option<Words> => "result",
        /// Another one.
        response: Option<Words> => "response",
    }
}

answer! {
    /// Around a link that was sent.
    pub(crate) struct SentLinkEnvelope {
        /// What is inside.
        inside: Option<SentLink> => "result" | "response",
    }
}

answer! {
    /// Around a status.
    pub(crate) struct LinkStatusEnvelope {
        /// What is inside.
        inside: Option<LinkStatus> => "result" | "response",
    }
}

answer! {
    /// Around a token.
    pub(crate) struct AccessTokenEnvelope {
        /// What is inside.
        inside: Option<AccessToken> => "result" | "response",
    }
}

macro_rules! enveloped {
    ($($type:ty: $envelope:ty),+ $(,)?) => {$(
        impl Enveloped for $type {
            type Envelope = $envelope;

            fn inside(envelope: $envelope) -> Option<Self> {
                envelope.inside
            }
        }
    )+};
}

enveloped! { SentLink: SentLinkEnvelope, LinkStatus: LinkStatusEnvelope, AccessToken: AccessTokenEnvelope }
