# The part of ./run that shows the path live. Sourced by it; uses its `api`, `say`, `step` and `serve`.

policy=AliyunRDSInstanceEncryptionRolePolicy
role=AliyunRDSInstanceEncryptionDefaultRole
# What a second run goes on with: the names in it are these and no others.
notes=$state/notes
key= instance= password=

free_port() {
  local wanted=$1
  while (exec 3<>"/dev/tcp/127.0.0.1/$wanted") 2>/dev/null; do wanted=$((wanted + 1)); done
  printf '%s' "$wanted"
}

# Waits until a command succeeds, with a dot a second: `wait_for SECONDS WHAT COMMAND…`.
wait_for() {
  local patience=$1 what=$2
  shift 2
  printf '   %s ' "$what"
  for ((waited = 0; waited < patience; waited++)); do
    if "$@" >/dev/null 2>&1; then
      printf ' done\n'
      return 0
    fi
    printf '.'
    sleep 1
  done
  printf ' gave up after %s seconds\n' "$patience"
  return 1
}

note() { (umask 077 && printf '%s %s\n' "$1" "$2" >>"$notes"); }
status_is() { [ "$(api --get Items.DBInstanceAttribute.0.DBInstanceStatus rds DescribeDBInstanceAttribute --DBInstanceId "$instance")" = "$1" ]; }
locked() { [ "$(api --get Items.DBInstanceAttribute.0.LockMode rds DescribeDBInstanceAttribute --DBInstanceId "$instance")" != Unlock ]; }
reason() { api --get Items.DBInstanceAttribute.0.LockReason rds DescribeDBInstanceAttribute --DBInstanceId "$instance"; }
has_account() { api rds DescribeAccounts --DBInstanceId "$instance" --AccountName demo | grep -q '"Available"'; }
has_database() { api rds DescribeDatabases --DBInstanceId "$instance" --DBName demo | grep -q '"Running"'; }
sql() { PGPASSWORD=$password PGCONNECT_TIMEOUT=3 psql -X -At -h "$host" -p "$db_port" -U demo -c "$1" demo; }

say "server"
if is_up; then
  step "runs already: $(sed -n 's/.*"\(http[^"]*\)".*/\1/p' "$data_dir/server.json" | head -n 1)"
else
  taken=$port
  port=$(free_port "$port")
  [ "$port" = "$taken" ] || step "port $taken is taken; using $port"
  serve "$port"
  if ! wait_for 60 "starting" is_up; then
    tail -n 20 "$state/server.log" >&2
    exit 1
  fi
  step "http://127.0.0.1:$port, log in $state/server.log"
fi
if [ -f "$notes" ]; then
  while read -r name value; do
    case $name in
      key) key=$value ;;
      instance) instance=$value ;;
      password) password=$value ;;
    esac
  done <"$notes"
fi

if [ -z "$root" ]; then
  say "authorisation, exactly as on the page"
  "$rampart" authorize --data-dir "$data_dir" rds | sed 's/^/   /'
  say "no encrypted disks without root"
  step "the API is all there: identities, policies, sessions, keys, plain databases"
  step "for encrypted databases: sudo ./run"
  exit 0
fi

say "authorisation, exactly as on the page"
"$rampart" authorize --data-dir "$data_dir" rds | sed 's/^/   /'

say "a key, and a PostgreSQL on a disk that only it opens"
if [ -z "$key" ]; then
  key=$(api --get KeyMetadata.KeyId kms CreateKey --Description "demonstration")
  note key "$key"
fi
step "key $key"
api kms EnableKey --KeyId "$key" >/dev/null
if [ -z "$instance" ]; then
  account=$(api --get AccountId sts GetCallerIdentity)
  instance=$(api --get DBInstanceId rds CreateDBInstance --Engine PostgreSQL --EngineVersion 15.0 \
    --DBInstanceClass pg.n2.2c.1m --DBInstanceStorage 20 --DBInstanceStorageType cloud_essd --PayType Postpaid \
    --DBInstanceNetType Intranet --SecurityIPList 127.0.0.1 --DBInstanceDescription demonstration \
    --EncryptionKey "$key" --RoleARN "acs:ram::$account:role/$role")
  note instance "$instance"
fi
step "instance $instance"
wait_for 120 "until it is Running" status_is Running
host=$(api --get DBInstanceNetInfos.DBInstanceNetInfo.0.ConnectionString rds DescribeDBInstanceNetInfo --DBInstanceId "$instance")
db_port=$(api --get DBInstanceNetInfos.DBInstanceNetInfo.0.Port rds DescribeDBInstanceNetInfo --DBInstanceId "$instance")
if [ -z "$password" ]; then
  password="Demo-$(od -An -N9 -tx1 /dev/urandom | tr -d ' \n')"
  note password "$password"
fi
if ! has_account; then
  api rds CreateAccount --DBInstanceId "$instance" --AccountName demo --AccountPassword "$password" --AccountType Super >/dev/null
  wait_for 30 "account" has_account
fi
if ! has_database; then
  api rds CreateDatabase --DBInstanceId "$instance" --DBName demo --CharacterSetName UTF8 >/dev/null
  wait_for 30 "database" has_database
fi

say "live"
sql "create table if not exists seen (what text, at timestamptz default now()); insert into seen (what) values ('written by ./run')" >/dev/null
step "a row is written; rows there: $(sql 'select count(*) from seen')"
step "the key is switched off: rampart call kms DisableKey"
api kms DisableKey --KeyId "$key" >/dev/null
wait_for 30 "until the instance locks" locked
step "the instance says: $(reason)"
step "psql says: $(sql 'select 1' 2>&1 | head -n 1 || true)"
step "the key is switched on again: rampart call kms EnableKey"
api kms EnableKey --KeyId "$key" >/dev/null
wait_for 60 "until it is Running" status_is Running
step "rows there: $(sql 'select count(*) from seen')"

say "four lines to copy"
short=$rampart
case $short in "$PWD"/*) short=./${short#"$PWD"/} ;; esac
cat <<LINES
   connect  PGPASSWORD='$password' psql -h $host -p $db_port -U demo demo
   off      $short call --data-dir $data_dir kms DisableKey --KeyId $key
   why      $short status --data-dir $data_dir
   on       $short call --data-dir $data_dir kms EnableKey --KeyId $key

   ./run --stop stops it, ./run --purge removes it.
LINES
