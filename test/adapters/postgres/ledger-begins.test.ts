/** A datacenter that is older than the ledger: what there is counts from when the ledger comes. */
import { promises as fs } from "node:fs";
import path from "node:path";
import { sql } from "kysely";
import { FileMigrationProvider, Migrator } from "kysely/migration";
import { expect, it, onTestFinished } from "vitest";
import { migrate } from "../../../src/adapters/postgres/migrate.ts";
import { connect, type Db } from "../../../src/adapters/postgres/pool.ts";
import { createEmptyDatabase } from "../../support/database.ts";
import { openRows } from "../../support/rows.ts";

const MIGRATIONS = path.join(import.meta.dirname, "../../../migrations");

/** As it was before there was a ledger. */
async function openOld(): Promise<Db> {
  const database = await createEmptyDatabase();
  const { db, close } = connect(database.url, () => undefined);
  onTestFinished(async () => {
    await close();
    await database.drop();
  });
  const provider = new FileMigrationProvider({ fs, path, migrationFolder: MIGRATIONS });
  const { error } = await new Migrator({ db, provider }).migrateTo("020-open-work");
  expect(error).toBeUndefined();
  return db;
}

it("has spans of what is provisioned and of machines that exist, and its templates' prices", async () => {
  const { db, unit, person, role, vm } = await openRows(openOld);
  await unit("retail");
  await person("olga");
  await role("till/pos/node", "retail");
  const own = { business_unit_id: "retail", requester_id: "olga" };
  for (const state of ["running", "stored", "creating", "failed"]) await vm(state, "till/pos/node", { ...own, state });
  await vm("gone", "till/pos/node", { ...own, state: "deleted", deleted_at: new Date() });
  await sql`insert into template (id, datacenter_id, name, vcpu, memory_mb, disk_gb, day_price)
    values ('t-1', 'dc1', 'small', 1, 1024, 60, 3.10)`.execute(db);
  await migrate(db);
  const { rows } = await sql`
    select name, kind, takes, memory_mb, disk_gb, isfinite(ended_at) as ended from span order by name`.execute(db);
  expect(rows).toEqual([
    { name: "running", kind: "allocated", takes: "whole", memory_mb: 1024, disk_gb: 60, ended: false },
    { name: "stored", kind: "allocated", takes: "storage", memory_mb: 0, disk_gb: 60, ended: false },
    { name: "till", kind: "granted", takes: "whole", memory_mb: 1024, disk_gb: 60, ended: false },
  ]);
  const prices = await sql`select template, starts_on, day_price from template_price`.execute(db);
  expect(prices.rows).toEqual([{ template: "small", starts_on: "2027-01-04", day_price: "3.100000" }]);
});
