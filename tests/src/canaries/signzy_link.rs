//! The types of `signzy-link`.

use std::net::{IpAddr, Ipv4Addr};

use ::signzy_link::{
    Access, BaseUrl, CheckLink, Client, Conclusion, Country, Doubt, Environment, ErrorCode,
    InstantLinkVerifier, LineType, LinkRedirect, LinkStatus, Login, PhoneMatch, PhoneNumber, Policy,
    RequestId, SendLink, SentLink, SessionId, Signzy, TransactionId, Verdict, WaitForVerdict,
};
use verify_testkit::canary;

use super::{Row, row};

/// From where a person came. No canary, but no log needs it either.
pub const SOURCE_IP: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 77));

/// One row for each public type.
pub fn rows() -> Vec<Row> {
    [ids(), requests(), answers(), verdicts(), others()].concat()
}

/// The number of the person all of whom is canaries.
pub fn phone() -> PhoneNumber {
    PhoneNumber::new(canary::PHONE).unwrap()
}

/// The request to text such a person a link, with a text and a target that say too much.
pub fn send_link() -> SendLink {
    let target = format!("https://app.example.com/back/{}?session={}", canary::EXTERNAL_ID, canary::SECRET);
    let text = format!("Hello {} of {}", canary::FIRST_NAME, canary::STREET);
    let request = SendLink::new(phone(), &target).unwrap().source_ip(SOURCE_IP);
    request.custom_sms(text, canary::LAST_NAME)
}

fn ids() -> Vec<Row> {
    vec![
        row("RequestId", sent().request_id),
        row("SessionId", sent().session_id),
        row("TransactionId", TransactionId::new("transaction-1").unwrap()),
    ]
}

fn sent() -> SentLink {
    SentLink::new(RequestId::new("request-1").unwrap(), SessionId::new("session-1").unwrap())
}

fn requests() -> Vec<Row> {
    let number = PhoneNumber::new("+14165550143").unwrap();
    let other = SendLink::new(number, "https://app.example.com").unwrap().country(Country::Canada);
    vec![
        row("SendLink", [send_link(), other]),
        row("CheckLink", CheckLink::of(&sent())),
        row("WaitForVerdict", WaitForVerdict::new(sent()).policy(policy())),
        row("Country", [Country::UnitedStates, Country::Canada]),
        row("Warning", send_link().warnings()),
    ]
}

/// Such a person's status, with values nobody knows.
fn status() -> LinkStatus {
    let mut status = LinkStatus::new();
    status.transaction_id = Some(TransactionId::new("transaction-1").unwrap());
    status.line_type = Some(LineType::from(canary::EXTERNAL_ID));
    status.phone_number = Some(canary::PHONE.into());
    status.carrier = Some("Example Wireless".to_owned());
    status.country_code = Some("US".to_owned());
    status.link_clicked = Some(true);
    status.phone_match = Some(PhoneMatch::from(canary::EXTERNAL_ID));
    status.ip_address_match = Some(false);
    status.session_id = Some(sent().session_id);
    status.device_ip = Some(SOURCE_IP.to_string().as_str().into());
    status
}

fn answers() -> Vec<Row> {
    vec![
        row("SentLink", sent()),
        row("LinkStatus", status()),
        row("LineType", LineType::from(canary::EXTERNAL_ID)),
        row("PhoneMatch", [PhoneMatch::Yes, PhoneMatch::from(canary::EXTERNAL_ID)]),
        row("ErrorCode", ErrorCode::from(canary::EXTERNAL_ID)),
        row("LinkRedirect", LinkRedirect::parse(&format!("vfp={}", canary::SECRET))),
    ]
}

fn policy() -> Policy {
    Policy::strict().accept_line_type(LineType::from(canary::EXTERNAL_ID)).accept_ip_match()
}

fn verdicts() -> Vec<Row> {
    let verdict = policy().judge(&status());
    assert_eq!(verdict, Verdict::Indeterminate(Doubt::MatchUnknown));
    vec![
        row("Policy", policy()),
        row("Verdict", verdict),
        row("Doubt", Doubt::MatchUnknown),
        row("Conclusion", Conclusion::new(verdict, status())),
    ]
}

fn login() -> Login {
    Login::new(canary::EMAIL, canary::SECRET)
}

fn others() -> Vec<Row> {
    let address: BaseUrl = format!("https://api.example.com/{}", canary::SECRET).parse().unwrap();
    let environment = Environment::Custom(address);
    let access = [Access::Login(login()), Access::token(canary::SECRET)];
    let [builder, other] = access.clone().map(|access| {
        let builder = Client::builder(environment.clone(), access).login_path("/login");
        builder.send_link_path(format!("/send/{}", canary::SECRET))
    });
    let client = builder.clone().build().unwrap();
    let verifier = InstantLinkVerifier::new(client.clone()).policy(policy()).source_ip(SOURCE_IP);
    vec![
        row("Access", access),
        row("Login", login()),
        row("Signzy", Signzy),
        row("Environment", environment),
        row("Client", [client, other.clone().build().unwrap()]),
        row("ClientBuilder", [builder, other]),
        row("InstantLinkVerifier", verifier),
    ]
}
