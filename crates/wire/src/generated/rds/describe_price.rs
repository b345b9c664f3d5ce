//! `DescribePrice` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribePrice` asks.
#[derive(Default)]
pub struct DescribePriceRequest {
    pub client_token: Option<String>,
    pub commodity_code: Option<String>,
    pub db_instance_class: String,
    pub db_instance_id: Option<String>,
    pub db_instance_storage: i64,
    pub db_instance_storage_type: Option<String>,
    pub db_node: Vec<DBNode>,
    pub engine: String,
    pub engine_version: String,
    pub instance_used_type: Option<i64>,
    pub order_type: Option<String>,
    pub pay_type: Option<String>,
    pub quantity: i64,
    pub region_id: Option<String>,
    pub serverless_config: Option<String>,
    pub time_type: Option<String>,
    pub used_time: Option<i64>,
    pub zone_id: Option<String>,
}

impl Request for DescribePriceRequest {
    type Response = DescribePriceResponse;
    const OPERATION: Operation = Operation::RdsDescribePrice;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("ClientToken", Shape::Text),
        Parameter::optional("CommodityCode", Shape::Text),
        Parameter::required("DBInstanceClass", Shape::Text),
        Parameter::optional("DBInstanceId", Shape::Text),
        Parameter::required("DBInstanceStorage", Shape::Integer),
        Parameter::optional("DBInstanceStorageType", Shape::Text),
        Parameter::optional("DBNode", Shape::Objects(&[
            Parameter::optional("ClassCode", Shape::Text),
            Parameter::optional("ZoneId", Shape::Text),
        ])),
        Parameter::required("Engine", Shape::Text),
        Parameter::required("EngineVersion", Shape::Text),
        Parameter::optional("InstanceUsedType", Shape::Integer),
        Parameter::optional("OrderType", Shape::Text),
        Parameter::optional("PayType", Shape::Text),
        Parameter::required("Quantity", Shape::Integer),
        Parameter::optional("RegionId", Shape::Text),
        Parameter::optional("ServerlessConfig", Shape::Map),
        Parameter::optional("TimeType", Shape::Text),
        Parameter::optional("UsedTime", Shape::Integer),
        Parameter::optional("ZoneId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            client_token: read::text(params, "ClientToken"),
            commodity_code: read::text(params, "CommodityCode"),
            db_instance_class: read::required_text(params, "DBInstanceClass")?,
            db_instance_id: read::text(params, "DBInstanceId"),
            db_instance_storage: read::required_integer(params, "DBInstanceStorage")?,
            db_instance_storage_type: read::text(params, "DBInstanceStorageType"),
            db_node: read::elements(params, "DBNode")?,
            engine: read::required_text(params, "Engine")?,
            engine_version: read::required_text(params, "EngineVersion")?,
            instance_used_type: read::integer(params, "InstanceUsedType")?,
            order_type: read::text(params, "OrderType"),
            pay_type: read::text(params, "PayType"),
            quantity: read::required_integer(params, "Quantity")?,
            region_id: read::text(params, "RegionId"),
            serverless_config: read::json_map(params, "ServerlessConfig")?,
            time_type: read::text(params, "TimeType"),
            used_time: read::integer(params, "UsedTime")?,
            zone_id: read::text(params, "ZoneId"),
        })
    }
}

/// One element of `DBNode`.
#[derive(Default)]
pub struct DBNode {
    pub class_code: Option<String>,
    pub zone_id: Option<String>,
}

impl Element for DBNode {
    fn decode(row: &Row<'_>) -> Result<Self, ParameterRefused> {
        Ok(Self {
            class_code: read::text(row, "ClassCode"),
            zone_id: read::text(row, "ZoneId"),
        })
    }
}

/// What `DescribePrice` answers.
#[derive(Default)]
pub struct DescribePriceResponse {
    pub order_params: Option<String>,
    pub price_info: Option<PriceInfo>,
    pub rules: Vec<Rule>,
    pub serverless_price: Option<ServerlessPrice>,
    pub show_discount: Option<bool>,
    pub trade_max_rcu_amount: Option<f64>,
    pub trade_min_rcu_amount: Option<f64>,
}

