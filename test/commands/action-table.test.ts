/** Who may do what with a machine, and in which state: the table of actions, typed cell by cell. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect, type Db } from "../../src/adapters/postgres/pool.ts";
import { VM_ACTION_NAMES } from "../../src/domain/vm.ts";
import { NOW } from "../support/columns.ts";
import { type House, openHouse } from "../support/house.ts";

/** `busy`: it runs, and another action is at work on it. */
const STATES = ["running", "stopped", "paused", "stored", "failed", "creating", "busy"] as const;

type State = (typeof STATES)[number];

interface Row {
  /** In which states it is allowed. */
  from: State[];
  /** Does a user have to ask for it? */
  isAsked?: true;
  /** What is typed of a machine. */
  typed(vm: string): string;
}

const plainly = (action: string, ...from: State[]): Row => ({ from, typed: (vm) => `vm ${action} ${vm}` });

/** The table as people are told it, written down a second time. */
const TABLE: Record<string, Row> = {
  start: plainly("start", "stopped"),
  stop: plainly("stop", "running", "paused"),
  shutdown: plainly("shutdown", "running", "paused"),
  restart: plainly("restart", "running"),
  pause: plainly("pause", "running"),
  resume: plainly("resume", "paused"),
  store: plainly("store", "running", "paused", "stopped"),
  restore: plainly("restore", "stored"),
  snapshot: { from: ["running", "stopped"], typed: (vm) => `vm snapshot ${vm} --name second` },
  revert: { from: ["running", "stopped"], typed: (vm) => `vm revert ${vm} --snapshot first --confirm ${vm}` },
  unsnapshot: { from: ["running", "stopped"], typed: (vm) => `vm unsnapshot ${vm} --snapshot first` },
  resize: { from: ["running", "stopped"], isAsked: true, typed: (vm) => `vm resize ${vm} --template medium` },
  rename: { from: ["stopped"], typed: (vm) => `vm rename ${vm} new-${vm}` },
  delete: {
    from: ["running", "stopped", "paused", "stored", "failed"],
    isAsked: true,
    typed: (vm) => `vm delete ${vm} --confirm ${vm}`,
  },
};

type Cell = "works" | "asks" | "wrong-state" | "locked" | "forbidden" | "not-found" | "unknown-person";

/** What each action comes to, by who types it; where nothing forbids it to them, the machine's state counts. */
const PEOPLE: Record<string, { name: string; may: Cell | ((row: Row) => Cell) }> = {
  "a user": { name: "ana", may: ({ isAsked }) => (isAsked ? "asks" : "works") },
  "an operator": { name: "olga", may: () => "works" },
  "an admin of the business unit": { name: "ben", may: () => "works" },
  "an admin of the datacenter": { name: "dana", may: () => "works" },
  "somebody who may only look": { name: "gil", may: "forbidden" },
  "a user of another business unit": { name: "eve", may: "not-found" },
  "an admin of another business unit": { name: "lou", may: "not-found" },
  "somebody unknown": { name: "gus", may: "unknown-person" },
};

function cellOf(row: Row, state: State, { may }: (typeof PEOPLE)[string]): Cell {
  if (typeof may === "string") return may;
  if (state === "creating" || state === "busy") return "locked";
  return row.from.includes(state) ? may(row) : "wrong-state";
}

/** What an answer says of the cell. */
function readCell(answer: string): string {
  if (/^REQ-\d+ is at work/.test(answer)) return "works";
  if (/^REQ-\d+ asks for/.test(answer)) return "asks";
  return /^([a-z-]+):/.exec(answer)?.[1] ?? answer;
}

let house: House;
let db: Db;
let close: () => Promise<void>;

/** Nothing is carried out here: what is let through stays at work. */
beforeAll(async () => {
  const edit = (yaml: string) =>
    yaml.replaceAll("memory: 64GB", "memory: 1TB").replaceAll("memory: 32GB", "memory: 1TB");
  house = await openHouse({ settings: { ROLES: "web" }, edit });
  ({ db, close } = connect(house.database, () => undefined));
  await house.says("dana", "dc role define looker --can vm.see,unit.see");
  await house.says("dana", "bu grant gil looker --on shop");
  await house.says("olga", "vm create first --role shop/web/front --template small");
  await furnish();
});

afterAll(async () => {
  await close();
  await house.close();
});

const nameOf = (action: string, state: State, person: string) => `${action}-${state}-${person}`;

/** A machine for each cell, with a snapshot each, all of them like the one that is being made. */
async function furnish(): Promise<void> {
  const made = await db.selectFrom("vm").selectAll().where("name", "=", "first").executeTakeFirstOrThrow();
  const rows = Object.keys(TABLE).flatMap((action) =>
    STATES.flatMap((state) =>
      Object.values(PEOPLE).map(({ name: person }) => {
        const name = nameOf(action, state, person);
        const request_id = state === "creating" || state === "busy" ? made.request_id : null;
        return { ...made, id: `vm-${name}`, name, request_id, state: state === "busy" ? "running" : state };
      }),
    ),
  );
  await db.insertInto("vm").values(rows).execute();
  const snapshots = rows.map(({ id }) => ({ vm_id: id, name: "first", at: NOW }));
  await db.insertInto("vm_snapshot").values(snapshots).execute();
}

it("has a row for every action that there is", () => {
  expect(Object.keys(TABLE).sort()).toEqual([...VM_ACTION_NAMES].sort());
});

describe.each(Object.entries(PEOPLE))("%s", (_who, person) => {
  it.each(Object.entries(TABLE))("comes to what the table says with %s, state by state", async (action, row) => {
    const told: Record<string, string> = {};
    for (const state of STATES) {
      told[state] = readCell(await house.says(person.name, row.typed(nameOf(action, state, person.name))));
    }
    expect(told).toEqual(Object.fromEntries(STATES.map((state) => [state, cellOf(row, state, person)])));
  });
});
