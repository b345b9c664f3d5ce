//! From a path to its page: what needs no session, what needs one, and what a form must bear.

use http::StatusCode;

use crate::{
    Back, Console, Response, Visit,
    ask::{Answer, Ask, path},
    csrf,
    fields::Fields,
    live,
    pages::{
        accounts, create_database, create_group, create_key, create_policy, create_role, create_user,
        database, databases, edit_policy, editor, grant, group, groups, home, key, keys, login, password,
        policies, policy, rds_access, role, roles, sign_in, simulate, trail, trail_event, trouble, user,
        users, why,
    },
    response, session, statics,
    trouble::Trouble,
};

/// Every page that a signed-in browser may be sent to; `*` stands for a name. What is not here is not answered, so that no page
/// is missed by the tests that walk them.
pub const PAGES: &[&str] = &[
    "",
    "policies",
    "policies/create",
    "policies/*/*",
    "policies/*/*/edit",
    "roles",
    "roles/create",
    "role/*",
    "role/*/created",
    "role/*/grant",
    "groups",
    "groups/create",
    "group/*",
    "group/*/grant",
    "users",
    "users/create",
    "user/*",
    "password",
    "simulate",
    "why",
    "audit",
    "audit/*",
    "user/*/grant",
    "keys",
    "keys/create",
    "key/*",
    "databases",
    "databases/create",
    "databases/authorize",
    "database/*",
    "database/*/accounts",
];

/// Every form's address, below `/console/`. What is not here is not taken.
pub const FORMS: &[&str] = &[
    "sign-out",
    "policies/create",
    "policies/check",
    "policies/*/*/edit",
    "policies/*/*/default",
    "policies/*/*/delete",
    "roles/create",
    "role/*/grant",
    "role/*/detach",
    "role/*/delete",
    "groups/create",
    "group/*/grant",
    "group/*/detach",
    "group/*/change",
    "group/*/delete",
    "users/create",
    "user/*/grant",
    "user/*/detach",
    "user/*/delete",
    "user/*/login",
    "password",
    "why",
    "user/*/keys/create",
    "user/*/keys/change",
    "keys/create",
    "key/*/change",
    "databases/create",
    "databases/authorize",
    "database/*/change",
    "database/*/accounts",
];

/// Whether a path is one of our own pages, so that somebody who signs in may be sent on to it.
pub(crate) fn is_page(below: &[&str]) -> bool {
    is_among(PAGES, below)
}

fn is_among(patterns: &[&str], below: &[&str]) -> bool {
    patterns.iter().any(|pattern| {
        let wanted: Vec<_> = pattern.split('/').filter(|segment| !segment.is_empty()).collect();
        wanted.len() == below.len()
            && wanted.iter().zip(below).all(|(wanted, segment)| *wanted == "*" || wanted == segment)
    })
}

pub(crate) async fn answer(console: &Console, back: &dyn Back, visit: &Visit<'_>) -> Response {
    if visit.path == "/console" {
        return response::see(crate::HOME);
    }
    let Some(segments) = visit.segments() else { return trouble::page(StatusCode::NOT_FOUND, visit) };
    let below: Vec<&str> = segments.iter().map(String::as_str).collect();
    let posted = match visit.method {
        "GET" | "HEAD" => false,
        "POST" => true,
        _ => return trouble::page(StatusCode::METHOD_NOT_ALLOWED, visit),
    };
    if let ["static", digest, name] = below[..]
        && !posted
    {
        return statics::file(digest, name).unwrap_or_else(|| trouble::page(StatusCode::NOT_FOUND, visit));
    }
    if !visit.from.secure && !visit.from.plain_http_taken {
        return trouble::page(StatusCode::UPGRADE_REQUIRED, visit);
    }
    let form = match posted {
        true => match visit.form() {
            Some(form) => form,
            None => return trouble::page(StatusCode::PAYLOAD_TOO_LARGE, visit),
        },
        false => Fields::default(),
    };
    if below == ["sign-in"] {
        return match posted {
            true => sign_in::submit(console, back, visit, &form).await,
            false => sign_in::show(console, visit),
        };
    }
    let now = console.clock.now();
    let cookie = visit.cookie(session::cookie(visit.from.secure));
    if !posted && live::is_stream(&below) {
        let session = cookie.and_then(|id| console.sessions.peek(id, visit.from.secure, now));
        return live::begin(visit, session, &below)
            .unwrap_or_else(|| trouble::page(StatusCode::NOT_FOUND, visit));
    }
    let found = cookie.and_then(|id| console.sessions.find(id, visit.from.secure, now));
    let Some(session) = found else { return sign_in::needed(visit, &below) };
    if posted && !csrf::holds(visit, form.raw(csrf::FIELD), &session.csrf) {
        return trouble::page(StatusCode::FORBIDDEN, visit);
    }
    if posted && below == ["sign-out"] {
        return sign_in::out(console, back, visit).await;
    }
    let ask = Ask {
        back,
        from: &visit.from,
        host: visit.host(),
        clock: console.clock.as_ref(),
        entropy: console.entropy.as_ref(),
        region: &console.region,
        session,
        query: visit.query(),
        form,
    };
    let answered = match posted {
        _ if ask.session.must_change_password && below != ["password"] => password::first(&ask),
        true if is_among(FORMS, &below) => submit(&ask, &below).await,
        false if is_page(&below) => show(&ask, &below).await,
        // Where a form was refused, its address is what a browser comes back to.
        false if is_among(FORMS, &below) => {
            form_page(&below).map(|page| response::see(&page)).ok_or(Trouble::NoPage)
        }
        _ => Err(Trouble::NoPage),
    };
    match answered {
        Ok(answer) => response::known(answer),
        Err(Trouble::SignedOut) => {
            if let Some(id) = cookie {
                console.sessions.end(id);
            }
            sign_in::needed(visit, &below)
        }
        Err(trouble) => response::known(trouble::signed_in(&ask, trouble)),
    }
}

