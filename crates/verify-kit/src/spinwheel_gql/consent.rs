//! What came of a step towards consent. A refusal is an answer as any other to the client, and exit code 3 to a script.

use serde_json::json;
use spinwheel_gql::{Consent, ConsentRefusal, ReqOrgContactId};

use super::Session;
use crate::exit::{Answered, Failure};

/// Shows that the person has consented, or says why not.
pub(super) fn settled(
    session: &Session,
    operation: &'static str,
    contact: &ReqOrgContactId,
    consent: Consent,
) -> Result<(), Failure> {
    let answer = json!({"reqOrgContactId": contact, "granted": consent.is_granted()});
    match consent {
        Consent::Granted => {
            session.show(&answer, &["The person has consented.".to_owned()])?;
            session.suggest(format_args!("pull-credit-report --contact-id {}", contact.as_str()));
            Ok(())
        }
        Consent::Undecided => {
            session.show(&answer, &["DebtCore took the answers.".to_owned()])?;
            Err(Failure::failed(
                "the answer does not say that the person has consented; that is a no until it does",
            )
            .next("user-verification, which tells how it stands"))
        }
        other => Err(declined(operation, other)),
    }
}

/// What is neither a success nor undecided.
pub(super) fn declined(operation: &'static str, consent: Consent) -> Failure {
    let Some(reason) = consent.refusal() else {
        return Failure::failed("the answer is one that this version does not know");
    };
    Failure::refused(format!("debtcore {operation}: {}", why(reason)))
        .next(next_step(operation, reason))
        .answered(Answered { operation, body: None })
}

fn why(reason: ConsentRefusal) -> &'static str {
    match reason {
        ConsentRefusal::WrongCode => "the code is wrong",
        ConsentRefusal::Expired => "the code is too old",
        ConsentRefusal::TooManyAttempts => "there were too many attempts",
        ConsentRefusal::Blocked => "the phone number is blocked",
        ConsentRefusal::PhoneNumber => "the phone number is not valid, or of a region that is not served",
        ConsentRefusal::UnsupportedNumber => "the phone number cannot be used for text messages",
        ConsentRefusal::NotEligible => "the person is not accepted",
        ConsentRefusal::NotIdentified => "nobody is known by what was given",
        ConsentRefusal::Mismatch => "phone number and birth date do not agree",
        _ => "DebtCore refused, in words that are not documented",
    }
}

/// What to do about it, as commands.
fn next_step(operation: &str, reason: ConsentRefusal) -> &'static str {
    match reason {
        ConsentRefusal::WrongCode => "verify-sms-code again; a code takes five tries",
        ConsentRefusal::Expired => "send-sms-verification-code, which texts a new code",
        ConsentRefusal::TooManyAttempts => "wait 5 minutes, then send-sms-verification-code",
        ConsentRefusal::Blocked => "wait 24 hours, or take another number",
        ConsentRefusal::PhoneNumber | ConsentRefusal::Mismatch => {
            "correct what the person entered, then start again"
        }
        ConsentRefusal::UnsupportedNumber | ConsentRefusal::NotEligible | ConsentRefusal::NotIdentified => {
            "kba-questions"
        }
        _ => match operation {
            "send_sms_verification_code" => {
                "check phone number and birth date; kba-questions needs no text message"
            }
            "verify_sms_code" => {
                "user-verification, which tells how it stands: IN_PROGRESS takes another try, FAILED needs kba-questions"
            }
            _ => "user-verification, which tells how it stands; kba-questions asks new ones",
        },
    }
}
