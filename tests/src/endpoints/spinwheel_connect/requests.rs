//! Requests that need more than a user.

use spinwheel_connect::models::{VerificationAudit, VerificationType};
use spinwheel_connect::{
    Address, AnswerId, ConnectNetworkToken, ConnectPreverifiedPhone, ConnectPreverifiedProfile, DateOfBirth,
    ExtRequestId, ExtUserId, KbaAnswer, KnownPerson, LiabilityKind, OrderDebtProfile, PhoneNumber,
    QuestionId, RefreshLiabilities, Ssn, StartKba, Timestamp, UserId,
};

use crate::world::{BIRTH_DATE, PHONE, World};

/// A request to start KBA for a person with questions.
pub fn start_kba() -> StartKba {
    let address = Address::new("1 Example Way", "Spencer", "IA", "51368");
    let birth_date = DateOfBirth::new("1952-10-26").unwrap();
    let user = ExtUserId::new("customer-kba").unwrap();
    StartKba::new("Thomas", "Devos", birth_date, Ssn::new("900-12-3456").unwrap(), address, user)
}

/// The right answers to the open questions of a user, as the sandbox knows them.
pub fn right_answers(world: &World, user_id: &str) -> Vec<KbaAnswer> {
    let answers = world.tenant.spinwheel().kba_answers(user_id).expect("open questions");
    let convert = |answer: &verify_sandbox::spinwheel::KbaAnswer| {
        KbaAnswer::new(
            QuestionId::new(answer.question_id.clone()).unwrap(),
            AnswerId::new(answer.answer_id.clone()).unwrap(),
        )
    };
    answers.iter().map(convert).collect()
}

fn audit() -> VerificationAudit {
    let now = Timestamp::parse("2026-01-15T12:00:00Z").unwrap();
    VerificationAudit::new(VerificationType::Kyc, now, now)
}

/// A request to connect an ordinary person by phone number alone.
pub fn preverified_phone() -> ConnectPreverifiedPhone {
    let (phone, birth_date) = (PhoneNumber::new(PHONE).unwrap(), DateOfBirth::new(BIRTH_DATE).unwrap());
    ConnectPreverifiedPhone::new(phone, birth_date, ExtUserId::new("customer-preverified").unwrap(), audit())
}

/// A request to connect an ordinary person by their whole profile.
pub fn preverified_profile() -> ConnectPreverifiedProfile {
    let person = KnownPerson::new(
        "Aldo",
        "Cherry",
        PhoneNumber::new(PHONE).unwrap(),
        DateOfBirth::new(BIRTH_DATE).unwrap(),
        Ssn::new("900-12-3456").unwrap(),
    );
    let address = Address::new("1 Example Way", "Fresno", "CA", "93650");
    ConnectPreverifiedProfile::new(person, address, ExtUserId::new("customer-preverified").unwrap(), audit())
}

/// A request to connect a person by the token that another partner got for them.
pub async fn network_token(world: &World) -> ConnectNetworkToken {
    world.tenant.spinwheel().choose(|choices| choices.network_token_producer = true);
    let connection = world.spinwheel.connect_preverified_phone(&preverified_phone()).await.unwrap();
    let profile = connection.profile.unwrap();
    let ssn = format!("90000{}", profile.ssn_last_four_digits.unwrap().expose());
    let now = Timestamp::parse("2026-01-15T12:00:00Z").unwrap();
    let (user, birth_date) =
        (ExtUserId::new("customer-network").unwrap(), DateOfBirth::new(BIRTH_DATE).unwrap());
    let token = connection.network_token.unwrap();
    ConnectNetworkToken::new(user, token, Ssn::new(&ssn).unwrap(), birth_date, now)
}

/// The name of a refresh.
pub fn request_id() -> ExtRequestId {
    ExtRequestId::new("1f7f24f2-0000-4000-8000-00000000000a").unwrap()
}

/// A user with debts, and a request to refresh one of their cards.
pub async fn refresh(world: &World) -> (UserId, RefreshLiabilities) {
    let user_id = world.connected_user(PHONE, BIRTH_DATE).await;
    let user = world.spinwheel.order_debt_profile(&OrderDebtProfile::new(user_id.clone())).await.unwrap();
    let card = user.credit_cards[0].credit_card_id.clone().unwrap();
    let request = RefreshLiabilities::new(user_id.clone(), request_id());
    (user_id, request.statement_of(LiabilityKind::CreditCard, card))
}
