//! What to do about an error, as commands.

use finicity_connect::{Error, ErrorCode};

use crate::exit::Failure;

pub(super) fn next_step(error: &Error) -> Option<&'static str> {
    Some(match ErrorCode::of(error)? {
        ErrorCode::ConsumerExists => "get-consumer-for-customer, which shows its id",
        ErrorCode::UsernameTaken => "list-customers --username, which shows who has it, or take another one",
        ErrorCode::UnknownInstitutionLogin => {
            "list-accounts, which shows the institution login of each account"
        }
        ErrorCode::NotFound => "list-customers, list-accounts or search-institutions show the ids there are",
        ErrorCode::InvalidRequest => {
            "check the ids and, with --webhook, that its address answers a ping, as `verify-kit webhook listen` does"
        }
        ErrorCode::InvalidFormat | ErrorCode::MissingParameter | ErrorCode::BadRequest => {
            "correct what was sent"
        }
        ErrorCode::InvalidInstitutionCredentials
        | ErrorCode::MissingChallengeAnswer
        | ErrorCode::WrongChallengeAnswer => {
            "list-accounts, then generate-fix-connect-url for the broken login"
        }
        _ => return None,
    })
}

/// An institution's refusal comes with HTTP 500, but leaves nothing open.
pub(super) fn of_institution(error: &Error) -> Option<Failure> {
    let broken = matches!(
        ErrorCode::of(error)?,
        ErrorCode::InvalidInstitutionCredentials
            | ErrorCode::MissingChallengeAnswer
            | ErrorCode::WrongChallengeAnswer
            | ErrorCode::InstitutionRateLimit
    );
    let refused = Failure::refused(error.to_string());
    broken.then(|| match next_step(error) {
        Some(step) => refused.next(step),
        None => refused,
    })
}

/// Where to look when nobody knows whether a call took effect.
pub(super) fn look_first(error: &Error) -> &'static str {
    match error.operation() {
        Some("create_testing_customer" | "create_active_customer") => {
            "look first, with list-customers --username"
        }
        Some("create_consumer") => "look first, with get-consumer-for-customer",
        Some("send_connect_email" | "send_joint_borrower_connect_email") => {
            "ask the person first whether an e-mail came"
        }
        Some("rotate_partner_secret") => {
            "either secret may be the valid one, and failed logins lock the account; ask Finicity's support, or see which \
             one signs the next webhook"
        }
        _ => "look first what is there, with get-customer or list-accounts",
    }
}
