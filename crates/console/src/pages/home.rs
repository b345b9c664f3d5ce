//! The overview: how much there is of everything, and what comes next.

use askama::Template;
use rampart_client::Service;
use serde_json::Value;

use super::{Frame, rds_access};
use crate::{
    ask::{Answer, Ask, rows, text},
    trouble::Trouble,
};

#[derive(Template)]
#[template(path = "home.html")]
struct Page {
    frame: Frame,
    tiles: Vec<Tile>,
    authorized: Option<bool>,
}

struct Tile {
    href: &'static str,
    title: &'static str,
    /// None where the caller may not look.
    count: Option<String>,
}

/// One tile: where it leads, what it counts, and where in the answer that stands.
struct Counted {
    href: &'static str,
    title: &'static str,
    service: Service,
    operation: &'static str,
    params: &'static [(&'static str, &'static str)],
    list: &'static str,
    total: &'static str,
}

const RAM: Counted = Counted {
    href: "/console/users",
    title: "Users",
    service: Service::Ram,
    operation: "ListUsers",
    params: &[("MaxItems", "100")],
    list: "/Users/User",
    total: "",
};

const COUNTED: [Counted; 6] = [
    RAM,
    Counted {
        href: "/console/groups",
        title: "Groups",
        operation: "ListGroups",
        list: "/Groups/Group",
        ..RAM
    },
    Counted { href: "/console/roles", title: "Roles", operation: "ListRoles", list: "/Roles/Role", ..RAM },
    Counted {
        href: "/console/policies?type=Custom",
        title: "Custom policies",
        operation: "ListPolicies",
        params: &[("PolicyType", "Custom"), ("MaxItems", "100")],
        list: "/Policies/Policy",
        ..RAM
    },
    Counted {
        href: "/console/keys",
        title: "Keys",
        service: Service::Kms,
        operation: "ListKeys",
        params: &[("PageSize", "1")],
        list: "/Keys/Key",
        total: "/TotalCount",
    },
    Counted {
        href: "/console/databases",
        title: "Instances",
        service: Service::Rds,
        operation: "DescribeDBInstances",
        params: &[("PageSize", "30")],
        list: "/Items/DBInstance",
        total: "/TotalRecordCount",
    },
];

pub(crate) async fn show(ask: &Ask<'_>) -> Answer {
    let mut tiles = Vec::new();
    for Counted { href, title, service, operation, params, list, total } in COUNTED {
        let placed = match service {
            Service::Rds => [params, &[("RegionId", ask.region)]].concat(),
            _ => params.to_vec(),
        };
        let count = match ask.call(service, operation, &placed).await {
            Ok(answer) => Some(count(&answer, list, total)),
            Err(Trouble::SignedOut) => return Err(Trouble::SignedOut),
            Err(_) => None,
        };
        tiles.push(Tile { href, title, count });
    }
    let authorized = rds_access::is_authorized(ask).await;
    ask.page(&Page { frame: ask.frame("Overview", "home"), tiles, authorized })
}

fn count(answer: &Value, list: &str, total: &str) -> String {
    let told = text(answer, total);
    let listed = rows(answer, list).len();
    match (told.is_empty() || total.is_empty(), text(answer, "/IsTruncated") == "true") {
        (false, _) => told,
        (true, true) => format!("{listed}+"),
        (true, false) => listed.to_string(),
    }
}
