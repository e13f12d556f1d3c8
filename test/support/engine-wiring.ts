/** An engine over a database as the program wires it, in this process or in one that is to be killed. */
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { startClaimStore } from "../../src/adapters/postgres/claims.ts";
import { startPolicyShelf } from "../../src/adapters/postgres/policies.ts";
import { connect } from "../../src/adapters/postgres/pool.ts";
import { startScriptPlaces } from "../../src/adapters/postgres/script-places.ts";
import { startStore } from "../../src/adapters/postgres/store.ts";
import { startTaskLocks } from "../../src/adapters/postgres/task-locks.ts";
import { startWorkflowStore } from "../../src/adapters/postgres/workflows.ts";
import { startScripts } from "../../src/adapters/scripts/start.ts";
import type { Actions } from "../../src/app/engine.ts";
import { type RequestRooms, type Requests, startRequests } from "../../src/app/requests.ts";
import { admission } from "../../src/engine/admission.ts";
import type { EngineRooms } from "../../src/engine/run.ts";
import { type Engine, startEngine } from "../../src/engine/workflow.ts";
import { SHIPPED_POLICY } from "./policy.ts";

const FIXTURES = join(import.meta.dirname, "../fixtures/engine");

const NO_ACTIONS: Actions = {
  plan: (action) => {
    throw new Error(`there is no action ${action}`);
  },
};

/** What is different in this engine. */
type More = (requests: Requests) => Partial<EngineRooms>;

/** `directory`: where scripts work. */
export function wireEngine(url: string, directory: string, actions = NO_ACTIONS, more: More = () => ({})) {
  const connections = connect(url, () => undefined);
  const { db } = connections;
  const told = { db, now: () => new Date(), committed: () => undefined };
  const store = startStore({
    ...{ ...told, policies: startPolicyShelf(SHIPPED_POLICY), id: (prefix) => `${prefix}-${randomUUID()}` },
  });
  const rooms: RequestRooms = { store, admission, actions };
  const requests: Requests = startRequests(rooms);
  const workflows = startWorkflowStore(told);
  const scripts = startScripts({ workRoot: join(directory, "work") });
  const places = startScriptPlaces({ pool: connections.pool, usual: { command: 32, node: 32 } });
  const locks = startTaskLocks({ pool: connections.pool, now: told.now, reap: scripts.reap });
  const engineRooms: EngineRooms = {
    ...{ workflows, claims: startClaimStore(db), requests, scripts, places, locks },
    packs: { folder: async () => FIXTURES },
    secrets: { open: async () => ({}) },
    surroundings: { simulator: { directory: join(directory, "simulator") } },
    ...more(requests),
  };
  const engine: Engine = startEngine(engineRooms);
  const close = async () => {
    await Promise.all([scripts.close(), places.close(), locks.close()]);
    await connections.close();
  };
  return { ...connections, requests, workflows, engine, engineRooms, places, locks, close };
}
