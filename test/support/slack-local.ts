/** A local Slack on loopback with a few people and channels, and what they do there. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";
import { z } from "zod";
import { ANA, DANA, EVE } from "./slack-orders.ts";
import { TEAM } from "./slack-stub.ts";

const PROGRAM = path.join(import.meta.dirname, "../../node_modules/local-slack-linux-x64/bin/local-slack");

export const hasLocalSlack = existsSync(PROGRAM);

/** It would listen on every address there is; this keeps it on this machine. */
const LOOPBACK = 'const serve = Bun.serve;\nBun.serve = (options) => serve({ ...options, hostname: "127.0.0.1" });\n';

const APP = {
  appId: "A01APP",
  botUserId: "U0BOT",
  botName: "quartermaster",
  botToken: "xoxb-test",
  appToken: "xapp-test",
};

export const SIGNING_SECRET = "signing-secret";
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

export interface LocalSlack {
  url: string;
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

/** `requestUrl`: where it sends signed requests; without it, it uses Socket Mode. */
export async function openLocalSlack(requestUrl?: string): Promise<LocalSlack> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "quartermaster-slack-"));
  const port = await freePort();
  const [config, preload] = [path.join(folder, "config.json"), path.join(folder, "loopback.js")];
  await writeFile(config, JSON.stringify(configOf(requestUrl)));
  await writeFile(preload, LOOPBACK);
  const args = ["--config", config, "--port", String(port), "--base-host", "127.0.0.1", "--files-dir", folder];
  const child = spawn(PROGRAM, args, { env: { ...process.env, BUN_OPTIONS: `--preload ${preload}` } });
  await isRunning(child);
  const url = `http://127.0.0.1:${port}`;
  const { socket, told } = await openPage(url);
  return {
    ...{ url, apiUrl: `${url}/api/`, told },
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
      await ended(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function configOf(requestUrl: string | undefined) {
  const channels = [
    { id: APPROVALS, name: "approvals", members: [ANA, DANA, "U0BOT"] },
    { id: "C0RETAIL", name: "retail", members: [ANA, DANA, "U0BOT"] },
  ];
  const users = [
    { id: ANA, name: "ana", real_name: "Ana" },
    { id: DANA, name: "dana", real_name: "Dana" },
    { id: EVE, name: "eve", real_name: "Eve" },
  ];
  const mode = requestUrl ? { mode: "events", requestUrl } : { mode: "socket" };
  const workspace = { name: "Retail Cloud", domain: "retail-cloud", teamId: TEAM };
  return { workspace, app: { ...APP, signingSecret: SIGNING_SECRET, ...mode }, users, channels };
}

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

function isRunning(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = "";
    child.stdout?.on("data", (part) => {
      said += part;
      if (said.includes("Apps:")) resolve();
    });
    child.once("exit", () => reject(new Error(`local-slack ended: ${said}`)));
    child.once("error", reject);
  });
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill();
  });
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
