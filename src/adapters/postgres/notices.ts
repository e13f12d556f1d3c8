/** The ledger of notices: what was said, what is put off, and what can never be said. */
import { type RawBuilder, sql } from "kysely";
import type { DueNotices, How, Notice, Notices, Outcome, Waiting } from "../../app/notices.ts";
import { nextMoment } from "./handing-over.ts";
import { refreshing } from "./orders.ts";
import type { Db, Tx } from "./pool.ts";

/** `once` and `say` keep a connection to themselves while something is said. */
export function startNotices(db: Db): Notices {
  return {
    once: (notice, say) => db.transaction().execute((tx) => once(tx, notice, say)),
    later: async (notice, due, how) => {
      await enter(db, notice, { status: "waiting", due_at: due, how });
    },
    giveUp: (notice, why) => db.transaction().execute((tx) => giveUp(tx, notice, why)),
  };
}

export function startDueNotices(db: Db, committed: () => void): DueNotices {
  return {
    async handOver(now) {
      if (await handOver(db, now)) committed();
    },
    say: (waiting, say) => db.transaction().execute((tx) => sayAll(tx, waiting, say)),
    next: () => nextMoment(db, sql`(select min(due_at) from notice where status = 'waiting')`),
  };
}

async function once(tx: Tx, notice: Notice, say: () => Promise<string>): Promise<void> {
  if (!(await enter(tx, notice, { status: "said" }))) return;
  const message = await say();
  await sql`update notice set message = ${message} where id = ${notice.id} and ${isAt(notice)}`.execute(tx);
}

async function giveUp(tx: Tx, notice: Notice, why: string): Promise<void> {
  if (await enter(tx, notice, { status: "failed", failure: why })) await showFailures(tx, [notice]);
}

interface Status {
  status: "waiting" | "said" | "failed";
  due_at?: Date;
  how?: How;
  failure?: string;
}

/** Waits for whoever is entering it now; false when it was entered. */
async function enter(db: Db | Tx, { id, place, text, person, request, beside }: Notice, status: Status) {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("notice")
    .values({ id, ...place, text, person_id: person, request_id: request, beside: beside ?? null, ...status })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** The requests' cards say where it could not be said. */
async function showFailures(tx: Tx, notices: Notice[]): Promise<void> {
  const requests = notices.flatMap(({ request }) => request ?? []);
  await sql`
    with newer as (update request set version = version + 1 where id = any(${requests}::text[]) returning id)
    ${refreshing("newer")}`.execute(tx);
}

/** How much is handed over at once; the next sweep goes on. */
const MOST = 500;

/** One order for what goes into one message: a person's digest in one place, or a notice by itself. Returns how many. */
async function handOver(db: Db, now: Date): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    with due as (
      select id, platform, tenant, conversation from notice
      where status = 'waiting' and due_at <= ${now}
      order by due_at, length(id), id limit ${MOST} for update skip locked),
    handed as (
      update notice n set due_at = null from due d
      where n.id = d.id and n.platform = d.platform and n.tenant = d.tenant and n.conversation = d.conversation
      returning n.*)
    insert into outbox (queue, name, payload)
    select 'effects', 'say-waiting', jsonb_build_object('how', how, 'keys', jsonb_agg(jsonb_build_object('id', id,
      'place', jsonb_build_object('platform', platform, 'tenant', tenant, 'conversation', conversation))))
    from handed
    group by how, case when how = 'digest' then person_id else id end, platform, tenant, conversation
    order by min(length(id)), min(id)`.execute(db);
  return Number(numAffectedRows);
}

type Row = Omit<Notice, "beside"> & { beside: string | null };

/** Waits for whoever is saying it now, and finds nothing when it was said. */
async function sayAll(tx: Tx, { keys }: Waiting, say: (notices: Notice[]) => Promise<Outcome>): Promise<void> {
  const { rows } = await sql<Row>`
    select id, text, person_id as person, request_id as request, beside,
      jsonb_build_object('platform', platform, 'tenant', tenant, 'conversation', conversation) as place
    from notice where status = 'waiting' and ${amongst(keys)}
    order by length(id), id for update`.execute(tx);
  if (rows.length === 0) return;
  const notices = rows.map((row): Notice => ({ ...row, beside: row.beside ?? undefined }));
  await settle(tx, notices, await say(notices));
}

async function settle(tx: Tx, notices: Notice[], outcome: Outcome): Promise<void> {
  const [status, message, failure] =
    "message" in outcome ? ["said", outcome.message, null] : ["failed", null, outcome.failure];
  await sql`
    update notice set status = ${status}, due_at = null, message = ${message}, failure = ${failure}
    where ${amongst(notices)}`.execute(tx);
  if (status === "failed") await showFailures(tx, notices);
}

function amongst(keys: Waiting["keys"]): RawBuilder<boolean> {
  return sql`(${sql.join(
    keys.map((key) => sql`(id = ${key.id} and ${isAt(key)})`),
    sql` or `,
  )})`;
}

function isAt({ place: { platform, tenant, conversation } }: Pick<Notice, "place">): RawBuilder<boolean> {
  return sql`platform = ${platform} and tenant = ${tenant} and conversation = ${conversation}`;
}
