/** Trials of the engine: machines asked for as a person would, with actions made for the test and real scripts. */
import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Requests } from "../../src/app/requests.ts";
import type { VmAction } from "../../src/domain/vm.ts";
import { type Action, actionFile, planOf } from "../../src/engine/action.ts";
import type { EngineRooms } from "../../src/engine/run.ts";
import { type Cloud, OLGA } from "./cloud.ts";
import { wireEngine } from "./engine-wiring.ts";

type TaskFile = Partial<Action["tasks"][number]> & { name: string };

/** A machine's workflow. */
export interface Job {
  request: string;
  vm: string;
  workflow: string;
}

export type Trial = ReturnType<typeof startTrial>;

/** Starts an engine over the cloud, for the running test. */
export function startTrial(cloud: Cloud, more: (requests: Requests) => Partial<EngineRooms> = () => ({})) {
  const directory = mkdtempSync(join(tmpdir(), "engine-"));
  const actions: Record<string, Action> = {};
  const published = { plan: (action: string) => planIn(actions, action) };
  const wired = wireEngine(cloud.url, directory, published, more);
  onTestFinished(async () => {
    await wired.close();
    rmSync(directory, { recursive: true, force: true });
  });
  const [log, gate] = [join(directory, "log"), join(directory, "gate")];

  /** Parameters that every script of a trial understands. */
  const parameters = (name: string) => ({ NAME: name, LOG: log, GATE: gate });
  const task = (script: string, file: TaskFile) => ({
    ...{ title: file.name, type: script.endsWith(".mjs") ? "node" : "command", script, idempotent: true },
    ...{ ...file, parameters: { ...parameters(file.name), ...file.parameters } },
  });

  /** Some tests await a run only when they have done more, and it may fail before; they still hear of it. */
  const run: typeof wired.engine.run = (workflow, signal) => {
    const running = wired.engine.run(workflow, signal);
    running.catch(() => undefined);
    return running;
  };

  return {
    ...{ ...wired, engine: { ...wired.engine, run } },
    ...{ directory, write: task.bind(null, "write.sh"), wait: task.bind(null, "wait.sh") },
    ...{ fail: task.bind(null, "fail.sh"), echo: task.bind(null, "echo.mjs") },
    healing: task.bind(null, "healing.sh"),
    publish(action: string, parts: object) {
      actions[action] = actionFile.parse({ action, description: action, weight: "light", ...parts });
    },
    create: (size = { memoryMb: 1024, diskGb: 60, vcpu: 1 }) => ask(wired, newMachine(size)),
    act: (action: VmAction, vm: string) => ask(wired, anAction(action, vm)),
    open: () => writeFileSync(gate, ""),
    /** The names of the tasks whose scripts ran, in order. */
    ran: () => linesOf(log),
    /** The process of the script that waits. */
    waiting: () => Number(linesOf(`${log}.pid`)[0]),
  };
}

function planIn(actions: Record<string, Action>, name: string) {
  const action = actions[name];
  if (!action) throw new Error(`no action ${name}`);
  return { version: 1, pack: "trial", weight: action.weight, plan: planOf(action) };
}

type Details = Parameters<Requests["submit"]>[0]["details"];

const PLACE = { role: "role-1", service: "svc-1", infrastructure: "inf-1" };

function newMachine(size: { memoryMb: number; diskGb: number; vcpu: number }): Details {
  const id = `vm-${randomUUID()}`;
  const template = { path: "shop/web/front", template: "small", dayPrice: "3.1", until: null };
  return {
    kind: "vm.create",
    ...PLACE,
    ...template,
    size: { ...size, vms: 1 },
    machines: [{ id, name: `web-${id.slice(3, 11)}` }],
  };
}

function anAction(action: VmAction, vm: string): Details {
  return { kind: "vm.action", ...PLACE, action, machines: [{ id: vm, name: "web" }] };
}

async function ask({ requests, db }: ReturnType<typeof wireEngine>, details: Details): Promise<Job> {
  const { id } = await requests.submit({ details, businessUnit: "bu-1", wait: false }, OLGA);
  const row = await db
    .selectFrom("workflow")
    .select(["id", "job"])
    .where("request_id", "=", id)
    .executeTakeFirstOrThrow();
  return { request: id, vm: row.job, workflow: row.id };
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, "utf8").trim().split("\n");
  } catch {
    return [];
  }
}

/** Everything that the rows say about a job. */
export async function rowsOf({ db }: Cloud, { request, vm, workflow }: Job) {
  const activities = await db
    .selectFrom("activity")
    .selectAll()
    .where("workflow_id", "=", workflow)
    .orderBy("position")
    .execute();
  const claims = await db.selectFrom("claim").selectAll().where("consumer_id", "=", vm).execute();
  return {
    request: await db.selectFrom("request").selectAll().where("id", "=", request).executeTakeFirstOrThrow(),
    vm: await db.selectFrom("vm").selectAll().where("id", "=", vm).executeTakeFirstOrThrow(),
    workflow: await db.selectFrom("workflow").selectAll().where("id", "=", workflow).executeTakeFirstOrThrow(),
    activities: activities.map(({ task, state }) => `${task} ${state}`),
    outputs: Object.fromEntries(activities.map(({ task, outputs }) => [task, outputs])),
    tries: activities.map(({ tries }) => tries),
    claims: claims.length,
  };
}

export const never = new AbortController().signal;
