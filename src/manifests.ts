/** What others need to know of this program: the apps' manifests for Slack and Teams, the schema of actions for editors. */
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { COMMANDS } from "../commands/index.ts";
import { slackManifest } from "./adapters/slack/manifest.ts";
import { teamsManifest, teamsPackage } from "./adapters/teams/manifest.ts";
import type { Config } from "./config.ts";
import { actionSchema } from "./engine/authoring/schema.ts";

/** A placeholder that Teams refuses, so that nobody installs an app without its own id. */
const NO_APP_ID = "00000000-0000-0000-0000-000000000000";

/** Writes them beside the data; with BASE_URL Slack uses HTTP, without it Socket Mode. */
export async function writeManifests(config: Config): Promise<number> {
  const folder = path.join(config.DATA_DIR, "manifests");
  await mkdir(folder, { recursive: true });
  const options = { appId: config.TEAMS_APP_ID ?? NO_APP_ID, ...COMPANY };
  await writeFile(
    path.join(folder, "slack.json"),
    `${JSON.stringify(slackManifest(COMMANDS, config.BASE_URL), null, 2)}\n`,
  );
  await writeFile(path.join(folder, "teams.zip"), teamsPackage(teamsManifest(COMMANDS, options)).zip);
  await writeFile(path.join(folder, "action.schema.json"), `${JSON.stringify(actionSchema(), null, 2)}\n`);
  process.stdout.write(`wrote slack.json, teams.zip and action.schema.json to ${folder}\n`);
  if (!config.TEAMS_APP_ID) process.stdout.write("set TEAMS_APP_ID before you upload teams.zip\n");
  return 0;
}

const COMPANY = { company: { name: "Quartermaster", url: "https://quartermaster.example" }, version: "1.0.0" };
