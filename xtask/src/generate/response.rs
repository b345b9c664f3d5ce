//! What an operation answers: a tree of structs, and how it is written.
//!
//! `{"Keys": {"Key": [...]}}`, the vendor's way of writing a list, is one field `keys: Vec<Key>`.

use std::{collections::BTreeSet, fmt::Write as _};

use super::{
    facts::{Operation, Shape},
    names,
};

/// The second half of an operation's file.
pub(super) fn file(operation: &Operation) -> Result<String, String> {
    let mut taken: BTreeSet<String> =
        operation.params.iter().map(|param| names::type_name(&param.name, true)).collect();
    let mut tree = Tree { out: String::new(), taken: &mut taken };
    tree.structure(
        &format!("{}Response", operation.name),
        &format!("What `{}` answers.", operation.name),
        &operation.response,
    )?;
    let mut out = tree.out;
    // One line feed at the end of the file.
    out.truncate(out.trim_end().len());
    out.push('\n');
    Ok(out)
}

/// A struct still to be written: its name, the member it stands for, its own members.
type Below<'s> = (String, &'s str, &'s [(String, Shape)]);

struct Tree<'a> {
    out: String,
    taken: &'a mut BTreeSet<String>,
}

impl Tree<'_> {
    fn structure(&mut self, name: &str, doc: &str, members: &[(String, Shape)]) -> Result<(), String> {
        let mut fields = String::new();
        let mut writes = String::new();
        let mut seen = BTreeSet::new();
        let mut below = Vec::new();
        for (member, shape) in members {
            let field = names::field(member);
            if !seen.insert(field.clone()) {
                return Err(format!("`{name}` has two fields `{field}`"));
            }
            let (of, write) = self.member(name, member, shape, &mut below);
            let _ = writeln!(fields, "    pub {field}: {of},");
            let _ = writeln!(writes, "        {}", write.replace("FIELD", &format!("&self.{field}")));
        }
        let _ = writeln!(self.out, "/// {doc}\n#[derive(Default)]");
        let to = if members.is_empty() { "_" } else { "to" };
        if members.is_empty() {
            let _ = writeln!(self.out, "pub struct {name} {{}}\n");
        } else {
            let _ = writeln!(self.out, "pub struct {name} {{\n{fields}}}\n");
        }
        let _ = writeln!(
            self.out,
            "impl Message for {name} {{\n    fn write(&self, {to}: &mut dyn FieldWriter) {{\n{writes}    }}\n}}\n"
        );
        for (name, of, members) in below {
            self.structure(&name, &format!("`{of}` in the answer."), members)?;
        }
        Ok(())
    }

    /// The type of a member, and the statement that writes it.
    fn member<'s>(
        &mut self,
        parent: &str,
        member: &'s str,
        shape: &'s Shape,
        below: &mut Vec<Below<'s>>,
    ) -> (String, String) {
        let simple = |of: &str, how: &str| (of.to_owned(), format!("write::{how}(to, {member:?}, FIELD);"));
        match shape {
            Shape::Text => simple("Option<String>", "text"),
            Shape::Secret => simple("Option<SecretText>", "secret"),
            Shape::Integer => simple("Option<i64>", "integer"),
            Shape::Number => simple("Option<f64>", "number"),
            Shape::Boolean => simple("Option<bool>", "boolean"),
            Shape::Map => simple("Vec<(String, String)>", "map"),
            Shape::MapOfLists => simple("Vec<(String, Vec<String>)>", "map_of_lists"),
            Shape::List(item) => {
                let (of, how) = self.items(parent, member, item, below);
                (of, format!("write::{how}(to, {member:?}, FIELD);"))
            }
            Shape::Object(members) => {
                if let [(inner, Shape::List(item))] = members.as_slice() {
                    let (of, how) = self.items(parent, inner, item, below);
                    return (of, format!("write::wrapped_{how}(to, {member:?}, {inner:?}, FIELD);"));
                }
                let of = self.name(parent, member, false);
                below.push((of.clone(), member, members));
                (format!("Option<{of}>"), format!("write::object(to, {member:?}, FIELD);"))
            }
        }
    }

    /// The type of a list, and the function that writes it.
    fn items<'s>(
        &mut self,
        parent: &str,
        name: &'s str,
        item: &'s Shape,
        below: &mut Vec<Below<'s>>,
    ) -> (String, &'static str) {
        match item {
            Shape::Object(members) => {
                let of = self.name(parent, name, true);
                below.push((of.clone(), name, members));
                (format!("Vec<{of}>"), "list")
            }
            Shape::Map => ("Vec<Vec<(String, String)>>".to_owned(), "maps"),
            _ => ("Vec<String>".to_owned(), "texts"),
        }
    }

    /// A type name that the file does not have yet.
    fn name(&mut self, parent: &str, member: &str, one_of: bool) -> String {
        let mut name = names::type_name(member, one_of);
        if self.taken.contains(&name) || name.ends_with("Request") || name.ends_with("Response") {
            let parent = parent.strip_suffix("Response").unwrap_or(parent);
            name = format!("{parent}{name}");
        }
        self.taken.insert(name.clone());
        name
    }
}
