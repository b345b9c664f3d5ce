//! The API facts as the generator understands them.
//!
//! Where a fact is known to be narrower than what clients send, it is widened here, by name and with the reason.

use serde_json::{Map, Value};

use super::names;

/// One service.
pub(super) struct Product {
    pub(super) module: String,
    pub(super) name: String,
    pub(super) version: String,
    pub(super) operations: Vec<Operation>,
}

/// One operation.
pub(super) struct Operation {
    pub(super) name: String,
    pub(super) variant: String,
    pub(super) anonymous: bool,
    pub(super) ram_action: Option<String>,
    pub(super) ram_resources: Vec<String>,
    pub(super) params: Vec<Param>,
    pub(super) response: Vec<(String, Shape)>,
}

/// One request parameter.
pub(super) struct Param {
    pub(super) name: String,
    pub(super) required: bool,
    /// Required in the vendor's documentation at least; handlers decide.
    pub(super) asked_for: bool,
    pub(super) kind: Kind,
}

/// How a request parameter is read.
pub(super) enum Kind {
    Text,
    Secret,
    Integer,
    Boolean,
    /// A JSON object kept as text, into which `Name.key=value` is folded.
    JsonMap,
    Texts,
    Tags,
    Objects(Vec<Param>),
}

/// The shape of a value in an answer.
pub(super) enum Shape {
    Text,
    Secret,
    Integer,
    Number,
    Boolean,
    Map,
    /// A map whose values are lists of texts.
    MapOfLists,
    Object(Vec<(String, Shape)>),
    List(Box<Shape>),
}

impl Product {
    pub(super) fn parse(module: &str, text: &str) -> Result<Self, String> {
        let facts: Value = serde_json::from_str(text).map_err(|error| format!("`{module}.json`: {error}"))?;
        let name = text_of(&facts, "product")?;
        let operations = object_of(&facts, "operations")?;
        let mut operations: Vec<Operation> = operations
            .iter()
            .map(|(operation, facts)| Operation::parse(&name, operation, facts))
            .collect::<Result<_, _>>()?;
        operations.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(Self { module: module.to_owned(), version: text_of(&facts, "version")?, name, operations })
    }

    /// Takes in the operations that we add to a service of the vendor's. None may have the name of one of his.
    pub(super) fn join(&mut self, own: Self) -> Result<(), String> {
        if (&own.name, &own.version) != (&self.name, &self.version) {
            return Err(format!("`own/{}.json` is of another product or version", self.module));
        }
        for operation in own.operations {
            if self.operations.iter().any(|vendors| vendors.name == operation.name) {
                return Err(format!("`{}` is the vendor's own: choose another name", operation.name));
            }
            self.operations.push(operation);
        }
        self.operations.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(())
    }
}

impl Operation {
    fn parse(product: &str, name: &str, facts: &Value) -> Result<Self, String> {
        let mut params = Vec::new();
        for param in array_of(facts, "params")? {
            // `Tag.1.key` … `Tag.5.key` are the elements of the list `Tag`, spelled out by the old metadata.
            if text_of(param, "name")?.starts_with("Tag.") {
                continue;
            }
            params.push(Param::parse(param)?);
        }
        let auth = facts.get("ram_auth");
        Ok(Self {
            name: name.to_owned(),
            variant: format!("{product}{name}"),
            anonymous: facts.get("auth").and_then(Value::as_str) == Some("Anonymous"),
            ram_action: auth.map(first_action).transpose()?,
            ram_resources: auth.map(|auth| texts_of(auth, "resource")).transpose()?.unwrap_or_default(),
            params,
            response: members(object_of(facts, "response")?)
                .into_iter()
                .filter(|(name, _)| name != "RequestId")
                .collect(),
        })
    }
}

impl Param {
    fn parse(facts: &Value) -> Result<Self, String> {
        let name = text_of(facts, "name")?;
        // One server is one region, so it is never asked for; clients with an endpoint set often leave it out.
        let says = |mark: &str| facts.get(mark).and_then(Value::as_bool) == Some(true) && name != "RegionId";
        let (required, asked_for) = (says("required"), says("required") || says("required_in_docs"));
        let json = facts.get("wire").and_then(Value::as_str) == Some("json");
        let kind = match text_of(facts, "type")?.as_str() {
            "String" if json => Kind::JsonMap,
            "String" if names::is_secret(&name) => Kind::Secret,
            "String" => Kind::Text,
            "Integer" | "Long" => Kind::Integer,
            "Boolean" => Kind::Boolean,
            "RepeatList" => Kind::list(facts)?,
            "Json" if json => Kind::list(facts)?,
            "Json" => Kind::Text,
            other => return Err(format!("`{name}` has the unknown type `{other}`")),
        };
        Ok(Self { name, required, asked_for, kind })
    }
}

impl Kind {
    fn list(facts: &Value) -> Result<Self, String> {
        let mut members = Vec::new();
        if let Some(sub) = facts.get("sub").and_then(Value::as_array) {
            for param in sub {
                members.push(Param::parse(param)?);
            }
        } else if let Some(shape) = facts.pointer("/shape/0").and_then(Value::as_object) {
            for name in shape.keys() {
                members.push(Param {
                    name: name.clone(),
                    required: false,
                    asked_for: false,
                    kind: Kind::Text,
                });
            }
        }
        let tag = |member: &Param, name: &str| member.name.eq_ignore_ascii_case(name);
        Ok(match members.as_slice() {
            [] => Kind::Texts,
            [key, value] if tag(key, "Key") && tag(value, "Value") => Kind::Tags,
            _ => Kind::Objects(members),
        })
    }
}

/// The action an operation is mainly asked under; what else it needs, and when, is for `api` to know.
fn first_action(auth: &Value) -> Result<String, String> {
    text_of(auth, "action").or_else(|refused| texts_of(auth, "action")?.into_iter().next().ok_or(refused))
}

fn members(object: &Map<String, Value>) -> Vec<(String, Shape)> {
    object.iter().map(|(name, value)| (name.clone(), shape(name, value))).collect()
}

fn shape(name: &str, value: &Value) -> Shape {
    match value {
        Value::Object(object) if object.get("*").is_some_and(Value::is_array) => Shape::MapOfLists,
        Value::Object(object) if object.contains_key("*") => Shape::Map,
        Value::Object(object) => Shape::Object(members(object)),
        Value::Array(items) => Shape::List(Box::new(shape(name, items.first().unwrap_or(&Value::Null)))),
        Value::String(leaf) => match leaf.as_str() {
            "integer" => Shape::Integer,
            "number" => Shape::Number,
            "boolean" => Shape::Boolean,
            _ if names::is_secret(name) => Shape::Secret,
            _ => Shape::Text,
        },
        _ => Shape::Text,
    }
}

fn text_of(facts: &Value, name: &str) -> Result<String, String> {
    let text = facts.get(name).and_then(Value::as_str);
    text.map(str::to_owned).ok_or_else(|| format!("the facts lack the text `{name}`"))
}

fn texts_of(facts: &Value, name: &str) -> Result<Vec<String>, String> {
    Ok(array_of(facts, name)?.iter().filter_map(Value::as_str).map(str::to_owned).collect())
}

fn array_of<'a>(facts: &'a Value, name: &str) -> Result<&'a Vec<Value>, String> {
    facts.get(name).and_then(Value::as_array).ok_or_else(|| format!("the facts lack the list `{name}`"))
}

fn object_of<'a>(facts: &'a Value, name: &str) -> Result<&'a Map<String, Value>, String> {
    facts.get(name).and_then(Value::as_object).ok_or_else(|| format!("the facts lack the object `{name}`"))
}
