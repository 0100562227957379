//! The steps of a new flow, with their options.

use serde::{Serialize, Serializer};
use verify_core::provider::open_enum;
use verify_core::{InvalidValue, Pii};

use crate::TemplateId;
use crate::models::StepName;

open_enum! {
    /// Who bears the fee of a payout.
    pub enum FeeParty {
        /// The platform, which is you.
        Platform => "platform",
        /// The user.
        User => "user",
    }
}

/// A step of a new flow. Sent as its name alone unless it has options.
///
/// Sources: the description of the API (`create-flow`); Dots' guide to flows for `onboard`,
/// [`require_default_payout_method`](Self::require_default_payout_method),
/// [`require_auto_payout_method`](Self::require_auto_payout_method) and [`payout_fee_party`](Self::payout_fee_party), which the
/// description does not know.
///
/// ```
/// use dots_users::{Step, StepName};
///
/// let step = Step::manage_payouts().require_default_payout_method(true)?;
/// assert_eq!(step.name(), &StepName::ManagePayouts);
/// assert!(Step::compliance().require_default_payout_method(true).is_err());
/// # Ok::<(), dots_users::InvalidValue>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    name: StepName,
    options: Options,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
struct Options {
    #[serde(skip_serializing_if = "Option::is_none")]
    auto_payout_enabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    redirect_url: Option<Pii<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    template_id: Option<TemplateId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hide_continue_button: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    require_default_payout_method: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    require_auto_payout_method: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    payout_fee_party: Option<FeeParty>,
}

impl Step {
    /// Makes a user and verifies the phone number. Dots puts this in front by itself where a flow has no user.
    pub fn onboard() -> Self {
        StepName::Onboard.into()
    }

    /// Collects tax information, according to where the person is. In Dots' sandbox it is shown even if all is known.
    pub fn compliance() -> Self {
        StepName::Compliance.into()
    }

    /// Verifies an identity document, and compares the face with it.
    pub fn id_verification() -> Self {
        StepName::IdVerification.into()
    }

    /// Collects what a background check needs; for adults in the United States. Read the user for what it found.
    pub fn background_check() -> Self {
        StepName::BackgroundCheck.into()
    }

    /// Lets the person add payout methods, choose one, and have payouts made by themselves.
    pub fn manage_payouts() -> Self {
        StepName::ManagePayouts.into()
    }

    /// Lets the person connect a bank account to pay from.
    pub fn manage_payments() -> Self {
        StepName::ManagePayments.into()
    }

    /// Lets the person take money out.
    pub fn payout() -> Self {
        StepName::Payout.into()
    }

    /// Sends the person to a page of yours: an address of HTTP or HTTPS, in ASCII, whose host has a dot and after the last one
    /// 1 to 6 letters or digits. That is the published pattern: it refuses `localhost` and hosts in `.example`.
    pub fn redirect(url: impl Into<Pii<String>>) -> Result<Self, InvalidValue> {
        const RULE: InvalidValue = InvalidValue::new(
            "redirect_url",
            "must be an address of HTTP or HTTPS whose host ends in a dot and 1 to 6 letters or digits",
        );
        let url = url.into();
        if !fits_pattern(url.expose()) {
            return Err(RULE);
        }
        let mut step = Self::from(StepName::Redirect);
        step.options.redirect_url = Some(url);
        Ok(step)
    }

    /// Lets the person fill in a PDF form.
    pub fn pdf_form_fill(template: TemplateId) -> Self {
        let mut step = Self::from(StepName::PdfFormFill);
        step.options.template_id = Some(template);
        step
    }

    /// Which step it is.
    pub fn name(&self) -> &StepName {
        &self.name
    }

    /// Whether the person can have payouts made by themselves; Dots' default is yes. At [`payout`](Self::payout) and
    /// [`manage_payouts`](Self::manage_payouts).
    pub fn auto_payout_enabled(mut self, enabled: bool) -> Result<Self, InvalidValue> {
        const RULE: InvalidValue =
            InvalidValue::new("auto_payout_enabled", "belongs to the steps payout and manage-payouts");
        self.is_one_of(&[StepName::Payout, StepName::ManagePayouts], RULE)?;
        self.options.auto_payout_enabled = Some(enabled);
        Ok(self)
    }

    /// Whether the person has to choose a payout method. At [`manage_payouts`](Self::manage_payouts).
    pub fn require_default_payout_method(mut self, require: bool) -> Result<Self, InvalidValue> {
        const RULE: InvalidValue =
            InvalidValue::new("require_default_payout_method", "belongs to the step manage-payouts");
        self.is_one_of(&[StepName::ManagePayouts], RULE)?;
        self.options.require_default_payout_method = Some(require);
        Ok(self)
    }

    /// Whether the person has to have payouts made by themselves. At [`manage_payouts`](Self::manage_payouts).
    pub fn require_auto_payout_method(mut self, require: bool) -> Result<Self, InvalidValue> {
        const RULE: InvalidValue =
            InvalidValue::new("require_auto_payout_method", "belongs to the step manage-payouts");
        self.is_one_of(&[StepName::ManagePayouts], RULE)?;
        self.options.require_auto_payout_method = Some(require);
        Ok(self)
    }

    /// Who bears the fee. At [`payout`](Self::payout).
    pub fn payout_fee_party(mut self, party: FeeParty) -> Result<Self, InvalidValue> {
        const RULE: InvalidValue = InvalidValue::new("payout_fee_party", "belongs to the step payout");
        self.is_one_of(&[StepName::Payout], RULE)?;
        self.options.payout_fee_party = Some(party);
        Ok(self)
    }

    /// Whether the button that goes on is hidden; Dots' default is no. At any step: Dots' documents disagree about which.
    #[must_use]
    pub fn hide_continue_button(mut self, hide: bool) -> Self {
        self.options.hide_continue_button = Some(hide);
        self
    }

    /// Of a step that this version does not know, nothing is known about its options either.
    fn is_one_of(&self, names: &[StepName], rule: InvalidValue) -> Result<(), InvalidValue> {
        let fine = names.contains(&self.name) || self.name.listed().is_none();
        if fine { Ok(()) } else { Err(rule) }
    }
}

impl From<StepName> for Step {
    /// The step without options; also for names this version does not know.
    fn from(name: StepName) -> Self {
        Self { name, options: Options::default() }
    }
}

impl Serialize for Step {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct WithOptions<'a> {
            name: &'a StepName,
            #[serde(flatten)]
            options: &'a Options,
        }

        if self.options == Options::default() {
            return self.name.serialize(serializer);
        }
        WithOptions { name: &self.name, options: &self.options }.serialize(serializer)
    }
}

/// The published pattern, read strictly: from the beginning, and without parentheses in the last part of the host.
fn fits_pattern(url: &str) -> bool {
    let Some(rest) = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")) else {
        return false;
    };
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let Some((name, last)) = host.rsplit_once('.') else { return false };
    let named = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
    rest.bytes().all(|byte| byte.is_ascii_graphic())
        && (1..=256).contains(&name.len())
        && name.bytes().all(named)
        && (1..=6).contains(&last.len())
        && last.bytes().all(|byte| byte.is_ascii_alphanumeric())
}
