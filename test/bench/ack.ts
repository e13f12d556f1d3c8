/** How soon Slack is acknowledged: `/vm list` beside a bare Bolt app, and at 200 requests a second with workers. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { App, HTTPReceiver } from "@slack/bolt";
import { signedHeaders } from "../support/slack-stub.ts";
import type { Bench } from "./ground.ts";
import type { Row } from "./harness.ts";
import { openProgram, type Program } from "./program.ts";
import { compareTraffic, openTraffic, type Sendable, type Traffic } from "./traffic.ts";

const SECRET = "a signing secret";
const COUNT = 200;
const AT_ONCE = 8;
const MACHINES = 10;

const PER_SECOND = 200;
const SECONDS = 10;
/** What the same pace takes where nothing is done: how busy the machine is. */
const BARE_SECONDS = 3;
/** So many of the requests ask for a machine, which the workers then make. */
const ONE_CREATE_IN = 100;

export const ack: Bench = {
  name: "ack",
  async run(ground) {
    const traffic = await openTraffic();
    const settings = {
      ...{ SLACK_BOT_TOKEN: "xoxb-bench", SLACK_SIGNING_SECRET: SECRET, SLACK_API_URL: `${traffic.url}/api/` },
    };
    const olga = { who: "olga", platform: "slack", tenant: "T01BENCH", users: ["U0OLGA"] };
    const [ours, bare] = [await openProgram(ground, settings, [olga]), await openBolt()];
    const knock = ({ url }: Pick<Program, "url">, answers: number) =>
      traffic.send({
        ...{ url: `${url}/slack/events`, answers, atOnce: AT_ONCE },
        requests: Array.from({ length: COUNT }, () => command(traffic, "list")),
      });
    try {
      await makeMachines(ours, traffic);
      const rows = await compareTraffic(
        "ack: /vm list",
        () => knock(ours, COUNT),
        () => knock(bare, 0),
      );
      return [...rows, ...(await underLoad(ours, bare, traffic))];
    } finally {
      for (const one of [ours, bare, traffic]) await one.close();
    }
  },
};

/** Something to list. */
async function makeMachines({ url }: Program, traffic: Traffic): Promise<void> {
  const requests = Array.from({ length: MACHINES }, (_, n) => command(traffic, create(`listed-${n}`)));
  await traffic.send({ url: `${url}/slack/events`, requests, answers: MACHINES, atOnce: 1 });
}

function create(name: string): string {
  return `create ${name} --role shop/web/front --template small`;
}

async function underLoad(ours: Program, bare: Program, traffic: Traffic): Promise<Row[]> {
  const textOf = (n: number) => (n % ONE_CREATE_IN === 0 ? create(`bench-${n}`) : "list");
  const send = ({ url }: Program, count: number, answers: number) =>
    traffic.send({
      ...{ url: `${url}/slack/events`, perSecond: PER_SECOND, answers },
      requests: Array.from({ length: count }, (_, n) => command(traffic, textOf(n))),
    });
  const count = PER_SECOND * SECONDS;
  const { p50, p99, cpuMs } = await send(ours, count, count);
  const alone = await send(bare, PER_SECOND * BARE_SECONDS, 0);
  const what = `ack: ${PER_SECOND}/s with workers`;
  return [
    { kind: "figure", what: `${what}, p50`, unit: "ms", value: p50, goal: null },
    { kind: "figure", what: `${what}, p99`, unit: "ms", value: p99, goal: { below: 300 } },
    { kind: "figure", what: `${what}, CPU each`, unit: "ms", value: cpuMs, goal: null },
    { kind: "figure", what: `ack: ${PER_SECOND}/s, bare Bolt, p99`, unit: "ms", value: alone.p99, goal: null },
  ];
}

/** One slash command, acknowledged and nothing else. */
async function openBolt(): Promise<Program> {
  const receiver = new HTTPReceiver({ signingSecret: SECRET });
  const app = new App({ receiver, authorize: async () => ({ botToken: "xoxb-bench", botUserId: "U0BOT" }) });
  app.command("/vm", async ({ ack: acknowledge }) => acknowledge());
  const server = createServer((request, response) => receiver.requestListener(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

let triggers = 0;

/** olga types `/vm …`; signed now, so to be sent within five minutes. */
function command({ url }: Traffic, text: string): Sendable {
  triggers += 1;
  const body = new URLSearchParams({
    ...{ command: "/vm", text, team_id: "T01BENCH", user_id: "U0OLGA", trigger_id: `trigger-${triggers}` },
    ...{ channel_id: "C0BENCH", channel_name: "retail", response_url: `${url}/answers` },
  }).toString();
  return { body, headers: signedHeaders(SECRET, body) };
}
