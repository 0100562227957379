//! The options of the choices about payout methods, tax forms and flows.

use crate::choices::options;

options! {
    /// The answer to a payout method that was added.
    PayoutMethodAnswer {
        /// The method.
        Method,
        /// `{"success": true}`, of a bank account with `ach_account_id`.
        Success,
    }

    /// The same bank account a second time.
    RepeatedAch {
        /// It is there twice.
        AnotherAccount,
        /// It keeps its id.
        SameAccount,
    }

    /// The pattern of routing numbers.
    RoutingNumber {
        /// Nine digits; the check digit is not looked at.
        NineDigits,
        /// Anything.
        AnyText,
    }

    /// A rail that is excluded for the user.
    ExcludedMethod {
        /// It is added all the same.
        Accept,
        /// `invalid-input`.
        Refuse,
    }

    /// The name of bank accounts abroad in the list.
    ListedIntlBank {
        /// As in its schema.
        IntlTransfer,
        /// As everywhere else.
        IntlBank,
    }

    /// Empty text that is required.
    EmptyText {
        /// `invalid-input`.
        Refuse,
        /// As any other.
        Accept,
    }

    /// How many forms a request has.
    ComplianceForms {
        /// One; anything else is `invalid-input`.
        One,
        /// None, one or both.
        Any,
    }

    /// The fields of a W-9.
    W9Rules {
        /// As described: the birth date always, names never.
        Spec,
        /// As a proposed correction has it: birth date and names of individuals only.
        Audit,
    }

    /// What a tax number is made of.
    TinCharacters {
        /// Nine digits.
        Digits,
        /// Any nine characters.
        Any,
    }

    /// A signature without consent.
    UnconsentedSignature {
        /// `invalid-input`.
        Refuse,
        /// As any other.
        Accept,
    }

    /// Where `tax_id_verification` stands.
    TaxIdPlace {
        /// At both places.
        Both,
        /// In `compliance`.
        Compliance,
        /// In `compliance.w9`, when there is one.
        W9,
    }

    /// `1099_collected`.
    Collected1099 {
        /// True with a W-9.
        WithW9,
        /// Always false.
        Never,
    }

    /// The fields of a flow.
    FlowShape {
        /// With `metadata` and `payout_link_id`.
        Guide,
        /// With `metadata`.
        Schema,
        /// With `payout_link_id` and `updated`.
        Overview,
    }

    /// Times of a flow.
    FlowTimes {
        /// `2026-01-15T12:00:00.000000`.
        WithoutOffset,
        /// `2026-01-15T12:00:00.000Z`.
        Utc,
    }

    /// The step `onboard`.
    OnboardStep {
        /// A step as any other.
        Accept,
        /// `invalid-input`.
        Refuse,
    }

    /// `manage-payments`, `payout`, `background-check` and `pdf-form-fill`.
    OtherSteps {
        /// The page has a button that stands for the whole step, and says so.
        Button,
        /// `invalid-input`.
        Refuse,
    }

    /// A step without the option it is about.
    MissingOption {
        /// `invalid-input`.
        Refuse,
        /// A redirect goes nowhere then.
        Accept,
    }

    /// The beginning of a flow with `user_id`.
    FlowOfKnownUser {
        /// Signed in for 15 minutes, unless `require_auth` is set.
        SignedIn,
        /// A code is asked for in any case.
        AsksForCode,
    }
}
