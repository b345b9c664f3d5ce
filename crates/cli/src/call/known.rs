//! What an operation may be given: a name that it does not know is refused here, before anything is sent.
//!
//! The server passes over what it does not know, as the vendor does; so a slip of the hand would leave out what was
//! asked for, a disk's key for one, and nobody would hear of it.

use std::fmt::Write as _;

use clap::Args as _;
use rampart_client::{Operation, Parameter, Service, Shape};
use rampart_policy::check::nearest;

use super::Call;

/// Refuses the names that the operation does not know, each with the name that was probably meant.
///
/// An operation that is not known here is the server's to judge.
pub(super) fn check<'n>(
    service: Service,
    operation: &str,
    names: impl Iterator<Item = &'n str>,
) -> Result<(), String> {
    let Some(operation) = service.operation(operation) else { return Ok(()) };
    let unknown: Vec<String> =
        names.filter(|name| !operation.takes(name)).map(|name| refusal(operation, name)).collect();
    if unknown.is_empty() { Ok(()) } else { Err(format!("{}; nothing was sent", unknown.join("; "))) }
}

fn refusal(operation: Operation, name: &str) -> String {
    let is_option = Call::augment_args(clap::Command::new("call"))
        .get_arguments()
        .any(|option| option.get_long() == Some(name));
    if is_option {
        return format!("`--{name}` is an option of this command: write it before the service");
    }
    let forms: Vec<String> = operation.parameters().iter().flat_map(Parameter::forms).collect();
    let candidates = forms.iter().map(String::as_str).chain(Operation::PASSED_OVER);
    let what = match nearest(&numbers_as_n(name), candidates) {
        Some(near) => format!("did you mean `--{near}`?"),
        None => format!("see {}", help(operation)),
    };
    format!("`--{name}` is no parameter of {}: {what}", operation.name())
}

/// `Tag.1.Key` as `Tag.N.Key`.
fn numbers_as_n(name: &str) -> String {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = name.split('.').map(|part| if is_number(part) { "N" } else { part }).collect();
    parts.join(".")
}

fn help(operation: Operation) -> String {
    format!("`rampart call {} {} --help`", operation.service().code(), operation.name())
}

/// The parameters of an operation, those first that must be given; or the operation that was probably meant.
pub(super) fn teach(service: Service, name: &str) -> Result<String, String> {
    let Some(operation) = service.operation(name) else {
        let near = nearest(name, service.operations().map(Operation::name)).map_or_else(
            || format!("`rampart call {} --help` lists them", service.code()),
            |near| format!("did you mean `{near}`?"),
        );
        return Err(format!("`{name}` is no operation of {}: {near}", service.name()));
    };
    let mut out = format!("{} of {} {}\n", operation.name(), service.name(), service.version());
    for (title, required) in [("Required", true), ("Optional", false)] {
        let lines: Vec<(String, &str)> = operation
            .parameters()
            .iter()
            .filter(|parameter| parameter.required == required)
            .flat_map(lines)
            .collect();
        let width = lines.iter().map(|(form, _)| form.len()).max().unwrap_or(0);
        let _ = if lines.is_empty() { Ok(()) } else { writeln!(out, "\n{title}:") };
        for (form, of) in lines {
            let _ = writeln!(out, "  --{form:width$}  {of}");
        }
    }
    let _ = writeln!(out, "\nTaken and passed over: {}", Operation::PASSED_OVER.join(", "));
    Ok(out)
}

/// The operations of a service.
pub(super) fn list(service: Service) -> String {
    let mut out = format!("Operations of {} {}:\n", service.name(), service.version());
    for operation in service.operations() {
        let _ = writeln!(out, "  {}", operation.name());
    }
    let _ =
        writeln!(out, "\n`rampart call {} OPERATION --help` lists an operation's parameters", service.code());
    out
}

/// Every form of a parameter with what it holds.
fn lines(parameter: &Parameter) -> Vec<(String, &'static str)> {
    let of_member = |at: usize| match parameter.shape {
        Shape::Objects(members) => members.get(at).map_or("text", |member| holds(member.shape)),
        shape if at == 0 => holds(shape),
        Shape::Map => "text, for each KEY",
        _ => "text",
    };
    parameter.forms().into_iter().enumerate().map(|(at, form)| (form, of_member(at))).collect()
}

fn holds(shape: Shape) -> &'static str {
    match shape {
        Shape::Text => "text",
        Shape::Secret => "secret text, such as @FILE",
        Shape::Integer => "whole number",
        Shape::Boolean => "true or false",
        Shape::Map => "JSON object",
        Shape::Texts => "text, for N from 1",
        Shape::Tags | Shape::Objects(_) => "text, for N from 1",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(operation: &str, names: &[&str], told: &str) {
        let service = if operation.contains("Key") && !operation.contains("TagKey") {
            Service::Kms
        } else {
            Service::Rds
        };
        assert_eq!(check(service, operation, names.iter().copied()), Err(told.to_owned()), "{names:?}");
    }

    #[test]
    fn a_misspelt_parameter_is_refused_with_the_one_that_was_meant() {
        let create = "CreateDBInstance";
        for (name, near) in [
            ("EncryptionKy", "EncryptionKey"),
            ("EncryptionKeyId", "EncryptionKey"),
            ("RoleNra", "RoleARN"),
            ("Tag.1.Kye", "Tag.N.Key"),
            ("Tag.Key", "Tag.N.Key"),
            ("RegionID.", "RegionId"),
        ] {
            let told =
                format!("`--{name}` is no parameter of {create}: did you mean `--{near}`?; nothing was sent");
            refused(create, &["Engine", name], &told);
        }
        refused(
            create,
            &["Colour", "EncryptionKy"],
            "`--Colour` is no parameter of CreateDBInstance: see `rampart call rds CreateDBInstance --help`; \
             `--EncryptionKy` is no parameter of CreateDBInstance: did you mean `--EncryptionKey`?; nothing was sent",
        );
        refused(
            "CreateKey",
            &["Description", "get"],
            "`--get` is an option of this command: write it before the service; nothing was sent",
        );
    }

    #[test]
    fn what_is_known_passes_and_what_is_not_known_here_is_the_servers_to_judge() {
        for (operation, name) in [
            ("CreateDBInstance", "encryptionkey"),
            ("CreateDBInstance", "ResourceOwnerId"),
            ("CreateDBInstance", "Tag.3.Value"),
            ("CreateDBInstanceOfTomorrow", "Anything"),
        ] {
            assert_eq!(check(Service::Rds, operation, [name].into_iter()), Ok(()), "{name}");
        }
    }

    #[test]
    fn an_operation_teaches_its_parameters() {
        insta::assert_snapshot!(teach(Service::Kms, "GenerateDataKey").unwrap());
        insta::assert_snapshot!(teach(Service::Rds, "ModifyDBInstance").unwrap());
        insta::assert_snapshot!(teach(Service::Kms, "UntagResources").unwrap());
        assert_eq!(
            teach(Service::Kms, "CreateKye").unwrap_err(),
            "`CreateKye` is no operation of Kms: did you mean `CreateKey`?"
        );
        assert_eq!(
            teach(Service::Sts, "Nothing").unwrap_err(),
            "`Nothing` is no operation of Sts: `rampart call sts --help` lists them"
        );
        assert!(list(Service::Sts).contains("  AssumeRole\n"));
    }
}
