/** Maintenance: what has not begun is kept for later, and nothing of it is lost at its end. */
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startDirectory } from "../../../src/adapters/postgres/directory.ts";
import { startMaintenance } from "../../../src/adapters/postgres/maintenance.ts";
import type { Actor } from "../../../src/domain/actor.ts";
import { addHost, type Cloud, OLGA, openCloud } from "../../support/cloud.ts";
import { never, rowsOf, startTrial } from "../../support/trial.ts";

const DANA = { platform: "console", tenant: "", user: "dana" };

let cloud: Cloud;
let dana: Actor;

beforeAll(async () => {
  cloud = await openCloud();
  await addHost(cloud.db, "h1");
  await sql`insert into person (id, datacenter_id, name, created_at) values ('p-dana', 'dc-1', 'dana', now())`.execute(
    cloud.db,
  );
  await sql`insert into identity values ('console', '', 'dana', 'p-dana')`.execute(cloud.db);
  await sql`
    insert into role_grant (datacenter_id, person_id, role) values ('dc-1', 'p-dana', 'datacenter-admin')`.execute(
    cloud.db,
  );
  dana = await actorOf(DANA);
});
afterAll(() => cloud.remove());

it("keeps what has not begun, lets go on what has, and queues it all again when it is over", async () => {
  const maintenance = startMaintenance({ db: cloud.db, now: () => new Date(), committed: () => undefined });
  const trial = startTrial(cloud);
  trial.publish("create", { tasks: [trial.write({ name: "a" })] });
  const [begun, queued, given] = [await trial.create(), await trial.create(), await trial.create()];
  expect(await maintenance.holdsBack(queued.workflow)).toBe(false);
  await sql`update workflow set state = 'running', run = 1 where id = ${begun.workflow}`.execute(cloud.db);
  await sql`delete from outbox`.execute(cloud.db);
  await maintenance.begin("new disks", dana);
  expect(await maintenance.holdsBack(begun.workflow)).toBe(false);
  expect(await maintenance.holdsBack(queued.workflow)).toBe(true);
  expect(await maintenance.holdsBack(given.workflow)).toBe(true);
  await expect(trial.create()).rejects.toMatchObject({
    code: "maintenance",
    message: expect.stringContaining("new disks"),
  });
  await trial.requests.decide(given.request, OLGA, { kind: "cancel", reason: "" });
  expect(await ordered()).toEqual([given.workflow]);
  expect(await maintenance.holdsBack(given.workflow)).toBe(false);
  expect(await maintenance.end(dana)).toBe(true);
  expect(await ordered()).toEqual([given.workflow, queued.workflow]);
  expect(await maintenance.end(dana)).toBe(false);
  await trial.engine.run(queued.workflow, never);
  expect((await rowsOf(cloud, queued)).request.state).toBe("done");
});

it("is for admins of the datacenter, and noted", async () => {
  const maintenance = startMaintenance({ db: cloud.db, now: () => new Date(), committed: () => undefined });
  await expect(maintenance.begin("", await actorOf(OLGA))).rejects.toMatchObject({ code: "forbidden" });
  const { rows } = await sql<{ after: unknown }>`
    select after from audit_event where action = 'dc.maintenance' order by id`.execute(cloud.db);
  expect(rows.map(({ after }) => after)).toEqual([{ message: "new disks" }, null]);
});

async function actorOf(identity: typeof DANA): Promise<Actor> {
  const actor = await startDirectory(
    cloud.db,
    () => new Date(),
    (prefix) => prefix,
  ).find(identity);
  if (!actor) throw new Error(`nobody is ${identity.user}`);
  return actor;
}

/** The workflows that workers are told to run. */
async function ordered(): Promise<string[]> {
  const { rows } = await sql<{ workflow: string }>`
    select payload->>'workflow' as workflow from outbox where name = 'run-workflow' order by id`.execute(cloud.db);
  return rows.map(({ workflow }) => workflow);
}
