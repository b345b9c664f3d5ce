//! `TransformDBInstancePayType` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `TransformDBInstancePayType` asks.
#[derive(Default)]
pub struct TransformDBInstancePayTypeRequest {
    pub auto_renew: Option<String>,
    pub auto_use_coupon: Option<bool>,
    pub business_info: Option<String>,
    pub client_token: Option<String>,
    pub db_instance_id: String,
    pub pay_type: String,
    pub period: Option<String>,
    pub promotion_code: Option<String>,
    pub used_time: Option<i64>,
}

impl Request for TransformDBInstancePayTypeRequest {
    type Response = TransformDBInstancePayTypeResponse;
    const OPERATION: Operation = Operation::RdsTransformDBInstancePayType;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("AutoRenew", Shape::Text),
        Parameter::optional("AutoUseCoupon", Shape::Boolean),
        Parameter::optional("BusinessInfo", Shape::Text),
        Parameter::optional("ClientToken", Shape::Text),
        Parameter::required("DBInstanceId", Shape::Text),
        Parameter::required("PayType", Shape::Text),
        Parameter::optional("Period", Shape::Text),
        Parameter::optional("PromotionCode", Shape::Text),
        Parameter::optional("UsedTime", Shape::Integer),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            auto_renew: read::text(params, "AutoRenew"),
            auto_use_coupon: read::boolean(params, "AutoUseCoupon")?,
            business_info: read::text(params, "BusinessInfo"),
            client_token: read::text(params, "ClientToken"),
            db_instance_id: read::required_text(params, "DBInstanceId")?,
            pay_type: read::required_text(params, "PayType")?,
            period: read::text(params, "Period"),
            promotion_code: read::text(params, "PromotionCode"),
            used_time: read::integer(params, "UsedTime")?,
        })
    }
}

/// What `TransformDBInstancePayType` answers.
#[derive(Default)]
pub struct TransformDBInstancePayTypeResponse {
    pub charge_type: Option<String>,
    pub db_instance_id: Option<String>,
    pub expired_time: Option<String>,
    pub order_id: Option<i64>,
}

impl Message for TransformDBInstancePayTypeResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "ChargeType", &self.charge_type);
        write::text(to, "DBInstanceId", &self.db_instance_id);
        write::text(to, "ExpiredTime", &self.expired_time);
        write::integer(to, "OrderId", &self.order_id);
    }
}
