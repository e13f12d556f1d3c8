/** Microsoft's Agents Playground, a local Teams client: its page in the browser, in which dana sits. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { startChild } from "./child.ts";

export const PLAYGROUND_TENANT = "playground";

/** Who sits before the page, and who else is there; the Playground wants five others, no more and no less. */
const SITTING = "dana";
const OTHERS = ["ana", "dee", "ben", "olga", "lou"];

export interface Playground {
  /** The page to open. */
  url: string;
  stop(): Promise<void>;
}

/** `endpoint` is where the bot listens. Throws a sentence where the package is not installed. */
export async function startPlayground(endpoint: string): Promise<Playground> {
  const cli = programPath();
  const folder = await mkdtemp(path.join(os.tmpdir(), "quartermaster-playground-"));
  const config = path.join(folder, "config.yml");
  await writeFile(config, JSON.stringify(CONFIG));
  const loopback = pathToFileURL(path.join(import.meta.dirname, "loopback.mjs")).href;
  const { said, stop } = await startChild({
    program: process.execPath,
    args: ["--import", loopback, cli, "start", "-e", endpoint, "-c", "msteams", "-p", "0", "--dt"],
    env: { ...ENVIRONMENT, M365_AGENTS_PLAYGROUND_CONFIG_PATH: config, HOME: folder },
    ...{ cwd: folder, ready: /Listening on \d+/ },
  });
  return {
    url: `http://127.0.0.1:${/Listening on (\d+)/.exec(said)?.[1]}`,
    async stop() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function programPath(): string {
  const { resolve } = createRequire(import.meta.url);
  try {
    return resolve("@microsoft/m365agentsplayground/cli.js");
  } catch (cause) {
    throw new Error("the Agents Playground is not installed (npm i -D @microsoft/m365agentsplayground)", { cause });
  }
}

/** No browser is opened, nothing is reported to anybody, the log stays in the folder. */
const ENVIRONMENT = {
  TEAMSAPPTESTER_BROWSER: "none",
  M365_AGENTS_PLAYGROUND_LOGFILE: "playground.log",
  NODE_OPTIONS: "",
};

const CONFIG = {
  ...{ version: "0.1.1", tenantId: PLAYGROUND_TENANT, bot: { id: "quartermaster", name: "Quartermaster" } },
  ...{ currentUser: person(SITTING), users: OTHERS.map(person) },
  personalChat: { id: "personal-chat" },
  groupChat: { id: "group-chat", name: "Group" },
  team: {
    ...{ id: "cloud-team", name: "Cloud", aadGroupId: "cloud-group" },
    channels: [{ id: "approvals", name: "approvals" }],
  },
};

/** In the Playground a person's object id is their name. */
function person(name: string) {
  return {
    ...{ id: name, name, userPrincipleName: `${name}@example.com`, aadObjectId: name },
    ...{ givenName: name, surname: name, email: `${name}@example.com` },
  };
}
