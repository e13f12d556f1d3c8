/** The chain over the audit log: each entry's seal hashes the entry with the seal before it. */
import { createHash } from "node:crypto";
import { sql } from "kysely";
import { type Db, inTransaction, type Tx } from "./pool.ts";

/** Any number that no other advisory lock of ours has. */
const CHAIN_LOCK = 7_205_001;
const BATCH = 1000;

/** How many ids behind the newest sealed event a late commit is looked for; whatever is later still is found by verifying. */
const LATE = 10_000;

/** Every column of an event as text: JSON and moments as Postgres writes them, so that no digit is lost on the way. */
type EventText = Record<(typeof COLUMNS)[number], string | null>;

const COLUMNS = ["action", "after", "at", "before", "datacenter_id", "id", "identity", "person_id", "subject"] as const;

const EVENT_TEXT = sql`jsonb_build_object(
  'action', e.action, 'after', e.after::text, 'before', e.before::text, 'datacenter_id', e.datacenter_id,
  'at', to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
  'id', e.id::text, 'identity', e.identity, 'person_id', e.person_id, 'subject', e.subject)`;

/** A place in the chain. Positions count up from 1 without a gap. */
interface Seal {
  position: number;
  hash: string;
}

interface Link extends Seal {
  /** Null when the event is gone. */
  event: EventText | null;
}

const BEGINNING: Seal = { position: 0, hash: "" };

/** Seals what is new, in the order of the ids; returns how many. One at a time, whoever asks. */
export function sealChain(db: Db): Promise<number> {
  return sealUnsealed(db, LATE);
}

/** `late`: how many ids to look back. */
async function sealUnsealed(db: Db, late: number): Promise<number> {
  for (let sealed = 0; ; ) {
    const count = await inTransaction(db, (tx) => sealBatch(tx, late));
    sealed += count;
    if (count < BATCH) return sealed;
  }
}

/** Seals what is left, then goes along the chain. `entries`: how many fit, from the beginning on. */
export async function verifyChain(db: Db): Promise<{ entries: number; broken: string | null }> {
  await sealUnsealed(db, Number.POSITIVE_INFINITY);
  for (let last = BEGINNING; ; ) {
    const links = await linksAfter(db, last.position);
    for (const [place, link] of links.entries()) {
      const broken = faultIn(last, link, links[place + 1]);
      if (broken) return { entries: last.position, broken };
      last = link;
    }
    if (links.length < BATCH) return { entries: last.position, broken: null };
  }
}

async function sealBatch(tx: Tx, late: number): Promise<number> {
  await sql`select pg_advisory_xact_lock(${CHAIN_LOCK})`.execute(tx);
  let last = await lastSeal(tx);
  const events = await unsealed(tx, Math.max(0, (await newestSealed(tx)) - late));
  const seals = events.map((event) => {
    last = { position: last.position + 1, hash: hashOf(last.hash, event) };
    return { ...last, event_id: event.id };
  });
  await sql`
    insert into audit_seal (position, event_id, hash)
    select position, event_id, hash
    from jsonb_to_recordset(${JSON.stringify(seals)}::jsonb) as s(position bigint, event_id bigint, hash text)`.execute(
    tx,
  );
  return seals.length;
}

async function lastSeal(tx: Tx): Promise<Seal> {
  const { rows } = await sql<{ position: string; hash: string }>`
    select position, hash from audit_seal order by position desc limit 1`.execute(tx);
  return rows[0] ? { ...rows[0], position: Number(rows[0].position) } : BEGINNING;
}

async function newestSealed(tx: Tx): Promise<number> {
  const { rows } = await sql<{ newest: string | null }>`select max(event_id) as newest from audit_seal`.execute(tx);
  return Number(rows[0]?.newest ?? 0);
}

/** An event may be committed after others with higher ids were sealed; it is sealed when it is seen. */
async function unsealed(tx: Tx, after: number): Promise<EventText[]> {
  const { rows } = await sql<{ event: EventText }>`
    select ${EVENT_TEXT} as event from audit_event e
    where e.id > ${after} and not exists (select from audit_seal s where s.event_id > ${after} and s.event_id = e.id)
    order by e.id limit ${BATCH}`.execute(tx);
  return rows.map((row) => row.event);
}

async function linksAfter(db: Db, position: number): Promise<Link[]> {
  const { rows } = await sql<{ position: string; hash: string; event: EventText | null }>`
    select s.position, s.hash, case when e.id is not null then ${EVENT_TEXT} end as event
    from audit_seal s left join audit_event e on e.id = s.event_id
    where s.position > ${position}
    order by s.position limit ${BATCH}`.execute(db);
  return rows.map((row) => ({ ...row, position: Number(row.position) }));
}

/** What is wrong with a link that should follow on `last`; a link after it tells a changed seal from a changed event. */
function faultIn(last: Seal, { position, hash, event }: Link, next?: Link): string | null {
  if (position !== last.position + 1) return `entry ${last.position + 1} was taken out of the chain`;
  if (!event) return `entry ${position} is missing`;
  const right = hashOf(last.hash, event);
  if (hash === right) return null;
  const name = `entry ${position} (${event.action} ${event.subject})`;
  const goesOn = next?.event && next.hash === hashOf(right, next.event);
  return goesOn ? `the seal of ${name} was changed` : `${name} was changed`;
}

/** SHA-256, in hex, over the hash before it and the event as JSON with its keys in alphabetical order. */
function hashOf(before: string, event: EventText): string {
  return createHash("sha256")
    .update(before + JSON.stringify(event, [...COLUMNS]))
    .digest("hex");
}
