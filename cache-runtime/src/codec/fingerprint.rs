//! The shape of a type as one number, so that a build does not read what a build with another type wrote.
//!
//! A probing deserializer walks the type once for each way down: one field, element or variant a walk. What a walk met is
//! a line of text; the hash is over all lines. A type met before is only referred to, so recursive types come to an end.
//! Unseen stay fields behind `#[serde(flatten)]` and the variants of `#[serde(untagged)]`, which serde asks for as "any".

use std::any::type_name;
use std::collections::HashMap;
use std::fmt::Write;

use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess,
    SeqAccess, VariantAccess, Visitor,
};
use xxhash_rust::xxh3::xxh3_64;

use super::{Codec, CodecError};

/// Walks of one type, and levels of one walk: beyond them a type is known by what was seen.
const MAX_WALKS: usize = 20_000;
const MAX_DEPTH: usize = 64;
const MAX_STEPS: usize = 10_000;

/// What stands in for text, where a type parses it on the way to the element that is looked for.
const TEXTS: [&str; 5] = [
    "",
    "1",
    "00000000-0000-0000-0000-000000000000",
    "1970-01-01T00:00:00Z",
    "127.0.0.1",
];

/// The fingerprint of a type as this codec writes it.
pub(crate) fn fingerprint<T: DeserializeOwned>(codec: Codec) -> u64 {
    xxh3_64(shape::<T>(codec.is_human_readable()).as_bytes())
}

/// The text that is hashed.
pub(super) fn shape<T: DeserializeOwned>(human_readable: bool) -> String {
    let mut text = String::new();
    let mut seen = HashMap::new();
    let mut turns = Vec::new();
    for _ in 0..MAX_WALKS {
        turns = walk::<T>(human_readable, &mut seen, &turns, &mut text);
        if !advance(&mut turns) {
            break;
        }
    }
    text
}

/// One walk, with other stand-ins until it reaches what it is meant to.
fn walk<T: DeserializeOwned>(
    human_readable: bool,
    seen: &mut HashMap<String, usize>,
    script: &[Turn],
    text: &mut String,
) -> Vec<Turn> {
    let met = seen.len();
    for attempt in 0..=2 * TEXTS.len() {
        let mut walk = Walk {
            human_readable,
            attempt,
            seen: &mut *seen,
            turns: script.to_vec(),
            position: 0,
            depth: 0,
            steps: 0,
            line: String::new(),
            lost: false,
        };
        // The value does not matter, and an error only ends the walk.
        let _ = T::deserialize(Probe {
            walk: &mut walk,
            looking: true,
        });
        let last = attempt == 2 * TEXTS.len();
        if !walk.lost || last {
            text.push_str(&walk.line);
            text.push_str(if walk.lost { "?\n" } else { "\n" });
            return walk.turns;
        }
        // The next attempt meets them for the first time.
        seen.retain(|_, number| *number < met);
    }
    unreachable!("the last attempt returns")
}

/// The next way down, depth first; false when there is none.
fn advance(turns: &mut Vec<Turn>) -> bool {
    while let Some(turn) = turns.last_mut() {
        if turn.taken + 1 < turn.ways {
            turn.taken += 1;
            return true;
        }
        turns.pop();
    }
    false
}

#[derive(Clone, Copy)]
struct Turn {
    taken: usize,
    ways: usize,
}

struct Walk<'w> {
    human_readable: bool,
    attempt: usize,
    seen: &'w mut HashMap<String, usize>,
    turns: Vec<Turn>,
    position: usize,
    depth: usize,
    steps: usize,
    line: String,
    /// A turn was taken, and its way not yet set out on.
    lost: bool,
}

impl Walk<'_> {
    fn note(&mut self, words: impl std::fmt::Display) {
        write!(self.line, "{words} ").expect("writing to a String does not fail");
    }

    /// Which way to go here; none where the type was met before.
    fn turn<V>(&mut self, name: &str, ways: usize) -> Result<usize, CodecError> {
        if self.position >= self.turns.len() {
            let number = self.seen.len();
            let place = format!("{} {name} {ways}", type_name::<V>());
            if let Some(first) = self.seen.get(&place) {
                let reference = format!("={first}");
                self.note(reference);
                return Err(done());
            }
            self.seen.entry(place).or_insert(number);
            self.turns.push(Turn { taken: 0, ways });
        }
        let taken = self.turns[self.position].taken;
        self.position += 1;
        self.lost = true;
        Ok(taken)
    }

    fn text(&self) -> &'static str {
        TEXTS[(self.attempt / 2) % TEXTS.len()]
    }

    fn in_order(&self) -> bool {
        self.attempt % 2 == 1
    }
}

