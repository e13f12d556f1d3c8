/** The database is brought to the program's version, and one that is ahead of it is left alone. */
import { sql } from "kysely";
import { expect, it } from "vitest";
import { migrate } from "../../../src/adapters/postgres/migrate.ts";
import { openDatabase } from "../../support/rows.ts";

it("has nothing to do the second time", async () => {
  const db = await openDatabase();
  expect(await migrate(db)).toEqual([]);
});

it("refuses to start on a database that is ahead of the program", async () => {
  const db = await openDatabase();
  await sql`insert into kysely_migration (name, timestamp) values ('999-from-the-future', '2099-01-01')`.execute(db);
  await expect(migrate(db)).rejects.toThrow("the database is ahead of this program: it has 999-from-the-future");
});
