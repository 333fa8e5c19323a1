//! Reads stored JSON value by value: what can't be read takes its default and is written back as
//! it was.
//!
//! Settings may come from a newer program, with fields, variants and elements that this one does
//! not know. Each such value is skipped alone. [`Stored::updated`] makes the JSON to write: what has not
//! changed since it was read stays as it was stored, unknown values included.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// A way into a value: names of objects' fields.
type FieldPath = Vec<String>;

/// JSON as it was stored, and as it was understood.
#[derive(Clone, Debug, Default)]
pub(in crate::app) struct Stored {
    raw: Value,
    understood: Value,
    /// Elements of arrays that were not understood.
    unknown: Vec<(FieldPath, Value)>,
}

impl Stored {
    /// Reads what can be read of `raw`; everything else has its default.
    ///
    /// Costs a parse of the whole for each value that is not understood.
    pub(in crate::app) fn read<T: Serialize + DeserializeOwned + Default>(raw: Value) -> (T, Self) {
        let mut root = serde_json::to_value(T::default()).unwrap_or_default();
        let mut reader = Reader { is_valid: |value| T::deserialize(value).is_ok(), unknown: Vec::new() };
        reader.take(&mut root, &mut Vec::new(), &raw);
        let read = T::deserialize(&root).unwrap_or_default();
        let understood = serde_json::to_value(&read).unwrap_or_default();
        (read, Self { raw, understood, unknown: reader.unknown })
    }

    /// The JSON to write for `now`.
    ///
    /// # Errors
    /// If `now` has no JSON.
    pub(in crate::app) fn updated(&self, now: &impl Serialize) -> serde_json::Result<Value> {
        let now = serde_json::to_value(now)?;
        Ok(self.merge(&mut Vec::new(), Some(&self.raw), Some(&self.understood), now))
    }

    fn merge(&self, at: &mut FieldPath, raw: Option<&Value>, was: Option<&Value>, now: Value) -> Value {
        match (raw, was, now) {
            (Some(raw), Some(was), now) if *was == now => raw.clone(),
            (Some(Value::Object(raw)), Some(Value::Object(was)), Value::Object(now)) => {
                let mut merged = raw.clone();
                merged.retain(|name, _| now.contains_key(name) || !was.contains_key(name));
                for (name, value) in now {
                    at.push(name.clone());
                    let value = self.merge(at, raw.get(&name), was.get(&name), value);
                    at.pop();
                    merged.insert(name, value);
                }
                Value::Object(merged)
            }
            (_, _, Value::Array(mut now)) => {
                let unknown = self.unknown.iter().filter(|(path, _)| path == at);
                now.extend(unknown.map(|(_, value)| value.clone()));
                Value::Array(now)
            }
            (_, _, now) => now,
        }
    }
}

struct Reader<V: Fn(&Value) -> bool> {
    is_valid: V,
    unknown: Vec<(FieldPath, Value)>,
}

impl<V: Fn(&Value) -> bool> Reader<V> {
    /// Puts into `root`, at `at`, as much of `stored` as leaves it valid.
    fn take(&mut self, root: &mut Value, at: &mut FieldPath, stored: &Value) {
        let Some(place) = field(root, at) else { return };
        let default = std::mem::replace(place, stored.clone());
        if (self.is_valid)(root) {
            return;
        }
        let Some(place) = field(root, at) else { return };
        match (&default, stored) {
            (Value::Object(_), Value::Object(values)) => {
                *place = default;
                for (name, value) in values {
                    at.push(name.clone());
                    self.take(root, at, value);
                    at.pop();
                }
            }
            (Value::Array(_), Value::Array(values)) => {
                *place = Value::Array(Vec::new());
                for value in values {
                    self.push(root, at, value);
                }
            }
            _ => *place = default,
        }
    }

