/** The demo datacenter for tests: its file with pieces replaced, and a database to which it was applied. */
import { readFileSync } from "node:fs";
import { sql } from "kysely";
import { startDatacenterRows } from "../../../src/adapters/postgres/datacenter/rows.ts";
import { startDatacenter } from "../../../src/app/datacenter/admin.ts";
import { readDatacenterFile } from "../../../src/app/datacenter/file.ts";
import type { Identity } from "../../../src/domain/actor.ts";
import { NOW, openDatabase } from "../../support/rows.ts";

const DEMO = readFileSync(new URL("../../../docs/demo-datacenter.yaml", import.meta.url), "utf8");
export const DANA: Identity = { platform: "console", tenant: "demo", user: "dana" };

/** The line of the demo file that comes after this piece of it, which ends a line. */
export function lineAfter(piece: string): number {
  return DEMO.slice(0, DEMO.indexOf(piece) + piece.length).split("\n").length;
}

export type Edit = [from: string | RegExp, to: string];

/** The demo file, with these pieces replaced. */
export function demo(...edits: Edit[]) {
  const text = edits.reduce((before, [from, to]) => {
    const after = before.replace(from, to);
    if (after === before) throw new Error(`the demo file has no ${from}`);
    return after;
  }, DEMO);
  return readDatacenterFile("demo.yaml", text);
}

/** An empty database, or one to which the demo file was applied. */
export async function open(applied = true) {
  const db = await openDatabase();
  let last = 0;
  const admin = startDatacenter(startDatacenterRows({ db, now: () => NOW, id: (prefix) => `${prefix}-${++last}` }));
  if (applied) await admin.apply(demo(), null);
  const rows = async <T>(query: string) => (await sql.raw<T>(query).execute(db)).rows;
  return { db, admin, rows };
}

export const said = (differences: { sign: string; what: string; detail: string }[]) =>
  differences.map(({ sign, what, detail }) => `${sign} ${what}: ${detail}`);