fn done() -> CodecError {
    CodecError::new("the walk is done")
}

struct Probe<'a, 'w> {
    walk: &'a mut Walk<'w>,
    /// False on the way to an element: only a value is wanted, and nothing noted.
    looking: bool,
}

impl Probe<'_, '_> {
    fn enter(self, words: impl std::fmt::Display) -> Result<Self, CodecError> {
        self.walk.steps += 1;
        self.walk.depth += 1;
        if self.looking {
            self.walk.lost = false;
            self.walk.note(words);
        }
        if self.walk.depth > MAX_DEPTH || self.walk.steps > MAX_STEPS {
            Err(done())
        } else {
            Ok(self)
        }
    }

    /// One level further down.
    fn inside<T>(
        self,
        words: impl std::fmt::Display,
        act: impl FnOnce(Probe<'_, '_>) -> Result<T, CodecError>,
    ) -> Result<T, CodecError> {
        let looking = self.looking;
        let walk = self.enter(words)?.walk;
        let outcome = act(Probe {
            walk: &mut *walk,
            looking,
        });
        walk.depth -= 1;
        outcome
    }

    fn fields<'de, V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, CodecError> {
        if self.looking {
            self.walk.note(format_args!("{fields:?}"));
        }
        if !self.looking || fields.is_empty() {
            return visitor.visit_seq(Elements {
                walk: self.walk,
                wanted: None,
                next: 0,
                count: fields.len(),
            });
        }
        let wanted = self.walk.turn::<V>("", fields.len())?;
        self.walk.note(format_args!(".{wanted}"));
        if self.walk.in_order() {
            visitor.visit_seq(Elements {
                walk: self.walk,
                wanted: Some(wanted),
                next: 0,
                count: fields.len(),
            })
        } else {
            visitor.visit_map(Field {
                walk: self.walk,
                name: Some(fields[wanted]),
            })
        }
    }

    fn elements<'de, V: Visitor<'de>>(
        self,
        count: usize,
        visitor: V,
    ) -> Result<V::Value, CodecError> {
        let wanted = if self.looking && count > 0 {
            // Arrays are long, and all their elements the same.
            let wanted = self.walk.turn::<V>("", count.min(32))?;
            self.walk.note(format_args!(".{wanted}"));
            Some(wanted)
        } else {
            None
        };
        visitor.visit_seq(Elements {
            walk: self.walk,
            wanted,
            next: 0,
            count,
        })
    }
}

macro_rules! leaf {
    ($($method:ident $name:literal $visit:ident($($value:expr)?);)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
            let probe = self.enter($name)?;
            probe.walk.depth -= 1;
            // One rather than zero, for types that are never zero.
            visitor.$visit($($value)?)
        }
    )*};
}

impl<'de> Deserializer<'de> for Probe<'_, '_> {
    type Error = CodecError;

