/** Figures for whoever watches, in Prometheus' format. */
import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { Listener } from "./start.ts";

/** What is measured beside the process itself; each is asked for when somebody looks. */
export type Figures = Record<string, { help: string; value(): Promise<number> }>;

/** Answers `GET /metrics`. */
export function metricsListener(figures: Figures): Listener {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const [name, { help, value }] of Object.entries(figures)) {
    new Gauge({
      ...{ name: `quartermaster_${name}`, help, registers: [registry] },
      async collect() {
        this.set(await value());
      },
    });
  }
  return async (_request, response) => {
    const text = await registry.metrics();
    response.writeHead(200, { "content-type": registry.contentType }).end(text);
  };
}
