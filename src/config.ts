/** The whole environment, described once: what each setting means, its default, and what is wrong with what was given. */
import path from "node:path";
import { z } from "zod";

const url = (...protocols: string[]) =>
  z
    .string()
    .refine(
      (text) => protocols.some((protocol) => text.startsWith(`${protocol}://`)),
      `begins with ${protocols.join(":// or ")}://`,
    );

const milliseconds = z.coerce.number().int().min(100);

/** Every setting, with the sentence that `.env.example` shows. */
const SETTINGS = z.object({
  DATABASE_URL: url("postgres", "postgresql")
    .optional()
    .describe("Postgres to use; without it, one is started under DATA_DIR"),
  REDIS_URL: url("redis", "rediss").optional().describe("Redis for the queues; without it, they are kept in Postgres"),
  DATA_DIR: z.string().default(".data").describe("where the embedded Postgres, the simulator and the log live"),
  ROLES: z
    .string()
    .default("web,worker")
    .refine((text) => text.split(",").every((role) => ["web", "worker"].includes(role)), "is web, worker or both")
    .describe("what this process does: web answers people, worker runs queues and deadlines"),
  HTTP_PORT: z.coerce.number().int().min(0).max(65535).default(8080).describe("port of the HTTP server (health)"),
  HTTP_HOST: z.string().default("127.0.0.1").describe("address that the HTTP server listens on"),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error"]).default("info").describe("how much is logged"),
  QUEUE_LOCK_MS: milliseconds
    .default(5000)
    .describe("how long a dead worker's jobs are held before another takes them"),
  SWEEP_MS: milliseconds.default(5000).describe("how often deadlines and limits are looked at"),
  SIMULATOR_LATENCY_MS: z.coerce
    .number()
    .int()
    .min(0)
    .optional()
    .describe("how long each step of the simulator takes; kept in its settings.json"),
});

export type Config = z.output<typeof SETTINGS>;

/** Reads the environment. Throws one Error with all complaints at once. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ""),
  );
  const result = SETTINGS.safeParse(given);
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
