//! `ListResourceTags` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ListResourceTags` asks.
#[derive(Default)]
pub struct ListResourceTagsRequest {
    pub key_id: String,
}

impl Request for ListResourceTagsRequest {
    type Response = ListResourceTagsResponse;
    const OPERATION: Operation = Operation::KmsListResourceTags;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("KeyId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            key_id: read::required_text(params, "KeyId")?,
        })
    }
}

/// What `ListResourceTags` answers.
#[derive(Default)]
pub struct ListResourceTagsResponse {
    pub tags: Vec<Tag>,
}

impl Message for ListResourceTagsResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::wrapped_list(to, "Tags", "Tag", &self.tags);
    }
}

/// `Tag` in the answer.
#[derive(Default)]
pub struct Tag {
    pub key_id: Option<String>,
    pub tag_key: Option<String>,
    pub tag_value: Option<String>,
}

impl Message for Tag {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "KeyId", &self.key_id);
        write::text(to, "TagKey", &self.tag_key);
        write::text(to, "TagValue", &self.tag_value);
    }
}
