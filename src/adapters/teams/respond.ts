/** Node's HTTP response in the shape that botbuilder writes to. */
import type { ServerResponse } from "node:http";
import type { Response } from "botbuilder";

export function responseFor(response: ServerResponse): Response {
  let body: string | undefined;
  return {
    socket: response.socket,
    status(code) {
      response.statusCode = code;
    },
    header(name, value) {
      response.setHeader(name, String(value));
    },
    send(content: unknown) {
      const isText = typeof content === "string";
      response.setHeader("content-type", isText ? "text/plain" : "application/json");
      body = isText ? content : JSON.stringify(content);
    },
    end() {
      response.end(body);
    },
  };
}
