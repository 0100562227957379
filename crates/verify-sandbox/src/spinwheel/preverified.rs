//! What the two pre-verified connects have in common.

use super::connected;
use super::desk::{Desk, Handled};
use super::dialect::{Trouble, success};
use super::form::{Form, Who};
use super::people::{self, Step};
use super::state::{GivenIdentity, Verified};

/// Documented or seen in an SDK.
const VERIFICATION_TYPES: [&str; 4] = ["SMS", "PHONE_CALL", "KYC", "CREDIT_REPORT"];
/// Tokens about the number, before anybody is looked for.
const OF_THE_NUMBER: [&str; 3] = ["INVALID_NUMBER", "UNSUPPORTED_COUNTRY_CODE", "UNSUPPORTED_NUMBER"];
/// Tokens about the person.
const OF_THE_PERSON: [&str; 3] =
    ["FAILED_ELIGIBILITY", "FAILED_IDENTIFICATION", "FAILED_IDENTIFICATION_INFO_MISMATCH"];

/// Somebody whom the caller has verified.
#[derive(Debug)]
pub(crate) struct Person {
    pub(crate) number: String,
    pub(crate) born: String,
    pub(crate) who: Who,
    pub(crate) given: Option<GivenIdentity>,
}

pub(crate) fn check_enabled(desk: &mut Desk<'_>) -> Result<(), Trouble> {
    if desk.choices.preverified_enabled {
        return Ok(());
    }
    desk.call.rests_on("preverified_enabled");
    Err(desk.token("PARTNER_NOT_ENABLED", "The choice preverified_enabled is off."))
}

/// The trail of the verification; all of it is required.
pub(crate) fn read_audit(form: &mut Form<'_, '_>) {
    form.date("audit.verificationDate");
    form.date("audit.userConsentDate");
    form.one_of("audit.verificationType", &VERIFICATION_TYPES);
}

/// Connects at once: nothing is sent to anybody.
pub(crate) fn connect(desk: &mut Desk<'_>, person: Person) -> Handled {
    check_person(desk, &person)?;
    let Person { number, born, who, given } = person;
    let known = desk.known(&who)?;
    if let Some(id) = &known {
        desk.check_person(id, Some(&number), &born)?;
    }
    let id = known.unwrap_or_else(|| {
        let ext_id = if let Who::ExtUserId(id) = who { Some(id) } else { None };
        desk.state.add_user(ext_id, &born, desk.call.now)
    });
    let connection_id = desk.state.rng.uuid();
    let user = desk.user(&id)?;
    user.phone = Some(number);
    user.birth_date = born;
    user.connection_id = connection_id;
    if given.is_some() {
        user.given = given;
    }
    desk.call.rests_on("preverified_status");
    let data = connected::answer(desk, &id, Verified::Preverified)?;
    Ok(success(desk.choices.preverified_status, &data, "The caller has verified the person."))
}

fn check_person(desk: &mut Desk<'_>, person: &Person) -> Result<(), Trouble> {
    if let Some((token, why)) = Form::phone_trouble(&person.number) {
        desk.call.rests_on("preverified_knows_sms_tokens");
        return Err(desk.token(token, why));
    }
    if !desk.choices.preverified_knows_sms_tokens {
        return Ok(());
    }
    let special = |step: Step, tokens: &[&str]| {
        let token = people::at(step, &person.number, &person.born).and_then(|person| person.token);
        token.filter(|token| tokens.contains(token))
    };
    let of_the_number = special(Step::Connect, &OF_THE_NUMBER);
    let Some(token) = of_the_number.or_else(|| special(Step::Verify, &OF_THE_PERSON)) else {
        return Ok(());
    };
    desk.call.rests_on("preverified_knows_sms_tokens");
    Err(desk.token(token, "This is a special person: see special_people."))
}
