//! `DescribeCharacterSetName` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeCharacterSetName` asks.
#[derive(Default)]
pub struct DescribeCharacterSetNameRequest {
    pub engine: String,
    pub region_id: Option<String>,
    pub resource_group_id: Option<String>,
}

impl Request for DescribeCharacterSetNameRequest {
    type Response = DescribeCharacterSetNameResponse;
    const OPERATION: Operation = Operation::RdsDescribeCharacterSetName;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("Engine", Shape::Text),
        Parameter::optional("RegionId", Shape::Text),
        Parameter::optional("ResourceGroupId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            engine: read::required_text(params, "Engine")?,
            region_id: read::text(params, "RegionId"),
            resource_group_id: read::text(params, "ResourceGroupId"),
        })
    }
}

/// What `DescribeCharacterSetName` answers.
#[derive(Default)]
pub struct DescribeCharacterSetNameResponse {
    pub character_set_name_items: Vec<String>,
    pub engine: Option<String>,
}

impl Message for DescribeCharacterSetNameResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::wrapped_texts(to, "CharacterSetNameItems", "CharacterSetName", &self.character_set_name_items);
        write::text(to, "Engine", &self.engine);
    }
}
