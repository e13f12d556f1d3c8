/** The app package that is uploaded to Teams: its manifest, made from the commands, and its icons. */
import type { Command } from "../../bot/command.ts";
import { colourIcon, outlineIcon } from "./icons.ts";
import { clip, LIMITS } from "./limits.ts";
import { zipped } from "./zip.ts";

export interface ManifestOptions {
  /** The Microsoft app's (client) id: the bot's, and the package's own. */
  appId: string;
  /** Who offers the app, and where its pages are. */
  company: { name: string; url: string };
  /** `major.minor.patch`; Teams wants a higher one with each upload. */
  version: string;
}

const SCOPES = ["personal", "team", "groupChat"] as const;
const ACCENT = "#1F6FB2";

/** What people type most; they fill the command lists in this order, and others follow. */
const FIRST = [
  "help",
  "vm create",
  "vm list",
  "request list",
  "request show",
  "infra new",
  "infra list",
  "catalog",
  "whoami",
];

const TEXTS = {
  name: { short: "Quartermaster", full: "Quartermaster, the private cloud in chat" },
  description: {
    short: "Ask for machines and capacity, and approve them, in chat.",
    full: "Ask for virtual machines and capacity of your private cloud, see who decides, approve with a button, and follow the work until it is done.",
  },
};

/** https://learn.microsoft.com/microsoftteams/platform/resources/schema/manifest-schema */
export function teamsManifest(commands: readonly Command[], { appId, company, version }: ManifestOptions): object {
  return {
    $schema: "https://developer.microsoft.com/json-schemas/teams/v1.16/MicrosoftTeams.schema.json",
    manifestVersion: "1.16",
    version,
    id: appId,
    packageName: "quartermaster",
    developer: {
      name: clip(company.name, 32),
      websiteUrl: company.url,
      privacyUrl: new URL("privacy", company.url).href,
      termsOfUseUrl: new URL("terms", company.url).href,
    },
    ...TEXTS,
    icons: { color: "color.png", outline: "outline.png" },
    accentColor: ACCENT,
    bots: [
      { botId: appId, scopes: SCOPES, supportsFiles: true, isNotificationOnly: false, commandLists: lists(commands) },
    ],
    permissions: ["identity", "messageTeamMembers"],
    validDomains: [],
  };
}

/** The package's files by name, and all of them as one zip. */
export function teamsPackage(manifest: object): { files: Record<string, Buffer>; zip: Buffer } {
  const files = {
    "manifest.json": Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`),
    "color.png": colourIcon(),
    "outline.png": outlineIcon(),
  };
  return { files, zip: zipped(files) };
}

/** The same suggestions in every scope. */
function lists(commands: readonly Command[]): object[] {
  const rank = ({ words }: Command) => (FIRST.includes(words) ? FIRST.indexOf(words) : FIRST.length);
  const chosen = commands.toSorted((a, b) => rank(a) - rank(b)).slice(0, LIMITS.manifestCommands);
  const suggested = chosen.map(({ words, summary }) => ({
    title: clip(words, LIMITS.manifestTitle),
    description: clip(summary, LIMITS.manifestDescription),
  }));
  return SCOPES.map((scope) => ({ scopes: [scope], commands: suggested }));
}
