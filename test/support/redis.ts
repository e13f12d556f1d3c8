/** A Redis server for tests, on a free port of the loopback. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { createInterface } from "node:readline";

export interface TestRedis {
  url: string;
  /** It answers nobody any more; returns how it goes on. */
  pause(): () => void;
  stop(): Promise<void>;
}

/** Is there a `redis-server` on this machine? */
export const hasRedis: boolean = spawnSync("redis-server", ["--version"]).status === 0;

/** Starts an empty server that keeps nothing; undefined where `redis-server` is not installed. */
export async function startRedis(): Promise<TestRedis | undefined> {
  if (!hasRedis) return undefined;
  const port = await freePort();
  const server = spawn(
    "redis-server",
    ["--bind", "127.0.0.1", "--port", String(port), "--save", "", "--daemonize", "no"],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  await ready(server);
  return {
    url: `redis://127.0.0.1:${port}`,
    pause: () => {
      server.kill("SIGSTOP");
      return () => void server.kill("SIGCONT");
    },
    stop: async () => {
      const ended = once(server, "exit");
      server.kill();
      await ended;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("finding a free port");
  return address.port;
}

async function ready(server: ChildProcess): Promise<void> {
  if (!server.stdout) throw new Error("redis-server has no output");
  for await (const line of createInterface({ input: server.stdout })) {
    if (!/ready to accept connections/i.test(line)) continue;
    server.stdout.resume();
    return;
  }
  throw new Error("redis-server ended before it was ready");
}
