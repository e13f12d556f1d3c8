/** Statements are planned once, and go on when a migration changes the columns under a plan. */
import { sql } from "kysely";
import { expect, it, onTestFinished } from "vitest";
import { connect, type Db, inTransaction, type Tx } from "../../../src/adapters/postgres/pool.ts";
import { createDatabase } from "../../support/database.ts";

/** One connection, and the table `box` with one row in it. */
async function openBox(): Promise<Db> {
  const { url, drop } = await createDatabase();
  const { db, close } = connect(url, () => undefined, 1);
  onTestFinished(async () => {
    await close();
    await drop();
  });
  await sql`create table box (content integer)`.execute(db);
  await sql`insert into box values (${7}::integer)`.execute(db);
  return db;
}

const widen = (db: Db) => sql`alter table box alter content type text`.execute(db);

async function contents(db: Db | Tx): Promise<unknown[]> {
  const { rows } = await sql<{ content: unknown }>`select content from box where ${1}::integer = 1`.execute(db);
  return rows.map(({ content }) => content);
}

it("plans a statement with parameters once for each connection, unless its columns are whatever there are", async () => {
  const db = await openBox();
  for (let turn = 0; turn < 3; turn++) {
    await contents(db);
    await sql`select * from box where ${1}::integer = 1`.execute(db);
  }
  const { rows } = await sql<{ statement: string }>`select statement from pg_prepared_statements order by 1`.execute(
    db,
  );
  expect(rows.map(({ statement }) => statement)).toEqual([
    "insert into box values ($1::integer)",
    "select content from box where $1::integer = 1",
  ]);
});

it("goes on after a column's type has changed", async () => {
  const db = await openBox();
  expect(await contents(db)).toEqual([7]);
  await widen(db);
  expect(await contents(db)).toEqual(["7"]);
  expect(await contents(db)).toEqual(["7"]);
});

it("makes a transaction once more when a column's type has changed, and all of it", async () => {
  const db = await openBox();
  expect(await contents(db)).toEqual([7]);
  await widen(db);
  const seen = await inTransaction(db, async (tx) => {
    await sql`insert into box values ('8')`.execute(tx);
    return contents(tx);
  });
  expect(seen).toEqual(["7", "8"]);
  expect(await contents(db)).toEqual(["7", "8"]);
});
