//! The reading of values from what providers really send.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use zeroize::Zeroizing;

use super::path::at;

/// A JSON value that is neither an object nor a list. Closed: JSON has no others (`null` is read as nothing).
#[derive(Clone, Copy)]
pub enum Scalar<'a> {
    /// A text.
    Text(&'a str),
    /// A whole number.
    Integer(i128),
    /// Any other number.
    Decimal(f64),
    /// `true` or `false`.
    Bool(bool),
}

impl fmt::Debug for Scalar<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Scalar(***)")
    }
}

/// A type that says for each form of JSON whether it can mean a value; by default none does.
pub trait Lenient: Sized {
    /// Whether a list of these that cannot be read is an error, because "none" would be a wrong answer.
    const ESSENTIAL: bool = false;

    /// Whether scalars alone can mean one. These types share the code that takes JSON apart.
    #[doc(hidden)]
    const SCALAR: bool = false;

    /// The meaning of a scalar.
    fn from_scalar(_: Scalar<'_>) -> Option<Self> {
        None
    }

    /// The meaning of a list, which is read to its end.
    fn from_list<'de, A: SeqAccess<'de>>(mut list: A) -> Result<Option<Self>, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(None)
    }

    /// The meaning of an object, which is read to its end.
    fn from_object<'de, A: MapAccess<'de>>(mut object: A) -> Result<Option<Self>, A::Error> {
        while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(None)
    }
}

/// What was found where a value was expected.
enum Found<T> {
    Value(T),
    Null,
    /// Something that cannot mean a value of the type.
    Odd,
}

impl<T> From<Option<T>> for Found<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Odd, Self::Value)
    }
}

struct Reader<T>(PhantomData<T>);

