# The way of encrypted disks: a PostgreSQL that locks at once when its key is switched off. Sourced by show.sh.

locked() { [ "$(attribute LockMode)" != Unlock ]; }
sql() { PGPASSWORD=$password PGCONNECT_TIMEOUT=3 psql -X -At -h "$host" -p "$db_port" -U demo -c "$1" demo; }

say "a key, and a PostgreSQL on a disk that only it opens"
make_key
make_instance --Engine PostgreSQL --EngineVersion 15.0 --DBInstanceClass pg.n2.2c.1m \
  --EncryptionKey "$key" --RoleARN "$role_arn"
make_database UTF8

say "live"
sql "create table if not exists seen (what text, at timestamptz default now()); insert into seen (what) values ('written by ./run')" >/dev/null
step "a row is written; rows there: $(sql 'select count(*) from seen')"
step "the key is switched off: rampart call kms DisableKey"
api kms DisableKey --KeyId "$key" >/dev/null
wait_for 30 "until the instance locks" locked
step "the instance says: $(attribute LockReason)"
step "psql says: $(sql 'select 1' 2>&1 | head -n 1 || true)"
step "the key is switched on again: rampart call kms EnableKey"
api kms EnableKey --KeyId "$key" >/dev/null
wait_for 60 "until it is Running" status_is Running
step "rows there: $(sql 'select count(*) from seen')"
connect="PGPASSWORD='$password' psql -h $host -p $db_port -U demo demo"
