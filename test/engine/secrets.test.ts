/** Secrets that scripts are given, while they are sealed under another key or somebody wants them gone: nothing is lost. */
import { createHash } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { findActor } from "../../src/adapters/postgres/actors.ts";
import { startSecretStore } from "../../src/adapters/postgres/secrets.ts";
import { startSecrets } from "../../src/app/secrets.ts";
import type { Actor } from "../../src/domain/actor.ts";
import { readKey, type SealingKey } from "../../src/domain/sealing.ts";
import { addHost, type Cloud, OLGA, openCloud } from "../support/cloud.ts";
import { SOON } from "../support/queues.ts";
import { never, rowsOf, startTrial, type Trial } from "../support/trial.ts";

const VALUE = "a value that scripts know";
const SMALL = { memoryMb: 1, diskGb: 1, vcpu: 1 };

let cloud: Cloud;
let admin: Actor;

beforeAll(async () => {
  cloud = await openCloud();
  await addHost(cloud.db, "h1", { VCPU: 1000, VM_SLOT: 1000 });
  await sql`insert into role_grant (datacenter_id, person_id, role) values ('dc-1', 'p-olga', 'datacenter-admin')`.execute(
    cloud.db,
  );
  const olga = await findActor(cloud.db, OLGA, new Date());
  if (!olga) throw new Error("olga is not there");
  admin = olga;
});
afterAll(() => cloud.remove());

const key = (letter: string): SealingKey => {
  const found = readKey(Buffer.alloc(32, letter).toString("base64"));
  if (!found) throw new Error("no key");
  return found;
};
const [a, b] = [key("a"), key("b")];

/** The secrets as a process sees them that seals with the one key and still opens with the other. */
const secretsOver = (current: SealingKey, old: SealingKey) =>
  startSecrets({
    store: startSecretStore(cloud.db, () => new Date()),
    keys: { current, old: [old] },
    uses: async () => [],
  });

/** A task that fails unless it is given the secret as it was set. */
function knowing(trial: Trial, name: string) {
  const task = trial.echo({ name });
  const parameters = { SHA256: createHash("sha256").update(VALUE).digest("hex"), password: { secret: "backup" } };
  return { ...task, script: "knows.mjs", parameters: { ...task.parameters, ...parameters } };
}

it("are opened by every script, however often they are sealed again meanwhile", async () => {
  const [over, under] = [secretsOver(a, b), secretsOver(b, a)];
  await over.set("backup", VALUE, admin);
  const trial = startTrial(cloud, () => ({ secrets: under }));
  trial.publish("create", { tasks: ["x", "y", "z"].map((name) => knowing(trial, name)) });
  const jobs = await Promise.all(Array.from({ length: 4 }, () => trial.create(SMALL)));
  let isOver = false;
  const running = Promise.all(jobs.map(({ workflow }) => trial.engine.run(workflow, never))).finally(() => {
    isOver = true;
  });
  let rotations = 0;
  while (!isOver) rotations += (await under.rotate(admin)) + (await over.rotate(admin));
  await running;
  expect(rotations).toBeGreaterThan(4);
  expect(trial.ran().toSorted()).toEqual(["x", "y", "z"].flatMap((name) => Array(4).fill(`${name} right`)));
  const rows = await Promise.all(jobs.map((job) => rowsOf(cloud, job)));
  expect(rows.map(({ workflow }) => workflow.state)).toEqual(Array(4).fill("done"));
});

it("stay as long as work is given them, however many want them gone, and go after it", async () => {
  const secrets = secretsOver(a, b);
  await secrets.set("backup", VALUE, admin);
  const trial = startTrial(cloud, () => ({ secrets }));
  trial.publish("create", { tasks: [trial.wait({ name: "w" }), knowing(trial, "k")] });
  const first = await trial.create(SMALL);
  const running = trial.engine.run(first.workflow, never);
  await expect.poll(() => trial.ran(), SOON).toEqual(["w"]);
  const remove = () => secrets.remove("backup", admin).catch((error) => error.code);
  const more = Array.from({ length: 4 }, () => trial.create(SMALL));
  const removed = await Promise.all([...Array.from({ length: 10 }, remove), ...more]).then((all) => all.slice(0, 10));
  expect(removed).toEqual(Array(10).fill("in-use"));
  trial.open();
  await running;
  expect(await remove()).toBe("in-use");
  const others = await Promise.all(more);
  await Promise.all(others.map(({ workflow }) => trial.engine.run(workflow, never)));
  const rows = await Promise.all([first, ...others].map((job) => rowsOf(cloud, job)));
  expect(rows.map(({ workflow }) => workflow.state)).toEqual(Array(5).fill("done"));
  expect(await remove()).toBeUndefined();
});
