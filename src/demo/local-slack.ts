/** A local Slack with the demo's people and channels: a page in the browser, and the bot over Socket Mode. */
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { freePort } from "../adapters/postgres/embedded/free-port.ts";
import type { Config } from "../config.ts";
import { startChild } from "./child.ts";
import { CHANNELS, PEOPLE } from "./people.ts";

const PROGRAM = path.join(import.meta.dirname, "../../node_modules/local-slack-linux-x64/bin/local-slack");

export const LOCAL_TEAM = "T0DEMO";

/** It would listen on every address there is; this keeps it on this machine. */
const LOOPBACK = 'const serve = Bun.serve;\nBun.serve = (options) => serve({ ...options, hostname: "127.0.0.1" });\n';

const APP = {
  ...{ appId: "A0DEMO", botUserId: "U0BOT", botName: "quartermaster", botToken: "xoxb-demo", appToken: "xapp-demo" },
  signingSecret: "demo",
};

export interface LocalSlack {
  /** The page to open. */
  url: string;
  /** The settings with which the bot finds it. */
  settings: Pick<Config, "SLACK_BOT_TOKEN" | "SLACK_APP_TOKEN" | "SLACK_SIGNING_SECRET" | "SLACK_API_URL">;
  stop(): Promise<void>;
}

/** Who is there, and where they meet; everybody is in every channel. */
export interface Workspace {
  team: string;
  people: { id: string; name: string; title: string }[];
  channels: { id: string; name: string }[];
}

export interface LocalSlackOptions {
  /** The demo's by default. */
  workspace?: Workspace | undefined;
  /** Where it sends signed requests; without it, it uses Socket Mode. */
  requestUrl?: string | undefined;
}

export const hasLocalSlack = existsSync(PROGRAM);

/** The id of a demo's person in the local Slack. */
export function localUser(name: string): string {
  return `U${name.toUpperCase()}`;
}

/** Throws a sentence where the package is not installed. */
export async function startLocalSlack(options: LocalSlackOptions = {}): Promise<LocalSlack> {
  if (!hasLocalSlack) throw new Error("local-slack is not installed (npm i --include=optional); it runs on Linux x64");
  const folder = await mkdtemp(path.join(os.tmpdir(), "quartermaster-slack-"));
  const [config, preload] = [path.join(folder, "config.json"), path.join(folder, "loopback.js")];
  await writeFile(config, JSON.stringify(configOf(options)));
  await writeFile(preload, LOOPBACK);
  const port = await freePort();
  const args = ["--config", config, "--port", String(port), "--base-host", "127.0.0.1", "--files-dir", folder];
  const env = { BUN_OPTIONS: `--preload ${preload}` };
  const child = await startChild({ program: PROGRAM, args, env, cwd: folder, ready: /Apps:/ });
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    settings: { SLACK_BOT_TOKEN: APP.botToken, SLACK_API_URL: `${url}/api/`, ...doorOf(options) },
    async stop() {
      await child.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function doorOf({ requestUrl }: LocalSlackOptions) {
  return requestUrl ? { SLACK_SIGNING_SECRET: APP.signingSecret } : { SLACK_APP_TOKEN: APP.appToken };
}

const DEMO: Workspace = {
  team: LOCAL_TEAM,
  people: PEOPLE.map(({ name, role }) => ({ id: localUser(name), name, title: `${name}, ${role}` })),
  channels: CHANNELS.map((name) => ({ id: `C${name.toUpperCase()}`, name })),
};

function configOf({ workspace: { team, people, channels } = DEMO, requestUrl }: LocalSlackOptions) {
  const members = [APP.botUserId, ...people.map(({ id }) => id)];
  return {
    workspace: { name: "Demo", domain: "demo", teamId: team },
    app: { ...APP, ...(requestUrl ? { mode: "events", requestUrl } : { mode: "socket" }) },
    users: people.map(({ id, name, title }) => ({ id, name, real_name: title })),
    channels: channels.map((channel) => ({ ...channel, members })),
  };
}
