//! The list of operations, and the modules that hold their messages.

use std::fmt::Write as _;

use super::{facts::Product, names};

const BANNER: &str = "// Generated from `facts` by `cargo xtask generate`; do not edit.\n";

/// Operations that clients call by another spelling: the Terraform provider says `UnTagResources` to Rds.
const ALIASES: [(&str, &str, &str); 1] = [("Rds", "UnTagResources", "UntagResources")];

/// `generated/mod.rs`.
pub(super) fn root(products: &[Product]) -> String {
    let mut out =
        format!("//! Every message of every operation, as the API facts describe them.\n\n{BANNER}\n");
    out.push_str("#[cfg(test)]\npub(crate) mod each;\nmod operation;\n");
    for product in products {
        let _ = writeln!(out, "pub mod {};", product.module);
    }
    out.push_str("\npub(crate) use operation::FACTS;\npub use operation::{Operation, Service};\n");
    out
}

/// `generated/each.rs`.
pub(super) fn each(products: &[Product]) -> String {
    let mut out = format!("//! Every message once, for tests that hold for all.\n\n{BANNER}\n");
    out.push_str("use crate::message::each::{Line, line};\n\n/// In the order of the operations.\n");
    let count: usize = products.iter().map(|product| product.operations.len()).sum();
    let _ = writeln!(out, "pub(crate) static LINES: [Line; {count}] = [");
    for product in products {
        for operation in &product.operations {
            let _ = writeln!(out, "    line::<super::{}::{}Request>(),", product.module, operation.name);
        }
    }
    out.push_str("];\n");
    out
}

/// `generated/<service>/mod.rs`.
pub(super) fn service(product: &Product) -> String {
    let mut out = format!("//! The messages of {} {}.\n\n{BANNER}\n", product.name, product.version);
    for operation in &product.operations {
        let _ = writeln!(out, "pub mod {};", names::snake(&operation.name));
    }
    out.push('\n');
    for operation in &product.operations {
        let (module, name) = (names::snake(&operation.name), &operation.name);
        let _ = writeln!(out, "pub use {module}::{{{name}Request, {name}Response}};");
    }
    out
}

/// `generated/operation.rs`.
pub(super) fn operations(products: &[Product]) -> Result<String, String> {
    let mut out = format!("//! The services and their operations.\n\n{BANNER}\n");
    out.push_str("use crate::{message::Request as _, operation::Facts};\n\n");
    services(&mut out, products);

    let all = || products.iter().flat_map(|product| product.operations.iter().map(move |o| (product, o)));
    out.push_str("/// One operation of one service.\n#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]\n");
    out.push_str("#[repr(u16)]\npub enum Operation {\n");
    for (product, operation) in all() {
        let _ =
            writeln!(out, "    /// `{}` of {}.\n    {},", operation.name, product.name, operation.variant);
    }
    let _ = write!(
        out,
        "}}\n\nimpl Operation {{\n    /// Every operation, services together.\n    pub const ALL: [Self; {}] = [\n",
        all().count()
    );
    for (_, operation) in all() {
        let _ = writeln!(out, "        Self::{},", operation.variant);
    }
    out.push_str("    ];\n}\n\n");

    out.push_str("/// What is known of each operation, in the order of the variants.\n");
    let _ = writeln!(out, "pub(crate) static FACTS: [Facts; {}] = [", all().count());
    for (product, operation) in all() {
        let action = match &operation.ram_action {
            Some(action) => format!("Some({action:?})"),
            None => "None".to_owned(),
        };
        let _ = writeln!(
            out,
            "    Facts {{ service: Service::{}, name: {:?}, anonymous: {}, ram_action: {action}, ram_resources: &{:?}, \
             parameters: super::{}::{}Request::PARAMETERS }},",
            product.name,
            operation.name,
            operation.anonymous,
            operation.ram_resources,
            product.module,
            operation.name,
        );
    }
    out.push_str("];\n");
    for product in products {
        actions(&mut out, product)?;
    }
    Ok(out)
}

fn services(out: &mut String, products: &[Product]) {
    out.push_str("/// One of the services that this server speaks.\n#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]\n");
    out.push_str("pub enum Service {\n");
    for product in products {
        let _ =
            writeln!(out, "    /// {}, version {}.\n    {},", product.name, product.version, product.name);
    }
    out.push_str("}\n\nimpl Service {\n");
    let variants: Vec<String> = products.iter().map(|product| format!("Self::{}", product.name)).collect();
    let _ = writeln!(
        out,
        "    /// Every service.\n    pub const ALL: [Self; {}] = [{}];\n",
        products.len(),
        variants.join(", ")
    );
    for (doc, method, value) in [
        ("The product's name as the vendor spells it.", "name", (|p| &p.name) as fn(&Product) -> &String),
        ("The one version that is spoken.", "version", |p| &p.version),
    ] {
        let _ = writeln!(
            out,
            "    /// {doc}\n    pub const fn {method}(self) -> &'static str {{\n        match self {{"
        );
        for product in products {
            let _ = writeln!(out, "            Self::{} => {:?},", product.name, value(product));
        }
        out.push_str("        }\n    }\n\n");
    }
    out.push_str("    /// The actions of this service, sorted by name.\n    pub(crate) fn actions(self) -> &'static [(&'static str, Operation)] {\n        match self {\n");
    for product in products {
        let _ = writeln!(out, "            Self::{} => &{},", product.name, product.module.to_uppercase());
    }
    out.push_str("        }\n    }\n}\n\n");
}

fn actions(out: &mut String, product: &Product) -> Result<(), String> {
    let mut actions: Vec<(&str, &str)> =
        product.operations.iter().map(|o| (o.name.as_str(), o.variant.as_str())).collect();
    for (_, spelling, name) in ALIASES.iter().filter(|(of, ..)| *of == product.name) {
        let known = actions.iter().find(|(known, _)| known == name).map(|(_, variant)| *variant);
        actions.push((spelling, known.ok_or_else(|| format!("`{spelling}` stands for no operation"))?));
    }
    actions.sort_unstable();
    let _ = writeln!(
        out,
        "\nstatic {}: [(&str, Operation); {}] = [",
        product.module.to_uppercase(),
        actions.len()
    );
    for (name, variant) in actions {
        let _ = writeln!(out, "    ({name:?}, Operation::{variant}),");
    }
    out.push_str("];\n");
    Ok(())
}
