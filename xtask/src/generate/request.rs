//! What an operation asks: a struct, and how it is read from parameters.

use std::{collections::BTreeSet, fmt::Write as _};

use super::{
    facts::{Kind, Operation, Param, Product},
    names,
};

/// The first half of an operation's file.
pub(super) fn file(product: &Product, operation: &Operation) -> Result<String, String> {
    let name = &operation.name;
    let mut out = format!("//! `{name}` of {}.\n\n", product.name);
    out.push_str("// Generated from `facts` by `cargo xtask generate`; do not edit.\n\nuse crate::message::prelude::*;\n\n");
    let _ = writeln!(out, "/// What `{name}` asks.");
    structure(&mut out, &format!("{name}Request"), &operation.params)?;
    let _ = writeln!(out, "impl Request for {name}Request {{");
    let _ = writeln!(out, "    type Response = {name}Response;");
    let _ = writeln!(out, "    const OPERATION: Operation = Operation::{};", operation.variant);
    out.push_str("    const PARAMETERS: &'static [Parameter] = &[");
    parameters(&mut out, "        ", &operation.params);
    let _ = writeln!(out, "{}];\n", if operation.params.is_empty() { "" } else { "    " });
    let params = if operation.params.is_empty() { "_" } else { "params" };
    let _ = writeln!(out, "    fn decode({params}: &Params) -> Result<Self, ParameterRefused> {{");
    reads(&mut out, "params", &operation.params);
    out.push_str("    }\n}\n\n");
    for param in &operation.params {
        if let Kind::Objects(members) = &param.kind {
            element(&mut out, &names::type_name(&param.name, true), &param.name, members)?;
        }
    }
    Ok(out)
}

/// What may be given, a line each.
fn parameters(out: &mut String, margin: &str, params: &[Param]) {
    if !params.is_empty() {
        out.push('\n');
    }
    for param in params {
        let how = if param.asked_for { "required" } else { "optional" };
        let _ = write!(out, "{margin}Parameter::{how}({:?}, Shape::", param.name);
        match &param.kind {
            Kind::Text => out.push_str("Text"),
            Kind::Secret => out.push_str("Secret"),
            Kind::Integer => out.push_str("Integer"),
            Kind::Boolean => out.push_str("Boolean"),
            Kind::JsonMap => out.push_str("Map"),
            Kind::Texts => out.push_str("Texts"),
            Kind::Tags => out.push_str("Tags"),
            Kind::Objects(members) => {
                out.push_str("Objects(&[");
                parameters(out, &format!("{margin}    "), members);
                let _ = write!(out, "{margin}])");
            }
        }
        out.push_str("),\n");
    }
}

/// The struct of one element of a list, and how it is read.
fn element(out: &mut String, name: &str, of: &str, members: &[Param]) -> Result<(), String> {
    let _ = writeln!(out, "/// One element of `{of}`.");
    structure(out, name, members)?;
    let _ = writeln!(out, "impl Element for {name} {{");
    out.push_str("    fn decode(row: &Row<'_>) -> Result<Self, ParameterRefused> {\n");
    reads(out, "row", members);
    out.push_str("    }\n}\n\n");
    Ok(())
}

fn structure(out: &mut String, name: &str, params: &[Param]) -> Result<(), String> {
    out.push_str("#[derive(Default)]\n");
    if params.is_empty() {
        let _ = writeln!(out, "pub struct {name} {{}}\n");
        return Ok(());
    }
    let _ = writeln!(out, "pub struct {name} {{");
    let mut seen = BTreeSet::new();
    for param in params {
        let field = names::field(&param.name);
        if !seen.insert(field.clone()) {
            return Err(format!("`{name}` has two fields `{field}`"));
        }
        let _ = writeln!(out, "    pub {field}: {},", field_type(param));
    }
    out.push_str("}\n\n");
    Ok(())
}

fn field_type(param: &Param) -> String {
    let one = match &param.kind {
        Kind::Text | Kind::JsonMap => "String",
        Kind::Secret => "SecretText",
        Kind::Integer => "i64",
        Kind::Boolean => "bool",
        Kind::Texts => return "Vec<String>".to_owned(),
        Kind::Tags => return "Vec<TagParameter>".to_owned(),
        Kind::Objects(_) => return format!("Vec<{}>", names::type_name(&param.name, true)),
    };
    if param.required { one.to_owned() } else { format!("Option<{one}>") }
}

fn reads(out: &mut String, from: &str, params: &[Param]) {
    if params.is_empty() {
        out.push_str("        Ok(Self {})\n");
        return;
    }
    out.push_str("        Ok(Self {\n");
    for param in params {
        let (field, name) = (names::field(&param.name), &param.name);
        let (how, fails) = match &param.kind {
            Kind::Text => ("text", false),
            Kind::Secret => ("secret", false),
            Kind::Integer => ("integer", true),
            Kind::Boolean => ("boolean", true),
            Kind::JsonMap => ("json_map", true),
            Kind::Texts => ("texts", true),
            Kind::Tags | Kind::Objects(_) => ("elements", true),
        };
        let required = if param.required { "required_" } else { "" };
        let question = if fails || param.required { "?" } else { "" };
        let _ = writeln!(out, "            {field}: read::{required}{how}({from}, {name:?}){question},");
    }
    out.push_str("        })\n");
}
