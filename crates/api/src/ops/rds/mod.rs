//! The operations of RDS, one file each.

built! {}
