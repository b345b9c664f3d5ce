//! `DescribeDBInstances`: the account's instances that fit, page by page. Those in the bin are shown to who asks for
//! `DBInstanceStatus=Deleted`.

use rampart_rds::{
    action::DescribeDBInstances, instance::Status, instances, limits, records::Instance, undocumented,
};
use rampart_vocab::{DbInstanceId, iso_seconds};
use rampart_wire::rds::describe_db_instances::{
    DBInstance, DescribeDBInstancesRequest, DescribeDBInstancesResponse,
};

use super::{
    named::{self, Numbered, TagFilter},
    shown,
};
use crate::{Answer, Call, errors};

pub(crate) async fn describe_db_instances(
    call: &mut Call<'_>,
    ask: DescribeDBInstancesRequest,
) -> Answer<DescribeDBInstancesResponse> {
    let page = Page::asked(&ask)?;
    let wanted = Wanted::asked(ask)?;
    let among = call.permit_on(DescribeDBInstances, named::instances(call))?;

    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let listed =
            instances::list_instances(call.txn(), &among, after.as_ref(), limits::PAGE_MAX, wanted.from_bin);
        let listed = listed.await?;
        all.extend(listed.instances.into_iter().filter(|instance| wanted.fits(instance)));
        after = listed.more_after;
        if after.is_none() {
            break;
        }
    }

    let total_record_count = named::count(all.len());
    let (on_page, next_token) = page.of(all);
    Ok(DescribeDBInstancesResponse {
        page_number: page.number(),
        page_record_count: named::count(on_page.len()),
        total_record_count,
        next_token,
        items: on_page.iter().map(shown_in_list).collect(),
    })
}

/// Which part of the list: by number, or from behind an instance.
enum Page {
    Numbered(Numbered),
    Behind(Option<DbInstanceId>, usize),
}

impl Page {
    fn asked(ask: &DescribeDBInstancesRequest) -> Answer<Self> {
        if ask.max_results.is_none() && ask.next_token.is_none() {
            return Numbered::asked(ask.page_number, ask.page_size).map(Self::Numbered);
        }
        let size = match ask.max_results {
            None => limits::PAGE_MAX,
            Some(size) => usize::try_from(size)
                .ok()
                .filter(|size| (1..=limits::PAGE_MAX).contains(size))
                .ok_or_else(|| errors::rds::malformed("MaxResults", "a page has 1 to 100 items"))?,
        };
        let behind = ask.next_token.as_deref().map(str::parse).transpose();
        let behind = behind.map_err(|_| errors::rds::malformed("NextToken", "give the one of an answer"))?;
        Ok(Self::Behind(behind, size))
    }

    /// The part of all that fit, the oldest first, and the token of what follows.
    fn of(&self, all: Vec<Instance>) -> (Vec<Instance>, Option<String>) {
        match self {
            Self::Numbered(page) => (page.of(all), None),
            Self::Behind(behind, size) => {
                let from = |instance: &Instance| behind.as_ref().is_none_or(|behind| instance.id > *behind);
                let mut rest: Vec<Instance> = all.into_iter().filter(from).collect();
                let more = rest.len() > *size;
                rest.truncate(*size);
                let next = rest.last().filter(|_| more).map(|instance| instance.id.to_string());
                (rest, next)
            }
        }
    }

    fn number(&self) -> Option<i64> {
        match self {
            Self::Numbered(page) => page.number(),
            Self::Behind(..) => None,
        }
    }
}

/// What an instance must be to be listed.
struct Wanted {
    ask: DescribeDBInstancesRequest,
    tags: TagFilter,
    from_bin: bool,
}

impl Wanted {
    fn asked(ask: DescribeDBInstancesRequest) -> Answer<Self> {
        if ask.filter.is_some() {
            return Err(errors::rds::unsupported("Filter", "use the other parameters"));
        }
        let tags = ask.tags.as_deref().map(named::tag_filter).transpose()?.unwrap_or_default();
        let from_bin = ask.db_instance_status.as_deref() == Some(undocumented::status_word(Status::Deleted));
        Ok(Self { ask, tags, from_bin })
    }

