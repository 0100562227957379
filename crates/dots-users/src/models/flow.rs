//! Flows: pages of Dots on which a person does things for themselves.

use verify_core::provider::serde::de::{IgnoredAny, MapAccess, SeqAccess};
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
    reading {
        /// A step with its options, as requests have them. One without a name keeps its place in the list: a flow with a
        /// step that nobody can read is not complete.
        fn from_object<'de, A: MapAccess<'de>>(object: A) -> Result<Option<Self>, A::Error> {
            let step = WithOptions::from_object(object)?;
            Ok(step.map(|step| Self::from(step.name.unwrap_or_default().as_str())))
        }

        /// No step that anybody could read; it keeps its place as well.
        fn from_list<'de, A: SeqAccess<'de>>(mut list: A) -> Result<Option<Self>, A::Error> {
            while list.next_element::<IgnoredAny>()?.is_some() {}
            Ok(Some(Self::from("")))
        }
    }
}

answer! {
    /// A step as an object.
    struct WithOptions {
        /// Which step.
        name: Option<String> => "name",
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
    /// Whether every step that was asked for is done, which is inferred: no document says how a finished flow looks. A step
    /// that was asked for twice has to be done twice, and one without a name is never done: in doubt it is not complete.
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
        let is_done = |step: &StepName| {
            let times = |steps: &[StepName]| steps.iter().filter(|other| *other == step).count();
            !step.as_str().is_empty() && times(&self.completed_steps) >= times(&self.steps)
        };
        !self.steps.is_empty() && self.steps.iter().all(is_done)
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
