//! The steps of a flow, as flags.

use dots_users::models::StepName;
use dots_users::{FeeParty, InvalidValue, Step, TemplateId};

use super::page::checked;
use crate::ask::{Ask, Wanted, broken_rule};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "The steps")]
pub(super) struct StepArgs {
    /// A step, once for each in their order: onboard, compliance, id-verification, background-check, manage-payouts,
    /// manage-payments, payout, redirect=URL, pdf-form-fill=TEMPLATE
    #[arg(long = "step", value_name = "STEP")]
    steps: Vec<String>,
    /// The person has to choose a payout method, at manage-payouts
    #[arg(long)]
    require_default_payout_method: bool,
    /// The person has to have money paid out by itself, at manage-payouts
    #[arg(long)]
    require_auto_payout_method: bool,
    /// Whether the person can have money paid out by itself, at manage-payouts and payout
    #[arg(long, value_name = "TRUE_OR_FALSE", action = clap::ArgAction::Set)]
    auto_payout: Option<bool>,
    /// Who bears the fee, at payout
    #[arg(long, value_name = "PARTY", value_parser = ["platform", "user"])]
    fee_party: Option<String>,
    /// Hide the button that goes on, at every step
    #[arg(long)]
    hide_continue_button: bool,
}

const NAMES: [StepName; 7] = [
    StepName::Onboard,
    StepName::Compliance,
    StepName::IdVerification,
    StepName::BackgroundCheck,
    StepName::ManagePayouts,
    StepName::ManagePayments,
    StepName::Payout,
];

const STEP: Wanted = Wanted { flag: "--step", question: "Steps (separated by spaces)" };

impl StepArgs {
    pub(super) fn read(self, ask: Ask) -> Result<Vec<Step>, Failure> {
        let steps = if self.steps.is_empty() {
            ask.value(None, STEP, |line| line.split_whitespace().map(step).collect::<Result<Vec<_>, _>>())?
        } else {
            let steps: Result<Vec<_>, _> = self.steps.iter().map(|text| step(text)).collect();
            steps.map_err(|invalid| broken_rule(STEP.flag, &invalid))?
        };
        self.check_options(&steps)?;
        steps.into_iter().map(|step| self.with_options(step)).collect()
    }

    /// An option without its step would not be sent.
    fn check_options(&self, steps: &[Step]) -> Result<(), Failure> {
        let (manage, payout) = (&[StepName::ManagePayouts][..], &[StepName::Payout][..]);
        let both = &[StepName::ManagePayouts, StepName::Payout][..];
        let options = [
            ("--require-default-payout-method", self.require_default_payout_method, manage),
            ("--require-auto-payout-method", self.require_auto_payout_method, manage),
            ("--auto-payout", self.auto_payout.is_some(), both),
            ("--fee-party", self.fee_party.is_some(), payout),
        ];
        let lost = |(_, given, names): &(&str, bool, &[StepName])| {
            *given && !steps.iter().any(|step| names.contains(step.name()))
        };
        match options.iter().find(|option| lost(option)) {
            Some((flag, ..)) => Err(Failure::usage(format!("{flag}: there is no step that it belongs to"))),
            None => Ok(()),
        }
    }

    fn with_options(&self, mut step: Step) -> Result<Step, Failure> {
        let name = step.name().clone();
        if name == StepName::ManagePayouts && self.require_default_payout_method {
            step = checked("--require-default-payout-method", step.require_default_payout_method(true))?;
        }
        if name == StepName::ManagePayouts && self.require_auto_payout_method {
            step = checked("--require-auto-payout-method", step.require_auto_payout_method(true))?;
        }
        let takes_auto_payout = matches!(name, StepName::ManagePayouts | StepName::Payout);
        if let Some(enabled) = self.auto_payout.filter(|_| takes_auto_payout) {
            step = checked("--auto-payout", step.auto_payout_enabled(enabled))?;
        }
        if let Some(party) = self.fee_party.as_deref().filter(|_| name == StepName::Payout) {
            step = checked("--fee-party", step.payout_fee_party(FeeParty::from(party)))?;
        }
        Ok(if self.hide_continue_button { step.hide_continue_button(true) } else { step })
    }
}

fn step(text: &str) -> Result<Step, InvalidValue> {
    let rule =
        InvalidValue::new("step", "must be one that the help names, redirect=URL or pdf-form-fill=TEMPLATE");
    match text.trim().split_once('=') {
        Some(("redirect", url)) => Step::redirect(url),
        Some(("pdf-form-fill", template)) => Ok(Step::pdf_form_fill(TemplateId::new(template)?)),
        Some(_) => Err(rule),
        None => NAMES.into_iter().find(|name| name.as_str() == text.trim()).map(Step::from).ok_or(rule),
    }
}
