//! `retrieve-user`: shows a user.

use dots_users::models::{TaxIdVerification, UserPhone, Wallet};
use dots_users::{Rail, RetrieveUser, User};

use super::ids::UserArg;
use super::{Act, Call, Dots, Session, explain};
use crate::exit::Failure;
use crate::money::money;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    user: UserArg,
}

impl Call<Dots> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let request = RetrieveUser::new(self.user.read(session.ask)?);
        session.announce(Act::of::<RetrieveUser>())?;
        let user = session.client.retrieve_user(&request).await.map_err(|error| explain(&error))?;
        session.show(&user, &lines(&user))
    }
}

/// Who it is, and how they stand.
pub(super) fn lines(user: &User) -> Vec<String> {
    let tax_id = user.compliance.as_ref().and_then(|compliance| compliance.tax_id_status());
    let excluded: Vec<&str> = user.payout_options_exclude_list.iter().map(Rail::as_str).collect();
    let phone = user.phone_number.as_ref().and_then(UserPhone::phone_number);
    let facts = [
        ("user id", Some(user.id.as_str().to_owned())),
        ("status", status(user)),
        ("name", Some(name(user)).filter(|name| !name.is_empty())),
        ("e-mail", user.email.as_ref().map(|email| email.expose().clone())),
        ("phone", phone.map(|phone| phone.expose().to_owned())),
        ("country", user.country.clone()),
        ("paid by", user.default_payout_method.as_ref().map(|rail| rail.as_str().to_owned())),
        ("not offered", Some(excluded.join(", ")).filter(|list| !list.is_empty())),
        ("wallet", user.wallet.as_ref().and_then(wallet)),
        ("tax id", tax_id.map(TaxIdVerification::as_str).map(str::to_owned)),
    ];
    facts.into_iter().filter_map(|(name, value)| Some(format!("{name}: {}", value?))).collect()
}

/// How the user stands, in Dots' word where there is one.
pub(super) fn status(user: &User) -> Option<String> {
    let word = user.status.as_ref().map(|status| status.as_str().to_owned());
    let plain = |verified| if verified { "verified" } else { "unverified" }.to_owned();
    word.or_else(|| user.verified.map(plain))
}

/// Both names, as far as they are known.
pub(super) fn name(user: &User) -> String {
    let parts = [&user.first_name, &user.last_name].into_iter().flatten();
    parts.map(|part| part.expose().as_str()).collect::<Vec<_>>().join(" ")
}

fn wallet(wallet: &Wallet) -> Option<String> {
    let all = money(wallet.amount?.amount());
    Some(match wallet.withdrawable_amount {
        Some(out) => format!("{all}, of which {} can be withdrawn", money(out.amount())),
        None => all,
    })
}
