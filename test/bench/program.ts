/** The whole program with the demo datacenter, in the chats that some settings name. */
import { join } from "node:path";
import { sql } from "kysely";
import { connect } from "../../src/adapters/postgres/pool.ts";
import { chatsOf } from "../../src/chats.ts";
import { runningClock } from "../../src/clock.ts";
import { compose } from "../../src/compose/index.ts";
import { readConfig } from "../../src/config.ts";
import { openDoors } from "../../src/doors.ts";
import { setLatency } from "../../src/simulator.ts";
import type { Ground } from "./ground.ts";
import { demoDatacenter, liftLimits, silence } from "./house.ts";

export interface Program {
  /** Without a slash at its end. */
  url: string;
  close(): Promise<void>;
}

/** Somebody of the demo as a chat knows them. */
interface Known {
  who: string;
  platform: string;
  tenant: string;
  users: string[];
}

/** Needs a database, and ends with it. */
export async function openProgram(ground: Ground, settings: Record<string, string>, people: Known[]): Promise<Program> {
  const database = await ground.database();
  const [directory, simulator] = [join(ground.directory, "program"), join(ground.directory, "simulator")];
  await setLatency(simulator, 0);
  const config = readConfig({ DATA_DIR: directory, PORT: "0", ...settings });
  const chats = chatsOf(config, silence);
  const system = await compose({
    ...{ config, log: silence, database, name: "program", clock: runningClock(), chats: chats.connect, simulator },
  });
  await system.app.datacenter.apply(await demoDatacenter(), null);
  await introduce(database, people);
  await system.refreshLimits();
  const doors = await openDoors(config, silence, chats, system);
  return {
    url: `http://127.0.0.1:${doors.port}`,
    async close() {
      await doors.close();
      await system.close();
    },
  };
}

async function introduce(database: string, people: Known[]): Promise<void> {
  const { db, close } = connect(database, () => undefined);
  await liftLimits(db);
  for (const { who, platform, tenant, users } of people)
    await sql`
      insert into identity (platform, tenant, user_id, person_id)
      select ${platform}, ${tenant}, unnest(${users}::text[]), person_id from identity where user_id = ${who}
    `.execute(db);
  await close();
}
