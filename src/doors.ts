/** The servers' doors: one HTTP port for the chats, for health and for figures. */
import type { Logger } from "pino";
import { documentListener } from "./adapters/http/document.ts";
import { metricsListener } from "./adapters/http/metrics.ts";
import { startHttp } from "./adapters/http/start.ts";
import type { Chats } from "./chats.ts";
import type { System } from "./compose/index.ts";
import type { Config } from "./config.ts";
import { actionSchema } from "./engine/authoring/schema.ts";

export interface Doors {
  port: number;
  close(): Promise<void>;
}

/** Opens them. A process without the role `web` has health and figures only. */
export async function openDoors(config: Config, log: Logger, chats: Chats, system: System): Promise<Doors> {
  const open = config.ROLES.includes("web") ? await chats.open(system) : null;
  const http = await startHttp({
    ...{ port: config.PORT, host: config.HOST, check: system.check },
    routes: {
      ...open?.routes,
      "/metrics": metricsListener(system.figures),
      "/action.schema.json": documentListener(actionSchema()),
    },
    broken: (err) => log.error({ err }, "a request broke"),
  });
  return {
    port: http.port,
    async close() {
      await http.close();
      await open?.close();
    },
  };
}

/** Resolves when the process is told to stop. */
export function toldToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}
