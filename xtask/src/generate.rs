//! Writes `crates/wire/src/generated` from `crates/wire/facts`: one file per operation, like everything else.
//!
//! How a message is read from parameters or written into an answer is not generated; that is `wire`'s own code.

mod facts;
mod names;
mod operations;
mod request;
mod response;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use facts::Product;

/// The services in the order of their facts.
const PRODUCTS: [&str; 5] = ["ram", "sts", "kms", "rds", "actiontrail"];

/// The crate that is generated into.
pub fn wire_crate() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/wire")
}

/// Writes every generated file, and removes those that no fact asks for any more.
pub fn write(wire: &Path) -> Result<(), String> {
    let root = wire.join("src/generated");
    let wanted = files(wire)?;
    for stale in present(&root)?.keys().filter(|path| !wanted.contains_key(*path)) {
        fs::remove_file(root.join(stale)).map_err(|error| format!("cannot remove `{stale}`: {error}"))?;
    }
    for (path, text) in &wanted {
        let path = root.join(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)
                .map_err(|error| format!("cannot make `{}`: {error}", folder.display()))?;
        }
        fs::write(&path, text).map_err(|error| format!("cannot write `{}`: {error}", path.display()))?;
    }
    Ok(())
}

/// Refuses when writing again would change a file, add one or remove one.
pub fn check(wire: &Path) -> Result<(), String> {
    let wanted = files(wire)?;
    let present = present(&wire.join("src/generated"))?;
    let differing =
        wanted.iter().filter(|(path, text)| present.get(*path) != Some(*text)).map(|(path, _)| path);
    let stale = present.keys().filter(|path| !wanted.contains_key(*path));
    let wrong: Vec<&str> = differing.chain(stale).map(String::as_str).collect();
    if wrong.is_empty() {
        return Ok(());
    }
    Err(format!("out of date: {}; run `cargo xtask generate`", wrong.join(", ")))
}

/// Every generated file by its path below `generated`.
fn files(wire: &Path) -> Result<BTreeMap<String, String>, String> {
    let mut products = Vec::new();
    for name in PRODUCTS {
        let facts = wire.join("facts").join(format!("{name}.json"));
        let mut product = Product::parse(name, &read(&facts)?)?;
        let own = wire.join("facts/own").join(format!("{name}.json"));
        if own.exists() {
            product.join(Product::parse(name, &read(&own)?)?)?;
        }
        products.push(product);
    }
    let mut files = BTreeMap::new();
    files.insert("mod.rs".to_owned(), operations::root(&products));
    files.insert("operation.rs".to_owned(), operations::operations(&products)?);
    files.insert("each.rs".to_owned(), operations::each(&products));
    for product in &products {
        files.insert(format!("{}/mod.rs", product.module), operations::service(product));
        for operation in &product.operations {
            let text = [request::file(product, operation)?, response::file(operation)?].concat();
            files.insert(format!("{}/{}.rs", product.module, names::snake(&operation.name)), text);
        }
    }
    Ok(files)
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("cannot read `{}`: {error}", path.display()))
}

/// The files that stand below `root` now.
fn present(root: &Path) -> Result<BTreeMap<String, String>, String> {
    let mut found = BTreeMap::new();
    for folder in [""].iter().chain(&PRODUCTS) {
        let Ok(entries) = fs::read_dir(root.join(folder)) else { continue };
        for entry in entries.flatten().filter(|entry| entry.path().is_file()) {
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
            let text =
                fs::read_to_string(entry.path()).map_err(|error| format!("cannot read `{path}`: {error}"))?;
            found.insert(path, text);
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generated_files_are_what_the_facts_say() {
        assert_eq!(check(&wire_crate()), Ok(()));
    }
}
