//! The options of those choices that are more than a number.

use crate::choices::options;

options! {
    /// The body of an error.
    ErrorBody {
        /// `{"success": false, "message": …, "error_code": …}`.
        Full,
        /// The same without `error_code`.
        Message,
        /// `{"success": false}`.
        SuccessOnly,
        /// The message as plain text.
        Text,
        /// Nothing.
        Empty,
    }

    /// `error_code` of a field against its published pattern.
    ValidationCode {
        /// `invalid-email`, `invalid-phone-number`, `invalid-username`, else `invalid-input`.
        ByField,
        /// `invalid-input` in any case.
        InvalidInput,
    }

    /// A field that is not documented.
    UnknownFields {
        /// Not looked at; the journal names it.
        Ignore,
        /// `invalid-input`.
        Refuse,
    }

    /// The fields of a created user.
    CreateShape {
        /// With `country`, `metadata`, `verified`, `status`, `payout_options_exclude_list`; without wallet.
        Newest,
        /// As in the white-label guide: `metadata`, `verified`, `status`; without wallet.
        Guide,
        /// As on the older page: with `wallet` and six flags of `compliance`, without `status` and `verified`.
        Seed,
    }

    /// A phone number there is already.
    KnownPhone {
        /// The user who has it comes back.
        ExistingUser,
        /// Another user is created, as the provider's own sandbox allows.
        SecondUser,
        /// `invalid-input`, with a text that says it already exists.
        Refuse,
    }

    /// The other fields of a user who comes back.
    KnownPhoneFields {
        /// As they were.
        Kept,
        /// As the request has them.
        Overwritten,
    }

    /// An e-mail of another phone number.
    KnownEmail {
        /// `auth-email-already-exists`.
        Refuse,
        /// It goes through.
        Accept,
    }

    /// A username there is already.
    UsernameTaken {
        /// A random one instead.
        Random,
        /// `auth-username-already-exists`.
        Refuse,
    }

    /// A username that is empty text.
    BlankUsername {
        /// As if there were none: a random one.
        Random,
        /// `invalid-username`.
        Refuse,
    }

    /// The second amount of the wallet.
    WithdrawableField {
        /// `withdrawable_balance` in the shape `seed`, `withdrawable_amount` elsewhere.
        ByShape,
        /// As in the schema.
        WithdrawableAmount,
        /// As in the older example.
        WithdrawableBalance,
        /// Both.
        Both,
    }

    /// The number's key inside `phone_number`.
    InnerPhoneKey {
        /// As in the schema.
        PhoneNumber,
        /// As in one old example.
        Number,
    }

    /// `metadata` of a user created without.
    OmittedMetadata {
        /// `{}`.
        EmptyObject,
        /// `null`.
        Null,
        /// No such field.
        Absent,
    }

    /// An update with metadata.
    MetadataUpdate {
        /// The new one instead of the old one.
        Replace,
        /// Objects are merged key by key; anything else replaces.
        Merge,
    }

    /// The form an app files.
    FilingType {
        /// 1099-NEC.
        Nec,
        /// 1099-K.
        K,
    }

    /// What is left of a deleted user.
    DeletedUser {
        /// Nothing: the id is unknown, the phone number free.
        Nothing,
        /// Off this app: the id is unknown, and creating the phone number again brings the same user back.
        Disconnected,
        /// The user, with status `disabled`.
        Disabled,
    }

    /// The order of users.
    ListOrder {
        /// The last one created comes first.
        NewestFirst,
        /// The first one created comes first.
        OldestFirst,
    }

    /// A cursor that is no user's id.
    UnknownCursor {
        /// `invalid-input`.
        Refuse,
        /// A page without users.
        EmptyPage,
        /// As if it were not there.
        FirstPage,
    }

    /// Both cursors.
    BothCursors {
        /// `invalid-input`.
        Refuse,
        /// `ending_before` is not looked at.
        StartingAfterWins,
    }

    /// A limit outside 1 to 100.
    LimitOutOfRange {
        /// `invalid-input`.
        Refuse,
        /// The nearest one that is allowed.
        Clamp,
    }

    /// Why a token is refused.
    TokenRefusals {
        /// One message for all.
        Alike,
        /// A message that says it.
        Telling,
    }

    /// The body of the refusal of a token.
    WrongTokenBody {
        /// As the choice `error_body` says.
        AsOtherErrors,
        /// Nothing.
        Empty,
        /// The message as plain text.
        Text,
    }

    /// The body of a success for which none is documented.
    DoneBody {
        /// Nothing.
        Empty,
        /// `{}`.
        Object,
        /// `{"success": true}`.
        Success,
        /// `OK` as plain text.
        Text,
        /// The user.
        User,
    }

    /// What a verified user asks for.
    VerifiedAgain {
        /// As for anybody.
        Serve,
        /// A 400.
        Refuse,
    }

    /// A disabled user.
    DisabledUser {
        /// With the choice `disabled_user_status`.
        Refuse,
        /// As anybody.
        Serve,
    }
}