impl Message for DescribePriceResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "OrderParams", &self.order_params);
        write::object(to, "PriceInfo", &self.price_info);
        write::wrapped_list(to, "Rules", "Rule", &self.rules);
        write::object(to, "ServerlessPrice", &self.serverless_price);
        write::boolean(to, "ShowDiscount", &self.show_discount);
        write::number(to, "TradeMaxRCUAmount", &self.trade_max_rcu_amount);
        write::number(to, "TradeMinRCUAmount", &self.trade_min_rcu_amount);
    }
}

/// `PriceInfo` in the answer.
#[derive(Default)]
pub struct PriceInfo {
    pub activity_info: Option<ActivityInfo>,
    pub coupons: Vec<Coupon>,
    pub currency: Option<String>,
    pub discount_price: Option<f64>,
    pub order_lines: Option<String>,
    pub original_price: Option<f64>,
    pub rule_ids: Vec<String>,
    pub trade_max_rcu_amount: Option<f64>,
    pub trade_min_rcu_amount: Option<f64>,
    pub trade_price: Option<f64>,
}

impl Message for PriceInfo {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::object(to, "ActivityInfo", &self.activity_info);
        write::wrapped_list(to, "Coupons", "Coupon", &self.coupons);
        write::text(to, "Currency", &self.currency);
        write::number(to, "DiscountPrice", &self.discount_price);
        write::text(to, "OrderLines", &self.order_lines);
        write::number(to, "OriginalPrice", &self.original_price);
        write::wrapped_texts(to, "RuleIds", "RuleId", &self.rule_ids);
        write::number(to, "TradeMaxRCUAmount", &self.trade_max_rcu_amount);
        write::number(to, "TradeMinRCUAmount", &self.trade_min_rcu_amount);
        write::number(to, "TradePrice", &self.trade_price);
    }
}

/// `ActivityInfo` in the answer.
#[derive(Default)]
pub struct ActivityInfo {
    pub check_err_msg: Option<String>,
    pub error_code: Option<String>,
    pub success: Option<String>,
}

impl Message for ActivityInfo {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "CheckErrMsg", &self.check_err_msg);
        write::text(to, "ErrorCode", &self.error_code);
        write::text(to, "Success", &self.success);
    }
}

/// `Coupon` in the answer.
#[derive(Default)]
pub struct Coupon {
    pub coupon_no: Option<String>,
    pub description: Option<String>,
    pub is_selected: Option<String>,
    pub name: Option<String>,
}

impl Message for Coupon {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "CouponNo", &self.coupon_no);
        write::text(to, "Description", &self.description);
        write::text(to, "IsSelected", &self.is_selected);
        write::text(to, "Name", &self.name);
    }
}

/// `Rule` in the answer.
#[derive(Default)]
pub struct Rule {
    pub description: Option<String>,
    pub name: Option<String>,
    pub rule_id: Option<i64>,
}

impl Message for Rule {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "Description", &self.description);
        write::text(to, "Name", &self.name);
        write::integer(to, "RuleId", &self.rule_id);
    }
}

/// `ServerlessPrice` in the answer.
#[derive(Default)]
pub struct ServerlessPrice {
    pub rcu_discount_max_amount: Option<f64>,
    pub rcu_discount_min_amount: Option<f64>,
    pub rcu_original_max_amount: Option<f64>,
    pub rcu_original_min_amount: Option<f64>,
    pub storage_original_amount: Option<f64>,
    pub total_original_max_amount: Option<f64>,
    pub total_original_min_amount: Option<f64>,
    pub trade_max_rcu_amount: Option<f64>,
    pub trade_min_rcu_amount: Option<f64>,
    pub storage_discount_amount: Option<f64>,
}

impl Message for ServerlessPrice {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::number(to, "RCUDiscountMaxAmount", &self.rcu_discount_max_amount);
        write::number(to, "RCUDiscountMinAmount", &self.rcu_discount_min_amount);
        write::number(to, "RCUOriginalMaxAmount", &self.rcu_original_max_amount);
        write::number(to, "RCUOriginalMinAmount", &self.rcu_original_min_amount);
        write::number(to, "StorageOriginalAmount", &self.storage_original_amount);
        write::number(to, "TotalOriginalMaxAmount", &self.total_original_max_amount);
        write::number(to, "TotalOriginalMinAmount", &self.total_original_min_amount);
        write::number(to, "TradeMaxRCUAmount", &self.trade_max_rcu_amount);
        write::number(to, "TradeMinRCUAmount", &self.trade_min_rcu_amount);
        write::number(to, "storageDiscountAmount", &self.storage_discount_amount);
    }
}
