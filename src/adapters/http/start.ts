/** The one HTTP server of a process: it brings each request to whoever answers for its path, and says whether it is well. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

/** Answers a request; a throw is answered with 500. */
export type Listener = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export interface HttpOptions {
  port: number;
  host: string;
  /** Throws when this process cannot do its work. */
  check(): Promise<void>;
  /** Who answers for which path, whatever the method. */
  routes?: Record<string, Listener>;
  /** Hears of listeners that broke. */
  broken?(error: unknown): void;
}

export interface HttpServer {
  port: number;
  /** Resolves when the last request is answered. */
  close(): Promise<void>;
}

/** Answers `GET /healthz` (it lives), `GET /readyz` (it can do its work: 200 or 503), and the routes. Throws when the port is taken. */
export function startHttp({ port, host, check, routes = {}, broken = () => {} }: HttpOptions): Promise<HttpServer> {
  const all: Record<string, Listener> = { ...routes, "/healthz": health(async () => {}), "/readyz": health(check) };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://here");
    const listener = Object.hasOwn(all, pathname) ? all[pathname] : undefined;
    void (listener ?? notFound)(request, response).catch((error: unknown) => {
      broken(error);
      if (response.headersSent) response.destroy();
      else answer(response, 500);
    });
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve({ port: portOf(server), close: () => closed(server) }));
  });
}

function health(check: () => Promise<void>): Listener {
  return async (request, response) => {
    if (request.method !== "GET") return answer(response, 405);
    const well = await check().then(
      () => true,
      () => false,
    );
    answer(response, well ? 200 : 503);
  };
}

const notFound: Listener = async (_request, response) => answer(response, 404);

function answer(response: ServerResponse, status: number): void {
  response.writeHead(status, { "content-type": "text/plain" }).end(status === 200 ? "ok\n" : "no\n");
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}
