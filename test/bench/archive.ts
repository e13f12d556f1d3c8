/** Lists of requests and a decision, among a hundred thousand old requests and among a thousand. */
import { sql } from "kysely";
import { COMMANDS } from "../../commands/index.ts";
import { startBot } from "../../src/bot/bot.ts";
import type { Bench, Ground } from "./ground.ts";
import { atOnce, elapsedMs, type Row, race } from "./harness.ts";
import { demoPerson, type House, openHouse } from "./house.ts";
import { requestColumns } from "./request-columns.ts";

const ROUNDS = 11;
const FEW = 1_000;
const MANY = 100_000;

/** So many lists, and so many decisions, are one round. */
const EACH = 30;

/** So many are left undecided, to be listed. */
const WAITING = 40;

/** dana sees everything, ana what is her own and her business unit's. */
const LISTS = [
  { who: "dana", text: "request list --waiting" },
  { who: "ana", text: "request list --waiting" },
  { who: "dana", text: "request list" },
  { who: "ana", text: "request list" },
];

interface Archive {
  house: House;
  pending: string[];
  list(one: (typeof LISTS)[number]): Promise<void>;
}

export const archive: Bench = {
  name: "archive",
  async run(ground) {
    const [few, many] = [await openArchive(ground, FEW), await openArchive(ground, MANY)];
    const rows = [await compare("a decision", few, many, deciding)];
    for (const one of LISTS) rows.push(await compare(`${one.text} of ${one.who}`, few, many, listing(one)));
    for (const { house } of [few, many]) await house.close();
    return rows;
  },
};

function compare(what: string, few: Archive, many: Archive, work: (one: Archive) => Promise<unknown>): Promise<Row> {
  const ms = async (one: Archive) => (await elapsedMs(() => work(one))) / EACH;
  return race({
    ...{ what: `archive: ${what}, ${MANY} old requests beside ${FEW}`, unit: "ms", goal: { below: 1.5 } },
    ...{ rounds: ROUNDS, ours: () => ms(many), baseline: () => ms(few) },
  });
}

const listing = (list: (typeof LISTS)[number]) => (one: Archive) =>
  atOnce(1, Array.from({ length: EACH }), () => one.list(list));

const deciding = ({ house: { app }, pending }: Archive) =>
  atOnce(1, pending.splice(0, EACH), (id) =>
    app.requests.decide(id, demoPerson("dana"), { kind: "reject", reason: "not now" }),
  );

async function openArchive(ground: Ground, old: number): Promise<Archive> {
  const house = await openHouse(ground);
  await fill(house, old, WAITING + (ROUNDS + 1) * EACH);
  const rows = await house.db.selectFrom("request").select("id").where("id", "like", "OPEN-%").execute();
  const bot = startBot({ app: house.app, commands: COMMANDS, broken: (error) => fail(error) });
  return {
    house,
    pending: rows.map(({ id }) => id),
    async list({ who, text }) {
      const answer = await bot.hear({ from: demoPerson(who), text, file: async () => undefined });
      if (answer.kind !== "card") throw new Error(`${text} of ${who} was answered with a ${answer.kind}`);
    },
  };
}

function fail(cause: unknown): never {
  throw new Error("listing requests", { cause });
}

/** One machine is asked for; what is old and what waits are its copies, a minute apart, from everybody in turn. */
async function fill({ app, db }: House, old: number, pending: number): Promise<void> {
  const order = { name: "copied", role: "shop/web/front", template: "small", count: null, until: null, wait: false };
  const ana = await app.directory.find(demoPerson("ana"));
  if (!ana) throw new Error("filling an archive of the demo, in which there is no ana");
  const { id } = await app.machines.create(order, ana);
  const columns = await requestColumns(db);
  const copies = (prefix: string, count: number, changes: ReturnType<typeof sql>) => sql`
    insert into request (${columns})
    select ${columns} from (select (jsonb_populate_record(r, jsonb_build_object('id', ${prefix}::text || n, 'subject', ${prefix}::text || n,
      'created_at', r.created_at - make_interval(mins => n), ${changes}))).*
    from request r, generate_series(1, ${count}::integer) n where r.id = ${id}) copies`;
  const requester = sql`(array(select id from person order by id))[1 + n % 5]`;
  await copies(
    "OLD-",
    old,
    sql`'state', 'done', 'is_over', true, 'deadline_at', null, 'requester_id', ${requester}`,
  ).execute(db);
  await copies("OPEN-", pending, sql`'is_over', false`).execute(db);
  await sql`
    insert into workflow (id, request_id, job, action, weight, pack, plan, state, created_at)
    select 'wf-' || id, id, 'vm', 'create', 'heavy', 'simulator', '{}', 'done', created_at from request where is_over`.execute(
    db,
  );
  await sql`analyze`.execute(db);
}
