//! Enumerations a provider may extend at any time.

/// Declares an enumeration of an answer: `open_enum! { /// … pub enum Color { /// … Red => "RED" } }`. A text that is
/// not listed is kept in `Unknown`, so that one new value never stops an application. Other spellings a provider uses
/// follow the one that is written: `Gray => "GRAY" | "GREY"`. Where a value also comes as a list or an object, methods of
/// [`Lenient`](crate::Lenient) behind the enumeration say how it is read: `reading { fn from_object… }`.
#[macro_export]
macro_rules! open_enum {
    (
        $(#[$meta:meta])*
        pub enum $name:ident { $( $(#[$variant_meta:meta])* $variant:ident => $wire:literal $(| $alias:literal)* ),+ $(,)? }
        $(reading { $($reading:item)+ })?
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $( $(#[$variant_meta])* $variant, )+
            /// A value this version does not know; redacted when printed, since it may be anything.
            Unknown($crate::Pii<String>),
        }

        impl $name {
            /// The value as the provider writes it, if this version knows it.
            pub const fn listed(&self) -> Option<&'static str> {
                match self {
                    $(Self::$variant => Some($wire),)+
                    Self::Unknown(_) => None,
                }
            }

            /// The value as the provider writes it.
            pub fn as_str(&self) -> &str {
                match self {
                    Self::Unknown(text) => text.expose(),
                    known => known.listed().unwrap_or_default(),
                }
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                match text {
                    $($wire $(| $alias)* => Self::$variant,)+
                    other => Self::Unknown($crate::Pii::from(other)),
                }
            }
        }

        impl $crate::Lenient for $name {
            const SCALAR: bool = <[&str]>::is_empty(&[$(stringify!($($reading)+))?]);

            fn from_scalar(scalar: $crate::Scalar<'_>) -> Option<Self> {
                if let $crate::Scalar::Text(text) = scalar {
                    return Some(Self::from(text));
                }
                let text = <String as $crate::Lenient>::from_scalar(scalar)?;
                Some(Self::from(text.as_str()))
            }

            $($($reading)+)?
        }

        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::write_text(serializer, self.as_str())
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::required(deserializer)
            }
        }
    };
}
