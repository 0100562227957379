//! What the page, the control API and Rust get to see of a session.

use serde::Serialize;

use super::super::desk::Desk;
use super::super::flows::{Flow, FlowStep, ONBOARD};
use super::super::methods::{self, ADDED};
use super::super::state::User;
use super::session::Session;

/// Where a session of the page is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct FlowView {
    /// The session.
    pub session_id: String,
    /// What is shown.
    pub screen: FlowScreen,
    /// The step of the screen.
    pub step: Option<String>,
    /// The steps of the flow.
    pub steps: Vec<String>,
    /// Those that are completed.
    pub completed_steps: Vec<String>,
    /// The user of the flow; `None` until the onboarding is done.
    pub user_id: Option<String>,
    /// Who is signed in.
    pub user: Option<FlowUser>,
    /// The last two digits of the phone number that a code goes to.
    pub phone_ending: Option<String>,
    /// How many codes were sent to that phone.
    pub codes_sent: usize,
    /// In the step `manage-payouts`.
    pub payouts: Option<Payouts>,
    /// In the step `redirect`: where it goes. After its completion, where the browser goes now.
    pub redirect_url: Option<String>,
    /// Option of the step.
    pub hide_continue_button: bool,
    /// Option of the flow.
    pub hide_go_to_dashboard: bool,
    /// What the page around is told now: the steps that this action has completed.
    pub messages: Vec<StepMessage>,
}

/// What the page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FlowScreen {
    /// Asks for phone number, name and e-mail.
    Person,
    /// Offers to send a code to the user's phone.
    SignIn,
    /// Asks for the code that was sent.
    Code,
    /// A step.
    Step,
    /// A completed step that hides the continue button: the person stays here.
    Stays,
    /// Everything is completed.
    Done,
}

/// Who is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct FlowUser {
    /// The first name.
    pub first_name: String,
    /// The last name.
    pub last_name: String,
    /// The e-mail.
    pub email: String,
    /// Whether the country code is that of the US, so that a W-9 is offered first.
    pub in_us: bool,
}

/// The payout methods of the user, and what the step offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Payouts {
    /// The connected ones, oldest first.
    pub methods: Vec<ConnectedMethod>,
    /// The rails that can be added.
    pub rails: Vec<&'static str>,
    /// The default rail.
    pub default_payout_method: Option<String>,
    /// Whether payouts are made by themselves; `None` when the step does not offer it.
    pub auto_payout: Option<bool>,
    /// Option of the step.
    pub require_default: bool,
    /// Option of the step.
    pub require_auto_payout: bool,
}

/// A connected payout method.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ConnectedMethod {
    /// Its rail.
    pub rail: String,
    /// As a person reads it.
    pub description: String,
}

/// What the page around is told when a step is completed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, serde::Deserialize)]
#[non_exhaustive]
pub struct StepMessage {
    /// The step's name.
    pub step: String,
    /// How it was completed.
    pub status: StepStatus,
}

/// How a step was completed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum StepStatus {
    /// As every step.
    Completed,
    /// `manage-payouts` was saved without a change.
    CompletedSaved,
}

/// Takes the messages out of the session.
pub(super) fn view(desk: &mut Desk<'_>, session: &mut Session, flow: &Flow) -> FlowView {
    let screen = screen(desk, session, flow);
    let step = match screen {
        FlowScreen::Step => shown_step(flow),
        FlowScreen::Stays => flow.last(),
        _ => None,
    };
    let signed_in = matches!(screen, FlowScreen::Step | FlowScreen::Stays | FlowScreen::Done);
    let user = flow.user_id.as_ref().filter(|_| signed_in);
    let user = user.and_then(|id| desk.state.user(id)).cloned();
    let reached = session.person.as_ref().or(flow.user_id.as_ref());
    let phone = reached
        .and_then(|id| desk.state.person(id))
        .map(|user| (user.phone.number.chars().rev().take(2).collect::<Vec<_>>(), user.tokens.len()));
    let step_name = step.map(|step| step.name.clone());
    let redirect = step.and_then(|step| step.redirect_url()).map(ToOwned::to_owned);
    let names = |steps: &[FlowStep]| steps.iter().map(|step| step.name.clone()).collect::<Vec<_>>();
    FlowView {
        session_id: session.id.clone(),
        screen,
        steps: names(&flow.steps),
        completed_steps: names(flow.completed_steps()),
        user_id: flow.user_id.clone(),
        user: user.as_ref().map(shown_user),
        codes_sent: phone.as_ref().map_or(0, |(_, sent)| *sent),
        phone_ending: phone.map(|(ending, _)| ending.into_iter().rev().collect()),
        payouts: user.filter(|_| step_name.as_deref() == Some("manage-payouts")).zip(step).map(
            |(user, step)| Payouts {
                methods: user.payout_methods.iter().map(connected).collect(),
                rails: offered(&user),
                default_payout_method: user.default_payout_method.clone(),
                auto_payout: step.offers_auto_payout().then(|| user.auto_payout.unwrap_or(false)),
                require_default: step.is_set("require_default_payout_method"),
                require_auto_payout: step.is_set("require_auto_payout_method"),
            },
        ),
        redirect_url: session.leaves_to.take().or(redirect),
        hide_continue_button: step.is_some_and(|step| step.is_set("hide_continue_button")),
        hide_go_to_dashboard: flow.hide_dashboard,
        step: step_name,
        messages: std::mem::take(&mut session.messages),
    }
}

/// The rails a person can add here.
pub(super) fn offered(user: &User) -> Vec<&'static str> {
    ADDED.into_iter().filter(|rail| !user.excluded.iter().any(|excluded| excluded == rail)).collect()
}

fn connected(method: &methods::PayoutMethod) -> ConnectedMethod {
    ConnectedMethod { rail: method.platform.clone(), description: methods::description(method) }
}

fn shown_user(user: &User) -> FlowUser {
    FlowUser {
        first_name: user.first_name.clone(),
        last_name: user.last_name.clone(),
        email: user.email.clone(),
        in_us: user.phone.country_code == "1",
    }
}

pub(super) fn screen(desk: &mut Desk<'_>, session: &Session, flow: &Flow) -> FlowScreen {
    let code_or = |other| if session.awaiting { FlowScreen::Code } else { other };
    if flow.user_id.is_none() {
        return code_or(FlowScreen::Person);
    }
    // The step that onboards is not over while the phone number is not verified.
    let onboards = stays(flow).is_none() && flow.step().is_some_and(|step| step.name == ONBOARD);
    if !session.is_signed_in(flow, desk) || onboards {
        return code_or(FlowScreen::SignIn);
    }
    match (stays(flow), flow.step()) {
        (Some(step), _) if step != "manage-payouts" => FlowScreen::Stays,
        (Some(_), _) | (None, Some(_)) => FlowScreen::Step,
        (None, None) => FlowScreen::Done,
    }
}

/// The name of the step that a person does not leave.
fn stays(flow: &Flow) -> Option<&str> {
    flow.last().filter(|step| step.is_set("hide_continue_button")).map(|step| step.name.as_str())
}

/// The step to work at: the one that is stayed at, or the next one.
pub(super) fn shown_step(flow: &Flow) -> Option<&FlowStep> {
    if stays(flow).is_some() { flow.last() } else { flow.step() }
}
