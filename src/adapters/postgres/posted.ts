/** Where cards were posted, and what each place shows now. */
import { sql } from "kysely";
import type { Place } from "../../app/chat.ts";
import type { PostedCards, Shown, Unreached } from "../../app/posting.ts";
import { refreshing } from "./orders.ts";
import type { Db, Tx } from "./pool.ts";

type Draw = (message: string | null, shown: number) => Promise<Shown | null>;

/** Cards as a platform lost them that forgets what it showed. */
interface LostCards {
  /** Counts its cards of requests that are not over as behind, and returns these requests' ids, the oldest first. */
  unshow(platform: string): Promise<string[]>;
}

/** Cards by the messages that show them. */
interface FoundCards {
  /** The request whose card this message shows; null when it is none of our cards. */
  at(platform: string, message: string): Promise<string | null>;
}

/** While a card is drawn, `show` keeps a connection to itself: fewer may be drawn at once than the pool has. */
export function startPostedCards(db: Db): PostedCards & LostCards & FoundCards {
  return {
    unshow: (platform) => unshow(db, platform),
    remember: (request, place) => remember(db, request, place),
    behind: (request) => placesBehind(db, request),
    messages: (request) => messagesOf(db, request),
    at: (platform, message) => requestAt(db, platform, message),
    fail: (request, place, why) => fail(db, request, place, why),
    redraw: (requests) => redraw(db, requests),
    unreached: () => unreached(db),
    outdate: (requests) => outdate(db, requests),
    show: (request, place, draw) => db.transaction().execute((tx) => show(tx, request, place, draw)),
  };
}

async function remember(db: Db, request: string, { platform, tenant, conversation }: Place): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into posted_card (request_id, platform, tenant, conversation)
    values (${request}, ${platform}, ${tenant}, ${conversation})
    on conflict (request_id, platform, tenant, conversation) do update set failure = null
      where posted_card.failure is not null`.execute(db);
  return numAffectedRows === 1n;
}

/** Notes why a card cannot be shown there, which the card's other copies then say. */
async function fail(db: Db, request: string, place: Place, why: string): Promise<void> {
  await sql`
    with failed as (
      update posted_card set failure = ${why}
      where request_id = ${request} and ${isAt(place)} and failure is null
      returning request_id),
    newer as (
      update request set version = version + 1 from failed where request.id = failed.request_id
      returning request.id)
    ${refreshing("newer")}`.execute(db);
}

async function redraw(db: Db, requests: string[]): Promise<void> {
  await sql`
    with newer as (update request set version = version + 1 where id = any(${requests}::text[]) returning id)
    ${refreshing("newer")}`.execute(db);
}

async function unreached(db: Db): Promise<Unreached[]> {
  const { rows } = await sql<Unreached>`
    with newest as (
      select distinct on (p.platform, p.tenant, p.conversation) p.* from posted_card p join request r on r.id = p.request_id
      order by p.platform, p.tenant, p.conversation, r.created_at desc, length(r.id) desc, r.id desc)
    select request_id as request, failure as why,
      jsonb_build_object('platform', platform, 'tenant', tenant, 'conversation', conversation) as place
    from newest where failure is not null
    order by platform, tenant, conversation`.execute(db);
  return rows;
}

async function outdate(db: Db, requests: string[]): Promise<void> {
  await sql`
    with newer as (
      update request set version = version + 1 where id = any(${requests}::text[])
      returning id)
    ${refreshing("newer")}`.execute(db);
}

async function unshow(db: Db, platform: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with unshown as (
      update posted_card p set shown_version = 0 from request r
      where r.id = p.request_id and not r.is_over and p.platform = ${platform}
      returning r.id, r.created_at)
    select id from unshown group by id, created_at order by created_at, length(id), id`.execute(db);
  return rows.map((row) => row.id);
}

async function placesBehind(db: Db, request: string): Promise<Place[]> {
  const { rows } = await sql<Place>`
    select p.platform, p.tenant, p.conversation from posted_card p join request r on r.id = p.request_id
    where p.request_id = ${request} and p.failure is null and (p.message is null or p.shown_version < r.version)
    order by p.platform, p.tenant, p.conversation`.execute(db);
  return rows;
}

async function messagesOf(db: Db, request: string): Promise<{ place: Place; message: string }[]> {
  const { rows } = await sql<{ place: Place; message: string }>`
    select jsonb_build_object('platform', platform, 'tenant', tenant, 'conversation', conversation) as place, message
    from posted_card where request_id = ${request} and message is not null
    order by platform, tenant, conversation`.execute(db);
  return rows;
}

async function requestAt(db: Db, platform: string, message: string): Promise<string | null> {
  const { rows } = await sql<{ request_id: string }>`
    select request_id from posted_card where platform = ${platform} and message = ${message}`.execute(db);
  return rows[0]?.request_id ?? null;
}

/** Not tried again when it collides: what was drawn is out already, and the queue tries again later. */
async function show(tx: Tx, request: string, place: Place, draw: Draw): Promise<void> {
  const card = await lockCard(tx, request, place);
  if (!card) return;
  if (card.message !== null && card.shown >= (await versionOf(tx, request))) return;
  const drawn = await draw(card.message, card.shown);
  if (drawn) await keepShown(tx, request, place, drawn);
}

async function lockCard(
  tx: Tx,
  request: string,
  place: Place,
): Promise<{ message: string | null; shown: number } | undefined> {
  const { rows } = await sql<{ message: string | null; shown: number }>`
    select message, shown_version as shown from posted_card
    where request_id = ${request} and ${isAt(place)}
    for update`.execute(tx);
  return rows[0];
}

/** Read after the lock was had, so that it is not older than what the lock's last holder showed. */
async function versionOf(tx: Tx, request: string): Promise<number> {
  const { version } = await tx
    .selectFrom("request")
    .select("version")
    .where("id", "=", request)
    .executeTakeFirstOrThrow();
  return version;
}

async function keepShown(tx: Tx, request: string, place: Place, { message, version }: Shown): Promise<void> {
  await sql`
    update posted_card set message = ${message}, shown_version = ${version}
    where request_id = ${request} and ${isAt(place)}`.execute(tx);
}

function isAt({ platform, tenant, conversation }: Place) {
  return sql`platform = ${platform} and tenant = ${tenant} and conversation = ${conversation}`;
}
