//! Objects in answers.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};

use super::Field;
use super::path::at;

/// Turns the name of a field into the caller's key, without copying it.
#[allow(missing_debug_implementations)] // It holds a function.
pub struct KeySeed<'a, K>(pub &'a dyn Fn(&str) -> K);

impl<'de, K> DeserializeSeed<'de> for KeySeed<'_, K> {
    type Value = K;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<K, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl<K> Visitor<'_> for KeySeed<'_, K> {
    type Value = K;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a field")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<K, E> {
        Ok((self.0)(name))
    }
}

/// Reads the value of the field whose name was just read. A `null` under one name of a field does not erase what stood
/// under another.
pub fn read_field<'de, T: Field, A: MapAccess<'de>>(
    object: &mut A,
    name: &str,
    field: &mut T,
) -> Result<(), A::Error> {
    let value = T::read(object).map_err(|error| at(name, &error))?;
    if !value.is_absent() {
        *field = value;
    }
    Ok(())
}

/// Declares an object of an answer: `required` fields first, then fields that may be absent (`Option` or `Vec`), each
/// with its name on the wire, and other names the provider uses for it (`=> "dateOfBirth" | "dob"`).
///
/// ```ignore
/// answer! {
///     /// A started connection.
///     pub struct SmsConnection {
///         required {
///             /// The user.
///             user_id: UserId => "userId",
///         }
///         /// How far the connection is.
///         connection_status: Option<ConnectionStatus> => "connectionStatus",
///     }
/// }
/// ```
///
/// Marked `essential`, a list of them that is no list is an error: no debts is not the same as unreadable debts.
///
/// The type can be built in tests of an application: `new` takes the required fields, all fields are public. It is
/// read by the rules of this module, written under the names of the wire, and printed without the personal values.
#[macro_export]
macro_rules! answer {
    (
        $(#[$meta:meta])*
        $vis:vis struct $name:ident { required { $($required:tt)* } $($optional:tt)* }
    ) => {
        $crate::answer!(@struct false [$(#[$meta])* $vis] $name { $($required)* } { $($optional)* });
    };
    (
        essential
        $(#[$meta:meta])*
        $vis:vis struct $name:ident { $($optional:tt)* }
    ) => {
        $crate::answer!(@struct true [$(#[$meta])* $vis] $name {} { $($optional)* });
        $crate::answer!(@default $name);
    };
    (
        $(#[$meta:meta])*
        $vis:vis struct $name:ident { $($optional:tt)* }
    ) => {
        $crate::answer!(@struct false [$(#[$meta])* $vis] $name {} { $($optional)* });
        $crate::answer!(@default $name);
    };
    (@default $name:ident) => {
        impl ::std::default::Default for $name {
            fn default() -> Self {
                Self::new()
            }
        }
    };
    (@struct $essential:literal [$(#[$meta:meta])* $vis:vis] $name:ident
        { $( $(#[$required_meta:meta])* $required:ident : $required_type:ty
            => $required_wire:literal $(| $required_alias:literal)* ),* $(,)? }
        { $( $(#[$field_meta:meta])* $field:ident : $type:ty
            => $wire:literal $(| $alias:literal)* ),* $(,)? }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        $vis struct $name {
            $( $(#[$required_meta])* pub $required: $required_type, )*
            $( $(#[$field_meta])* pub $field: $type, )*
        }

        impl $name {
            /// An object with nothing but what is required.
            pub fn new($($required: $required_type),*) -> Self {
                Self { $($required,)* $($field: ::std::default::Default::default(),)* }
            }
        }

        impl $crate::Lenient for $name {
            const ESSENTIAL: bool = $essential;

            fn from_object<'de, A: $crate::serde::de::MapAccess<'de>>(
                mut object: A,
            ) -> Result<Option<Self>, A::Error> {
                use $crate::{KeySeed, at, read_field, serde::de::IgnoredAny};

                #[allow(non_camel_case_types)] // The keys are called like the fields.
                enum Key { $($required,)* $($field,)* __Unknown }
                let name = |key: &str| match key {
                    $($required_wire $(| $required_alias)* => Key::$required,)*
                    $($wire $(| $alias)* => Key::$field,)*
                    _ => Key::__Unknown,
                };
                $(let mut $required: Option<$required_type> = None;)*
                $(let mut $field: $type = ::std::default::Default::default();)*
                while let Some(key) = object.next_key_seed(KeySeed(&name))? {
                    match key {
                        $(Key::$required => read_field(&mut object, $required_wire, &mut $required)?,)*
                        $(Key::$field => read_field(&mut object, $wire, &mut $field)?,)*
                        Key::__Unknown => { object.next_value::<IgnoredAny>()?; }
                    }
                }
                Ok(Some($name {
                    $($required: $required.ok_or_else(|| at::<A::Error>($required_wire, &"missing"))?,)*
                    $($field,)*
                }))
            }
        }

        // Not derived: serde's attributes would have to name a crate, and the caller's path to this one is its own.
        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use $crate::serde::ser::SerializeStruct as _;

                let required = <[&str]>::len(&[$($required_wire),*]);
                let fields = required $(+ usize::from(!$crate::Field::is_absent(&self.$field)))*;
                let mut object = serializer.serialize_struct(stringify!($name), fields)?;
                $(object.serialize_field($required_wire, &self.$required)?;)*
                $(
                    if $crate::Field::is_absent(&self.$field) {
                        object.skip_field($wire)?;
                    } else {
                        object.serialize_field($wire, &self.$field)?;
                    }
                )*
                object.end()
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::required(deserializer)
            }
        }
    };
}
