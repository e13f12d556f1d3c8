/** What of the work does not get on, a sentence each, with what would mend it. */
import type { CountedPlaces } from "../adapters/postgres/places.ts";
import type { Connections } from "../adapters/postgres/pool.ts";
import { oldOrders, type Running, runningWorkflows, unsaid } from "../adapters/postgres/stuck.ts";
import type { Queues } from "../adapters/queue/start.ts";
import { soon } from "./soon.ts";

interface StuckRooms {
  connections: Connections;
  queues: Queues;
  /** The places that workflows have while a worker carries them. */
  places: CountedPlaces;
  now(): Date;
}

export async function stuckIn({ connections: { db }, queues, places, now }: StuckRooms): Promise<string[]> {
  const [orders, notices] = await Promise.all([oldOrders(db), unsaid(db, now())]);
  return [
    ...(await inQueues(queues)),
    ...(orders ? [`${counted(orders.count, "order")} in the outbox since ${orders.seconds} s ago: ${START}`] : []),
    ...(await unattended(() => runningWorkflows(db), places)),
    ...notices.map(({ conversation, count, why }) => {
      return `${conversation} was not told ${counted(count, "notice")}: ${why ?? START}`;
    }),
  ];
}

const START = "see that a process with the role worker runs, and that it reaches the queues";

async function inQueues(queues: Queues): Promise<string[]> {
  try {
    const { delayed } = await soon("asking the queues", queues.counts("effects"));
    return delayed === 0
      ? []
      : [
          `${counted(delayed, "card or notice", "cards or notices")} to be tried again after a failure: the log says why`,
        ];
  } catch {
    return ["the queues do not answer: see that their store runs (REDIS_URL, or else the database)"];
  }
}

/** What ran before and after the places were counted ran meanwhile: a living worker holds a place for each. */
async function unattended(running: () => Promise<Running[]>, places: CountedPlaces): Promise<string[]> {
  const before = await running();
  if (before.length === 0) return [];
  const standing = await places.standing();
  const after = new Set((await running()).map(({ id }) => id));
  return standing.flatMap(({ type, busy }) => {
    const own = before.filter(({ id, weight }) => weight === type && after.has(id));
    if (own.length <= busy) return [];
    const requests = [...new Set(own.map(({ request }) => request))].join(", ");
    return [`${counted(own.length, `running ${type} workflow`)} (${requests}), and workers at ${busy}: ${START}`];
  });
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
