/** A job ends with the version with which it began, plan and scripts, whatever happens to the action and to the worker. */
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { readScripts } from "../../../src/adapters/postgres/actions/scripts.ts";
import { startActionStore } from "../../../src/adapters/postgres/actions/store.ts";
import { startPackFolders } from "../../../src/adapters/scripts/pack-folders.ts";
import { actions } from "../../../src/engine/actions.ts";
import { startAuthoring } from "../../../src/engine/authoring/admin.ts";
import { writeBundle } from "../../../src/engine/authoring/bundle.ts";
import { setHash } from "../../../src/engine/authoring/scripts.ts";
import { TYPES } from "../../support/authoring.ts";
import { addHost, addMachines, type Cloud, OLGA, openCloud } from "../../support/cloud.ts";
import { wireEngine } from "../../support/engine-wiring.ts";
import { never, rowsOf } from "../../support/trial.ts";

let cloud: Cloud;

beforeEach(async () => {
  cloud = await openCloud();
  await addHost(cloud.db, "h1");
  const admin = { datacenter_id: "dc-1", person_id: "p-olga", role: "datacenter-admin", business_unit_id: null };
  await cloud.db.insertInto("role_grant").values(admin).execute();
});
afterEach(() => cloud.remove());

/** A worker on a machine of its own, where no script lies yet. */
function startWorker() {
  const directory = mkdtempSync(join(tmpdir(), "worker-"));
  const wired = wireEngine(cloud.url, directory, actions, () => ({
    packs: startPackFolders({ root: join(directory, "scripts"), read: (set) => readScripts(cloud.db, set) }),
  }));
  onTestFinished(async () => {
    await wired.close();
    rmSync(directory, { recursive: true, force: true });
  });
  return wired;
}

function startAdmin() {
  const store = startActionStore({ db: cloud.db, now: () => new Date(), setHash });
  return startAuthoring({ store, types: TYPES, surroundings: { simulator: { directory: "/sim" } } });
}

/** Publishes an action of two tasks, whose scripts say `says`. */
async function publish(name: string, says: string): Promise<void> {
  const admin = startAdmin();
  const task = (of: string) => `  - { name: ${of}, title: ${of}, type: command, script: ${of}.sh, idempotent: true }\n`;
  const source = `action: ${name}\ndescription: ${says}\nweight: light\ntasks:\n${task("first")}${task("second")}`;
  const script = `echo '{"said":"${says}"}'\n`;
  const files = { [`${name}.yaml`]: source, "first.sh": script, "second.sh": script };
  await admin.bring({ name, content: writeBundle({ name, description: says, files }) }, OLGA);
  await admin.publish(name, OLGA);
}

/** A running machine of the template `small` is to be paused. */
async function ask({ requests }: ReturnType<typeof wireEngine>) {
  const [vm = ""] = await addMachines(cloud.db, 1);
  await cloud.db
    .updateTable("vm")
    .set({ state: "running", request_id: null, host_id: "host-h1", name: randomUUID() })
    .where("id", "=", vm)
    .execute();
  const place = { role: "role-1", service: "svc-1", infrastructure: "inf-1" };
  const details = {
    kind: "vm.action" as const,
    action: "pause" as const,
    machines: [{ id: vm, name: "web" }],
    ...place,
  };
  const { id: request } = await requests.submit(
    { details: { ...details, template: "small" }, businessUnit: "bu-1", wait: false },
    OLGA,
  );
  const row = cloud.db.selectFrom("workflow").selectAll().where("request_id", "=", request);
  const workflow = await row.executeTakeFirstOrThrow();
  return { request, vm, workflow: workflow.id, version: workflow.action_version };
}

describe("a job", () => {
  it("ends with the scripts with which it began, on another worker, after the action has changed and gone", async () => {
    await publish("pause", "one");
    const job = await ask(startWorker());
    await publish("pause", "two");
    await startAdmin().switch("pause", false, OLGA);
    const breaking = new AbortController();
    const first = startWorker();
    const move = first.engineRooms.workflows.move;
    first.engineRooms.workflows.move = async (fence, step) => {
      const word = await move(fence, step);
      if (step.started?.position === 1) breaking.abort();
      return word;
    };
    await expect(first.engine.run(job.workflow, breaking.signal)).rejects.toThrow("was interrupted");
    await startWorker().engine.run(job.workflow, never);
    const { workflow, outputs } = await rowsOf(cloud, job);
    expect([job.version, workflow.state, outputs]).toEqual([
      1,
      "done",
      { first: { said: "one" }, second: { said: "one" } },
    ]);
  });

  it("that begins after a new version is published runs that one, decided by whichever process", async () => {
    await publish("pause", "one");
    const [here, there] = [startWorker(), startWorker()];
    await ask(here);
    await publish("pause", "two");
    const job = await ask(there);
    await here.engine.run(job.workflow, never);
    expect([job.version, (await rowsOf(cloud, job)).outputs]).toMatchObject([2, { first: { said: "two" } }]);
  });

  it("runs its template's own action, and the default one where that is disabled or taken back", async () => {
    await publish("pause", "anybody");
    await publish("pause@small", "its own");
    const worker = startWorker();
    const said = async () => {
      const job = await ask(worker);
      await worker.engine.run(job.workflow, never);
      return (await rowsOf(cloud, job)).outputs.first;
    };
    expect(await said()).toEqual({ said: "its own" });
    await startAdmin().switch("pause@small", false, OLGA);
    expect(await said()).toEqual({ said: "anybody" });
    await startAdmin().switch("pause", false, OLGA);
    await expect(ask(worker)).rejects.toMatchObject({ code: "not-offered" });
  });
});
