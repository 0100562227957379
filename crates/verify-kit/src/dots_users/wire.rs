//! How the requests look on the wire, for `--data`.

use serde_json::{Map, Value};

use crate::exit::Failure;
use crate::provider::{Fields, Wire, fields};

pub(crate) const WIRE: Wire = Wire {
    names: &[
        ("phone_number", "phone"),
        ("date_of_birth", "birth-date"),
        ("payout_options_exclude_list", "exclude"),
        ("1099_adjustment", "adjustment-1099"),
        ("auto_payout_enabled", "auto-payout"),
        ("is_default", "default"),
        ("use_voice", "voice"),
        ("hide_go_to_dashboard_on_complete", "hide-dashboard"),
        ("line_1", "street"),
        ("address.line_1", "street"),
        ("address.line_2", "line-2"),
        ("address.city", "city"),
        ("address.state", "state"),
        ("address.postcode", "postcode"),
        ("address.country", "country"),
        ("business_name", "legal-name"),
        ("tin", "tax-id"),
        ("foreign_tax_id", "tax-id"),
        ("citizenship_country", "citizenship"),
        ("signature.consent", "consent"),
        ("signature.email", "email"),
        ("tax_treaty_country", "treaty"),
        ("tax_treaty_citation", "treaty-citation"),
        ("tax_treaty_rate", "treaty-rate"),
        ("tax_treaty_income_type", "treaty-income"),
        ("tax_treaty_explanation", "treaty-explanation"),
    ],
    own: &[],
    reshape,
    lists: &[],
};

fn reshape(all: &mut Fields, _: &str) -> Result<(), Failure> {
    phone(all);
    forms(all)?;
    steps(all)?;
    if all.get("payout_options_exclude_list") == Some(&Value::Array(Vec::new())) {
        all.remove("payout_options_exclude_list");
        all.insert("exclude-none".to_owned(), Value::Bool(true));
    }
    Ok(())
}

/// Country code and national number are sent apart, and answered as an object of both; a number without a code is one of
/// +1.
fn phone(all: &mut Fields) {
    if let Some(parts) = fields::take_object(all, "phone_number") {
        all.extend(parts);
    }
    let Some(number) = fields::take_scalar(all, "phone_number") else { return };
    let code = fields::take_scalar(all, "country_code");
    let whole =
        if number.starts_with('+') { number } else { format!("+{}{number}", code.as_deref().unwrap_or("1")) };
    all.insert("phone".to_owned(), Value::String(whole));
}

/// The form is the name of the object that it is in.
fn forms(all: &mut Fields) -> Result<(), Failure> {
    if let Some(mut form) = fields::take_object(all, "w9") {
        let entity = fields::take_scalar(&mut form, "entity_type");
        let form_of = entity.map(|entity| Value::String(format!("w9-{entity}")));
        all.insert("form".to_owned(), form_of.unwrap_or(Value::Null));
        all.extend(form);
    }
    if let Some(form) = fields::take_object(all, "w8ben") {
        all.insert("form".to_owned(), Value::String("w8ben".to_owned()));
        all.extend(form);
        whole_name(all)?;
    }
    Ok(())
}

/// One name is sent; where it is cut in two changes nothing.
fn whole_name(all: &mut Fields) -> Result<(), Failure> {
    let Some(name) = fields::take_scalar(all, "name") else { return Ok(()) };
    if let Some(Value::Object(signature)) = all.get_mut("signature") {
        let signed = fields::take_scalar(signature, "name");
        if signed.is_some_and(|signed| signed != name) {
            return Err(Failure::usage("--data: the name of the signature must be that of the form"));
        }
    }
    let Some((first, last)) = name.rsplit_once(' ') else {
        return Err(Failure::usage("--data: name must be a first and a last name"));
    };
    all.insert("first-name".to_owned(), Value::String(first.to_owned()));
    all.insert("last-name".to_owned(), Value::String(last.to_owned()));
    Ok(())
}

/// The options of steps are flags of their own; where there are several such steps they are the same for all.
fn steps(all: &mut Fields) -> Result<(), Failure> {
    let Some(steps) = fields::take_list(all, "steps") else { return Ok(()) };
    let wrong = || {
        Failure::usage("--data: steps must be such as the flags can say, in words or as objects with a name")
    };
    let mut names = Vec::new();
    let mut options = Map::new();
    for step in steps {
        let mut step = match step {
            Value::Object(step) => step,
            name => Map::from_iter([("name".to_owned(), name)]),
        };
        let mut text = |name| fields::take_scalar(&mut step, name);
        let name = text("name").ok_or_else(wrong)?;
        let detail = text("redirect_url").or_else(|| text("template_id"));
        names.push(Value::String(detail.map_or_else(|| name.clone(), |detail| format!("{name}={detail}"))));
        for (option, value) in step {
            let option = if option == "payout_fee_party" { "fee_party".to_owned() } else { option };
            if options.insert(option, value.clone()).is_some_and(|other| other != value) {
                return Err(wrong());
            }
        }
    }
    all.insert("step".to_owned(), Value::Array(names));
    all.extend(options);
    Ok(())
}
