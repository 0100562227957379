//! The user object of `GET /v1/users`.

use serde_json::{Map, Value, json};

use super::credit_report::credit_report;
use super::debt::{Debt, Kind, total};
use super::liability::{Dates, liability};
use super::personas::{self, Persona};
use super::summary::summary;
use crate::engine::moment::{Moment, millis};
use crate::engine::rng::Rng;
use crate::spinwheel::choices::SpinwheelChoices;
use crate::spinwheel::state::{Order, User};

/// What is shown in full.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Unmask {
    pub(crate) ssn: bool,
    pub(crate) account_number: bool,
}

/// Name, number and address of a person: as given by KBA, else as the sandbox knows them.
struct Identity<'a> {
    first_name: &'a str,
    middle_name: Option<&'a str>,
    last_name: &'a str,
    ssn: &'a str,
    address: Value,
}

impl<'a> Identity<'a> {
    fn of(user: &'a User, persona: &'a Persona) -> Self {
        let address = |line1: &str, city: &str, state: &str, zip: &str| json!({"addressLine1": line1, "city": city, "state": state, "zip": zip});
        match &user.given {
            Some(given) => Self {
                first_name: &given.first_name,
                middle_name: None,
                last_name: &given.last_name,
                ssn: &given.ssn,
                address: address(&given.line1, &given.city, &given.state, &given.zip),
            },
            None => Self {
                first_name: persona.first_name,
                middle_name: persona.middle_name,
                last_name: persona.last_name,
                ssn: persona.ssn,
                address: address(persona.line1, persona.city, persona.state, persona.zip),
            },
        }
    }

    fn last_four(&self) -> &str {
        self.ssn.get(self.ssn.len().saturating_sub(4)..).unwrap_or_default()
    }
}

/// The profile in answers to a verification; the birth date is called `dateOfBirth` there.
pub(crate) fn verified_profile(user: &User) -> Value {
    let identity = Identity::of(user, personas::find(&user.birth_date));
    let mut profile = json!({
        "firstName": identity.first_name,
        "lastName": identity.last_name,
        "ssnLastFourDigits": identity.last_four(),
        "dateOfBirth": user.birth_date,
        "addresses": [identity.address],
    });
    if let Some(middle_name) = identity.middle_name {
        profile["middleName"] = json!(middle_name);
    }
    if let Some(phone) = &user.phone {
        profile["phoneNumber"] = json!(phone);
    }
    profile
}

/// The user as it stands now.
pub(crate) fn user_object(
    user: &User,
    choices: &SpinwheelChoices,
    now: Moment,
    seed: u64,
    unmask: Unmask,
) -> Value {
    let persona = personas::find(&user.birth_date);
    let report = user.report(now.mono);
    let updated = report.map_or(user.updated, |order| order.ready_wall.max(user.updated));
    let mut object = Map::new();
    object.insert("userId".to_owned(), json!(user.id));
    if let Some(ext_id) = &user.ext_id {
        object.insert("extUserId".to_owned(), json!(ext_id));
    }
    object.insert("isBorrower".to_owned(), json!(true));
    object.insert("profile".to_owned(), profile(user, persona, report.is_some(), unmask));
    object.insert("updatedOn".to_owned(), json!(millis(updated)));
    object.insert("createdOn".to_owned(), json!(millis(user.created)));
    if let Some(order) = user.orders.last() {
        let id = Rng::new(seed, &[&user.id, "report"]).uuid();
        let profile = report_profile(user, persona, order);
        let report = credit_report(&id, order, order.progress(now.mono), choices, persona, &profile);
        object.insert("creditReports".to_owned(), json!([report]));
    }
    if let Some(order) = report {
        add_liabilities(&mut object, user, persona.debts, order, seed, unmask);
    }
    object.into()
}

fn profile(user: &User, persona: &Persona, reported: bool, unmask: Unmask) -> Value {
    let mut profile = json!({"dob": user.birth_date});
    if let Some(phone) = &user.phone {
        profile["phoneNumber"] = json!(phone);
    }
    // Before somebody is verified nothing is shown that the caller has not sent.
    if user.verified.is_none() {
        return profile;
    }
    let identity = Identity::of(user, persona);
    profile["firstName"] = json!(identity.first_name);
    profile["lastName"] = json!(identity.last_name);
    profile["ssnLastFourDigits"] = json!(identity.last_four());
    if let Some(middle_name) = identity.middle_name {
        profile["middleName"] = json!(middle_name);
    }
    if unmask.ssn {
        profile["ssn"] = json!(identity.ssn);
    }
    if reported {
        profile["creditScore"] = json!(persona.score);
        profile["model"] = json!("VANTAGE_SCORE_3_0");
    }
    profile["emailAddress"] = json!(email(&identity));
    profile["addresses"] = json!([identity.address]);
    profile
}

/// A reserved domain, whoever the person is.
fn email(identity: &Identity<'_>) -> String {
    let letters = |name: &str| {
        name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
    };
    format!("{}.{}@example.com", letters(identity.first_name), letters(identity.last_name))
}

fn report_profile(user: &User, persona: &Persona, order: &Order) -> Value {
    let identity = Identity::of(user, persona);
    let stamp = jiff::Timestamp::try_from(order.ready_wall).unwrap_or_default();
    let day = stamp.strftime("%Y-%m-%d").to_string();
    let mut address = identity.address.clone();
    address["residencyType"] = json!("CURRENT");
    address["reportedDate"] = json!(day);
    address["reportedDateWithFormat"] = json!({"value": day, "format": "YYYY-MM-DD"});
    address["firstReportedDateWithFormat"] = json!({"value": "2018", "format": "YYYY"});
    json!({
        "firstName": identity.first_name,
        "middleName": identity.middle_name,
        "lastName": identity.last_name,
        "creditScore": persona.score,
        "model": "VANTAGE_SCORE_3_0",
        "dateOfBirth": user.birth_date,
        "ssn": format!("XXXXX{}", identity.last_four()),
        "formerNames": [],
        "addresses": [address],
        "employmentHistory": [],
        "reportedDate": day,
    })
}

fn add_liabilities(
    object: &mut Map<String, Value>,
    user: &User,
    debts: &[Debt],
    order: &Order,
    seed: u64,
    unmask: Unmask,
) {
    let dates = Dates::of(Moment { wall: order.ready_wall, mono: order.ordered.mono });
    for kind in Kind::ALL {
        let of_kind: Vec<_> = debts.iter().filter(|debt| debt.kind == kind).collect();
        let mut rng = Rng::new(seed, &[&user.id, kind.list()]);
        let list: Vec<_> = of_kind.iter().map(|debt| liability(debt, &mut rng, &dates, unmask)).collect();
        let quote = (kind == Kind::StudentLoan && !list.is_empty()).then(|| {
            json!({
                "studentLoanIds": list.iter().map(|loan| loan[kind.id()].clone()).collect::<Vec<_>>(),
                "liabilityGroupId": rng.uuid(),
                "payoffAmount": total(of_kind.iter().copied()).json(),
                "payoffGoodThroughDate": dates.good_through,
                "updatedOn": dates.updated,
            })
        });
        object.insert(kind.summary().to_owned(), summary(kind, &of_kind, dates.updated, quote));
        object.insert(kind.list().to_owned(), list.into());
    }
}
