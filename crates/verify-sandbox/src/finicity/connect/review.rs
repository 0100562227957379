//! Adding and removing accounts.

use std::collections::BTreeMap;

use super::super::state::{Account, Login};
use super::booth::Booth;
use super::error::ConnectError;
use super::institutions::Institution;
use super::link::LinkKind;
use super::session::{Review, Session, Stage};
use super::sign_in::own_payload;
use super::views::{AddedAccount, FoundAccount};
use super::webhook::{Field, Payload, WebhookAccount};

/// Adds the chosen accounts; of a fix link, repairs the sign-in they belong to.
pub(super) fn add(
    booth: &mut Booth<'_>,
    id: &str,
    chosen: &[String],
) -> Result<Vec<AddedAccount>, ConnectError> {
    booth.within(id, |booth, session| {
        let institution = Booth::institution(session)?;
        let Stage::Review(review) = &session.stage else {
            return Err(ConnectError::invalid("sign in first"));
        };
        let review = review.clone();
        let fix = session.order.kind == LinkKind::Fix;
        if let Some(unknown) = chosen.iter().find(|id| review.accounts.iter().all(|known| known.id != **id)) {
            return Err(ConnectError::invalid(format!("no account {unknown:?} was found")));
        }
        if chosen.is_empty() && !fix {
            return Err(ConnectError::invalid("choose at least one account"));
        }
        let added = if fix {
            repair(booth, session, institution, &review)
        } else {
            keep(booth, session, institution, &review, chosen)
        };
        session.succeeded = true;
        session.stage = Stage::SignIn;
        Ok(added.iter().map(|account| shown(account, review.login_id)).collect())
    })
}

fn shown(account: &Account, institution_login_id: u64) -> AddedAccount {
    AddedAccount { account: FoundAccount::from(account), institution_login_id }
}

fn keep(
    booth: &mut Booth<'_>,
    session: &Session,
    institution: &Institution,
    review: &Review,
    chosen: &[String],
) -> Vec<Account> {
    let customer = &session.order.customer_id;
    let added: Vec<_> =
        review.accounts.iter().filter(|account| chosen.contains(&account.id)).cloned().collect();
    let login = booth.state.logins.entry(review.login_id).or_insert_with(|| Login {
        id: review.login_id,
        customer_id: customer.clone(),
        institution_id: institution.id,
        status_code: 0,
        username: review.username.clone(),
        accounts: Vec::new(),
    });
    login.status_code = 0;
    for account in &added {
        if login.accounts.iter().all(|known| known.id != account.id) {
            login.accounts.push(account.clone());
        }
    }
    login.accounts.sort_by_key(|account| account.position);
    let view = |account| WebhookAccount::new(account, customer, institution.id, review.login_id);
    let payload = Payload::default()
        .institution(institution.id)
        .with("accounts", Field::Accounts(added.iter().map(view).collect()))
        .oauth(institution.oauth, booth.choices);
    booth.notify(session, "added", &payload);
    added
}

fn repair(
    booth: &mut Booth<'_>,
    session: &Session,
    institution: &Institution,
    review: &Review,
) -> Vec<Account> {
    if let Some(login) = booth.state.logins.get_mut(&review.login_id) {
        login.status_code = 0;
        login.username.clone_from(&review.username);
    }
    if institution.oauth {
        booth.rests_on("credentials_updated_with_oauth");
    }
    if !institution.oauth || booth.choices.credentials_updated_with_oauth {
        let payload = own_payload(booth, institution).with("mfa", Field::Flag(review.mfa));
        booth.notify(session, "credentialsUpdated", &payload);
    }
    review.accounts.clone()
}

/// Removes accounts of the customer. Returns the ids that were removed.
pub(super) fn remove(
    booth: &mut Booth<'_>,
    id: &str,
    accounts: &[String],
) -> Result<Vec<String>, ConnectError> {
    booth.within(id, |booth, session| {
        if !session.order.kind.is_full() {
            return Err(ConnectError::invalid("accounts are managed in a full session only"));
        }
        let customer = &session.order.customer_id;
        let mut removed: BTreeMap<u64, Vec<String>> = BTreeMap::new();
        for account in accounts {
            let mut logins = booth.state.logins_of(customer);
            let login = logins.find(|login| login.accounts.iter().any(|known| known.id == *account));
            let unknown = || ConnectError::invalid(format!("the customer has no account {account:?}"));
            removed.entry(login.ok_or_else(unknown)?.institution_id).or_default().push(account.clone());
        }
        booth.state.logins.retain(|_, login| {
            login
                .accounts
                .retain(|account| login.customer_id != *customer || !accounts.contains(&account.id));
            !login.accounts.is_empty()
        });
        for (institution, accounts) in removed {
            let payload =
                Payload::default().with("accounts", Field::Texts(accounts)).institution(institution);
            booth.notify(session, "accountsDeleted", &payload);
        }
        Ok(accounts.to_vec())
    })
}
