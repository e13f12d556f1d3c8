/** The chain over the audit log: each entry's seal hashes the entry with the seal before it. */
import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { AuditSeal, AuditVerdict } from "../../app/audit-ports.ts";
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

interface Link extends AuditSeal {
  /** Null when the event is gone. */
  event: EventText | null;
}

/** The least number that a column holds: nothing hides before it. */
const LEAST = "-9223372036854775808";

/** Seals what is new, in the order of the ids; returns how many. One at a time, whoever asks. */
export function sealChain(db: Db): Promise<number> {
  return sealUnsealed(db, LATE);
}

/** `late`: how many ids to look back; null: to the beginning. */
async function sealUnsealed(db: Db, late: number | null): Promise<number> {
  for (let sealed = 0; ; ) {
    const count = await inTransaction(db, (tx) => sealBatch(tx, late));
    sealed += count;
    if (count < BATCH) return sealed;
  }
}

/** The newest seal; null when there is none. */
export async function chainHead(db: Db | Tx): Promise<AuditSeal | null> {
  const { rows } = await sql<{ position: string; hash: string }>`
    select position, hash from audit_seal order by position desc limit 1`.execute(db);
  return rows[0] ? { ...rows[0], position: Number(rows[0].position) } : null;
}

/** Seals what is left, then goes along the chain. */
export async function verifyChain(db: Db, anchor?: AuditSeal): Promise<AuditVerdict> {
  await sealUnsealed(db, null);
  const head = await chainHead(db);
  let [last, after] = [BEGINNING, LEAST];
  for (;;) {
    const links = await linksAfter(db, after);
    for (const [place, link] of links.entries()) {
      const broken = faultIn(last, link, links[place + 1]) ?? strayFrom(anchor, link);
      if (broken) return { entries: last.position, broken, head };
      last = passed(last, link);
    }
    if (links.length < BATCH) return { entries: last.position, broken: missing(anchor, last), head };
    after = String(last.position);
  }
}

async function sealBatch(tx: Tx, late: number | null): Promise<number> {
  await sql`select pg_advisory_xact_lock(${CHAIN_LOCK})`.execute(tx);
  let last: AuditSeal = (await chainHead(tx)) ?? BEGINNING;
  const events = await unsealed(tx, late === null ? LEAST : String((await newestSealed(tx)) - late));
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

async function newestSealed(tx: Tx): Promise<number> {
  const { rows } = await sql<{ newest: string | null }>`select max(event_id) as newest from audit_seal`.execute(tx);
  return Number(rows[0]?.newest ?? 0);
}

/** An event may be committed after others with higher ids were sealed; it is sealed when it is seen. */
async function unsealed(tx: Tx, from: string): Promise<EventText[]> {
  const { rows } = await sql<{ event: EventText }>`
    select ${EVENT_TEXT} as event from audit_event e
    where e.id >= ${from}
      and not exists (select from audit_seal s where s.event_id >= ${from} and s.event_id = e.id)
    order by e.id limit ${BATCH}`.execute(tx);
  return rows.map((row) => row.event);
}

async function linksAfter(db: Db, position: string): Promise<Link[]> {
  const { rows } = await sql<{ position: string; hash: string; event: EventText | null }>`
    select s.position, s.hash, case when e.id is not null then ${EVENT_TEXT} end as event
    from audit_seal s left join audit_event e on e.id = s.event_id
    where s.position > ${position}
    order by s.position limit ${BATCH}`.execute(db);
  return rows.map((row) => ({ ...row, position: Number(row.position) }));
}

/** What is wrong with a link that should follow on `last`; a link after it tells a changed seal from a changed event. */
function faultIn(last: Passed, { position, hash, event }: Link, next?: Link): string | null {
  if (position <= last.position) return `entry ${position} does not belong in the chain`;
  if (position !== last.position + 1) return `entry ${last.position + 1} was taken out of the chain`;
  if (!event) return `entry ${position} is missing`;
  const name = `entry ${position} (${event.action} ${event.subject})`;
  const right = hashOf(last.hash, event);
  if (hash === right) return isBackdated(last, event) ? `${name} was put in afterwards` : null;
  const goesOn = next?.event && next.hash === hashOf(right, next.event);
  return goesOn ? `the seal of ${name} was changed` : `${name} was changed`;
}

/** The chain up to a link that fits. */
interface Passed extends AuditSeal {
  /** The highest id so far, and the moment of the newest event. */
  id: bigint;
  at: number;
}

const BEGINNING: Passed = { position: 0, hash: "", id: BigInt(LEAST), at: Number.NEGATIVE_INFINITY };

function passed(last: Passed, { position, hash, event }: Link): Passed {
  const [id, at] = [BigInt(event?.id ?? 0), Date.parse(event?.at ?? "")];
  return { position, hash, id: id > last.id ? id : last.id, at };
}

/** A transaction that numbers an event and commits it later than others takes seconds, not so long. */
const LATEST_COMMIT_MS = 5 * 60_000;

/** Does it claim, by its number and its moment, to be older than what was sealed before it? */
function isBackdated(last: Passed, { id, at }: EventText): boolean {
  return BigInt(id ?? 0) < last.id && Date.parse(at ?? "") < last.at - LATEST_COMMIT_MS;
}

function strayFrom(anchor: AuditSeal | undefined, { position, hash }: Link): string | null {
  if (anchor?.position !== position || anchor.hash === hash) return null;
  return `entry ${position} is not the one that the anchor names`;
}

/** Nothing in a chain tells that its newest entries were taken away together with their seals. */
function missing(anchor: AuditSeal | undefined, { position }: AuditSeal): string | null {
  if (!anchor || anchor.position <= position) return null;
  return `entry ${position + 1} is missing: the anchor names entry ${anchor.position}`;
}

/** SHA-256, in hex, over the hash before it and the event as JSON with its keys in alphabetical order. */
function hashOf(before: string, event: EventText): string {
  return createHash("sha256")
    .update(before + JSON.stringify(event, [...COLUMNS]))
    .digest("hex");
}
