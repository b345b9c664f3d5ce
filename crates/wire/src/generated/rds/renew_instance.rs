//! `RenewInstance` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `RenewInstance` asks.
#[derive(Default)]
pub struct RenewInstanceRequest {
    pub auto_pay: Option<String>,
    pub auto_renew: Option<String>,
    pub auto_use_coupon: Option<bool>,
    pub client_token: Option<String>,
    pub db_instance_id: String,
    pub period: i64,
    pub promotion_code: Option<String>,
    pub compression_mode: Option<String>,
}

impl Request for RenewInstanceRequest {
    type Response = RenewInstanceResponse;
    const OPERATION: Operation = Operation::RdsRenewInstance;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("AutoPay", Shape::Text),
        Parameter::optional("AutoRenew", Shape::Text),
        Parameter::optional("AutoUseCoupon", Shape::Boolean),
        Parameter::optional("ClientToken", Shape::Text),
        Parameter::required("DBInstanceId", Shape::Text),
        Parameter::required("Period", Shape::Integer),
        Parameter::optional("PromotionCode", Shape::Text),
        Parameter::optional("CompressionMode", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            auto_pay: read::text(params, "AutoPay"),
            auto_renew: read::text(params, "AutoRenew"),
            auto_use_coupon: read::boolean(params, "AutoUseCoupon")?,
            client_token: read::text(params, "ClientToken"),
            db_instance_id: read::required_text(params, "DBInstanceId")?,
            period: read::required_integer(params, "Period")?,
            promotion_code: read::text(params, "PromotionCode"),
            compression_mode: read::text(params, "CompressionMode"),
        })
    }
}

/// What `RenewInstance` answers.
#[derive(Default)]
pub struct RenewInstanceResponse {
    pub order_id: Option<i64>,
}

impl Message for RenewInstanceResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::integer(to, "OrderId", &self.order_id);
    }
}
