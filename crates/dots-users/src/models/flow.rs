//! Flows: pages of Dots on which a person does things for themselves.

use verify_core::provider::{answer, open_enum};
use verify_core::{FreeForm, Pii, Timestamp};

use crate::{FlowId, PayoutLinkId, UserId};

open_enum! {
    /// A step of a flow.
    pub enum StepName {
        /// Makes the user and verifies the phone number (Dots' guide to flows).
        Onboard => "onboard",
        /// The same by the name that Dots' overview of flows has.
        Onboarding => "onboarding",
        /// Verifies the phone number again (Dots' overview of flows).
        Authentication => "authentication",
        /// What [`Onboard`](Self::Onboard) was called until February 2026.
        Authorization => "authorization",
        /// Collects tax information.
        Compliance => "compliance",
        /// Verifies an identity document.
        IdVerification => "id-verification",
        /// Collects what a background check needs; for adults in the United States.
        BackgroundCheck => "background-check",
        /// Lets the person add payout methods and choose one.
        ManagePayouts => "manage-payouts",
        /// Lets the person connect a bank account to pay from.
        ManagePayments => "manage-payments",
        /// Lets the person take money out.
        Payout => "payout",
        /// Sends the person to another page.
        Redirect => "redirect",
        /// Lets the person fill in a PDF form.
        PdfFormFill => "pdf-form-fill",
    }
}

answer! {
    /// A flow. It has no status: see [`is_complete`](Flow::is_complete).
    pub struct Flow {
        required {
            /// Dots' id.
            id: FlowId => "id",
        }
        /// When it was created. Dots writes no time zone; taken as UTC.
        created: Option<Timestamp> => "created",
        /// When it last changed. One of Dots' examples has it.
        updated: Option<Timestamp> => "updated",
        /// Whose it is: `None` until somebody has gone through the onboarding, or the user it was created for. Steps may still
        /// be open when it is there.
        user_id: Option<UserId> => "user_id",
        /// The steps that were asked for. Those Dots puts in front by itself are not among them.
        steps: Vec<StepName> => "steps",
        /// Those that are done.
        completed_steps: Vec<StepName> => "completed_steps",
        /// The address of the page, for a browser or an `iframe`. **Whoever has it can act as the user.**
        link: Option<Pii<String>> => "link",
        /// The application's own data: a text or an object.
        metadata: Option<FreeForm> => "metadata",
        /// The payout link that the flow belongs to. Dots' examples have it, always without a value.
        payout_link_id: Option<PayoutLinkId> => "payout_link_id",
    }
}

impl Flow {
    /// Whether every step that was asked for is done, which is inferred: no document says how a finished flow looks.
    ///
    /// A flow without steps is never complete: onboarding is not listed among the steps. [`user_id`](Flow::user_id) tells
    /// whether that is done. That somebody went through a flow says nothing of what came of it: read the user.
    ///
    /// ```
    /// use dots_users::{Flow, StepName};
    ///
    /// let mut flow = Flow::new("0d075000-0000-4000-8000-0000000000f1".parse()?);
    /// flow.steps = vec![StepName::Compliance, StepName::ManagePayouts];
    /// flow.completed_steps = vec![StepName::Compliance];
    /// assert!(!flow.is_complete());
    /// flow.completed_steps.push(StepName::ManagePayouts);
    /// assert!(flow.is_complete());
    /// # Ok::<(), dots_users::InvalidValue>(())
    /// ```
    pub fn is_complete(&self) -> bool {
        !self.steps.is_empty() && self.steps.iter().all(|step| self.completed_steps.contains(step))
    }
}

answer! {
    /// A part of the list of flows.
    pub struct FlowPage {
        required {
            /// The flows.
            data: Vec<Flow> => "data",
        }
        /// Whether there are more behind this part.
        has_more: Option<bool> => "has_more",
    }
}
