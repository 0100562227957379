//! Customers: how they are created and shown.

use serde_json::{Value, json};

use super::choices::{DateType, Plan};
use super::desk::{Desk, Handled, answer, seconds, seconds_text};
use super::dialect::Trouble;
use super::form::Form;
use super::state::{Customer, CustomerKind};

/// What a request says about a customer.
struct Given {
    username: String,
    first_name: Option<String>,
    last_name: Option<String>,
    phone: Option<String>,
    email: Option<String>,
    application_id: Option<String>,
}

pub(crate) fn create(desk: &mut Desk<'_>, kind: CustomerKind) -> Handled {
    check_plan(desk, kind)?;
    let given = read(desk)?;
    check_username(desk, &given.username)?;
    if desk.state.customers.values().any(|customer| customer.username == given.username) {
        return Err(Trouble::token("110002", "Another customer has this username."));
    }
    check_cap(desk, kind)?;
    let (id, now) = (desk.state.new_customer_id(), desk.call.now.wall);
    desk.call.rests_on("created_date_on_create");
    let created = match desk.choices.created_date_on_create {
        DateType::Text => seconds_text(now),
        DateType::Number => json!(seconds(now)),
    };
    let body = json!({"id": id, "username": given.username, "createdDate": created});
    let customer = Customer {
        id: id.clone(),
        kind,
        username: given.username,
        first_name: given.first_name,
        last_name: given.last_name,
        phone: given.phone,
        email: given.email,
        application_id: given.application_id,
        created: now,
        modified: now,
    };
    desk.state.customers.insert(id, customer);
    Ok(answer(201, body, "The customer is created."))
}

fn check_plan(desk: &mut Desk<'_>, kind: CustomerKind) -> Result<(), Trouble> {
    if kind == CustomerKind::Testing || desk.choices.plan == Plan::Production {
        return Ok(());
    }
    desk.call.rests_on("plan");
    Err(Trouble::token(
        "10027",
        "Active customers are not on the plan: the key is refused, as the live service does.",
    ))
}

fn read(desk: &mut Desk<'_>) -> Result<Given, Trouble> {
    let mut form = Form::new(desk);
    let given = Given {
        username: form.text("username"),
        first_name: name(&mut form, "firstName"),
        last_name: name(&mut form, "lastName"),
        phone: form.optional("phone"),
        email: form.optional("email"),
        application_id: form.optional("applicationId"),
    };
    if given.phone.as_ref().is_some_and(|phone| phone.chars().count() > 15) {
        form.wrong("phone", "is longer than 15 characters");
    }
    form.finish()?;
    Ok(given)
}

/// A first or last name.
pub(crate) fn name(form: &mut Form<'_, '_>, path: &str) -> Option<String> {
    let name = form.optional(path)?;
    let punctuation = &form.desk.choices.name_punctuation;
    let odd = name.chars().find(|letter| !letter.is_alphanumeric() && !punctuation.contains(*letter));
    if odd.is_some() {
        form.desk.call.rests_on("name_punctuation");
        form.fail(Trouble::token("45003", format!("{path} has a special character.")));
    }
    Some(name)
}

fn check_username(desk: &mut Desk<'_>, username: &str) -> Result<(), Trouble> {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"!@.#$%&*_-+".contains(&byte);
    if (6..=255).contains(&username.chars().count()) && username.bytes().all(allowed) {
        return Ok(());
    }
    desk.call.rests_on("username_policy_status");
    let why = "A username has 6 to 255 letters, digits and ! @ . # $ % & * _ - +.";
    Err(Trouble { status: desk.choices.username_policy_status, ..Trouble::token("110039", why) })
}

fn check_cap(desk: &mut Desk<'_>, kind: CustomerKind) -> Result<(), Trouble> {
    let cap = desk.choices.testing_customer_cap;
    let testing = |customer: &&Customer| customer.kind == CustomerKind::Testing;
    if kind == CustomerKind::Active || cap == 0 || desk.state.customers.values().filter(testing).count() < cap
    {
        return Ok(());
    }
    for choice in ["testing_customer_cap", "testing_customer_cap_status", "testing_customer_cap_code"] {
        desk.call.rests_on(choice);
    }
    let (status, code) = (desk.choices.testing_customer_cap_status, &desk.choices.testing_customer_cap_code);
    Err(Trouble::plain(status, code, "Bad request.", format!("There are {cap} testing customers already.")))
}

/// As it is read: dates are text here.
pub(crate) fn record(customer: &Customer) -> Value {
    let mut record = json!({
        "id": customer.id,
        "username": customer.username,
        "type": customer.kind.as_str(),
        "createdDate": seconds_text(customer.created),
        "lastModifiedDate": seconds_text(customer.modified),
    });
    let given = [
        ("firstName", &customer.first_name),
        ("lastName", &customer.last_name),
        ("phone", &customer.phone),
        ("email", &customer.email),
        ("applicationId", &customer.application_id),
    ];
    for (name, value) in given.into_iter().filter_map(|(name, value)| Some((name, value.as_ref()?))) {
        record[name] = json!(value);
    }
    record
}

impl Customer {
    /// Whether the words are in the username or a name, whatever the case.
    pub(crate) fn matches(&self, search: &str) -> bool {
        let search = search.to_lowercase();
        let fields = [Some(&self.username), self.first_name.as_ref(), self.last_name.as_ref()];
        fields.into_iter().flatten().any(|field| field.to_lowercase().contains(&search))
    }
}
