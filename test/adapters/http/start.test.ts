/** Whoever watches over a process can ask whether it is well. */
import { expect, it, onTestFinished } from "vitest";
import { documentListener } from "../../../src/adapters/http/document.ts";
import { startHttp } from "../../../src/adapters/http/start.ts";

async function statusOf(check: () => Promise<void>, path = "/readyz"): Promise<number> {
  const server = await startHttp({ port: 0, host: "127.0.0.1", check });
  onTestFinished(() => server.close());
  const response = await fetch(`http://127.0.0.1:${server.port}${path}`);
  return response.status;
}

it("says that it is well, or that it is not", async () => {
  expect(await statusOf(async () => {})).toBe(200);
  expect(await statusOf(() => Promise.reject(new Error("no database")))).toBe(503);
  expect(await statusOf(() => Promise.reject(new Error("no database")), "/healthz")).toBe(200);
});

it("answers nothing else", async () => {
  expect(await statusOf(async () => {}, "/")).toBe(404);
});

it("says when its port is taken", async () => {
  const first = await startHttp({ port: 0, host: "127.0.0.1", check: async () => {} });
  onTestFinished(() => first.close());
  await expect(startHttp({ port: first.port, host: "127.0.0.1", check: async () => {} })).rejects.toThrow("EADDRINUSE");
});

it("brings a request to whoever answers for its path, and survives one who breaks", async () => {
  const broke: unknown[] = [];
  const server = await startHttp({
    ...{ port: 0, host: "127.0.0.1", check: async () => {}, broken: (error) => broke.push(error) },
    routes: {
      "/hello": async (_request, response) => void response.end("hello"),
      "/breaks": () => Promise.reject(new Error("on purpose")),
    },
  });
  onTestFinished(() => server.close());
  const get = (path: string) => fetch(`http://127.0.0.1:${server.port}${path}`);
  expect(await (await get("/hello?x=1")).text()).toBe("hello");
  expect((await get("/breaks")).status).toBe(500);
  expect((await get("/constructor")).status).toBe(404);
  expect(broke).toHaveLength(1);
});

it("gives the same document to everybody", async () => {
  const server = await startHttp({
    ...{ port: 0, host: "127.0.0.1", check: async () => {} },
    routes: { "/action.schema.json": documentListener({ type: "object" }) },
  });
  onTestFinished(() => server.close());
  const response = await fetch(`http://127.0.0.1:${server.port}/action.schema.json`);
  expect([await response.json(), response.headers.get("content-type")]).toEqual([
    { type: "object" },
    "application/schema+json",
  ]);
});
