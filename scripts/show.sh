# The part of ./run that shows the path live: what both ways have in common. Sourced by it; uses its `api`, `say`, `step`
# and `serve`.

role=AliyunRDSInstanceEncryptionDefaultRole
# What a second run goes on with, of each way its own: the names in it are these and no others.
way=disk
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
attribute() { api --get "Items.DBInstanceAttribute.0.$1" rds DescribeDBInstanceAttribute --DBInstanceId "$instance"; }
status_is() { [ "$(attribute DBInstanceStatus)" = "$1" ]; }
has_account() { api rds DescribeAccounts --DBInstanceId "$instance" --AccountName demo | grep -q '"Available"'; }
has_database() { api rds DescribeDatabases --DBInstanceId "$instance" --DBName demo | grep -q '"Running"'; }

# A key, and an instance: `make_instance PARAMETER…`, unless there are such of an earlier run.
make_key() {
  if [ -z "$key" ]; then
    key=$(api --get KeyMetadata.KeyId kms CreateKey --Description "demonstration")
    note key "$key"
  fi
  step "key $key"
  api kms EnableKey --KeyId "$key" >/dev/null
}

make_instance() {
  if [ -z "$instance" ]; then
    instance=$(api --get DBInstanceId rds CreateDBInstance --DBInstanceStorage 20 --DBInstanceStorageType cloud_essd \
      --PayType Postpaid --DBInstanceNetType Intranet --SecurityIPList 127.0.0.1 --DBInstanceDescription demonstration "$@")
    note instance "$instance"
  else
    # An earlier run may have ended while it was stopped.
    api rds StartDBInstance --DBInstanceId "$instance" >/dev/null 2>&1 || true
  fi
  step "instance $instance"
  wait_for 120 "until it is Running" status_is Running
  host=$(api --get DBInstanceNetInfos.DBInstanceNetInfo.0.ConnectionString rds DescribeDBInstanceNetInfo --DBInstanceId "$instance")
  db_port=$(api --get DBInstanceNetInfos.DBInstanceNetInfo.0.Port rds DescribeDBInstanceNetInfo --DBInstanceId "$instance")
}

# Somewhere to write into: `make_database CHARACTER-SET`.
make_database() {
  if [ -z "$password" ]; then
    password="Demo-$(od -An -N9 -tx1 /dev/urandom | tr -d ' \n')"
    note password "$password"
  fi
  if ! has_account; then
    api rds CreateAccount --DBInstanceId "$instance" --AccountName demo --AccountPassword "$password" --AccountType Super >/dev/null
    wait_for 30 "account" has_account
  fi
  if ! has_database; then
    api rds CreateDatabase --DBInstanceId "$instance" --DBName demo --CharacterSetName "$1" >/dev/null
    wait_for 30 "database" has_database
  fi
}

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

say "authorisation, exactly as on the page"
"$rampart" authorize --data-dir "$data_dir" rds | sed 's/^/   /'

# Whether an encrypted disk can be made here is found out by making one; if not, this says why.
no_disks=$({ "$rampart" doctor --data-dir "$data_dir" --format json || true; } | sed -n '/"encrypted disks"/,/}/{
  /"verdict": "fine"/,$d
  s/.*"seen": "\(.*\)",\{0,1\}$/\1/p
}')
[ -z "$tde$no_disks" ] || way=tables
notes=$state/$way
if [ -f "$notes" ]; then
  while read -r name value; do
    case $name in
      key) key=$value ;;
      instance) instance=$value ;;
      password) password=$value ;;
    esac
  done <"$notes"
fi

account=$(api --get AccountId sts GetCallerIdentity)
role_arn=acs:ram::$account:role/$role

source "scripts/show_$way.sh"

say "four lines to copy"
again=./run
[ "$data_dir" = "$default_data_dir" ] || again="./run --data-dir $(printf %q "$data_dir")"
short=$rampart
case $short in "$PWD"/*) short=./${short#"$PWD"/} ;; esac
cat <<LINES
   connect  $connect
   off      $short call --data-dir $data_dir kms DisableKey --KeyId $key
   why      $short status --data-dir $data_dir
   on       $short call --data-dir $data_dir kms EnableKey --KeyId $key

   stop     $again --stop
   remove   $again --purge
LINES
