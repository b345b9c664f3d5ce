//! Refusals of RDS. Source of codes and texts: RDS, common errors.