    leaf! {
        deserialize_bool "bool" visit_bool(true);
        deserialize_i8 "i8" visit_i8(1);
        deserialize_i16 "i16" visit_i16(1);
        deserialize_i32 "i32" visit_i32(1);
        deserialize_i64 "i64" visit_i64(1);
        deserialize_i128 "i128" visit_i128(1);
        deserialize_u8 "u8" visit_u8(1);
        deserialize_u16 "u16" visit_u16(1);
        deserialize_u32 "u32" visit_u32(1);
        deserialize_u64 "u64" visit_u64(1);
        deserialize_u128 "u128" visit_u128(1);
        deserialize_f32 "f32" visit_f32(1.0);
        deserialize_f64 "f64" visit_f64(1.0);
        deserialize_char "char" visit_char('a');
        deserialize_unit "unit" visit_unit();
        deserialize_any "any" visit_unit();
        deserialize_ignored_any "ignored" visit_unit();
        deserialize_identifier "identifier" visit_str("");
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
        let probe = self.enter("str")?;
        probe.walk.depth -= 1;
        visitor.visit_str(probe.walk.text())
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
        self.deserialize_str(visitor)
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
        let probe = self.enter("bytes")?;
        probe.walk.depth -= 1;
        visitor.visit_bytes(if probe.walk.in_order() { &[] } else { &[0; 16] })
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
        self.deserialize_bytes(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
        self.inside("option", |probe| {
            if probe.looking {
                visitor.visit_some(probe)
            } else {
                visitor.visit_none()
            }
        })
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, CodecError> {
        let probe = self.enter(format_args!("unit:{name}"))?;
        probe.walk.depth -= 1;
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, CodecError> {
        // A type that holds itself without a choice in between is met here alone.
        self.inside(format_args!("newtype:{name}"), |probe| {
            visitor.visit_newtype_struct(probe)
        })
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
        self.inside("seq", |probe| {
            visitor.visit_seq(Elements {
                wanted: probe.looking.then_some(0),
                next: 0,
                count: usize::from(probe.looking),
                walk: probe.walk,
            })
        })
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, CodecError> {
        self.inside(format_args!("tuple:{length}"), |probe| {
            probe.elements(length, visitor)
        })
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, CodecError> {
        self.inside(format_args!("tuple:{name}:{length}"), |probe| {
            probe.elements(length, visitor)
        })
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
        self.inside("map", |probe| {
            let wanted = if probe.looking {
                Some(probe.walk.turn::<V>("map", 2)?)
            } else {
                None
            };
            visitor.visit_map(Pair {
                walk: probe.walk,
                wanted,
            })
        })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, CodecError> {
        self.inside(format_args!("struct:{name}"), |probe| {
            probe.fields(fields, visitor)
        })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, CodecError> {
        self.inside(format_args!("enum:{name}{variants:?}"), |probe| {
            if variants.is_empty() {
                return Err(done());
            }
            // On the way to something else, deeper levels take later variants, so that recursion finds its end.
            let taken = if probe.looking {
                probe.walk.turn::<V>(name, variants.len())?
            } else {
                probe.walk.depth % variants.len()
            };
            visitor.visit_enum(Variant {
                walk: probe.walk,
                name: variants[taken],
                looking: probe.looking,
            })
        })
    }

    fn is_human_readable(&self) -> bool {
        self.walk.human_readable
    }
}

/// The one field that is looked for, by its name.
struct Field<'a, 'w> {
    walk: &'a mut Walk<'w>,
    name: Option<&'static str>,
}

impl<'de> MapAccess<'de> for Field<'_, '_> {
    type Error = CodecError;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, CodecError> {
        let Some(name) = self.name.take() else {
            return Err(done());
        };
        seed.deserialize(named(name)).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<S::Value, CodecError> {
        seed.deserialize(Probe {
            walk: self.walk,
            looking: true,
        })?;
        Err(done())
    }
}

fn named(name: &'static str) -> StrDeserializer<'static, CodecError> {
    name.into_deserializer()
}

/// Elements in order: those before the wanted one are made up, and it is the last.
struct Elements<'a, 'w> {
    walk: &'a mut Walk<'w>,
    wanted: Option<usize>,
    next: usize,
    count: usize,
}

impl<'de> SeqAccess<'de> for Elements<'_, '_> {
    type Error = CodecError;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, CodecError> {
        if self.next == self.count {
            return Ok(None);
        }
        let looking = self.wanted == Some(self.next);
        self.next += 1;
        let value = seed.deserialize(Probe {
            walk: self.walk,
            looking,
        })?;
        if looking {
            Err(done())
        } else {
            Ok(Some(value))
        }
    }
}

/// One pair of a map, of which the key or the value is looked for; none on the way to something else.
struct Pair<'a, 'w> {
    walk: &'a mut Walk<'w>,
    wanted: Option<usize>,
}

impl<'de> MapAccess<'de> for Pair<'_, '_> {
    type Error = CodecError;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, CodecError> {
        let Some(wanted) = self.wanted else {
            return Ok(None);
        };
        let key = seed.deserialize(Probe {
            walk: self.walk,
            looking: wanted == 0,
        })?;
        if wanted == 0 {
            Err(done())
        } else {
            Ok(Some(key))
        }
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<S::Value, CodecError> {
        seed.deserialize(Probe {
            walk: self.walk,
            looking: true,
        })?;
        Err(done())
    }
}

struct Variant<'a, 'w> {
    walk: &'a mut Walk<'w>,
    name: &'static str,
    looking: bool,
}

impl<'de> EnumAccess<'de> for Variant<'_, '_> {
    type Error = CodecError;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<(S::Value, Self), CodecError> {
        if self.looking {
            self.walk.note(format_args!("::{}", self.name));
        }
        let value = seed.deserialize(named(self.name))?;
        Ok((value, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'_, '_> {
    type Error = CodecError;

    fn unit_variant(self) -> Result<(), CodecError> {
        Probe {
            walk: self.walk,
            looking: self.looking,
        }
        .enter("unit")?
        .walk
        .depth -= 1;
        Ok(())
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<S::Value, CodecError> {
        seed.deserialize(Probe {
            walk: self.walk,
            looking: self.looking,
        })
    }

    fn tuple_variant<V: Visitor<'de>>(
        self,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, CodecError> {
        Probe {
            walk: self.walk,
            looking: self.looking,
        }
        .deserialize_tuple(length, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, CodecError> {
        Probe {
            walk: self.walk,
            looking: self.looking,
        }
        .deserialize_struct("", fields, visitor)
    }
}
