/** A worker process that is started again whenever it was killed. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { WorkerOrders } from "./worker.ts";

export interface KeptWorker {
  /** Resolves when the process that runs now has started to work. */
  isReady(): Promise<void>;
  /** Ends it as nothing can prevent, and starts the next one. */
  kill(): Promise<void>;
  /** Ends it for good. */
  end(): Promise<void>;
}

const PROGRAM = join(import.meta.dirname, "worker.ts");

export function keepWorker(orders: WorkerOrders): KeptWorker {
  let child = start();
  const strike = async () => {
    const gone = once(child.process, "exit");
    child.process.kill("SIGKILL");
    await gone;
  };
  return {
    isReady: () => child.ready,
    async kill() {
      await strike();
      child = start();
    },
    end: strike,
  };

  function start(): { process: ChildProcess; ready: Promise<void> } {
    const process_ = spawn(process.execPath, [PROGRAM, JSON.stringify(orders)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ready = once(process_.stdout, "data").then(() => undefined);
    return { process: process_, ready };
  }
}
