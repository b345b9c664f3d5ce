// TDE of a MySQL instance by the unmodified npm SDK `@alicloud/rds20140815`, against a server that is started elsewhere.
"use strict";

const assert = require("node:assert/strict");
const { after, before, test } = require("node:test");
const { setTimeout: pause } = require("node:timers/promises");
const { default: Rds, ...models } = require("@alicloud/rds20140815");
const { Config } = require("@alicloud/openapi-client");

const { ENDPOINT, ROLE_ARN, KEY, ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABA_CLOUD_ACCESS_KEY_SECRET } = process.env;

function client(accessKeyId, accessKeySecret) {
  return new Rds(
    new Config({ accessKeyId, accessKeySecret, endpoint: ENDPOINT, protocol: "HTTP", regionId: "cn-hangzhou" }),
  );
}

const rds = client(ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABA_CLOUD_ACCESS_KEY_SECRET);
const powerless = client(process.env.POWERLESS_ID, process.env.POWERLESS_SECRET);
let instance;

const attribute = async () => {
  const asked = new models.DescribeDBInstanceAttributeRequest({ DBInstanceId: instance });
  return (await rds.describeDBInstanceAttribute(asked)).body.items.DBInstanceAttribute[0];
};
const tde = async () =>
  (await rds.describeDBInstanceTDE(new models.DescribeDBInstanceTDERequest({ DBInstanceId: instance }))).body;
const modify = (more) =>
  rds.modifyDBInstanceTDE(
    new models.ModifyDBInstanceTDERequest({ DBInstanceId: instance, TDEStatus: "Enabled", ...more }),
  );

async function until(holds, seconds = 120) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await pause(100)) {
    if (await holds()) return;
  }
  throw new Error(`not in ${seconds} s: ${holds}`);
}

before(async () => {
  const asked = new models.CreateDBInstanceRequest({
    regionId: "cn-hangzhou",
    engine: "MySQL",
    engineVersion: "8.0",
    DBInstanceClass: "mysql.n2.medium.1",
    DBInstanceStorage: 20,
    DBInstanceStorageType: "cloud_essd",
    DBInstanceNetType: "Intranet",
    payType: "Postpaid",
    securityIPList: "127.0.0.1",
    tag: [new models.CreateDBInstanceRequestTag({ key: "env", value: "dev 1" })],
  });
  instance = (await rds.createDBInstance(asked)).body.DBInstanceId;
  await until(async () => (await attribute()).DBInstanceStatus === "Running");
});

after(async () => {
  if (!instance) return;
  await rds.deleteDBInstance(new models.DeleteDBInstanceRequest({ DBInstanceId: instance }));
  await rds.destroyDBInstance(new models.DestroyDBInstanceRequest({ DBInstanceId: instance, regionId: "cn-hangzhou" }));
});

test("an instance is shown as MySQL", async () => {
  const found = await attribute();
  assert.deepEqual([found.engine, found.engineVersion, found.lockMode], ["MySQL", "8.0", "Unlock"]);
});

test("an account is granted a database", async () => {
  const on = { DBInstanceId: instance, accountName: "app" };
  await rds.createAccount(
    new models.CreateAccountRequest({ ...on, accountPassword: "Secret-1234", accountType: "Normal" }),
  );
  await rds.createDatabase(
    new models.CreateDatabaseRequest({ DBInstanceId: instance, DBName: "orders", characterSetName: "utf8mb4" }),
  );
  const account = async () => {
    const { body } = await rds.describeAccounts(new models.DescribeAccountsRequest(on));
    return body.accounts.DBInstanceAccount[0];
  };
  const database = async () => {
    const asked = new models.DescribeDatabasesRequest({ DBInstanceId: instance, DBName: "orders" });
    return (await rds.describeDatabases(asked)).body.databases.database[0];
  };
  await until(async () => (await account()).accountStatus === "Available");
  await until(async () => (await database()).DBStatus === "Running");
  await rds.grantAccountPrivilege(
    new models.GrantAccountPrivilegeRequest({ ...on, DBName: "orders", accountPrivilege: "ReadOnly" }),
  );
  await until(async () => {
    const held = (await account()).databasePrivileges.databasePrivilege;
    return held.length === 1 && held[0].DBName === "orders" && held[0].accountPrivilege === "ReadOnly";
  });
});

test("TDE is turned on with a key of one's own, and its task is told", async () => {
  assert.equal((await tde()).TDEStatus, "Disabled");
  await modify({ encryptionKey: KEY, roleArn: ROLE_ARN });
  const tasks = async () => {
    const { body } = await rds.describeTasks(new models.DescribeTasksRequest({ DBInstanceId: instance }));
    return body.items.taskProgressInfo.filter((task) => task.taskAction === "ModifyDBInstanceTDE");
  };
  await until(async () => (await tasks()).some((task) => task.progress === "100" && task.status === "Finished"));
  assert.equal((await attribute()).DBInstanceStatus, "Running");
  const told = await tde();
  assert.equal(told.TDEStatus, "Enabled");
  assert.deepEqual([told.TDEMode, told.encryptionKey], ["Customer_Provided_Key", KEY]);
});

// What is asked, and how it is refused.
const REFUSED = [
  ["turning it off", () => modify({ TDEStatus: "Disabled" }), 400, "InvalidTDEStatus.AlreadyEnabled"],
  ["a status that is none", () => modify({ TDEStatus: "Perhaps" }), 400, "InvalidTDEStatus.Malformed"],
  ["no instance", () => modify({ DBInstanceId: undefined }), 400, "MissingParameter"],
  ["an instance that is not there", () => modify({ DBInstanceId: "rm-none" }), 404, "InvalidDBInstanceId.NotFound"],
  [
    "a role of another account",
    () => modify({ encryptionKey: KEY, roleArn: "acs:ram::1234567890123456:role/x" }),
    403,
    "Forbidden.RAM",
  ],
];

for (const [what, ask, status, code] of REFUSED) {
  test(`${what} is refused with its code`, async () => {
    await assert.rejects(ask, (error) => {
      assert.equal(error.statusCode ?? error.data?.statusCode, status, `${error.code}: ${error.message}`);
      assert.equal(error.code, code, error.message);
      return true;
    });
  });
}

test("who lacks the right is told which", async () => {
  const asked = new models.ModifyDBInstanceTDERequest({ DBInstanceId: instance, TDEStatus: "Enabled" });
  await assert.rejects(powerless.modifyDBInstanceTDE(asked), (error) => {
    assert.equal(error.code, "Forbidden.RAM");
    assert.equal(error.accessDeniedDetail.AuthAction, "rds:ModifyDBInstanceTDE");
    return true;
  });
});
