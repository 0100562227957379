//! The envelope around every answer: `{"status":{"code","desc","messages"},"data":…}`.
//!
//! Spinwheel does not document the HTTP status of most refusals; the token in `status.desc` is what counts, whatever
//! status it comes with.

use http::StatusCode;
use verify_core::provider::serde::de::{IgnoredAny, MapAccess};
use verify_core::provider::{
    Answer, Code, Failure, KeySeed, Lenient, Meaning, Refusal, Unreadable, answer, read_field,
};

use crate::error::ErrorCode;

/// Reads the data of a success.
pub(crate) fn data<T: Lenient>(answer: &Answer) -> Result<T, Failure> {
    let data = success::<T>(answer)?;
    data.ok_or_else(|| Failure::Unreadable(Unreadable::at("data")))
}

/// Reads the data of a success that may come without any.
pub(crate) fn data_or_default<T: Lenient + Default>(answer: &Answer) -> Result<T, Failure> {
    if answer.status().is_success() && answer.body().is_empty() {
        return Ok(T::default());
    }
    success(answer).map(Option::unwrap_or_default)
}

fn success<T: Lenient>(answer: &Answer) -> Result<Option<T>, Failure> {
    if !answer.status().is_success() {
        let status = answer.json::<Envelope<Ignored>>().ok().and_then(|envelope| envelope.status);
        return Err(Failure::Refused(refusal(answer, status.as_ref())));
    }
    match answer.json::<Envelope<T>>() {
        Ok(Envelope { status: Some(status), .. }) if status.is_refusal() => {
            Err(Failure::Refused(refusal(answer, Some(&status))))
        }
        Ok(envelope) => Ok(envelope.data),
        // The data of a refusal has another form: look at the status alone before calling it unreadable.
        Err(unreadable) => match answer.json::<Envelope<Ignored>>() {
            Ok(Envelope { status: Some(status), .. }) if status.is_refusal() => {
                Err(Failure::Refused(refusal(answer, Some(&status))))
            }
            _ => Err(Failure::Unreadable(unreadable)),
        },
    }
}

/// Whether a 401 is about the client's key: the one text for it that is documented is "No auth key provided".
pub(crate) fn is_about_the_key(answer: &Answer) -> bool {
    let status = answer.json::<Envelope<Ignored>>().ok().and_then(|envelope| envelope.status);
    let mut words =
        status.iter().flat_map(|status| &status.messages).filter_map(|message| message.desc.as_deref());
    words.any(|words| words.to_ascii_lowercase().contains("auth key"))
}

fn refusal(answer: &Answer, status: Option<&Status>) -> Refusal {
    let refusal = worded(answer, status);
    // Spinwheel tells clients to keep its code and the HTTP status apart: the worse of the two counts.
    match status.and_then(Status::number).filter(|_| answer.status().is_success()) {
        Some(number) => refusal.with_status(number),
        None => refusal,
    }
}

fn worded(answer: &Answer, status: Option<&Status>) -> Refusal {
    let Some(token) = status.and_then(Status::token) else { return without_token(answer) };
    let code = ErrorCode::from(token);
    let Some(listed) = code.listed() else {
        return Refusal::new().with_code(Code::Unlisted(token.into()));
    };
    let refusal = Refusal::new().with_code(Code::Listed(listed)).with_advice(code.advice());
    if code.is_throttle() {
        return refusal.meaning(Meaning::SlowDown { before_effect: false });
    }
    // A server error stays one, whatever it says.
    if answer.status().is_server_error() { refusal } else { refusal.meaning(Meaning::Refused) }
}

/// A refusal in words alone: the status is all there is to go by.
fn without_token(answer: &Answer) -> Refusal {
    let advice = match answer.status().as_u16() {
        404 => {
            "check the ids, and the base URLs: standard and secure host may be swapped, or a path may be missing"
        }
        409 => "it conflicts with what Spinwheel has",
        400 | 415 | 422 => "the reason is in the raw body, which may hold personal data",
        _ => return Refusal::new(),
    };
    Refusal::new().with_advice(advice)
}

/// Texts with spaces are descriptions ("Bad Request"), not tokens.
fn is_token(text: &str) -> bool {
    let of_a_token = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
    text.starts_with(|first: char| first.is_ascii_uppercase()) && text.bytes().all(of_a_token)
}

answer! {
    /// What Spinwheel says about the call.
    pub(crate) struct Status {
        /// Equal to the HTTP status in what was seen; the token may stand here too.
        code: Option<String> => "code",
        /// `success`, or the token of a refusal.
        desc: Option<String> => "desc",
        /// What it says besides, in words.
        messages: Vec<Message> => "messages",
    }
}

answer! {
    /// A message in words.
    pub(crate) struct Message {
        /// The words; they may quote what was sent.
        desc: Option<String> => "desc",
    }
}

impl Status {
    fn token(&self) -> Option<&str> {
        let texts = [self.desc.as_deref(), self.code.as_deref()];
        texts.into_iter().flatten().find(|text| is_token(text))
    }

    fn number(&self) -> Option<StatusCode> {
        self.code.as_deref()?.trim().parse().ok()
    }

    fn is_refusal(&self) -> bool {
        let listed = self.token().is_some_and(|token| ErrorCode::from(token).listed().is_some());
        listed || self.number().is_some_and(|number| number.as_u16() >= 400)
    }
}

struct Envelope<T> {
    status: Option<Status>,
    data: Option<T>,
}

enum Key {
    Status,
    Data,
    Unknown,
}

impl<T: Lenient> Lenient for Envelope<T> {
    fn from_object<'de, A: MapAccess<'de>>(mut object: A) -> Result<Option<Self>, A::Error> {
        let mut envelope = Self { status: None, data: None };
        let name = |key: &str| match key {
            "status" => Key::Status,
            "data" => Key::Data,
            _ => Key::Unknown,
        };
        while let Some(key) = object.next_key_seed(KeySeed(&name))? {
            match key {
                Key::Status => read_field(&mut object, "status", &mut envelope.status)?,
                Key::Data => read_field(&mut object, "data", &mut envelope.data)?,
                Key::Unknown => drop(object.next_value::<IgnoredAny>()?),
            }
        }
        Ok(Some(envelope))
    }
}

/// Data nobody looks at.
struct Ignored;

impl Lenient for Ignored {
    const SCALAR: bool = true;
}