async fn show(ask: &Ask<'_>, below: &[&str]) -> Answer {
    match *below {
        [] => home::show(ask).await,
        ["policies"] => policies::show(ask).await,
        ["policies", "create"] => create_policy::show(ask).await,
        ["policies", kind, name] => policy::show(ask, kind, name).await,
        ["policies", kind, name, "edit"] => edit_policy::show(ask, kind, name).await,
        ["roles"] => roles::show(ask).await,
        ["roles", "create"] => create_role::show(ask),
        ["role", name] => role::show(ask, name).await,
        ["role", name, "created"] => create_role::created(ask, name).await,
        ["role", name, "grant"] => grant::show(ask, grant::Bearer::Role(name)).await,
        ["groups"] => groups::show(ask).await,
        ["groups", "create"] => create_group::show(ask),
        ["group", name] => group::show(ask, name).await,
        ["group", name, "grant"] => grant::show(ask, grant::Bearer::Group(name)).await,
        ["users"] => users::show(ask).await,
        ["users", "create"] => create_user::show(ask),
        ["user", name] => user::show(ask, name).await,
        ["user", name, "grant"] => grant::show(ask, grant::Bearer::User(name)).await,
        ["password"] => password::show(ask),
        ["simulate"] => simulate::show(ask).await,
        ["why"] => why::show(ask),
        ["audit"] => trail::show(ask).await,
        ["audit", id] => trail_event::show(ask, id).await,
        ["keys"] => keys::show(ask).await,
        ["keys", "create"] => create_key::show(ask),
        ["key", id] => key::show(ask, id).await,
        ["databases"] => databases::show(ask).await,
        ["databases", "create"] => create_database::show(ask).await,
        ["databases", "authorize"] => rds_access::show(ask).await,
        ["database", id] => database::show(ask, id).await,
        ["database", id, "accounts"] => accounts::show(ask, id).await,
        _ => Err(Trouble::NoPage),
    }
}

async fn submit(ask: &Ask<'_>, below: &[&str]) -> Answer {
    match *below {
        ["policies", "create"] => create_policy::submit(ask).await,
        ["policies", "check"] => editor::check(ask),
        ["policies", kind, name, "edit"] => edit_policy::submit(ask, kind, name).await,
        ["policies", kind, name, "default"] => edit_policy::set_default(ask, kind, name).await,
        ["policies", kind, name, "delete"] => policy::delete(ask, kind, name).await,
        ["roles", "create"] => create_role::submit(ask).await,
        ["role", name, "grant"] => grant::submit(ask, grant::Bearer::Role(name)).await,
        ["role", name, "detach"] => grant::detach(ask, grant::Bearer::Role(name)).await,
        ["role", name, "delete"] => role::delete(ask, name).await,
        ["groups", "create"] => create_group::submit(ask).await,
        ["group", name, "grant"] => grant::submit(ask, grant::Bearer::Group(name)).await,
        ["group", name, "detach"] => grant::detach(ask, grant::Bearer::Group(name)).await,
        ["group", name, "change"] => group::change(ask, name).await,
        ["group", name, "delete"] => group::delete(ask, name).await,
        ["users", "create"] => create_user::submit(ask).await,
        ["user", name, "grant"] => grant::submit(ask, grant::Bearer::User(name)).await,
        ["user", name, "detach"] => grant::detach(ask, grant::Bearer::User(name)).await,
        ["user", name, "delete"] => user::delete(ask, name).await,
        ["user", name, "keys", "create"] => user::create_access_key(ask, name).await,
        ["user", name, "keys", "change"] => user::change_access_key(ask, name).await,
        ["user", name, "login"] => login::change(ask, name).await,
        ["password"] => password::submit(ask).await,
        ["why"] => why::submit(ask).await,
        ["keys", "create"] => create_key::submit(ask).await,
        ["key", id, "change"] => key::change(ask, id).await,
        ["databases", "create"] => create_database::submit(ask).await,
        ["databases", "authorize"] => rds_access::submit(ask).await,
        ["database", id, "change"] => database::change(ask, id).await,
        ["database", id, "accounts"] => accounts::change(ask, id).await,
        _ => Err(Trouble::NoPage),
    }
}

/// The page that a form stands on: of our pages the nearest one above its address.
pub(crate) fn form_page(below: &[&str]) -> Option<String> {
    (1..=below.len()).rev().find_map(|length| page_path(below.get(..length)?))
}

/// A page of ours as somebody asked for it, to come back to after signing in.
pub(crate) fn page_path(below: &[&str]) -> Option<String> {
    is_page(below).then(|| path(below))
}
