//! Webhooks. A webhook is written down, answered, and then taken as a reason to go and look: what is true, the provider says when
//! it is asked. So neither duplicates nor another order can do harm.

use std::mem;
use std::time::Duration;

use axum::http::{HeaderMap, StatusCode};
use dots_users::webhook::{Message, Payload};
use dots_users::{RetrieveUser, UserId};
use serde::{Deserialize, Serialize};

use crate::app::Visit;
use crate::notice::Notice;
use crate::{App, Verification};

/// After how long a provider that could not be asked is asked again; from the first pause on, if another hint has joined those that
/// wait. Then the next webhook or the next start is waited for.
const AGAIN_AFTER: [Duration; 3] = [Duration::from_secs(10), Duration::from_mins(1), Duration::from_mins(10)];

/// Something a provider has told, as it is written down: ids alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hint {
    /// The provider's id of the event. The same one twice is a duplicate.
    pub id: String,
    /// What to look at.
    pub about: About,
}

/// What a hint is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum About {
    /// Somebody's bank accounts, by the application's own id, which Finicity carries along in `webhookData`.
    Person(String),
    /// A user of Dots.
    DotsUser(String),
    /// Two users of Dots who are one now.
    Merged {
        /// The id that was.
        old: String,
        /// The id that is.
        new: String,
    },
}

impl App {
    /// Takes one of Finicity's webhooks. True: there is something new to work on.
    pub(crate) fn hear_finicity(&self, headers: &HeaderMap, body: &[u8]) -> (StatusCode, bool) {
        let event = match self.providers.finicity_webhooks.receive(headers, body) {
            Ok(event) => event,
            Err(rejected) => return refused("finicity", &rejected.to_string()),
        };
        let data = event.webhook_data.as_ref().and_then(|data| data.expose().get("person"));
        // A ping has no id; it wants to know whether somebody is here.
        let (Some(id), Some(person)) = (&event.id, data.and_then(|person| person.as_str())) else {
            return (StatusCode::OK, false);
        };
        let hint = Hint { id: format!("finicity:{}", id.as_str()), about: About::Person(person.to_owned()) };
        (StatusCode::OK, self.store.note(&hint))
    }

    /// Takes one of Dots' webhooks, as [`hear_finicity`](Self::hear_finicity).
    pub(crate) fn hear_dots(&self, headers: &HeaderMap, body: &[u8]) -> (StatusCode, bool) {
        let message = match self.providers.dots_webhooks.receive(headers, body) {
            Ok(message) => message,
            Err(rejected) => return refused("dots", &rejected.to_string()),
        };
        let Some(about) = about(&message) else { return (StatusCode::OK, false) };
        let hint = Hint { id: format!("dots:{}", message.id.as_str()), about };
        (StatusCode::OK, self.store.note(&hint))
    }

    /// Works on all hints, and later again on those that were in vain: no other webhook may come about them. Called after each
    /// webhook, and when the program starts: what was written down and not worked on before a restart is still there.
    pub async fn work_on(&self) {
        // The first that is taken and the last that is given back: who waits begins and ends within a turn, so that nobody who
        // looks in vain takes one for waiting who will not look again.
        let mut turn = self.working.lock().await;
        let mut in_vain = self.work().await;
        // One who waits is enough.
        let Ok(_alone) = self.waiting.try_lock() else { return };
        let mut pauses = AGAIN_AFTER.into_iter();
        while let Some(pause) = pauses.next().filter(|_| !in_vain.is_empty()) {
            drop(turn);
            self.clock.sleep(pause).await;
            turn = self.working.lock().await;
            let before = mem::replace(&mut in_vain, self.work().await);
            if in_vain.iter().any(|hint| !before.contains(hint)) {
                // It came while this one waited, and nobody else waits for it.
                pauses = AGAIN_AFTER.into_iter();
            }
        }
    }

    /// Looks at everything that hints say to look at, once; the hints of which nothing came. To be called by whoever holds `working`.
    async fn work(&self) -> Vec<Hint> {
        let mut pending = self.store.pending();
        let mut in_vain = Vec::new();
        while let Some(hint) = pending.first().cloned() {
            // One look settles all that had come before it about the same.
            let (same, others) =
                pending.into_iter().partition::<Vec<_>, _>(|other| other.about == hint.about);
            pending = others;
            let mut done = self.look(&hint.about).await;
            if done == Err(Notice::Busy) {
                // A request of the person came in between. What is true now may be something else.
                done = self.look(&hint.about).await;
            }
            if done.is_ok() {
                for hint in &same {
                    self.store.settle(hint);
                }
            } else {
                in_vain.extend(same);
            }
        }
        in_vain
    }

    async fn look(&self, about: &About) -> Result<(), Notice> {
        // Nobody yet, or nobody any more: whoever comes later asks the provider, and the merges are remembered. More than one: who
        // has signed up in two browsers is one user of Dots'.
        let mut done = Ok(());
        for (id, session) in self.store.about(about) {
            let mut visit = Visit { id, session };
            let looked = match about {
                About::Person(_) => self.look_at_bank(&mut visit).await.map(drop),
                About::DotsUser(_) | About::Merged { .. } => self.look_at_user(&mut visit).await,
            };
            done = done.and(looked);
        }
        done
    }

    /// Whether Dots still takes somebody for verified, and by which id.
    async fn look_at_user(&self, visit: &mut Visit) -> Result<(), Notice> {
        let Verification::Verified { id, .. } = visit.session.verification.clone() else {
            return Ok(());
        };
        let now = self.taken_by_dots(&id).await?;
        self.verification(visit, now)
    }

    /// What Dots takes a user for now, and by which id: a webhook may have said that the user is another one. The right code proves
    /// the phone, and does not make everybody verified.
    pub(crate) async fn taken_by_dots(&self, id: &str) -> Result<Verification, Notice> {
        let id = self.store.user_now(id);
        let Ok(user) = UserId::new(id.as_str()) else { return Err(Notice::Trouble) };
        let user = self.providers.dots.retrieve_user(&RetrieveUser::new(user)).await;
        let verified = user.map_err(|error| Self::trouble(&error))?.is_verified();
        let provider = "dots".to_owned();
        Ok(if verified { Verification::Verified { provider, id } } else { Verification::InReview })
    }
}

fn about(message: &Message) -> Option<About> {
    if let Payload::UserMerged(merged) = &message.event.payload {
        let (old, new) = (merged.old_user_id.as_str().to_owned(), merged.new_user_id.as_str().to_owned());
        return Some(About::Merged { old, new });
    }
    message.event.user_id().map(|user| About::DotsUser(user.as_str().to_owned()))
}

fn refused(provider: &str, reason: &str) -> (StatusCode, bool) {
    tracing::warn!(provider, reason, "a webhook was refused");
    (StatusCode::BAD_REQUEST, false)
}
