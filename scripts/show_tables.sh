# The way of encrypted tables (TDE): a MariaDB, asked for as MySQL, that no longer starts when its key is switched off.
# Sourced by show.sh.

encrypted() { [ "$(api --get State rds DescribeDBInstanceTDE --DBInstanceId "$instance" 2>/dev/null)" = Encrypted ] && status_is Running; }
warned() { attribute Tips | grep -q disabled; }
sql() {
  MYSQL_PWD=$password mariadb --no-defaults --protocol=tcp --connect-timeout=3 -N -B -h "$host" -P "$db_port" -u demo -e "$1" demo
}
unreachable() { ! sql "select 1"; }
started() { api rds StartDBInstance --DBInstanceId "$instance"; }

if [ -n "$no_disks" ]; then
  say "no encrypted disks here; encrypted tables (TDE) instead"
  step "$no_disks"
fi

say "a key, and a MySQL whose tables only it opens; MariaDB serves it"
make_key
make_instance --Engine MySQL --EngineVersion 8.0 --DBInstanceClass mysql.n2.medium.1
if ! encrypted; then
  api rds ModifyDBInstanceTDE --DBInstanceId "$instance" --TDEStatus Enabled --EncryptionKey "$key" --RoleArn "$role_arn" >/dev/null
  wait_for 120 "until every table is encrypted" encrypted
fi
make_database utf8mb4

say "live"
sql "create table if not exists seen (what text, at timestamp default current_timestamp); insert into seen (what) values ('written by ./run')"
step "a row is written; rows there: $(sql 'select count(*) from seen')"
step "files of the data folder that hold its text: $(grep -rlaF --exclude=image 'written by ./run' "$data_dir/instances/$instance" | wc -l)"
step "the key is switched off: rampart call kms DisableKey"
api kms DisableKey --KeyId "$key" >/dev/null
wait_for 30 "until the instance warns" warned
step "it runs on and says: $(attribute Tips)"
step "a restart is refused: $(api rds RestartDBInstance --DBInstanceId "$instance" 2>&1 | head -n 1 || true)"
step "it is stopped: rampart call rds StopDBInstance"
api rds StopDBInstance --DBInstanceId "$instance" >/dev/null
wait_for 60 "until it is down" unreachable
wait_for 60 "until it is Stopped" status_is Stopped
step "a start is refused: $(api rds StartDBInstance --DBInstanceId "$instance" 2>&1 | head -n 1 || true)"
step "mariadb says: $(sql 'select 1' 2>&1 | head -n 1 || true)"
step "the instance says: $(attribute LockReason)"
step "the key is switched on again: rampart call kms EnableKey"
api kms EnableKey --KeyId "$key" >/dev/null
wait_for 60 "until it may be started" started
wait_for 60 "until it is Running" status_is Running
step "rows there: $(sql 'select count(*) from seen')"
connect="MYSQL_PWD='$password' mariadb -h $host -P $db_port -u demo demo"
