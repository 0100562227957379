//! Reading W-9 and W-8BEN as they are published.

use serde_json::Value;

use super::choices::{ComplianceForms, TinCharacters, UnconsentedSignature, W9Rules};
use super::compliance::{REFUSED, W9};
use super::desk::Desk;
use super::dialect::Trouble;
use super::form::Form;
use super::happening::Happening;

/// Countries whose citizens need no foreign tax number.
const EXEMPT: [&str; 5] = ["AU", "BM", "VG", "KY", "JP"];

const INCOME_TYPES: [&str; 10] = [
    "interest1",
    "dividend6",
    "dividend7",
    "pension15",
    "socialSecurity",
    "equipment10",
    "knowhow10",
    "patent10",
    "film11",
    "copyright12",
];

/// A form, and the birth date in it.
struct Filled<T> {
    form: T,
    date_of_birth: Option<String>,
}

/// Reads the body's form and keeps what is to be kept of it.
pub(crate) fn hand_in(desk: &mut Desk<'_>, id: &str) -> Result<(), Trouble> {
    let mut form = Form::new(desk, &["w9", "w8ben"]);
    let given = ["w9", "w8ben"].map(|name| form.desk.call.fields.peek(name).is_some());
    if given[0] == given[1] {
        form.desk.call.rests_on("compliance_forms");
        if form.desk.choices.compliance_forms == ComplianceForms::One {
            form.problem("give w9 or w8ben, one of the two");
        }
    }
    let w9 = given[0].then(|| w9(&mut form));
    let w8ben = given[1].then(|| w8ben(&mut form));
    form.finish()?;
    let submitted = w9.as_ref().map(|filled| filled.form.submitted);
    let user = desk.user(id)?;
    if let Some(filled) = w9 {
        user.compliance.w9 = Some(filled.form);
        user.date_of_birth = filled.date_of_birth.or(user.date_of_birth.take());
    }
    if let Some(filled) = w8ben {
        user.compliance.w8ben = true;
        user.date_of_birth = filled.date_of_birth.or(user.date_of_birth.take());
    }
    desk.state.happenings.push(Happening::UserUpdated { user_id: id.to_owned() });
    if let Some(submitted) = submitted {
        desk.call.rests_on("tin_check_told");
        desk.state.happenings.push(Happening::TaxIdHandedIn { user_id: id.to_owned(), submitted });
    }
    Ok(())
}

/// `w9`, which is there. An incomplete one is noted as a problem.
fn w9(form: &mut Form<'_, '_>) -> Filled<W9> {
    form.only(
        "w9",
        &["entity_type", "business_name", "first_name", "last_name", "date_of_birth", "tin", "address"],
    );
    let entity_type = form.one_of("w9.entity_type", &["individual", "business"]);
    let business = entity_type == "business";
    let business_name = if business {
        Some(form.filled("w9.business_name"))
    } else {
        form.optional("w9.business_name", "invalid-input")
    };
    let audit = form.desk.choices.w9_rules == W9Rules::Audit;
    form.desk.call.rests_on("w9_rules");
    for name in ["w9.first_name", "w9.last_name"] {
        if audit && !business {
            form.filled(name);
        } else {
            form.optional(name, "invalid-input");
        }
    }
    let date_of_birth = birth_date(form, "w9.date_of_birth", !(audit && business));
    let tin = tin(form);
    address(form, "w9.address", true);
    let submitted = form.desk.call.now.mono;
    Filled { form: W9 { entity_type, business_name, tin, submitted }, date_of_birth }
}

/// `w8ben`, which is there.
fn w8ben(form: &mut Form<'_, '_>) -> Filled<()> {
    form.only(
        "w8ben",
        &[
            "name",
            "citizenship_country",
            "date_of_birth",
            "foreign_tax_id",
            "tax_treaty_country",
            "tax_treaty_citation",
            "tax_treaty_rate",
            "tax_treaty_income_type",
            "tax_treaty_explanation",
            "address",
            "signature",
        ],
    );
    form.filled("w8ben.name");
    let country = form.text("w8ben.citizenship_country", "invalid-input", "two letters", two_letters);
    let date_of_birth = birth_date(form, "w8ben.date_of_birth", true);
    if EXEMPT.contains(&country.as_str()) {
        form.optional("w8ben.foreign_tax_id", "invalid-input");
    } else {
        form.filled("w8ben.foreign_tax_id");
    }
    treaty(form);
    address(form, "w8ben.address", false);
    signature(form);
    Filled { form: (), date_of_birth }
}

fn birth_date(form: &mut Form<'_, '_>, path: &str, needed: bool) -> Option<String> {
    let date = form.date(path);
    if needed && form.field(path).is_none() {
        form.problem(format!("{path} is missing"));
    }
    date
}

fn tin(form: &mut Form<'_, '_>) -> String {
    form.desk.call.rests_on("tin_characters");
    let digits = form.desk.choices.tin_characters == TinCharacters::Digits;
    let what = if digits { "9 digits" } else { "9 characters" };
    let fits =
        |text: &str| text.chars().count() == 9 && (!digits || text.bytes().all(|byte| byte.is_ascii_digit()));
    let tin = form.text("w9.tin", "invalid-ssn", what, fits);
    if tin == REFUSED {
        form.problem_of("invalid-ssn", "w9.tin is a special number: see special_tins");
    }
    tin
}

fn treaty(form: &mut Form<'_, '_>) {
    if form.field("w8ben.tax_treaty_country").is_some() {
        form.text("w8ben.tax_treaty_country", "invalid-input", "two letters", two_letters);
    }
    form.optional("w8ben.tax_treaty_citation", "invalid-input");
    form.optional("w8ben.tax_treaty_explanation", "invalid-input");
    if form.field("w8ben.tax_treaty_rate").is_some_and(|rate| !rate.is_number()) {
        form.problem("w8ben.tax_treaty_rate must be a number");
    }
    if form.field("w8ben.tax_treaty_income_type").is_some() {
        form.one_of("w8ben.tax_treaty_income_type", &INCOME_TYPES);
    }
}

fn signature(form: &mut Form<'_, '_>) {
    form.only("w8ben.signature", &["consent", "name", "email"]);
    match form.field("w8ben.signature.consent") {
        Some(Value::Bool(true)) => {}
        Some(Value::Bool(false)) => {
            form.desk.call.rests_on("unconsented_signature");
            if form.desk.choices.unconsented_signature == UnconsentedSignature::Refuse {
                form.problem("w8ben.signature.consent must be true");
            }
        }
        Some(_) => form.problem("w8ben.signature.consent must be true or false"),
        None => form.problem("w8ben.signature.consent is missing"),
    }
    form.filled("w8ben.signature.name");
    form.filled("w8ben.signature.email");
}

/// The address inside a form: no lengths are published.
fn address(form: &mut Form<'_, '_>, path: &str, state_needed: bool) {
    form.only(path, &["line_1", "line_2", "city", "state", "country", "postcode"]);
    for name in ["line_1", "city", "country", "postcode"] {
        form.filled(&format!("{path}.{name}"));
    }
    let state = format!("{path}.state");
    if state_needed {
        form.filled(&state);
    } else {
        form.optional(&state, "invalid-input");
    }
    form.optional(&format!("{path}.line_2"), "invalid-input");
}

pub(crate) fn two_letters(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic())
}
