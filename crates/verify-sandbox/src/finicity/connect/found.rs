//! The accounts that are found after a sign-in.

use super::super::choices::SameSignIn;
use super::super::state::{Account, Login};
use super::booth::Booth;
use super::institutions::Institution;
use super::link::LinkKind;
use super::profiles;
use super::session::{Review, Session, Stage};
use super::views::{FoundAccount, Step};
use super::webhook::{Field, Payload, WebhookAccount};

/// Shows them: those of the sign-in that is repaired, else what the institution has.
pub(super) fn show(
    booth: &mut Booth<'_>,
    session: &mut Session,
    institution: &Institution,
    username: String,
    mfa: bool,
) -> Step {
    let kind = session.order.kind;
    let known = known_login(booth, session, institution, &username);
    let login_id = known.as_ref().map_or_else(|| booth.state.new_login_id(), |login| login.id);
    let known = known.map(|login| login.accounts).unwrap_or_default();
    let accounts =
        if kind == LinkKind::Fix { known } else { discovered(booth, institution, &username, &known) };
    announce(booth, session, institution, login_id, &accounts);
    let shown = accounts.iter().map(FoundAccount::from).collect();
    session.stage = Stage::Review(Review { username, mfa, login_id, accounts });
    Step::Accounts { accounts: shown }
}

/// The sign-in of an earlier time that this one is the same as.
fn known_login(
    booth: &mut Booth<'_>,
    session: &Session,
    institution: &Institution,
    username: &str,
) -> Option<Login> {
    let order = &session.order;
    if order.kind == LinkKind::Fix {
        return booth.state.logins.get(&order.login_id?).cloned();
    }
    booth.rests_on("same_sign_in_again");
    if booth.choices.same_sign_in_again == SameSignIn::NewLogin {
        return None;
    }
    let same = |login: &&Login| login.institution_id == institution.id && login.username == username;
    booth.state.logins_of(&order.customer_id).find(same).cloned()
}

/// What the institution has; an account that was added before keeps its id.
fn discovered(
    booth: &mut Booth<'_>,
    institution: &Institution,
    username: &str,
    known: &[Account],
) -> Vec<Account> {
    let templates = profiles::of(username, institution.oauth);
    let account = |(position, template): (u32, &profiles::Template)| {
        let known = known.iter().find(|account| account.number == template.number);
        known.cloned().unwrap_or_else(|| Account {
            id: booth.state.new_account_id(),
            number: template.number.to_owned(),
            name: template.name.to_owned(),
            kind: template.kind.to_owned(),
            balance_cents: template.balance_cents,
            currency: "USD".to_owned(),
            status: "active".to_owned(),
            created: booth.now.wall,
            updated: None,
            position,
        })
    };
    (1..).zip(templates).map(account).collect()
}

/// `discovered`: stated for full links, not with OAuth.
fn announce(
    booth: &mut Booth<'_>,
    session: &Session,
    institution: &Institution,
    login_id: u64,
    accounts: &[Account],
) {
    let stated = match session.order.kind {
        LinkKind::Full | LinkKind::Joint => true,
        LinkKind::Lite => {
            booth.rests_on("discovered_in_lite");
            booth.choices.discovered_in_lite
        }
        LinkKind::Fix => false,
    };
    if stated && !institution.oauth {
        let customer = &session.order.customer_id;
        let view = |account| WebhookAccount::new(account, customer, institution.id, login_id);
        let accounts = Field::Accounts(accounts.iter().map(view).collect());
        let payload = Payload::default().with("accounts", accounts).institution(institution.id);
        booth.notify(session, "discovered", &payload);
    }
}
