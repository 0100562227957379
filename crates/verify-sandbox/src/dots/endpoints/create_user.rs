//! `POST /v2/users`: creates a user, or finds the one with this phone number.

use crate::dots::API;
use crate::dots::choices::{BlankUsername, KnownEmail, KnownPhone, KnownPhoneFields, UsernameTaken};
use crate::dots::desk::{Body, Desk, Endpoint, Handled};
use crate::dots::dialect::Trouble;
use crate::dots::form::{Form, is_email};
use crate::dots::happening::Happening;
use crate::dots::state::{Phone, User, UserStatus};
use crate::dots::{adjustment, people, record};
use crate::engine::provider::{Operation, Route};
use crate::engine::wire::Answer;

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: "dots.create_user",
        routes: &[Route { method: "POST", template: "/api/v2/users" }],
        hosts: &[API],
    },
    body: Body::Json,
    run,
};

const KNOWN: [&str; 10] = [
    "first_name",
    "last_name",
    "email",
    "country_code",
    "phone_number",
    "username",
    "date_of_birth",
    "1099_adjustment",
    "metadata",
    "payout_options_exclude_list",
];

/// What a request says.
struct Wanted {
    user: User,
    /// Whether it asks for a list of its own.
    has_list: bool,
}

fn run(desk: &mut Desk<'_>) -> Handled {
    let wanted = read(desk)?;
    let phone = wanted.user.phone.clone();
    let special = people::find(&phone);
    if let Some(code) = special.and_then(|special| special.code) {
        return Err(desk.token(code, "This is a special number: see special_numbers."));
    }
    if let Some(id) = desk.state.by_phone(&phone).map(|user| user.id.clone()) {
        desk.call.rests_on("known_phone");
        match desk.choices.known_phone {
            KnownPhone::ExistingUser => return existing(desk, &id, wanted),
            KnownPhone::Refuse => {
                let text = "A user with this phone number already exists.";
                return Err(desk.token("invalid-input", text).saying(text));
            }
            KnownPhone::SecondUser => {}
        }
    }
    check_email(desk, &wanted.user)?;
    let mut user = wanted.user;
    user.username = username(desk, user.username)?;
    user.id = desk.state.rng.uuid();
    if special.is_some() {
        user.status = UserStatus::InReview;
    }
    let record = record::created(&user, desk.choices, desk.call);
    desk.state.users.push(user);
    desk.call.rests_on("create_status");
    Ok(Answer::new(desk.choices.create_status, record, "The user is created."))
}

fn read(desk: &mut Desk<'_>) -> Result<Wanted, Trouble> {
    let header = |desk: &Desk<'_>, name: &str| desk.call.header(name).map(str::to_owned);
    let (app_id, end_user_ip) = (header(desk, "api-app-id"), header(desk, "dots-user-ip"));
    let mut form = Form::new(desk, &KNOWN);
    let (first_name, last_name) = (form.name("first_name"), form.name("last_name"));
    let email = form.text("email", "invalid-email", "an e-mail address", is_email);
    let phone =
        Phone { country_code: form.digits("country_code", 3), number: form.digits("phone_number", 20) };
    let username = read_username(&mut form);
    let date_of_birth = form.date("date_of_birth");
    let adjustment = adjustment::read(&mut form);
    let metadata = form.field("metadata");
    if metadata.as_ref().is_some_and(|value| !(value.is_string() || value.is_object() || value.is_null())) {
        form.problem("metadata must be a string, an object or null");
    }
    let excluded = form.rails("payout_options_exclude_list");
    form.finish()?;
    let has_list = excluded.is_some();
    let user = User {
        username,
        metadata,
        excluded: excluded.unwrap_or_default(),
        date_of_birth,
        adjustment,
        app_id,
        end_user_ip,
        ..User::new(first_name, last_name, email, phone)
    };
    Ok(Wanted { user, has_list })
}

/// Empty when a random one is wanted.
fn read_username(form: &mut Form<'_, '_>) -> String {
    let Some(username) = form.optional("username", "invalid-username") else { return String::new() };
    if username.is_empty() {
        form.desk.call.rests_on("blank_username");
        if form.desk.choices.blank_username == BlankUsername::Random {
            return username;
        }
    }
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    if !(1..=50).contains(&username.len()) || !username.bytes().all(allowed) {
        form.problem_of("invalid-username", "username must be 1 to 50 letters, digits and hyphens");
    }
    let is_protected = |word: &String| word.eq_ignore_ascii_case(&username);
    if form.desk.choices.protected_usernames.iter().any(is_protected) {
        form.desk.call.rests_on("protected_usernames");
        form.problem_of("invalid-username", "username is a protected word");
    }
    username
}

/// Another person may have the e-mail.
pub(crate) fn check_email(desk: &mut Desk<'_>, user: &User) -> Result<(), Trouble> {
    let taken = |other: &User| other.email.eq_ignore_ascii_case(&user.email) && other.phone != user.phone;
    if !desk.state.users.iter().any(taken) {
        return Ok(());
    }
    desk.call.rests_on("known_email");
    match desk.choices.known_email {
        KnownEmail::Accept => Ok(()),
        KnownEmail::Refuse => {
            Err(desk.token("auth-email-already-exists", "A user with another phone number has this e-mail."))
        }
    }
}

fn username(desk: &mut Desk<'_>, wanted: String) -> Result<String, Trouble> {
    if wanted.is_empty() {
        return Ok(desk.state.random_username());
    }
    if !desk.state.has_username(&wanted) {
        return Ok(wanted);
    }
    desk.call.rests_on("username_taken");
    match desk.choices.username_taken {
        UsernameTaken::Random => Ok(desk.state.random_username()),
        UsernameTaken::Refuse => {
            Err(desk.token("auth-username-already-exists", "Another user has this username."))
        }
    }
}

/// The user who has the phone number comes back.
fn existing(desk: &mut Desk<'_>, id: &str, wanted: Wanted) -> Handled {
    desk.call.rests_on("known_phone_status");
    desk.call.rests_on("known_phone_fields");
    let overwrite = desk.choices.known_phone_fields == KnownPhoneFields::Overwritten;
    if overwrite {
        check_email(desk, &wanted.user)?;
    }
    let Some(user) = desk.state.users.iter_mut().find(|user| user.id == id) else {
        return Err(desk.invalid("the user is gone"));
    };
    user.disconnected = false;
    if overwrite {
        let Wanted { user: new, has_list } = wanted;
        (user.first_name, user.last_name, user.email) = (new.first_name, new.last_name, new.email);
        user.metadata = new.metadata.or(user.metadata.take());
        user.date_of_birth = new.date_of_birth.or(user.date_of_birth.take());
        user.adjustment = new.adjustment.or(user.adjustment.take());
        if has_list {
            user.excluded = new.excluded;
        }
    }
    let record = record::created(user, desk.choices, desk.call);
    if overwrite {
        desk.state.happenings.push(Happening::UserUpdated { user_id: id.to_owned() });
    }
    let why = "There is a user with this phone number, who comes back.";
    Ok(Answer::new(desk.choices.known_phone_status, record, why))
}
