/** Surveys in Postgres: a look is begun, and what a host answers is kept and compared in one transaction. */
import { sql } from "kysely";
import type { Look, SurveyStore } from "../../../app/surveys.ts";
import { compare } from "../../../domain/drift.ts";
import { AWAY_AFTER, type SeenMachine } from "../../../domain/survey.ts";
import { publishedAmong } from "../actions/published.ts";
import { type Db, inTransaction, type Tx } from "../pool.ts";
import { keepSamples } from "../usage/samples.ts";
import { lockBooked } from "./booked.ts";
import { announce, keepDrifts } from "./drifts.ts";
import { followHost } from "./follow.ts";
import { keepObservations } from "./observations.ts";

export interface SurveyStoreOptions {
  db: Db;
  now(): Date;
  /** Called after each commit, so that the outbox is drained at once. */
  committed(): void;
}

export function startSurveyStore({ db, now, committed }: SurveyStoreOptions): SurveyStore {
  const saving = async (work: (tx: Tx) => Promise<void>) => {
    await inTransaction(db, work);
    committed();
  };
  return {
    begin: (host) => begin(db, host),
    keep: (look, machines) => saving((tx) => keep(tx, look, machines, now())),
    miss: (look, reason) => saving((tx) => miss(tx, look, reason, now())),
  };
}

async function begin(db: Db, host: string): Promise<Look | null> {
  const { rows } = await sql<Look>`
    select jsonb_build_object('id', h.id, 'name', h.name, 'address', h.address) as host, clock_timestamp()::text as begun,
      ${publishedAmong(["survey"])} as published
    from host h where h.id = ${host}`.execute(db);
  return rows[0] ?? null;
}

/** Of two looks at once the one that began later counts. */
async function keep(tx: Tx, look: Look, machines: SeenMachine[], at: Date): Promise<void> {
  const before = await lockSurvey(tx, look);
  if (!before) return;
  const booked = await lockBooked(tx, look, machines);
  await keepObservations(tx, look.host.id, machines, at);
  await keepSamples(tx, look.host.id, machines, at);
  const comparison = compare(look.host.name, machines, booked);
  await followHost(tx, look.host, comparison.repairs, at);
  await keepDrifts(tx, look.host, comparison, at);
  await sql`
    update host_survey set asked_at = null, answered_at = ${at}, look_at = ${look.begun}::timestamptz, failures = 0, silent_since = null,
      reason = ''
    where host_id = ${look.host.id}`.execute(tx);
  if (before.failures >= AWAY_AFTER) await announce(tx, [`${look.host.name} answers again`]);
}

/** Its machines are left as they are: nobody knows. */
async function miss(tx: Tx, look: Look, reason: string, at: Date): Promise<void> {
  const before = await lockSurvey(tx, look);
  if (!before) return;
  await sql`
    update host_survey set asked_at = null, look_at = ${look.begun}::timestamptz, failures = failures + 1,
      silent_since = coalesce(silent_since, ${at}), reason = ${reason}
    where host_id = ${look.host.id}`.execute(tx);
  if (before.failures + 1 === AWAY_AFTER) {
    await announce(tx, [`${look.host.name} does not answer: ${reason}. New machines go to other hosts`]);
  }
}

/** Null when a later look was kept, or the host is gone. */
async function lockSurvey(tx: Tx, { host, begun }: Look): Promise<{ failures: number } | null> {
  const { rows } = await sql<{ failures: number }>`
    select failures from host_survey where host_id = ${host.id} and (look_at is null or look_at <= ${begun}::timestamptz)
    for update`.execute(tx);
  return rows[0] ?? null;
}
