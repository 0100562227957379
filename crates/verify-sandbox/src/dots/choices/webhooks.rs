//! The options of those choices that are about webhooks.

use crate::choices::options;

options! {
    /// The names of the three headers of a webhook.
    WebhookHeaders {
        /// `svix-id`, `svix-timestamp`, `svix-signature`.
        Svix,
        /// White-labelled: `webhook-id`, `webhook-timestamp`, `webhook-signature`.
        Webhook,
    }

    /// `event` in the body of a webhook.
    WebhookEventKey {
        /// In every one, as the registry has it.
        Always,
        /// Where an example of the published page has it: not in those about users.
        AsPublished,
    }

    /// `metadata` in the body of a webhook.
    WebhookMetadata {
        /// When the object has some.
        WhenGiven,
        /// Always; `null` when the object has none.
        Always,
        /// Never, as in the published examples.
        Never,
    }

    /// Where the endpoint of webhooks was added.
    WebhookLevel {
        /// At the app.
        App,
        /// At the organisation: bodies have `api_app_id`, which is `Api-App-Id` of the creation, or `null`.
        Organization,
    }

    /// The event of a verified identity.
    IdVerifiedEvent {
        /// `user.updated.id_verified`.
        IdVerified,
        /// `user.updated.ide_verified`.
        IdeVerified,
    }

    /// The event of a verified phone number.
    PhoneVerifiedEvent {
        /// `user.updated`.
        UserUpdated,
        /// None.
        None,
    }
}
