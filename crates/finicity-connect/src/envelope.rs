//! How Finicity says no: `{"code":…,"message":…}` with the code as number or text, the same inside
//! `{"Errors":{"Error":[…]}}`, or a line of plain text. (Source: OAS 1.42, `ErrorMessage` and the 401 of the app key.)

use http::StatusCode;
use verify_core::provider::{Answer, Code, Failure, Lenient, Meaning, Refusal, answer};

use crate::error::ErrorCode;

/// Reads the body of a success.
pub(crate) fn body<T: Lenient>(answer: &Answer) -> Result<T, Failure> {
    check(answer)?;
    Ok(answer.json()?)
}

/// Reads the body of a success that may come without one.
pub(crate) fn body_or_default<T: Lenient + Default>(answer: &Answer) -> Result<T, Failure> {
    check(answer)?;
    if answer.body().is_empty() { Ok(T::default()) } else { Ok(answer.json()?) }
}

/// A success whose body says nothing.
pub(crate) fn check(answer: &Answer) -> Result<(), Failure> {
    if answer.status().is_success() { Ok(()) } else { Err(Failure::Refused(refusal(answer))) }
}

fn refusal(answer: &Answer) -> Refusal {
    let code = answer.json::<Envelope>().ok().and_then(Envelope::code);
    let Some(code) = code else { return without_code(answer) };
    let code = ErrorCode::from(code.as_str());
    let refusal = Refusal::new().with_code(Code::new(code.listed(), code.as_str()));
    let refusal = match code.advice() {
        Some(advice) => refusal.with_advice(advice),
        None => refusal,
    };
    match meaning(&code) {
        Some(meaning) if !answer.status().is_server_error() || holds_for_any_status(&code) => {
            refusal.meaning(meaning)
        }
        None if answer.status() == StatusCode::FORBIDDEN => refusal.meaning(Meaning::Refused),
        _ => refusal,
    }
}

/// Refused credentials lock the account, and an institution's refusal arrives with HTTP status 500.
fn holds_for_any_status(code: &ErrorCode) -> bool {
    let credentials = matches!(code, ErrorCode::InvalidCredentials | ErrorCode::AccountLocked);
    credentials || meaning(code) == Some(Meaning::Refused)
}

/// What a code means whatever status it comes with. Of the 401s only these two are about the token.
fn meaning(code: &ErrorCode) -> Option<Meaning> {
    match code {
        ErrorCode::InvalidToken | ErrorCode::ExpiredToken => Some(Meaning::Token),
        ErrorCode::InvalidCredentials
        | ErrorCode::AccountLocked
        | ErrorCode::MissingAppKey
        | ErrorCode::InvalidAppKey
        | ErrorCode::MissingToken
        | ErrorCode::PartnerNotFound
        | ErrorCode::NotAuthorized => Some(Meaning::Credentials),
        // An institution's refusal arrives with HTTP status 500, although Finicity did not fail.
        ErrorCode::InvalidInstitutionCredentials
        | ErrorCode::MissingChallengeAnswer
        | ErrorCode::WrongChallengeAnswer
        | ErrorCode::BeingAggregated
        | ErrorCode::InstitutionRateLimit => Some(Meaning::Refused),
        _ => None,
    }
}

/// A refusal in words alone: the status is all there is to go by.
fn without_code(answer: &Answer) -> Refusal {
    let advice = match answer.status().as_u16() {
        401 if answer.body().starts_with(b"Invalid (Finicity-App-Key)") => {
            "check the app key, and that the plan includes this call"
        }
        // Finicity refuses callers from most countries with it (source: POSTMAN).
        403 => "Finicity may not serve the country this machine is in",
        404 => "check the ids and the base URL",
        429 => "the limit belongs to the app key; a wrong app key can show up like this too",
        _ => return Refusal::new(),
    };
    let refusal = Refusal::new().with_advice(advice);
    // Where a machine stands says nothing about its credentials.
    if answer.status() == StatusCode::FORBIDDEN { refusal.meaning(Meaning::Refused) } else { refusal }
}

answer! {
    /// The body of a refusal, in both forms.
    struct Envelope {
        /// The code.
        code: Option<String> => "code",
        /// The second form.
        errors: Option<Errors> => "Errors",
    }
}

answer! {
    /// The list of the second form.
    struct Errors {
        /// What is wrong, one after the other.
        error: Vec<Fault> => "Error",
    }
}

answer! {
    /// One of several.
    struct Fault {
        /// The code.
        code: Option<String> => "code",
    }
}

impl Envelope {
    fn code(self) -> Option<String> {
        self.code.or_else(|| self.errors?.error.into_iter().find_map(|fault| fault.code))
    }
}
