//! `DescribeAccountKmsStatus` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeAccountKmsStatus` asks.
#[derive(Default)]
pub struct DescribeAccountKmsStatusRequest {}

impl Request for DescribeAccountKmsStatusRequest {
    type Response = DescribeAccountKmsStatusResponse;
    const OPERATION: Operation = Operation::KmsDescribeAccountKmsStatus;
    const PARAMETERS: &'static [Parameter] = &[];

    fn decode(_: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {})
    }
}

/// What `DescribeAccountKmsStatus` answers.
#[derive(Default)]
pub struct DescribeAccountKmsStatusResponse {
    pub account_status: Option<String>,
}

impl Message for DescribeAccountKmsStatusResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "AccountStatus", &self.account_status);
    }
}
