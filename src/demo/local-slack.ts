/** A local Slack with the demo's people and channels: a page in the browser, and the bot over Socket Mode. */
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";
import { startChild } from "./child.ts";
import { CHANNELS, PEOPLE } from "./people.ts";

const PROGRAM = path.join(import.meta.dirname, "../../node_modules/local-slack-linux-x64/bin/local-slack");

export const LOCAL_TEAM = "T0DEMO";

/** It would listen on every address there is; this keeps it on this machine. */
const LOOPBACK = 'const serve = Bun.serve;\nBun.serve = (options) => serve({ ...options, hostname: "127.0.0.1" });\n';

const APP = {
  ...{ appId: "A0DEMO", botUserId: "U0BOT", botName: "quartermaster", botToken: "xoxb-demo", appToken: "xapp-demo" },
  ...{ signingSecret: "demo", mode: "socket" },
};

export interface LocalSlack {
  /** The page to open. */
  url: string;
  /** The settings with which the bot finds it. */
  settings: { SLACK_BOT_TOKEN: string; SLACK_APP_TOKEN: string; SLACK_API_URL: string };
  stop(): Promise<void>;
}

/** The id of a demo's person in the local Slack. */
export function localUser(name: string): string {
  return `U${name.toUpperCase()}`;
}

/** Throws a sentence where the package is not installed. */
export async function startLocalSlack(): Promise<LocalSlack> {
  if (!existsSync(PROGRAM))
    throw new Error("local-slack is not installed (npm i --include=optional); it runs on Linux x64");
  const folder = await mkdtemp(path.join(os.tmpdir(), "quartermaster-slack-"));
  const [config, preload] = [path.join(folder, "config.json"), path.join(folder, "loopback.js")];
  await writeFile(config, JSON.stringify(CONFIG));
  await writeFile(preload, LOOPBACK);
  const port = await freePort();
  const args = ["--config", config, "--port", String(port), "--base-host", "127.0.0.1", "--files-dir", folder];
  const env = { BUN_OPTIONS: `--preload ${preload}` };
  const child = await startChild({ program: PROGRAM, args, env, cwd: folder, ready: /Apps:/ });
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    settings: { SLACK_BOT_TOKEN: APP.botToken, SLACK_APP_TOKEN: APP.appToken, SLACK_API_URL: `${url}/api/` },
    async stop() {
      await child.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const CONFIG = {
  workspace: { name: "Demo", domain: "demo", teamId: LOCAL_TEAM },
  app: APP,
  users: PEOPLE.map(({ name, role }) => ({ id: localUser(name), name, real_name: `${name}, ${role}` })),
  channels: CHANNELS.map((name) => ({
    ...{ id: `C${name.toUpperCase()}`, name },
    members: [APP.botUserId, ...PEOPLE.map((person) => localUser(person.name))],
  })),
};

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
