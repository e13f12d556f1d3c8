/** Whoever watches over a process can ask whether it is well. */
import { expect, it, onTestFinished } from "vitest";
import { startHealth } from "../../../src/adapters/http/health.ts";

async function statusOf(check: () => Promise<void>, path = "/healthz"): Promise<number> {
  const server = await startHealth({ port: 0, host: "127.0.0.1", check });
  onTestFinished(() => server.close());
  const response = await fetch(`http://127.0.0.1:${server.port}${path}`);
  return response.status;
}

it("says that it is well, or that it is not", async () => {
  expect(await statusOf(async () => {})).toBe(200);
  expect(await statusOf(() => Promise.reject(new Error("no database")))).toBe(503);
});

it("answers nothing else", async () => {
  expect(await statusOf(async () => {}, "/")).toBe(404);
});

it("says when its port is taken", async () => {
  const first = await startHealth({ port: 0, host: "127.0.0.1", check: async () => {} });
  onTestFinished(() => first.close());
  await expect(startHealth({ port: first.port, host: "127.0.0.1", check: async () => {} })).rejects.toThrow(
    "EADDRINUSE",
  );
});
