//! DebtCore in Rust: addresses, credentials, choices, contacts, reports.

use std::sync::Arc;

use serde::Serialize;
use serde_json::{Value, json};

use super::choices::DebtCoreChoices;
use super::simulator::Simulator;
use super::state::State;
use crate::control::{Command, Problem};
use crate::engine::lock;
use crate::engine::moment::Moment;
use crate::spinwheel::{self, KbaAnswer, Progress};

/// A handle to the simulated DebtCore of a tenant. Clones are the same one.
#[derive(Debug, Clone)]
pub struct DebtCore(Arc<Simulator>);

/// A contact, in short: everybody that Spinwheel knows by a caller's id, also those who came by its REST API.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Contact {
    /// The caller's id: Spinwheel's `extUserId`.
    pub req_org_contact_id: String,
    /// Spinwheel's id.
    pub user_id: String,
    /// The phone number, when one was given.
    pub phone_number: Option<String>,
    /// Whether the person was verified, and has consented.
    pub verified: bool,
    /// The id of the verification.
    pub user_verification_id: String,
    /// How many reports were pulled, from all sources.
    pub reports: usize,
}

/// A pulled report, in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Report {
    /// Its id.
    pub credit_report_id: String,
    /// The caller's id of the person.
    pub req_org_contact_id: String,
    /// Where it was pulled from.
    pub source: &'static str,
    /// Whether it is there.
    pub ready: bool,
    /// How many debts are on file.
    pub debts: usize,
}

impl DebtCore {
    pub(crate) fn new(simulator: Arc<Simulator>) -> Self {
        Self(simulator)
    }

    /// The whole URL of the credit service.
    pub fn endpoint(&self) -> String {
        self.0.endpoint()
    }

    /// The base of the token endpoint: what precedes `/{tenant id}/oauth2/v2.0/token`.
    pub fn authority(&self) -> String {
        self.0.authority()
    }

    /// The directory's tenant id. Synthetic, as everything that follows; the same in every run with the same seed.
    pub fn tenant_id(&self) -> String {
        self.0.credentials.tenant_id.clone()
    }

    /// The client id.
    pub fn client_id(&self) -> String {
        self.0.credentials.client_id.clone()
    }

    /// The client secret. Any other is refused.
    pub fn client_secret(&self) -> String {
        self.0.credentials.client_secret.clone()
    }

    /// The one scope there is: `api://…/.default`.
    pub fn scope(&self) -> String {
        self.0.credentials.scope()
    }

    /// How many times a client's id and secret were checked, right or wrong.
    pub fn logins(&self) -> u64 {
        lock(&self.0.state).logins
    }

    /// Takes every token back; calls with one are refused from now on.
    pub fn revoke_tokens(&self) {
        revoke_tokens(&self.0);
    }

    /// Lets every token expire now.
    pub fn expire_tokens(&self) {
        expire_tokens(&self.0);
    }

    /// The contacts there are, oldest first.
    pub fn contacts(&self) -> Vec<Contact> {
        contacts(&self.0)
    }

    /// The reports that were pulled, oldest first.
    pub fn reports(&self) -> Vec<Report> {
        reports(&self.0)
    }

    /// The right answers of a contact's open questions; `None` when there are none.
    pub fn kba_answers(&self, req_org_contact_id: &str) -> Option<Vec<KbaAnswer>> {
        kba_answers(&self.0, req_org_contact_id)
    }

    /// How it behaves where the documents are silent.
    pub fn choices(&self) -> DebtCoreChoices {
        lock(&self.0.choices).clone()
    }

    /// Replaces all choices.
    pub fn set_choices(&self, choices: DebtCoreChoices) {
        *lock(&self.0.choices) = choices;
    }

    /// Changes some choices, from the next request on.
    ///
    /// ```no_run
    /// # fn example(debtcore: verify_sandbox::DebtCore) {
    /// debtcore.choose(|choices| choices.auth_status = 200);
    /// # }
    /// ```
    pub fn choose(&self, change: impl FnOnce(&mut DebtCoreChoices)) {
        change(&mut lock(&self.0.choices));
    }
}

fn revoke_tokens(simulator: &Simulator) {
    for token in &mut lock(&simulator.state).tokens {
        token.revoked = true;
    }
}

fn expire_tokens(simulator: &Simulator) {
    let now = Moment::of(&simulator.context.clock).mono;
    for token in &mut lock(&simulator.state).tokens {
        token.expires = token.expires.min(now);
    }
}

fn contacts(simulator: &Simulator) -> Vec<Contact> {
    let state = lock(&simulator.state);
    let users = spinwheel::users(&simulator.spinwheel);
    users.into_iter().filter_map(|user| contact(simulator, &state, user)).collect()
}

fn contact(simulator: &Simulator, state: &State, user: spinwheel::UserSummary) -> Option<Contact> {
    let id = user.ext_user_id?;
    Some(Contact {
        reports: state.reports.iter().filter(|report| report.contact == id).count(),
        req_org_contact_id: id,
        user_verification_id: simulator.verification_id(&user.user_id),
        user_id: user.user_id,
        phone_number: user.phone_number,
        verified: user.verified,
    })
}

fn reports(simulator: &Simulator) -> Vec<Report> {
    let now = Moment::of(&simulator.context.clock).mono;
    let state = lock(&simulator.state);
    let short = |report: &super::reports::Report| Report {
        credit_report_id: report.id.clone(),
        req_org_contact_id: report.contact.clone(),
        source: report.source,
        ready: report.progress(now) == Progress::Done,
        debts: report.file.debts.len(),
    };
    state.reports.iter().map(short).collect()
}

fn kba_answers(simulator: &Simulator, contact: &str) -> Option<Vec<KbaAnswer>> {
    let standing = simulator.spinwheel.standing(contact, Moment::of(&simulator.context.clock))?;
    spinwheel::kba_answers(&simulator.spinwheel, &standing.user_id)
}

/// The parts of the control API that do what the handle does.
pub(crate) fn control(
    simulator: &Simulator,
    path: &[&str],
    command: &Command<'_>,
) -> Option<Result<Value, Problem>> {
    let done = |act: fn(&Simulator)| {
        act(simulator);
        Ok(json!({}))
    };
    match (command.method, path) {
        ("GET", ["contacts"]) => Some(Ok(json!({"contacts": contacts(simulator)}))),
        ("GET", ["reports"]) => Some(Ok(json!({"reports": reports(simulator)}))),
        ("GET", ["kba-answers"]) => Some(answers_of(simulator, command)),
        ("GET", ["logins"]) => Some(Ok(json!({"logins": lock(&simulator.state).logins}))),
        ("POST", ["expire-tokens"]) => Some(done(expire_tokens)),
        ("POST", ["revoke-tokens"]) => Some(done(revoke_tokens)),
        _ => None,
    }
}

fn answers_of(simulator: &Simulator, command: &Command<'_>) -> Result<Value, Problem> {
    let what =
        "add ?reqOrgContactId= with the id of a contact who was asked questions; GET contacts lists them";
    let contact = command.query.get("reqOrgContactId");
    let contact = contact.ok_or_else(|| Problem::bad("reqOrgContactId is missing", what))?;
    let answers = kba_answers(simulator, contact);
    let answers = answers.ok_or_else(|| Problem::not_found("this contact has no open questions", what))?;
    Ok(json!({"answers": answers}))
}
