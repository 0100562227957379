//! Verification tokens: sent to the phone, compared, counted.

use std::time::Duration;

use super::choices::{DisabledUser, DotsChoices, TokenRefusals, VerifiedAgain};
use super::desk::Desk;
use super::dialect::Trouble;
use super::happening::Happening;
use super::state::{SentToken, User, UserStatus};
use crate::Channel;

/// Who may be sent a token, or send one.
pub(crate) fn check_status(desk: &mut Desk<'_>, id: &str) -> Result<(), Trouble> {
    if desk.person(id)?.status != UserStatus::Disabled {
        return Ok(());
    }
    desk.call.rests_on("disabled_user");
    match desk.choices.disabled_user {
        DisabledUser::Serve => Ok(()),
        DisabledUser::Refuse => {
            let status = desk.choices.disabled_user_status;
            Err(Trouble::plain(status, "The user is disabled.", "The user is disabled."))
        }
    }
}

/// Sends a new token.
pub(crate) fn send(
    desk: &mut Desk<'_>,
    id: &str,
    channel: Channel,
    name: &'static str,
) -> Result<(), Trouble> {
    if desk.user(id)?.status == UserStatus::Verified {
        desk.call.rests_on("send_to_verified");
        if desk.choices.send_to_verified == VerifiedAgain::Refuse {
            let why = "The user is verified already.";
            return Err(Trouble::plain(400, why, why));
        }
    }
    send_now(desk, id, channel, name)
}

/// Sends a new token to anybody: a verified user signs in with it.
pub(crate) fn send_now(
    desk: &mut Desk<'_>,
    id: &str,
    channel: Channel,
    name: &'static str,
) -> Result<(), Trouble> {
    let (choices, now) = (desk.choices, desk.call.now);
    let last = desk.person(id)?.tokens.last().map(|sent| sent.sent);
    let cooldown = Duration::from_secs(choices.resend_cooldown_seconds);
    if last.is_some_and(|last| now.mono.saturating_sub(last) < cooldown) {
        desk.call.rests_on("resend_cooldown_seconds");
        desk.call.rests_on("resend_cooldown_status");
        let why = format!("The last token was sent less than {} s ago.", cooldown.as_secs());
        return Err(Trouble::plain(choices.resend_cooldown_status, "Try again later.", why));
    }
    desk.call.rests_on("token_length");
    let token = desk.state.new_token(choices.token_length.clamp(6, 8), id);
    let user = desk.person(id)?;
    if choices.resend_invalidates {
        user.tokens.iter_mut().for_each(|sent| sent.replaced = true);
    }
    let text = format!("Your verification code is {token}.");
    user.tokens.push(SentToken { token, sent: now.mono, wrong: 0, used: false, replaced: false });
    let to = user.phone.dialled();
    desk.context.outbox.send(now, channel, name, &to, text, desk.call.body.clone());
    Ok(())
}

/// What a token comes to, before anything is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Right(Option<usize>),
    Wrong(usize),
    UsedAgain,
    /// The text of the choice `telling`, and why.
    Over(&'static str, &'static str),
}

/// Compares a token; a right one verifies the user. `again` is what becomes of one that was right before.
pub(crate) fn check(desk: &mut Desk<'_>, id: &str, token: &str, again: VerifiedAgain) -> Result<(), Trouble> {
    let (choices, now) = (desk.choices, desk.call.now.mono);
    let user = desk.person(id)?;
    user.attempts += 1;
    let verdict = judge(user, choices, token, now);
    match verdict {
        Verdict::Right(index) => {
            if index.is_none() {
                desk.call.rests_on("fixed_token");
            }
            let user = desk.person(id)?;
            if let Some(sent) = index.and_then(|index| user.tokens.get_mut(index)) {
                sent.used = true;
            }
            if user.status == UserStatus::Unverified {
                user.status = UserStatus::Verified;
                desk.call.rests_on("phone_verified_event");
                desk.state.happenings.push(Happening::PhoneVerified { user_id: id.to_owned() });
            }
            Ok(())
        }
        Verdict::Wrong(index) => {
            desk.call.rests_on("token_attempts");
            let sent = &mut desk.person(id)?.tokens[index];
            sent.wrong = sent.wrong.saturating_add(1);
            let why = format!("The token is not the one that is good now; wrong try {}.", sent.wrong);
            Err(refused(400, "Incorrect verification token.", why))
        }
        Verdict::UsedAgain => match again {
            VerifiedAgain::Serve => Ok(()),
            VerifiedAgain::Refuse => Err(over(desk, "Already verified.", "The token was used already.")),
        },
        Verdict::Over(text, why) => Err(over(desk, text, why)),
    }
}

fn judge(user: &User, choices: &DotsChoices, token: &str, now: Duration) -> Verdict {
    if !choices.fixed_token.is_empty() && token == choices.fixed_token {
        return Verdict::Right(None);
    }
    let Some(last) = user.tokens.len().checked_sub(1) else {
        return Verdict::Over("No verification token was sent.", "No token was ever sent to this user.");
    };
    let live = |index: &usize| !user.tokens[*index].replaced && user.tokens[*index].token == token;
    // Without replacing, several tokens can be good at the same time.
    let index = (0..=last).rev().find(live).unwrap_or(last);
    let sent = &user.tokens[index];
    let right = sent.token == token;
    let lifetime = Duration::from_secs(choices.token_lifetime_seconds);
    if sent.used && right {
        Verdict::UsedAgain
    } else if sent.used {
        Verdict::Over("No verification token was sent.", "The last token was used; no newer one was sent.")
    } else if choices.token_attempts > 0 && sent.wrong >= choices.token_attempts {
        Verdict::Over("Too many attempts.", "The tries of this token are spent; a new one has to be sent.")
    } else if now.saturating_sub(sent.sent) >= lifetime {
        Verdict::Over("The verification token has expired.", "The token is too old.")
    } else if right {
        Verdict::Right(Some(index))
    } else {
        Verdict::Wrong(index)
    }
}

fn over(desk: &mut Desk<'_>, text: &str, why: &str) -> Trouble {
    desk.call.rests_on("refused_token_status");
    desk.call.rests_on("token_refusals");
    let text = match desk.choices.token_refusals {
        TokenRefusals::Alike => "Incorrect verification token.",
        TokenRefusals::Telling => text,
    };
    refused(desk.choices.refused_token_status, text, why.to_owned())
}

fn refused(status: u16, text: &str, why: String) -> Trouble {
    Trouble { of_token: true, ..Trouble::plain(status, text, why) }
}
