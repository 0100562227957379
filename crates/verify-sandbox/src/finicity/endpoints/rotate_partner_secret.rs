//! `PUT /aggregation/v2/partners/authentication`: a new secret; it also signs the webhooks from then on.

use crate::engine::provider::{Operation, Route};
use crate::finicity::API;
use crate::finicity::auth::{self, Attempt};
use crate::finicity::desk::{Access, Body, Desk, Endpoint, Handled, no_content};
use crate::finicity::dialect::Trouble;
use crate::finicity::form::Form;
use crate::finicity::state::GRACE;

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: "finicity.rotate_partner_secret",
        routes: &[Route { method: "PUT", template: "/aggregation/v2/partners/authentication" }],
        hosts: &[API],
    },
    access: Access::Key,
    body: Body::Json,
    run,
};

fn run(desk: &mut Desk<'_>) -> Handled {
    let mut form = Form::new(desk);
    let (id, secret, new) =
        (form.text("partnerId"), form.text("partnerSecret"), form.text("newPartnerSecret"));
    let immediate = form.flag("immediate").unwrap_or(true);
    form.finish()?;
    auth::log_in(desk, &id, &secret, Attempt::Rotation)?;
    check_new(desk, &new)?;
    desk.call.rests_on("rotation_revokes_tokens");
    if desk.choices.rotation_revokes_tokens {
        desk.state.tokens.iter_mut().for_each(|token| token.revoked = true);
    }
    let (until, partner) = (desk.call.now.mono.saturating_add(GRACE), &mut desk.state.partner);
    let old = std::mem::replace(&mut partner.secret, new);
    partner.old_secret = (!immediate).then_some((old, until));
    Ok(no_content(if immediate {
        "The secret is new; the old one fails at once."
    } else {
        "The secret is new; the old one works for another 30 days."
    }))
}

fn check_new(desk: &mut Desk<'_>, new: &str) -> Result<(), Trouble> {
    if let Some(why) = auth::against_policy(new) {
        return Err(Trouble::token("24437", why));
    }
    if new == desk.state.partner.secret {
        desk.call.rests_on("same_secret_allowed");
        if !desk.choices.same_secret_allowed {
            return Err(Trouble::token("24437", "The new secret is the old one."));
        }
    }
    Ok(())
}
