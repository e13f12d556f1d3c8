/** Microsoft's Agents Playground, a local Teams client: its page in the browser, before which one person sits. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { startChild } from "./child.ts";

export const PLAYGROUND_TENANT = "playground";

export const PERSONAL = "personal-chat";
export const BOT = "quartermaster";

/** Their object ids are their names. */
export interface Seats {
  /** Whoever sits before the page. */
  sits: string;
  /** Who else is there: the Playground wants five, no more and no less. */
  others: string[];
}

const SEATS: Seats = { sits: "dana", others: ["ana", "dee", "ben", "olga", "lou"] };

export interface Playground {
  /** The page to open. */
  url: string;
  stop(): Promise<void>;
}

/** `endpoint` is where the bot listens. Throws a sentence where the package is not installed. */
export async function startPlayground(endpoint: string, seats: Seats = SEATS): Promise<Playground> {
  const cli = playgroundPath();
  if (!cli) throw new Error("the Agents Playground is not installed (npm i -D @microsoft/m365agentsplayground)");
  const folder = await mkdtemp(path.join(os.tmpdir(), "quartermaster-playground-"));
  const config = path.join(folder, "config.yml");
  await writeFile(config, JSON.stringify(configOf(seats)));
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

/** Where its program is; null where the package is not installed. */
export function playgroundPath(): string | null {
  const { resolve } = createRequire(import.meta.url);
  try {
    return resolve("@microsoft/m365agentsplayground/cli.js");
  } catch {
    return null;
  }
}

/** No browser is opened, nothing is reported to anybody, the log stays in the folder. */
const ENVIRONMENT = {
  TEAMSAPPTESTER_BROWSER: "none",
  M365_AGENTS_PLAYGROUND_LOGFILE: "playground.log",
  NODE_OPTIONS: "",
};

/** One channel beside the general one: it takes no more. */
function configOf({ sits, others }: Seats) {
  return {
    ...{ version: "0.1.1", tenantId: PLAYGROUND_TENANT, bot: { id: BOT, name: "Quartermaster" } },
    ...{ currentUser: person(sits), users: others.map(person) },
    ...{ personalChat: { id: PERSONAL }, groupChat: { id: "group-chat", name: "Group" } },
    team: {
      ...{ id: "cloud-team", name: "Cloud", aadGroupId: "cloud-group" },
      channels: [{ id: "approvals", name: "approvals" }],
    },
  };
}

function person(name: string) {
  return {
    ...{ id: name, name, userPrincipleName: `${name}@example.com`, aadObjectId: name },
    ...{ givenName: name, surname: name, email: `${name}@example.com` },
  };
}
