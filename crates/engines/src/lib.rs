//! The hand: disks, processes and database engines, carried out as root.
