/** A document that is the same for everybody, as JSON. */
import type { Listener } from "./start.ts";

/** Answers `GET`; anybody may read it, from whatever page. */
export function documentListener(document: unknown): Listener {
  const text = `${JSON.stringify(document, null, 2)}\n`;
  return async (_request, response) => {
    const headers = { "content-type": "application/schema+json", "access-control-allow-origin": "*" };
    response.writeHead(200, headers).end(text);
  };
}
