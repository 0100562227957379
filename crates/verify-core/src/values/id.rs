//! Identifiers that a mix-up would hurt.

/// Makes newtypes for identifiers: `id! { /// A Spinwheel user. pub struct UserId }`.
///
/// An id is a text that is not empty; it is printed, so a type that may carry an e-mail address or another value an
/// application chose is marked `redacted`.
#[macro_export]
#[doc(hidden)]
macro_rules! __id {
    ($(#[$meta:meta])* pub struct $name:ident) => {
        $crate::__id!(@type $(#[$meta])* $name);

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_tuple(stringify!($name)).field(&self.0).finish()
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
    ($(#[$meta:meta])* pub struct $name:ident redacted) => {
        $crate::__id!(@type $(#[$meta])* $name);

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(***)"))
            }
        }
    };
    (@type $(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, $crate::provider::serde::Serialize)]
        #[serde(crate = "verify_core::provider::serde", transparent)]
        pub struct $name(String);

        impl $name {
            /// Takes any text that is not empty.
            pub fn new(id: impl Into<String>) -> Result<Self, $crate::InvalidValue> {
                let id = id.into();
                if id.is_empty() {
                    return Err($crate::InvalidValue::new(stringify!($name), "must not be empty"));
                }
                Ok(Self(id))
            }

            /// The id as the provider writes it.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::InvalidValue;

            fn from_str(text: &str) -> Result<Self, $crate::InvalidValue> {
                Self::new(text)
            }
        }

        impl $crate::provider::Lenient for $name {
            fn from_scalar(scalar: $crate::provider::Scalar<'_>) -> Option<Self> {
                Self::new(<String as $crate::provider::Lenient>::from_scalar(scalar)?).ok()
            }
        }

        impl<'de> $crate::provider::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::provider::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::provider::required(deserializer)
            }
        }
    };
}
