/** What a Teams message costs: `vm list` beside a bare CloudAdapter that says the message back, both without authentication. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { CloudAdapter, ConfigurationBotFrameworkAuthentication } from "botbuilder";
import { responseFor } from "../../src/adapters/teams/respond.ts";
import type { Bench } from "./ground.ts";
import { openProgram, type Program } from "./program.ts";
import { compareTraffic, openTraffic, type Sendable, type Traffic } from "./traffic.ts";

/** Ours keeps to the pace of Teams, 50 answers a second: more would measure waiting. */
const COUNT = 45;
const AT_ONCE = 8;
const TENANT = "playground";
/** Enough for the pace of each one's conversation. */
const PEOPLE = Array.from({ length: COUNT }, (_, n) => `ana-${n}`);

export const teams: Bench = {
  name: "teams",
  async run(ground) {
    const traffic = await openTraffic();
    const ana = { who: "ana", platform: "teams", tenant: TENANT, users: PEOPLE };
    const [ours, bare] = [await openProgram(ground, { TEAMS_ANONYMOUS: "true" }, [ana]), await openEcho()];
    const say = ({ url }: Program) =>
      traffic.send({
        ...{ url: `${url}/api/messages`, answers: COUNT, atOnce: AT_ONCE },
        requests: PEOPLE.map((who) => message(traffic, who)),
      });
    try {
      return await compareTraffic(
        "teams: a message",
        () => say(ours),
        () => say(bare),
      );
    } finally {
      for (const one of [ours, bare, traffic]) await one.close();
    }
  },
};

async function openEcho(): Promise<Program> {
  const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
  const server = createServer((request, response) => void echo(adapter, request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function echo(adapter: CloudAdapter, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let text = "";
  for await (const chunk of request) text += chunk;
  const asked = { headers: request.headers, method: "POST", body: JSON.parse(text) };
  await adapter.process(asked, responseFor(response), async (context) => {
    await context.sendActivity(`you said ${context.activity.text}`);
  });
}

let messages = 0;

function message({ url }: Traffic, who: string): Sendable {
  messages += 1;
  const activity = {
    ...{ type: "message", id: `message-${messages}`, channelId: "msteams", serviceUrl: `${url}/answers` },
    ...{ from: { id: `29:${who}`, name: who, aadObjectId: who }, recipient: { id: "28:bot", name: "Quartermaster" } },
    conversation: { id: `a:${who}`, conversationType: "personal", tenantId: TENANT },
    ...{ channelData: { tenant: { id: TENANT } }, text: "vm list" },
  };
  return { body: JSON.stringify(activity), headers: { "content-type": "application/json" } };
}
