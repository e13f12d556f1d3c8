/** How long it takes from Approve until a new machine runs and its requester is told, in the whole program. */
import { join } from "node:path";
import { sql } from "kysely";
import { consoleChat } from "../../src/adapters/console/chat.ts";
import { plainText } from "../../src/adapters/console/posted.ts";
import { connect } from "../../src/adapters/postgres/pool.ts";
import type { Answer } from "../../src/bot/conversation.ts";
import { runningClock } from "../../src/clock.ts";
import { compose, type System } from "../../src/compose/index.ts";
import { readConfig } from "../../src/config.ts";
import { setLatency } from "../../src/simulator.ts";
import type { Bench, Ground } from "./ground.ts";
import { elapsedMs, median, percentile, type Row } from "./harness.ts";
import { demoDatacenter, demoPerson, liftLimits, silence } from "./house.ts";

const WARM_UP = 3;
const CREATES = 30;

/** One create, in milliseconds: until it ran and was told, and how much of that its scripts took. */
interface Run {
  told: number;
  scripts: number;
}

export const line: Bench = {
  name: "line",
  async run(ground) {
    const database = await ground.database();
    const { system, chat } = await openProgram(ground, database);
    const { db, close } = connect(database, () => undefined);
    await system.app.datacenter.apply(await demoDatacenter(), null);
    await liftLimits(db);
    await system.refreshLimits();
    const told: number[] = [];
    for (let n = 0; n < WARM_UP + CREATES; n++) told.push(await createOne(system, chat, `bench-${n}`));
    const { rows } = await sql<{ scripts: number }>`
      select (extract(epoch from sum(a.ended_at - a.started_at)) * 1000)::float8 as scripts
      from workflow w join activity a on a.workflow_id = w.id group by w.id order by w.created_at`.execute(db);
    await close();
    await system.close();
    return rowsOf(told.map((ms, n) => ({ told: ms, scripts: rows[n]?.scripts ?? Number.NaN })).slice(WARM_UP));
  },
};

function rowsOf(runs: Run[]): Row[] {
  const told = runs.map((run) => run.told);
  const unit = "ms";
  return [
    { kind: "figure", what: "line: Approve to running, p50", unit, value: median(told), goal: { below: 1000 } },
    { kind: "figure", what: "line: Approve to running, p95", unit, value: percentile(told, 95), goal: null },
    {
      kind: "figure",
      what: "line: of it, four scripts",
      unit,
      value: median(runs.map((run) => run.scripts)),
      goal: null,
    },
    {
      ...{ kind: "figure", what: "line: of it, the rest", unit },
      ...{ value: median(runs.map((run) => run.told - run.scripts)), goal: { below: 100 } },
    },
  ];
}

async function openProgram(ground: Ground, database: string) {
  const chat = consoleChat();
  const simulator = join(ground.directory, "simulator");
  await setLatency(simulator, 0);
  const config = readConfig({ DATA_DIR: join(ground.directory, "line") });
  const system = await compose({
    ...{ config, log: silence, database, name: "line", clock: runningClock(), chats: async () => [chat], simulator },
  });
  return { system, chat };
}

type Chat = ReturnType<typeof consoleChat>;

/** Asks, waits until that is posted, approves, and returns the milliseconds until the requester reads that it runs. */
async function createOne(system: System, chat: Chat, name: string): Promise<number> {
  const ask = `vm create ${name} --role shop/web/front --template small`;
  accepted(await system.bot.hear({ from: demoPerson("ana"), text: ask, file: async () => undefined }));
  await system.settled();
  const card = chat.seenBy("dana").find((seen) => seen.request !== null);
  const told = sentence(chat, `${name} is running`);
  return elapsedMs(async () => {
    accepted(
      await system.bot.press({ from: demoPerson("dana"), verb: "Approve", id: card?.request ?? "", fields: {} }),
    );
    await told;
  });
}

function sentence(chat: Chat, text: string): Promise<void> {
  return new Promise((resolve) => {
    const stop = chat.listen((posted) => {
      if (posted.kind !== "notice" || !plainText(posted).includes(text)) return;
      stop();
      resolve();
    });
  });
}

function accepted(answer: Answer): void {
  if (answer.kind === "refusal") throw answer.refusal;
  if (answer.kind === "form") throw new Error("the bot asks for more");
}
