//! Validates JSON by a schema: those keywords of JSON Schema 2020-12 that the schema of summaries uses, and no other.
//!
//! A crate that knows all of them brings two dozen others and doubles the time that tests take to build. What is not
//! known here is refused, so that no keyword is passed over in silence.

use serde_json::{Map, Value};

/// Keywords that say nothing about what is valid.
const NOTES: [&str; 6] = ["$schema", "$id", "$defs", "title", "description", "format"];

/// A schema.
pub struct Validator(Value);

impl Validator {
    pub fn new(schema: Value) -> Self {
        Self(schema)
    }

    pub fn is_valid(&self, value: &Value) -> bool {
        self.errors(value).is_empty()
    }

    /// What is not valid in a value, each with its path.
    pub fn errors(&self, value: &Value) -> Vec<String> {
        let mut found = Vec::new();
        self.check(&self.0, value, "", &mut found);
        found
    }

    fn holds(&self, schema: &Value, value: &Value) -> bool {
        let mut found = Vec::new();
        self.check(schema, value, "", &mut found);
        found.is_empty()
    }

    fn check(&self, schema: &Value, value: &Value, path: &str, found: &mut Vec<String>) {
        let rules = match schema {
            Value::Bool(true) => return,
            Value::Bool(false) => return found.push(format!("{path} may not be there")),
            Value::Object(rules) => rules,
            other => panic!("{other} is no schema"),
        };
        for (keyword, rule) in rules {
            self.rule(rules, (keyword, rule), value, path, found);
        }
    }

    fn rule(
        &self,
        rules: &Map<String, Value>,
        (keyword, rule): (&str, &Value),
        value: &Value,
        path: &str,
        found: &mut Vec<String>,
    ) {
        let mut says = |holds: bool| {
            if !holds {
                found.push(format!("{path} is not as “{keyword}” says: {value} by {rule}"));
            }
        };
        let list = || rule.as_array().expect("a list");
        match keyword {
            "const" => says(rule == value),
            "enum" => says(list().contains(value)),
            "type" => match rule {
                Value::Array(types) => says(types.iter().any(|name| is_of(name, value))),
                name => says(is_of(name, value)),
            },
            "minimum" => says(value.as_f64().is_none_or(|x| x >= rule.as_f64().expect("a number"))),
            "maximum" => says(value.as_f64().is_none_or(|x| x <= rule.as_f64().expect("a number"))),
            "minLength" => says(value.as_str().is_none_or(|text| text.chars().count() >= size(rule))),
            "minItems" => says(value.as_array().is_none_or(|items| items.len() >= size(rule))),
            "maxItems" => says(value.as_array().is_none_or(|items| items.len() <= size(rule))),
            "required" => {
                let has = |name: &Value| value.get(name.as_str().expect("a name")).is_some();
                says(!value.is_object() || list().iter().all(has));
            }
            "anyOf" => says(list().iter().any(|schema| self.holds(schema, value))),
            "allOf" => list().iter().for_each(|schema| self.check(schema, value, path, found)),
            "$ref" => {
                let name = rule.as_str().and_then(|to| to.strip_prefix('#')).expect("a place in the schema");
                self.check(self.0.pointer(name).expect("a definition"), value, path, found);
            }
            "if" => {
                let branch = if self.holds(rule, value) { "then" } else { "else" };
                rules.get(branch).into_iter().for_each(|schema| self.check(schema, value, path, found));
            }
            "properties" => {
                for (name, schema) in rule.as_object().expect("an object") {
                    if let Some(inner) = value.get(name) {
                        self.check(schema, inner, &format!("{path}/{name}"), found);
                    }
                }
            }
            "additionalProperties" => {
                let known = rules.get("properties").and_then(Value::as_object);
                for (name, inner) in value.as_object().into_iter().flatten() {
                    if known.is_none_or(|known| !known.contains_key(name)) {
                        self.check(rule, inner, &format!("{path}/{name}"), found);
                    }
                }
            }
            "prefixItems" => {
                for (nr, (schema, inner)) in
                    list().iter().zip(value.as_array().into_iter().flatten()).enumerate()
                {
                    self.check(schema, inner, &format!("{path}/{nr}"), found);
                }
            }
            "items" => {
                let first = rules.get("prefixItems").and_then(Value::as_array).map_or(0, Vec::len);
                for (nr, inner) in value.as_array().into_iter().flatten().enumerate().skip(first) {
                    self.check(rule, inner, &format!("{path}/{nr}"), found);
                }
            }
            "then" | "else" => assert!(rules.contains_key("if"), "“{keyword}” without “if”"),
            note => assert!(NOTES.contains(&note), "“{note}” is not known here"),
        }
    }
}

fn is_of(name: &Value, value: &Value) -> bool {
    match name.as_str() {
        Some("null") => value.is_null(),
        Some("boolean") => value.is_boolean(),
        Some("string") => value.is_string(),
        Some("array") => value.is_array(),
        Some("object") => value.is_object(),
        Some("number") => value.is_number(),
        Some("integer") => value.as_f64().is_some_and(|x| x.fract() == 0.0),
        other => panic!("{other:?} is no type"),
    }
}

fn size(rule: &Value) -> usize {
    usize::try_from(rule.as_u64().expect("a size")).expect("a size")
}
