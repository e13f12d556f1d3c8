/** The whole environment, described once: what each setting means, its default, and what is wrong with what was given. */
import path from "node:path";
import { z } from "zod";
import type { Identity } from "./domain/actor.ts";
import { readKey, type SealingKey } from "./domain/sealing.ts";

const url = (...protocols: string[]) =>
  z
    .string()
    .refine(
      (text) => protocols.some((protocol) => text.startsWith(`${protocol}://`)),
      `begins with ${protocols.join(":// or ")}://`,
    );

const milliseconds = z.coerce.number().int().min(100);

/** The complaint must not repeat what was given. */
const key = z.string().transform((text, context): SealingKey => {
  const found = readKey(text);
  if (found) return found;
  context.addIssue({ code: "custom", message: "is not 32 bytes in base64, as made by: openssl rand -base64 32" });
  return z.NEVER;
});

const ROLES = ["web", "worker"];

/** `slack:T123/U123`: a platform, a tenant and a user. */
const identity = z.string().transform((text, context): Identity => {
  const [, platform, tenant, user] = /^(slack|teams):([^/]+)\/([^/]+)$/.exec(text.trim()) ?? [];
  if (platform && tenant && user) return { platform, tenant, user };
  context.addIssue({
    code: "custom",
    message: `${JSON.stringify(text)} is not like slack:T123/U123 or teams:TENANT/OBJECTID`,
  });
  return z.NEVER;
});

/** Every setting, with the sentence that `.env.example` shows. */
const SETTINGS = z.object({
  DATABASE_URL: url("postgres", "postgresql")
    .optional()
    .describe("Postgres to use; without it, one is started under DATA_DIR"),
  REDIS_URL: url("redis", "rediss").optional().describe("Redis for the queues; without it, they are kept in Postgres"),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000).describe("port of the one HTTP server"),
  HOST: z.string().default("127.0.0.1").describe("address that it listens on; 0.0.0.0 for all"),
  BASE_URL: url("http", "https").optional().describe("where the world reaches it, for manifests and links"),
  ADMINS: z
    .string()
    .transform((text) => text.split(","))
    .pipe(z.array(identity))
    .optional()
    .describe("the first datacenter admins, as slack:T123/U123,teams:TENANT/OBJECTID"),
  SLACK_BOT_TOKEN: z.string().startsWith("xoxb-").optional().describe("Slack's bot token; with it the bot is in Slack"),
  SLACK_SIGNING_SECRET: z
    .string()
    .optional()
    .describe("checks what comes from Slack over HTTP; without it that door is shut"),
  SLACK_APP_TOKEN: z
    .string()
    .startsWith("xapp-")
    .optional()
    .describe("Slack's app token; with it Socket Mode instead of HTTP"),
  SLACK_API_URL: url("http", "https")
    .optional()
    .describe("another server that speaks Slack's Web API, for instance a local one"),
  TEAMS_APP_ID: z.string().optional().describe("the Microsoft app's (client) id; with it the bot is in Teams"),
  TEAMS_APP_PASSWORD: z.string().optional().describe("the app's client secret"),
  TEAMS_TENANT_ID: z.string().optional().describe("the directory (tenant) that the app belongs to"),
  TEAMS_ANONYMOUS: z
    .stringbool()
    .default(false)
    .describe("true: the local Agents Playground, without any authentication; loopback only"),
  SECRETS_KEY: key
    .optional()
    .describe(
      "encrypts secrets: 32 random bytes in base64; with the embedded Postgres, one is made and kept in DATA_DIR",
    ),
  SECRETS_KEY_OLD: z
    .string()
    .transform((text) => text.split(","))
    .pipe(z.array(key))
    .optional()
    .describe("earlier keys, separated by commas, until: dc secret rotate"),
  ROLES: z
    .string()
    .default("web,worker")
    .refine((text) => text.split(",").every((role) => ROLES.includes(role)), "is web, worker or both")
    .describe("what this process does: web answers people, worker runs queues and deadlines"),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error"]).default("info").describe("how much is logged"),
  DATA_DIR: z.string().default(".data").describe("where the embedded Postgres, the simulator and the log live"),
  PACK: z
    .enum(["simulator", "libvirt", "hyperv"])
    .default("simulator")
    .describe("what the hosts are: simulator (none are needed), libvirt or hyperv"),
  QUEUE_LOCK_MS: milliseconds
    .default(5000)
    .describe("how long a dead worker's jobs are held before another takes them"),
  SWEEP_MS: milliseconds.default(5000).describe("how often deadlines and limits are looked at"),
  SURVEY_MS: milliseconds.default(300_000).describe("how often each host is asked which machines are on it"),
  SIMULATOR_LATENCY_MS: z.coerce
    .number()
    .int()
    .min(0)
    .optional()
    .describe("how long each step of the simulator takes; kept in its settings.json"),
});

export type Config = z.output<typeof SETTINGS>;

/** Settings that mean nothing one without the other. */
const WHOLE = SETTINGS.superRefine((config, context) => {
  const complain = (name: keyof Config, message: string) => context.addIssue({ code: "custom", path: [name], message });
  const slack = config.SLACK_SIGNING_SECRET ?? config.SLACK_APP_TOKEN;
  if (config.SLACK_BOT_TOKEN && !slack)
    complain("SLACK_BOT_TOKEN", "needs SLACK_SIGNING_SECRET (HTTP) or SLACK_APP_TOKEN (Socket Mode)");
  if (slack && !config.SLACK_BOT_TOKEN) complain("SLACK_BOT_TOKEN", "is missing beside Slack's other settings");
  const teams = [config.TEAMS_APP_ID, config.TEAMS_APP_PASSWORD].filter(Boolean).length;
  if (teams === 1) complain("TEAMS_APP_ID", "and TEAMS_APP_PASSWORD go together");
  if (teams === 2 && !config.TEAMS_TENANT_ID) complain("TEAMS_TENANT_ID", "is missing beside TEAMS_APP_ID");
  if (config.TEAMS_ANONYMOUS && config.TEAMS_APP_ID) complain("TEAMS_ANONYMOUS", "goes without TEAMS_APP_ID");
  if (config.TEAMS_ANONYMOUS && !isLoopback(config.HOST))
    complain("TEAMS_ANONYMOUS", "is for a server on loopback (HOST)");
});

/** Reads the environment. Throws one Error with all complaints at once. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ""),
  );
  const result = WHOLE.safeParse(given);
  if (result.success) return { ...result.data, DATA_DIR: path.resolve(result.data.DATA_DIR) };
  const complaints = result.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`the environment does not fit:\n${complaints.join("\n")}`);
}

/** `.env.example`, made from the descriptions above. */
export function exampleEnvironment(): string {
  const lines = Object.entries(SETTINGS.shape).map(([name, schema]) => {
    const fallback = schema.safeParse(undefined);
    const value = fallback.success && fallback.data !== undefined ? String(fallback.data) : "";
    return `# ${schema.description}\n${value ? "" : "# "}${name}=${value}\n`;
  });
  return lines.join("\n");
}

/** Reads `slack:T123/U123`. Throws an Error for anything else. */
export function readIdentity(text: string): Identity {
  const result = identity.safeParse(text);
  if (result.success) return result.data;
  throw new Error(result.error.issues[0]?.message ?? text);
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}
