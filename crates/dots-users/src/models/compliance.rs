//! What is known about a user for taxes and the prevention of crime.

use verify_core::provider::{answer, open_enum};
use verify_core::{Pii, Timestamp};

use super::Finding;

answer! {
    /// What was collected and found out. Source: the description of the API.
    pub struct Compliance {
        /// Whether the tax id was collected; [`W9::tax_id_collected`] replaces it.
        tax_id_collected: Option<bool> => "tax_id_collected",
        /// Whether the address was collected; [`W9::address_collected`] replaces it.
        address_collected: Option<bool> => "address_collected",
        /// How the check of the tax id stands; see [`tax_id_status`](Compliance::tax_id_status).
        tax_id_verification: Option<TaxIdVerification> => "tax_id_verification",
        /// Whether the birth date was collected.
        date_of_birth_collected: Option<bool> => "date_of_birth_collected",
        /// Whether the 1099 information has to be collected before payouts go on.
        must_collect_1099: Option<bool> => "must_collect_1099",
        /// Whether the 1099 information was collected.
        collected_1099: Option<bool> => "1099_collected",
        /// Whether the W-8BEN information was collected.
        w8_ben_collected: Option<bool> => "w8_ben_collected",
        /// Whether the user is flagged for review; [`flags`](Compliance::flags) says why.
        flagged: Option<bool> => "flagged",
        /// Whether an identity document was verified.
        id_verified: Option<bool> => "id_verified",
        /// Whether a background check found crimes.
        has_criminal_activity: Option<Finding<bool>> => "has_criminal_activity",
        /// The background check, if there is one.
        background_check: Option<Finding<BackgroundCheck>> => "background_check",
        /// The form W-9; none for people and companies outside of the United States.
        w9: Option<W9> => "w9",
        /// What a review is to look at.
        flags: Option<Finding<Flags>> => "flags",
    }
}

impl Compliance {
    /// How the check of the tax id stands. Dots' documents put it in two places; both are looked at, that of the W-9 first.
    pub fn tax_id_status(&self) -> Option<&TaxIdVerification> {
        let of_w9 = self.w9.as_ref().and_then(|w9| w9.tax_id_verification.as_ref());
        of_w9.or(self.tax_id_verification.as_ref())
    }
}

open_enum! {
    /// How the check of a tax id stands. It takes from seconds to a day.
    pub enum TaxIdVerification {
        /// There is nothing to check yet.
        Unsubmitted => "unsubmitted",
        /// It is being checked.
        Pending => "pending",
        /// Name and number go together.
        Matched => "matched",
        /// They do not; the person may correct them.
        Mismatched => "mismatched",
    }
}

answer! {
    /// The form W-9 of a person or company in the United States.
    pub struct W9 {
        /// Person or company.
        entity_type: Option<EntityType> => "entity_type",
        /// The company's name.
        business_name: Option<Pii<String>> => "business_name",
        /// Whether the tax id was collected.
        tax_id_collected: Option<bool> => "tax_id_collected",
        /// Whether the address was collected.
        address_collected: Option<bool> => "address_collected",
        /// How the check of the tax id stands; see [`Compliance::tax_id_status`].
        tax_id_verification: Option<TaxIdVerification> => "tax_id_verification",
    }
}

open_enum! {
    /// Who fills in a form W-9.
    pub enum EntityType {
        /// A person.
        Individual => "individual",
        /// A company.
        Business => "business",
    }
}

answer! {
    /// A background check.
    pub struct BackgroundCheck {
        /// How it stands.
        status: Option<BackgroundCheckStatus> => "status",
        /// When that last changed.
        updated: Option<Timestamp> => "updated",
        /// A part of checks from before 2026; its values are not documented.
        sex_offender_check_status: Option<Pii<String>> => "sex_offender_check_status",
    }
}

open_enum! {
    /// How a background check stands.
    pub enum BackgroundCheckStatus {
        /// Not begun.
        NotStarted => "not_started",
        /// Begun.
        Started => "started",
        /// Under way.
        Pending => "pending",
        /// Something was found that somebody has to look at.
        Consider => "consider",
        /// Nothing was found.
        Pass => "pass",
        /// Not passed.
        Failed => "failed",
        /// Called off.
        Canceled => "canceled",
        /// Too old.
        Expired => "expired",
        /// The information does not go together.
        InformationMismatch => "information_mismatch",
    }
}

answer! {
    /// What a review is to look at.
    pub struct Flags {
        /// Whether the sanctions lists (OFAC) may hold the user.
        ofac: Option<bool> => "ofac",
        /// How the matter of the sanctions lists stands.
        ofac_status: Option<OfacStatus> => "ofac_status",
        /// Whether another user has the same payout method.
        payout_method: Option<bool> => "payout_method",
        /// Whether payout methods were connected and disconnected again and again.
        payout_method_cycle: Option<bool> => "payout_method_cycle",
        /// Whether the name differs from that of an identity document or a payout method.
        name_mismatch: Option<bool> => "name_mismatch",
    }
}

open_enum! {
    /// How the matter of the sanctions lists stands.
    pub enum OfacStatus {
        /// The lists do not hold the user.
        Unflagged => "unflagged",
        /// The person has to show an identity document.
        IdVerificationRequired => "id_verification_required",
        /// Somebody is looking at it.
        InReview => "in_review",
        /// The lists hold the user.
        Flagged => "flagged",
    }
}
