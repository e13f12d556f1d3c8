/** A Redis server for tests, on a free port of the loopback. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { freePort } from "../../src/adapters/postgres/embedded/free-port.ts";

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
  const { server, port } = await launch(TRIES);
  const release = endWithUs(server);
  return {
    url: `redis://127.0.0.1:${port}`,
    pause: () => {
      server.kill("SIGSTOP");
      return () => void server.kill("SIGCONT");
    },
    stop: async () => {
      const ended = once(server, "exit");
      release();
      server.kill();
      await ended;
    },
  };
}

/** Somebody may take the port that was free a moment ago. */
const TRIES = 3;

async function launch(tries: number): Promise<{ server: ChildProcess; port: number }> {
  const port = await freePort();
  const options = ["--bind", "127.0.0.1", "--port", String(port), "--save", "", "--daemonize", "no"];
  const server = spawn("redis-server", options, { stdio: ["ignore", "pipe", "inherit"] });
  if (await isReady(server)) return { server, port };
  if (tries === 1) throw new Error("redis-server ended before it was ready");
  return launch(tries - 1);
}

/** Kills the server once this process is gone, however it went: then the pipe closes. Returns how to leave it alone. */
function endWithUs(server: ChildProcess): () => void {
  const guard = spawn("sh", ["-c", 'read -r _; kill -9 "$0"', String(server.pid)], {
    stdio: ["pipe", "ignore", "ignore"],
  });
  return () => void guard.kill();
}

async function isReady(server: ChildProcess): Promise<boolean> {
  if (!server.stdout) throw new Error("redis-server has no output");
  for await (const line of createInterface({ input: server.stdout })) {
    if (!/ready to accept connections/i.test(line)) continue;
    server.stdout.resume();
    return true;
  }
  return false;
}