    fn push(&mut self, root: &mut Value, at: &FieldPath, value: &Value) {
        if let Some(Value::Array(array)) = field(root, at) {
            array.push(value.clone());
        }
        if (self.is_valid)(root) {
            return;
        }
        if let Some(Value::Array(array)) = field(root, at) {
            array.pop();
        }
        self.unknown.push((at.clone(), value.clone()));
    }
}

/// The value at a path; a field that its object lacks is made, as null.
fn field<'a>(root: &'a mut Value, at: &[String]) -> Option<&'a mut Value> {
    at.iter().try_fold(root, |value, name| match value {
        Value::Object(fields) => Some(fields.entry(name.clone()).or_insert(Value::Null)),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde::Deserialize;
    use serde_json::json;

    #[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
    enum Colour {
        #[default]
        Red,
        Blue,
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    #[serde(default)]
    struct All {
        colour: Colour,
        n: u8,
        list: Vec<Colour>,
        inner: Inner,
    }

    #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
    #[serde(default)]
    struct Inner {
        name: String,
        colour: Colour,
    }

    impl Default for All {
        fn default() -> Self {
            Self { colour: Colour::Blue, n: 7, list: vec![Colour::Red], inner: Inner::default() }
        }
    }

    fn read(raw: &Value) -> (All, Stored) {
        Stored::read(raw.clone())
    }

    #[test]
    fn a_value_that_is_not_understood_costs_itself_alone_and_is_written_back() {
        let raw = json!({
            "colour": "Ultraviolet", "n": 3, "list": ["Blue", "Ultraviolet", "Red"], "new": {"x": 1},
            "inner": {"name": "kept", "colour": {"Mixed": 2}, "more": null},
        });
        let (mut all, stored) = read(&raw);
        let inner = Inner { name: "kept".into(), colour: Colour::Red };
        let expected = All { colour: Colour::Blue, n: 3, list: vec![Colour::Blue, Colour::Red], inner };
        assert_eq!(all, expected);
        assert_eq!(stored.updated(&all).unwrap(), raw, "what has not changed is as it was");
        all.n = 4;
        all.list.remove(0);
        all.inner.name = "changed".into();
        let mut changed = raw;
        changed["n"] = json!(4);
        changed["list"] = json!(["Red", "Ultraviolet"]);
        changed["inner"]["name"] = json!("changed");
        assert_eq!(stored.updated(&all).unwrap(), changed);
        all.colour = Colour::Red;
        assert_eq!(stored.updated(&all).unwrap()["colour"], json!("Red"), "a choice made here counts");
    }

    #[test]
    fn what_is_no_object_gives_defaults_and_is_replaced() {
        for raw in [json!(null), json!([1, 2]), json!("x"), json!({}), json!({"n": 300, "list": {"a": 1}})] {
            let (all, stored) = read(&raw);
            assert_eq!(all, All::default(), "{raw}");
            let changed = All { n: 9, ..all };
            assert_eq!(stored.updated(&changed).unwrap()["n"], json!(9), "{raw}");
        }
    }

    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(json!(null)),
            Just(json!("Red")),
            Just(json!("Blue")),
            Just(json!("Green")),
            (0_u16..400).prop_map(|n| json!(n)),
        ];
        leaf.prop_recursive(3, 24, 4, |inner| {
            let name =
                prop_oneof![Just("colour"), Just("n"), Just("list"), Just("inner"), Just("name"), Just("x")];
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::Array),
                prop::collection::vec((name, inner), 0..6)
                    .prop_map(|all| all.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()),
            ]
        })
    }

    proptest! {
        #[test]
        fn whatever_is_stored_is_read_and_comes_back_the_same(raw in any_json(), n in 0_u8..9) {
            let (all, stored) = read(&raw);
            if raw.is_object() {
                prop_assert_eq!(&stored.updated(&all).unwrap(), &raw);
            }
            let changed = All { n, ..all };
            let (again, _) = read(&stored.updated(&changed).unwrap());
            prop_assert_eq!(again, changed);
        }
    }
}
