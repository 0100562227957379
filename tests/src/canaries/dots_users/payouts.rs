//! Payout methods, tax forms, addresses and flows.

use ::dots_users::models::AccountType;
use ::dots_users::{
    Address, BankAccount, CashAppAccount, CreateFlow, CreatedFlow, Ein, Email, FeeParty, Flow, FlowId,
    FlowPage, FlowStream, FlowWait, ListFlows, ListPayoutMethods, PhoneNumber, PutAddress, PutCompliance,
    PutPayoutMethod, RetrieveFlow, Signature, Ssn, Step, StepName, TaxTreaty, TemplateId, TreatyIncome,
    UserId, VenmoAccount, W8BenForm, W9Form, WaitForFlow,
};
use serde_json::{Value, json};
use verify_testkit::{Script, canary};

use super::{arrived, birth_date, builder, metadata, user_id};
use crate::canaries::{Row, row};

/// One row for each type.
pub(super) fn rows() -> Vec<Row> {
    [accounts(), forms(), steps(), flows()].concat()
}

fn email() -> Email {
    Email::new(canary::EMAIL).unwrap()
}

fn bank_account() -> BankAccount {
    BankAccount::checking(canary::SSN, canary::SECRET).unwrap()
}

fn cash_app() -> CashAppAccount {
    CashAppAccount::new(canary::EXTERNAL_ID, canary::SSN, canary::SECRET).unwrap()
}

fn venmo() -> [VenmoAccount; 2] {
    let phone = VenmoAccount::phone_number(PhoneNumber::new(canary::PHONE).unwrap()).unwrap();
    [phone, VenmoAccount::handle(canary::EXTERNAL_ID).unwrap()]
}

/// The requests to add a payout method of each kind, all of them canaries.
pub fn put_payout_methods(user: &UserId) -> Vec<PutPayoutMethod> {
    let [phone, handle] = venmo();
    vec![
        PutPayoutMethod::ach(user.clone(), bank_account()).metadata(metadata()).unwrap(),
        PutPayoutMethod::paypal(user.clone(), email()),
        PutPayoutMethod::venmo(user.clone(), phone),
        PutPayoutMethod::venmo(user.clone(), handle),
        PutPayoutMethod::cash_app(user.clone(), cash_app()),
    ]
}

fn accounts() -> Vec<Row> {
    vec![
        row("AccountType", AccountType::from(canary::EXTERNAL_ID)),
        row("BankAccount", bank_account()),
        row("CashAppAccount", cash_app()),
        row("VenmoAccount", venmo()),
        row("ListPayoutMethods", ListPayoutMethods::new(user_id())),
        row("PutPayoutMethod", put_payout_methods(&user_id())),
    ]
}

fn address() -> Address {
    let address = Address::us(canary::STREET, canary::LAST_NAME, "IA", canary::SSN).unwrap();
    address.line_2(canary::STREET).unwrap()
}

fn w9() -> W9Form {
    let form = W9Form::individual(Ssn::new(canary::SSN).unwrap(), birth_date(), address()).unwrap();
    form.name(canary::FIRST_NAME, canary::LAST_NAME).unwrap()
}

fn company() -> W9Form {
    let form = W9Form::business(canary::LAST_NAME, Ein::new(canary::SSN).unwrap(), address()).unwrap();
    form.date_of_birth(birth_date())
}

fn signature() -> Signature {
    Signature::with_consent(canary::LAST_NAME, email()).unwrap()
}

fn treaty() -> TaxTreaty {
    let treaty = TaxTreaty::new("PT").unwrap().citation(canary::STREET).rate(0.15).unwrap();
    treaty.income(TreatyIncome::Film).explanation(canary::STREET)
}

fn w8ben() -> W8BenForm {
    let form = W8BenForm::new(canary::LAST_NAME, "PT", birth_date(), address(), signature()).unwrap();
    form.foreign_tax_id(canary::SSN).unwrap().tax_treaty(treaty())
}

/// The requests to hand in each form, all of them canaries.
pub fn put_compliance(user: &UserId) -> [PutCompliance; 3] {
    let form = PutCompliance::w8ben(user.clone(), w8ben()).unwrap();
    [PutCompliance::w9(user.clone(), w9()), PutCompliance::w9(user.clone(), company()), form]
}

/// The request to store an address, all of it canaries.
pub fn put_address(user: UserId) -> PutAddress {
    PutAddress::new(user, address()).unwrap()
}

fn forms() -> Vec<Row> {
    vec![
        row("Address", address().line_3(canary::STREET).unwrap()),
        row("Ein", Ein::new(canary::SSN).unwrap()),
        row("W9Form", [w9(), company()]),
        row("Signature", signature()),
        row("TreatyIncome", TreatyIncome::from(canary::EXTERNAL_ID)),
        row("TaxTreaty", treaty()),
        row("W8BenForm", w8ben()),
        row("PutCompliance", put_compliance(&user_id())),
        row("PutAddress", put_address(user_id())),
    ]
}

fn redirect() -> Step {
    Step::redirect(format!("https://app.example.com/{}", canary::SECRET)).unwrap()
}

/// The request to create a flow with canaries.
pub fn create_flow() -> CreateFlow {
    CreateFlow::new([Step::compliance(), redirect()]).unwrap().metadata(metadata()).unwrap()
}

fn steps() -> Vec<Row> {
    let unknown = || StepName::from(canary::EXTERNAL_ID);
    vec![
        row("StepName", unknown()),
        row("FeeParty", FeeParty::from(canary::EXTERNAL_ID)),
        row("TemplateId", TemplateId::new("template-17").unwrap()),
        row("Step", [redirect(), Step::from(unknown())]),
        row("CreateFlow", create_flow().user_id(user_id())),
    ]
}

/// The id is one, too: links are made of it.
fn flow_id() -> FlowId {
    FlowId::new(canary::SECRET).unwrap()
}

fn flow() -> Value {
    json!({
        "id": flow_id(), "created": "2026-07-14T12:00:00", "updated": "2026-07-14T12:00:00",
        "user_id": user_id(), "steps": ["compliance", canary::EXTERNAL_ID],
        "completed_steps": [canary::EXTERNAL_ID],
        "link": format!("https://my.dots.dev/flow/{}", canary::SECRET),
        "metadata": metadata(), "payout_link_id": "0d075000-0000-4000-8000-000000000011",
    })
}

fn page() -> Value {
    let mut other = flow();
    other["id"] = json!(canary::EXTERNAL_ID);
    json!({"data": [flow(), other], "has_more": false})
}

/// A stream that has read two flows and handed out one of them.
fn stream() -> FlowStream {
    let script = Script::new();
    script.on("list_flows").answer(200, page().to_string());
    let client = builder().transport(script).build().unwrap();
    let mut stream = client.flows(&ListFlows::new());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    runtime.block_on(stream.next()).unwrap().unwrap();
    stream
}

fn flows() -> Vec<Row> {
    let known = || arrived::<Flow>(flow());
    let boxed = || Box::new(known());
    vec![
        row("FlowId", flow_id()),
        row("Flow", known()),
        row("FlowPage", arrived::<FlowPage>(page())),
        row("CreatedFlow", CreatedFlow::new(known(), canary::SECRET)),
        row("FlowWait", [FlowWait::Reached(boxed()), FlowWait::Pending(boxed())]),
        row("WaitForFlow", WaitForFlow::until_complete(flow_id())),
        row("RetrieveFlow", RetrieveFlow::new(flow_id())),
        row("ListFlows", ListFlows::new().limit(7).unwrap().starting_after(flow_id())),
        row("FlowStream", stream()),
    ]
}
