//! Where a link leads, in words.

use finicity_connect::{
    CustomerId, GetInstitution, Institution, InstitutionId, InstitutionLoginId, ListAccounts,
};

use super::Session;

/// What the page of a link is about.
pub(super) enum LeadsTo {
    /// The person searches for the institution.
    Search,
    /// One institution.
    Institution(InstitutionId),
    /// The institution of a sign-in that is to be repaired.
    Repair(InstitutionLoginId),
}

impl LeadsTo {
    /// Where one signs in. A sandbox is asked for the name, and says who can sign in; Finicity is not called for a hint.
    pub(super) async fn hint(self, session: &Session, customer: &CustomerId) -> Option<String> {
        if session.is_live() {
            return match self {
                Self::Search => None,
                Self::Institution(id) => Some(format!("The link leads to institution {id}.")),
                Self::Repair(login) => Some(format!("The link repairs the sign-in {}.", login.as_str())),
            };
        }
        let (does, id) = match self {
            Self::Search => {
                let hint =
                    "On the sandbox's page one finds FinBank and signs in as demo with the password go.";
                return Some(hint.to_owned());
            }
            Self::Institution(id) => ("leads to", id),
            Self::Repair(login) => ("repairs the sign-in at", institution(session, customer, &login).await?),
        };
        let institution = session.client.get_institution(&GetInstitution::new(id)).await.ok()?;
        Some(format!("The link {does} {}: {}.", name(&institution), sign_in(&institution)))
    }
}

/// Where the sign-in is: an account says.
async fn institution(
    session: &Session,
    customer: &CustomerId,
    login: &InstitutionLoginId,
) -> Option<InstitutionId> {
    let accounts = session.client.list_accounts(&ListAccounts::new(customer.clone())).await.ok()?;
    accounts.iter().find(|account| account.institution_login_id.as_ref() == Some(login))?.institution_id
}

fn name(institution: &Institution) -> String {
    institution.name.clone().unwrap_or_else(|| format!("institution {}", institution.id))
}

fn sign_in(institution: &Institution) -> &'static str {
    match institution.oauth_enabled {
        Some(true) => "in the sandbox one agrees on the institution's own page",
        _ => "on the sandbox's page one signs in as demo with the password go",
    }
}
