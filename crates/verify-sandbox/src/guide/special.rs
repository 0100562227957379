//! Numbers, dates, tokens, banks and users with which something happens.

use super::{code, table};
use crate::spinwheel::{Key, SpecialPerson};

fn or_none(text: Option<&str>) -> String {
    text.map_or_else(|| "none".to_owned(), code)
}

fn any(text: &str) -> String {
    match text {
        "*" => "any".to_owned(),
        "a number" => text.to_owned(),
        text => code(text),
    }
}

pub(super) fn people() -> String {
    let mut written = "## Special people, numbers and banks\n\nAll of them are this sandbox's own, unless the text says otherwise; \
                       nobody has them.\n"
        .to_owned();
    written += "\n### Spinwheel: phone numbers, birth dates, network tokens\n\n";
    let person = |person: SpecialPerson| {
        let key = match person.key {
            Key::Phone(number) => format!("phone `{number}`"),
            Key::BirthDate(date) => format!("born `{date}`"),
            Key::NetworkToken(token) => format!("network token `{token}`"),
        };
        vec![key, format!("{:?}", person.step).to_lowercase(), or_none(person.token), person.what.to_owned()]
    };
    let people = crate::spinwheel::special_people().into_iter().map(person);
    written += &table(&["Who", "Step", "Token", "What happens"], people);
    written += "\nThe same people are DebtCore's.\n\n### Finicity: institutions\n\n";
    let banks = crate::finicity::institutions().into_iter().map(|bank| {
        let sign_in = match (bank.certified, bank.oauth) {
            (false, _) => "not certified: no accounts can be added",
            (true, true) => "OAuth",
            (true, false) => "user and password",
        };
        vec![bank.id.to_string(), bank.name.to_owned(), sign_in.to_owned()]
    });
    written += &table(&["Institution", "Name", "Sign-in"], banks);
    written += "\n### Finicity: who can sign in\n\nThe first row that fits counts.\n\n";
    let users = crate::finicity::sign_in_users().iter();
    let users = users.map(|user| vec![any(user.username), any(user.password), user.effect.to_owned()]);
    written += &table(&["User", "Password", "What happens"], users);
    written += "\n### Dots: phone numbers\n\n";
    let numbers = crate::dots::special_numbers().iter().map(|row| {
        vec![row.country_code.to_owned(), code(row.phone_number), or_none(row.code), row.what.to_owned()]
    });
    written += &table(&["Country code", "Number", "Code", "What happens"], numbers);
    written += "\n### Dots: tax numbers\n\n";
    let tins = crate::dots::special_tins().iter().map(|row| vec![code(row.tin), row.what.to_owned()]);
    written += &table(&["Tax number", "What happens"], tins);
    written += "\n### Signzy: mobile numbers\n\n";
    let numbers = crate::signzy::special_numbers().iter().map(|row| {
        vec![
            code(row.mobile_number),
            row.line_type.as_str().to_owned(),
            or_none(row.refusal),
            row.what.to_owned(),
        ]
    });
    written += &table(&["Number", "Line", "Refusal", "What happens"], numbers);
    written
}
