/** Decisions per second, beside a bare transaction of an update and an insert. */
import { sql } from "kysely";
import type { Decision } from "../../src/app/decision.ts";
import type { Bench } from "./ground.ts";
import { atOnce, perSecond, type Row, race } from "./harness.ts";
import { demoPerson, type House, openHouse } from "./house.ts";
import { requestColumns } from "./request-columns.ts";

const ROUNDS = 5;
const EACH = 150;
const AT_ONCE = [1, 8];

const DECISIONS: Decision[] = [
  { kind: "reject", reason: "not now" },
  { kind: "approve", comment: "" },
];

export const decisions: Bench = {
  name: "decisions",
  async run(ground) {
    const house = await openHouse(ground);
    await prepare(house, AT_ONCE.length * DECISIONS.length * (ROUNDS + 1) * EACH);
    const pending = await pendingIds(house);
    const rows: Row[] = [];
    for (const most of AT_ONCE)
      for (const decision of DECISIONS) rows.push(await compare(house, pending, decision, most));
    await house.close();
    return rows;
  },
};

function compare({ app, pool }: House, pending: string[], decision: Decision, most: number): Promise<Row> {
  const someone = demoPerson("dana");
  const batch = { ids: [] as string[] };
  return race({
    ...{ what: `decisions: ${decision.kind}, ${most} at once`, unit: "/s", goal: { atLeast: 0.75 }, rounds: ROUNDS },
    ours() {
      batch.ids = pending.splice(0, EACH);
      return perSecond(EACH, () => atOnce(most, batch.ids, (id) => app.requests.decide(id, someone, decision)));
    },
    baseline: () => perSecond(EACH, () => atOnce(most, batch.ids, (id) => bareTransaction(pool, id))),
  });
}

/** So many registrations, all pending: one is asked for, the others are its copies. The bare tables get the same rows. */
async function prepare({ app, db }: House, count: number): Promise<void> {
  const registration = { unit: "bu_0", name: "unit-0", costCenter: "4711", channel: null, reason: "to measure" };
  const details = { kind: "bu.register" as const, ...registration };
  const { id } = await app.requests.submit({ details, businessUnit: null, wait: false }, demoPerson("ana"));
  const columns = await requestColumns(db);
  await sql`
    insert into request (${columns})
    select ${columns} from (
      select (jsonb_populate_record(r, jsonb_build_object('id', 'COPY-' || n, 'subject', 'unit-' || n, 'details',
        r.details || jsonb_build_object('unit', 'bu_' || n, 'name', 'unit-' || n)))).*
      from request r, generate_series(1, ${count}::integer) n where r.id = ${id}) copies`.execute(db);
  await sql`
    insert into taken_name
    select datacenter_id, 'unit', subject, details->>'unit' from request where id <> ${id}`.execute(db);
  await sql`create table bare_request (like request including all)`.execute(db);
  await sql`insert into bare_request (${columns}) select ${columns} from request`.execute(db);
  await sql`create table bare_audit_event (like audit_event including all)`.execute(db);
  await sql`analyze`.execute(db);
}

async function pendingIds({ db }: House): Promise<string[]> {
  const rows = await db.selectFrom("request").select("id").where("id", "like", "COPY-%").execute();
  return rows.map(({ id }) => id);
}

const CONTEXT = JSON.stringify({ stages: [], stage: 0, yeses: [], jobs: {}, room: true, ending: null });

async function bareTransaction(pool: House["pool"], id: string): Promise<void> {
  const client = await pool.connect();
  await client.query("begin");
  await client.query(
    "update bare_request set state = $2, context = $3, version = version + 1, is_over = true where id = $1",
    [id, "rejected", CONTEXT],
  );
  await client.query(
    `insert into bare_audit_event (at, person_id, identity, action, subject, after)
      values (now(), 'dana', 'console/demo/dana', 'request.reject', $1, $2)`,
    [id, CONTEXT],
  );
  await client.query("commit");
  client.release();
}
