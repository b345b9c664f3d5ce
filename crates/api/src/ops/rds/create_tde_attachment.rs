//! `CreateTdeAttachment`, ours: a MariaDB server that its owner runs takes the keys of its tables from here.
//!
//! Role and key are lent as for an instance. The keys are made by the server's own worker, under the role, once the
//! wish is recorded; DescribeTdeAttachments tells when they are there. The token is told this once.

use rampart_rds::{
    action::CreateTdeAttachment,
    attachments::{self, NewAttachment},
};
use rampart_wire::rds::create_tde_attachment::{CreateTdeAttachmentRequest, CreateTdeAttachmentResponse};

use super::{
    attachment::{self, Access},
    lend, named,
};
use crate::{Answer, Call};

pub(crate) async fn create_tde_attachment(
    call: &mut Call<'_>,
    ask: CreateTdeAttachmentRequest,
) -> Answer<CreateTdeAttachmentResponse> {
    attachment::check_region(call, ask.region_id.as_deref())?;
    let reference = attachment::named(&ask.name)?;
    let wanted = lend::for_tables(ask.role_arn.as_deref(), ask.encryption_key.as_deref())?;
    let new = call.permit(CreateTdeAttachment, reference).await?;
    let lend::Lent { key, role, service_key } = wanted.lent(call).await?;

    let (moment, host) = (named::moment(call), call.services().server);
    let making = (call.clock(), call.entropy());
    let wish = NewAttachment { key, role, service_key, host };
    let opening = attachments::attach(call.txn(), &new, wish, &moment, making).await?;

    let Access { name, mount_path, vault_token, vault_urls, ca_pem } = Access::new(call, &opening);
    Ok(CreateTdeAttachmentResponse {
        name,
        mount_path,
        vault_token,
        vault_urls,
        ca_pem,
        encryption_key: Some(opening.attachment.key.to_string()),
        role_arn: Some(opening.attachment.role.to_string()),
    })
}
