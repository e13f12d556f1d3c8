/** A small HTTP server that says whether this process is well, for whoever watches over it. */
import { createServer, type Server } from "node:http";

export interface HealthOptions {
  port: number;
  host: string;
  /** Throws when this process cannot do its work. */
  check(): Promise<void>;
}

/** Answers `GET /healthz` with 200 or 503. Throws when the port is taken. */
export function startHealth({ port, host, check }: HealthOptions): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const known = request.method === "GET" && request.url === "/healthz";
    const status = known ? await statusOf(check) : 404;
    response.writeHead(status, { "content-type": "text/plain" }).end(status === 200 ? "ok\n" : "no\n");
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve({ port: portOf(server), close: () => closed(server) }));
  });
}

async function statusOf(check: () => Promise<void>): Promise<number> {
  return check().then(
    () => 200,
    () => 503,
  );
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}
