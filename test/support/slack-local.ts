/** A local Slack on loopback with a few people and channels, and what they do there. */
import { z } from "zod";
import { type LocalSlack as Started, startLocalSlack, type Workspace } from "../../src/demo/local-slack.ts";
import { ANA, DANA, EVE } from "./slack-orders.ts";
import { TEAM } from "./slack-stub.ts";

export const APPROVALS = "C0APPROVALS";

const blockSchema = z.looseObject({ type: z.string(), block_id: z.string().optional() });
const messageSchema = z.looseObject({
  ts: z.string(),
  user: z.string().optional(),
  text: z.string().default(""),
  blocks: z.array(blockSchema).optional(),
  ephemeral_to: z.string().optional(),
  thread_ts: z.string().optional(),
});
const viewSchema = z.looseObject({
  title: z.looseObject({ text: z.string() }).optional(),
  blocks: z.array(blockSchema),
});
const stateSchema = z.looseObject({
  channels: z.array(z.looseObject({ id: z.string(), name: z.string() })),
  modalStack: z.array(viewSchema),
  homeViews: z.record(z.string(), z.unknown()),
});

type LocalMessage = z.output<typeof messageSchema>;

export interface LocalSlack extends Pick<Started, "url" | "settings"> {
  apiUrl: string;
  /** Does something by its control interface: `command`, `message`, `interact`, `open-home`. */
  act(what: string, body: object): Promise<void>;
  messages(channel: string): Promise<LocalMessage[]>;
  /** What the page would show: the open modals and everybody's home. */
  state(): Promise<z.output<typeof stateSchema>>;
  /** Sends the open modal with these values by field. */
  submit(user: string, fields: Record<string, string>): void;
  /** What the page was told by its socket, as JSON. */
  told: string[];
  close(): Promise<void>;
}

const RETAIL: Workspace = {
  team: TEAM,
  people: [
    { id: ANA, name: "ana", title: "Ana" },
    { id: DANA, name: "dana", title: "Dana" },
    { id: EVE, name: "eve", title: "Eve" },
  ],
  channels: [
    { id: APPROVALS, name: "approvals" },
    { id: "C0RETAIL", name: "retail" },
  ],
};

/** `requestUrl`: where it sends signed requests; without it, it uses Socket Mode. `workspace`: the demo's, when null. */
export async function openLocalSlack(requestUrl?: string, workspace: Workspace | null = RETAIL): Promise<LocalSlack> {
  const { url, settings, stop } = await startLocalSlack({ requestUrl, workspace: workspace ?? undefined });
  const { socket, told } = await openPage(url);
  return {
    ...{ url, settings, apiUrl: settings.SLACK_API_URL ?? "", told },
    act: (what, body) => act(url, what, body),
    messages: (channel) => messagesIn(url, channel),
    state: () => stateOf(url),
    submit: (user, fields) => {
      const values = Object.entries(fields).map(([name, value]) => [
        name,
        { value: { type: "plain_text_input", value, selected_option: { value } } },
      ]);
      socket.send(JSON.stringify({ t: "view_submit", user, values: Object.fromEntries(values) }));
    },
    async close() {
      socket.close();
      await stop();
    },
  };
}

async function openPage(url: string): Promise<{ socket: WebSocket; told: string[] }> {
  const told: string[] = [];
  const socket = new WebSocket(`${url.replace("http", "ws")}/ui`);
  await new Promise<void>((resolve) => {
    socket.addEventListener("message", ({ data }) => {
      told.push(String(data));
      resolve();
    });
  });
  return { socket, told };
}

async function act(url: string, what: string, body: object): Promise<void> {
  const headers = { "content-type": "application/json" };
  const response = await fetch(`${url}/_control/${what}`, { method: "POST", headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${what} at local-slack: ${await response.text()}`);
}

async function messagesIn(url: string, channel: string): Promise<LocalMessage[]> {
  const response = await fetch(`${url}/_control/messages/${channel}`);
  return z.object({ messages: z.array(messageSchema) }).parse(await response.json()).messages;
}

async function stateOf(url: string) {
  const { socket, told } = await openPage(url);
  socket.close();
  return z.object({ state: stateSchema }).parse(JSON.parse(told[0] ?? "{}")).state;
}
