/** Rows for tests: a migrated database of one's own, and one short call for each kind of row. */
import { onTestFinished } from "vitest";
import { connect, type Db } from "../../src/adapters/postgres/pool.ts";
import type { Identity } from "../../src/domain/actor.ts";
import { type Columns, NOW } from "./columns.ts";
import { createDatabase } from "./database.ts";
import { hierarchyIn } from "./hierarchy-rows.ts";
import { workIn } from "./work-rows.ts";

export { NOW } from "./columns.ts";

/** A migrated, empty database for the running test. */
export async function openDatabase(): Promise<Db> {
  const database = await createDatabase();
  const { db, close } = connect(database.url, () => undefined);
  onTestFinished(async () => {
    await close();
    await database.drop();
  });
  return db;
}

/** A database with the datacenter `dc1` in it, and what puts more rows there. An id is the name, where nothing else is said. */
export async function openRows(open: () => Promise<Db> = openDatabase) {
  const db = await open();
  await db
    .insertInto("datacenter")
    .values({ id: "dc1", name: "dc1", currency: "EUR", time_zone: "Europe/Berlin", created_at: NOW })
    .execute();
  return { db, ...peopleIn(db), ...hierarchyIn(db), ...workIn(db) };
}

export type Rows = Awaited<ReturnType<typeof openRows>>;

/** By what a person of that name is known on the console. */
export function identityOf(user: string): Identity {
  return { platform: "console", tenant: "local", user };
}

function peopleIn(db: Db) {
  return {
    person: async (name: string) => {
      await db
        .insertInto("person")
        .values({ id: name, datacenter_id: "dc1", name: capital(name), created_at: NOW })
        .execute();
      const { platform, tenant, user } = identityOf(name);
      await db.insertInto("identity").values({ platform, tenant, user_id: user, person_id: name }).execute();
    },
    unit: async (id: string, columns: Columns<"business_unit"> = {}) => {
      const row = {
        id,
        datacenter_id: "dc1",
        name: id,
        cost_center: "c-1",
        channel: null,
        created_at: NOW,
        ...columns,
      };
      await db.insertInto("business_unit").values(row).execute();
    },
  };
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