impl<'de, T: Lenient> Visitor<'de> for Reader<T> {
    type Value = Found<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Found<T>, E> {
        Ok(T::from_scalar(Scalar::Text(text)).into())
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Found<T>, E> {
        Ok(T::from_scalar(Scalar::Integer(number.into())).into())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Found<T>, E> {
        Ok(T::from_scalar(Scalar::Integer(number.into())).into())
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Found<T>, E> {
        Ok(T::from_scalar(Scalar::Decimal(number)).into())
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Found<T>, E> {
        Ok(T::from_scalar(Scalar::Bool(value)).into())
    }

    fn visit_unit<E: Error>(self) -> Result<Found<T>, E> {
        Ok(Found::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Found<T>, A::Error> {
        T::from_list(list).map(Found::from)
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<Found<T>, A::Error> {
        T::from_object(object).map(Found::from)
    }
}

impl<'de, T: Lenient> DeserializeSeed<'de> for Reader<T> {
    type Value = Found<T>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Found<T>, D::Error> {
        if !T::SCALAR {
            return deserializer.deserialize_any(self);
        }
        Ok(match held(deserializer)? {
            Held::Scalar(scalar) => T::from_scalar(scalar).into(),
            Held::Written(text) => T::from_scalar(Scalar::Text(&text)).into(),
            Held::Null => Found::Null,
            Held::Other => Found::Odd,
        })
    }
}

/// A scalar as it stands in the JSON, or that there is none.
enum Held<'de> {
    Scalar(Scalar<'de>),
    /// A text that was written with escapes; a copy that may be personal, so it is wiped.
    Written(Zeroizing<String>),
    Null,
    /// A list or an object.
    Other,
}

/// Reads whatever stands there: the same for all types that scalars alone can mean.
#[inline(never)]
fn held<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Held<'de>, D::Error> {
    deserializer.deserialize_any(Holder)
}

struct Holder;

impl<'de> Visitor<'de> for Holder {
    type Value = Held<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Held<'de>, E> {
        Ok(Held::Scalar(Scalar::Text(text)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Held<'de>, E> {
        Ok(Held::Written(Zeroizing::new(text.to_owned())))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Held<'de>, E> {
        Ok(Held::Scalar(Scalar::Integer(number.into())))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Held<'de>, E> {
        Ok(Held::Scalar(Scalar::Integer(number.into())))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Held<'de>, E> {
        Ok(Held::Scalar(Scalar::Decimal(number)))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Held<'de>, E> {
        Ok(Held::Scalar(Scalar::Bool(value)))
    }

    fn visit_unit<E: Error>(self) -> Result<Held<'de>, E> {
        Ok(Held::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Held<'de>, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Held::Other)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Held<'de>, A::Error> {
        while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Held::Other)
    }
}

/// Reads a value that must be there and make sense.
pub fn required<'de, T: Lenient, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    match Reader(PhantomData).deserialize(deserializer)? {
        Found::Value(value) => Ok(value),
        Found::Null | Found::Odd => Err(D::Error::custom("unreadable")),
    }
}

/// A field of an answer that may be absent.
pub trait Field: Default {
    /// Whether there is nothing to write or to keep.
    fn is_absent(&self) -> bool;

    /// Reads the value of the field whose name was just read.
    fn read<'de, A: MapAccess<'de>>(object: &mut A) -> Result<Self, A::Error>;
}

impl<T: Lenient> Field for Option<T> {
    fn is_absent(&self) -> bool {
        self.is_none()
    }

    fn read<'de, A: MapAccess<'de>>(object: &mut A) -> Result<Self, A::Error> {
        Ok(match object.next_value_seed(Reader(PhantomData))? {
            Found::Value(value) => Some(value),
            Found::Null | Found::Odd => None,
        })
    }
}

impl<T: Lenient> Field for Vec<T> {
    fn is_absent(&self) -> bool {
        self.is_empty()
    }

    fn read<'de, A: MapAccess<'de>>(object: &mut A) -> Result<Self, A::Error> {
        if !T::ESSENTIAL {
            let found: Found<Loose<T>> = object.next_value_seed(Reader(PhantomData))?;
            return Ok(if let Found::Value(Loose(items)) = found { items } else { Self::new() });
        }
        match object.next_value_seed(Reader(PhantomData))? {
            Found::Value(items) => Ok(items),
            Found::Null => Ok(Self::new()),
            Found::Odd => Err(A::Error::custom("unreadable")),
        }
    }
}

/// A list that does without the items it cannot read.
struct Loose<T>(Vec<T>);

impl<T: Lenient> Lenient for Loose<T> {
    fn from_list<'de, A: SeqAccess<'de>>(list: A) -> Result<Option<Self>, A::Error> {
        items(list, false).map(|items| Some(Self(items)))
    }
}

impl<T: Lenient> Lenient for Vec<T> {
    fn from_list<'de, A: SeqAccess<'de>>(list: A) -> Result<Option<Self>, A::Error> {
        items(list, true).map(Some)
    }
}

fn items<'de, T: Lenient, A: SeqAccess<'de>>(mut list: A, all: bool) -> Result<Vec<T>, A::Error> {
    let mut items = Vec::new();
    for index in 0_usize.. {
        let below = |error| at::<A::Error>(format_args!("[{index}]"), &error);
        match list.next_element_seed(Reader(PhantomData)).map_err(below)? {
            Some(Found::Value(item)) => items.push(item),
            Some(Found::Odd) if all => return Err(below(A::Error::custom("unreadable"))),
            Some(Found::Null | Found::Odd) => {}
            None => break,
        }
    }
    Ok(items)
}

impl Lenient for String {
    const SCALAR: bool = true;

    fn from_scalar(scalar: Scalar<'_>) -> Option<Self> {
        Some(match scalar {
            Scalar::Text(text) => text.to_owned(),
            Scalar::Integer(number) => number.to_string(),
            Scalar::Decimal(number) => number.to_string(),
            Scalar::Bool(value) => value.to_string(),
        })
    }
}

impl Lenient for bool {
    const SCALAR: bool = true;

    fn from_scalar(scalar: Scalar<'_>) -> Option<Self> {
        match scalar {
            Scalar::Bool(value) => Some(value),
            Scalar::Text(text) => text.trim().to_ascii_lowercase().parse().ok(),
            _ => None,
        }
    }
}

/// Whole numbers, also as text; `5.0` is five.
macro_rules! whole_numbers {
    ($($number:ty)*) => {$(
        impl Lenient for $number {
            const SCALAR: bool = true;

            fn from_scalar(scalar: Scalar<'_>) -> Option<Self> {
                match scalar {
                    Scalar::Integer(number) => number.try_into().ok(),
                    Scalar::Text(text) => text.trim().parse().ok(),
                    Scalar::Decimal(number) => whole(number)?.try_into().ok(),
                    Scalar::Bool(_) => None,
                }
            }
        }
    )*};
}

whole_numbers!(u16 u32 u64 i32 i64);

#[cold]
fn whole(number: f64) -> Option<i128> {
    number.to_string().parse().ok()
}

/// Numbers, also as text.
impl Lenient for f64 {
    const SCALAR: bool = true;

    fn from_scalar(scalar: Scalar<'_>) -> Option<Self> {
        match scalar {
            Scalar::Decimal(number) => Some(number),
            Scalar::Text(text) => text.trim().parse().ok(),
            // Most are small; of a long one the text gives the nearest.
            Scalar::Integer(number) => i32::try_from(number)
                .map_or_else(|_| number.to_string().parse().ok(), |number| Some(number.into())),
            Scalar::Bool(_) => None,
        }
    }
}
