/** A port of the loopback that nobody listens on at the moment. */
import { once } from "node:events";
import { createServer } from "node:net";

/** Somebody may be quicker to take it than whoever asked; who listens there has to notice that. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("asking for a free port");
  return address.port;
}
