//! Institutions: where accounts are.

use verify_core::provider::{answer, open_enum};

use crate::InstitutionId;

answer! {
    /// An institution. Of its record the fields are read that a Connect flow uses; address, branding, special instructions
    /// and the like are not. Source: OAS 1.42, `Institution`.
    pub struct Institution {
        required {
            /// Its number: what [`GenerateLiteConnectUrl`](crate::GenerateLiteConnectUrl) takes.
            id: InstitutionId => "id",
        }
        /// Its name.
        name: Option<String> => "name",
        /// A friendlier form of its name.
        display_name: Option<String> => "displayName",
        /// What kind of accounts it is for, in words.
        account_type_description: Option<String> => "accountTypeDescription",
        /// Whether its customers sign in on its own page.
        oauth_enabled: Option<bool> => "oauthEnabled",
        /// The institution that takes its place with sign-in on its own page.
        oauth_institution_id: Option<InstitutionId> => "oauthInstitutionId",
        /// The institution that takes its place.
        new_institution_id: Option<InstitutionId> => "newInstitutionId",
        /// Whether it can be reached.
        status: Option<InstitutionStatus> => "status",
        /// Its currency in three letters.
        currency: Option<String> => "currency",
        /// Its home page.
        url_home_app: Option<String> => "urlHomeApp",
        /// Its sign-in page.
        url_logon_app: Option<String> => "urlLogonApp",
        /// Whether it is certified for transactions.
        trans_agg: Option<bool> => "transAgg",
        /// Whether it is certified for ACH details.
        ach: Option<bool> => "ach",
        /// Whether it is certified for statements.
        state_agg: Option<bool> => "stateAgg",
        /// Whether it is certified for the verification of income.
        voi: Option<bool> => "voi",
        /// Whether it is certified for the verification of assets.
        voa: Option<bool> => "voa",
        /// Whether it is certified for the history of accounts.
        aha: Option<bool> => "aha",
        /// Whether it is certified for live balances.
        avail_balance: Option<bool> => "availBalance",
        /// Whether it is certified for the owners of accounts.
        account_owner: Option<bool> => "accountOwner",
    }
}

open_enum! {
    /// Whether an institution can be reached. Source: OAS 1.42, `InstitutionStatus`; what each value means is not said there.
    pub enum InstitutionStatus {
        /// `online`.
        Online => "online",
        /// `offline`.
        Offline => "offline",
        /// `maintenance`.
        Maintenance => "maintenance",
        /// `testing`.
        Testing => "testing",
        /// `beta`.
        Beta => "beta",
        /// `validated`.
        Validated => "validated",
        /// `migrating`.
        Migrating => "migrating",
    }
}

answer! {
    /// A page of the list of institutions.
    pub struct InstitutionPage {
        required {
            /// The institutions.
            institutions: Vec<Institution> => "institutions",
        }
        /// How many there are in all.
        found: Option<u32> => "found",
        /// How many are on this page.
        displaying: Option<u32> => "displaying",
        /// Whether there is another page.
        more_available: Option<bool> => "moreAvailable",
    }
}

answer! {
    /// What the call for one institution answers.
    pub(crate) struct Found {
        required {
            /// The record.
            institution: Institution => "institution",
        }
    }
}
