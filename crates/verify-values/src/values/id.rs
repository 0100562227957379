//! Identifiers that a mix-up would hurt.

/// Makes newtypes for identifiers: `id! { /// A Spinwheel user. pub struct UserId }`.
///
/// An id is a text that is not empty; it is printed, so a type that may carry an e-mail address or another value an
/// application chose is marked `redacted`.
#[macro_export]
macro_rules! id {
    ($(#[$meta:meta])* pub struct $name:ident) => {
        $crate::id!(@type $(#[$meta])* $name);

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
        $crate::id!(@type $(#[$meta])* $name);

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(***)"))
            }
        }
    };
    (@type $(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

        impl $crate::Lenient for $name {
            const SCALAR: bool = true;

            fn from_scalar(scalar: $crate::Scalar<'_>) -> Option<Self> {
                Self::new(<String as $crate::Lenient>::from_scalar(scalar)?).ok()
            }
        }

        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::write_text(serializer, &self.0)
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::required(deserializer)
            }
        }
    };
}