    fn fits(&self, instance: &Instance) -> bool {
        let ask = &self.ask;
        let kept = |name, default| shown::asked(instance, name).unwrap_or(default);
        let searched =
            |text: &str| instance.id.as_str().contains(text) || instance.description.contains(text);
        is(&ask.db_instance_id, instance.id.as_str())
            && is(&ask.db_instance_status, shown::status(instance))
            && is(&ask.db_instance_class, &instance.class)
            && is(&ask.db_instance_type, "Primary")
            && is(&ask.engine, shown::engine(instance))
            && is(&ask.engine_version, kept(shown::ENGINE_VERSION, &instance.engine_version))
            && is(&ask.connection_string, &instance.connection)
            && is(&ask.category, kept(shown::CATEGORY, "Basic"))
            && is(&ask.connection_mode, kept(shown::CONNECTION_MODE, "Standard"))
            && is(&ask.instance_network_type, kept(shown::NETWORK_TYPE, "VPC"))
            && is(&ask.pay_type, kept(shown::PAY_TYPE, "Postpaid"))
            && is(&ask.resource_group_id, kept(shown::RESOURCE_GROUP, ""))
            && is(&ask.vpc_id, kept(shown::VPC, ""))
            && is(&ask.vswitch_id, kept(shown::VSWITCH, ""))
            && is(&ask.zone_id, kept(shown::ZONE, ""))
            // Nothing here expires, and there are no dedicated hosts.
            && is(&ask.dedicated_host_id, "")
            && is(&ask.dedicated_host_group_id, "")
            && !ask.expired.as_deref().is_some_and(|expired| expired.eq_ignore_ascii_case("true"))
            && ask.search_key.as_deref().is_none_or(searched)
            && self.tags.fits(&instance.tags)
    }
}

fn is(wanted: &Option<String>, value: &str) -> bool {
    wanted.as_deref().is_none_or(|wanted| wanted == value)
}

fn shown_in_list(instance: &Instance) -> DBInstance {
    let standing = shown::Standing::of(instance);
    let (processors, memory, _) = shown::size(instance);
    DBInstance {
        category: shown::kept(instance, shown::CATEGORY, "Basic"),
        connection_mode: shown::kept(instance, shown::CONNECTION_MODE, "Standard"),
        connection_string: Some(instance.connection.to_string()),
        create_time: Some(iso_seconds(instance.created)),
        db_instance_cpu: Some(processors.to_string()),
        db_instance_class: Some(instance.class.to_string()),
        db_instance_description: Some(instance.description.to_string()),
        db_instance_id: Some(instance.id.to_string()),
        db_instance_memory: Some(memory),
        db_instance_net_type: shown::kept(instance, shown::NET_TYPE, "Intranet"),
        db_instance_status: Some(shown::status(instance).into()),
        db_instance_storage_type: shown::kept(instance, shown::STORAGE_TYPE, shown::CLOUD_DISK),
        db_instance_type: Some("Primary".into()),
        deletion_protection: Some(instance.deletion_protection),
        destroy_time: shown::kept_until(instance),
        engine: Some(shown::engine(instance).into()),
        engine_version: shown::engine_version(instance),
        expire_time: Some(String::new()),
        instance_network_type: shown::kept(instance, shown::NETWORK_TYPE, "VPC"),
        lock_mode: standing.lock_mode,
        lock_reason: standing.lock_reason,
        pay_type: shown::kept(instance, shown::PAY_TYPE, "Postpaid"),
        region_id: Some(instance.region.to_string()),
        resource_group_id: shown::asked(instance, shown::RESOURCE_GROUP).map(Into::into),
        tips: standing.tips,
        tips_level: standing.tips_level,
        vswitch_id: shown::asked(instance, shown::VSWITCH).map(Into::into),
        vpc_id: shown::asked(instance, shown::VPC).map(Into::into),
        zone_id: shown::asked(instance, shown::ZONE).map(Into::into),
        ..DBInstance::default()
    }
}
