/** The process of the Agents Playground: its people and places, and its start on this machine alone. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

/** Who sits before the Playground, and who else is there; their object ids are their names. */
export const SITTING = "ana";
const OTHERS = ["dana", "dee", "ben", "olga", "lou"];

export const PLAYGROUND_TENANT = "playground";
export const PERSONAL = "personal-chat";
export const BOT = "quartermaster";

/** Where the package is; null when it is not installed. */
export function playgroundPath(): string | null {
  const { resolve } = createRequire(import.meta.url);
  const cli = path.join(path.dirname(resolve("vitest/package.json")), "../@microsoft/m365agentsplayground/cli.js");
  return existsSync(cli) ? cli : null;
}

const person = (name: string) => ({
  ...{ id: name, name, userPrincipleName: `${name}@example.com`, aadObjectId: name },
  ...{ givenName: name, surname: name, email: `${name}@example.com` },
});

/** The Playground wants five others and one channel beside the general one, no more and no less. */
const CONFIG = {
  version: "0.1.1",
  tenantId: PLAYGROUND_TENANT,
  bot: { id: BOT, name: "Quartermaster" },
  currentUser: person(SITTING),
  users: OTHERS.map(person),
  personalChat: { id: PERSONAL },
  groupChat: { id: "group-chat", name: "Group" },
  team: {
    ...{ id: "cloud-team", name: "Cloud", aadGroupId: "cloud-group" },
    channels: [{ id: "approvals", name: "approvals" }],
  },
};

/** Keeps its files in `folder`; `endpoint` is where the bot listens. */
export async function startPlayground(
  folder: string,
  endpoint: string,
): Promise<{ url: string; stop(): Promise<void> }> {
  const cli = playgroundPath();
  if (!cli) throw new Error("the Agents Playground is not installed");
  await writeFile(path.join(folder, "config.yml"), JSON.stringify(CONFIG));
  const loopback = pathToFileURL(path.join(import.meta.dirname, "teams-loopback.mjs")).href;
  const options = ["start", "-e", endpoint, "-c", "msteams", "-p", "0", "--dt"];
  const child = spawn(process.execPath, ["--import", loopback, cli, ...options], {
    cwd: folder,
    env: {
      ...process.env,
      ...ENVIRONMENT,
      M365_AGENTS_PLAYGROUND_CONFIG_PATH: path.join(folder, "config.yml"),
      HOME: folder,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const listens = new Promise<string>((resolve) => {
    child.stdout.on("data", (text) => /Listening on (\d+)/.exec(String(text))?.[1] && resolve(String(text)));
  });
  const said = await Promise.race([listens, ended]);
  if (!said) throw new Error("the Agents Playground ended before it listened");
  const port = /\d+/.exec(said)?.[0];
  const stop = async () => {
    child.kill();
    await ended;
  };
  return { url: `http://127.0.0.1:${port}`, stop };
}

/** No browser is opened, nothing is reported to anybody, the log stays in the folder. */
const ENVIRONMENT = {
  TEAMSAPPTESTER_BROWSER: "none",
  M365_AGENTS_PLAYGROUND_LOGFILE: "playground.log",
  NODE_OPTIONS: "",
};
