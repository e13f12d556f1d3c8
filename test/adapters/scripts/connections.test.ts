/** Connections: one for each host, kept, asked in turn, and replaced once when it died. */

import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { isAlive, never, workbench } from "./workbench.ts";

const WAIT = { timeout: 10_000, interval: 10 };
const LINE = fileURLToPath(new URL("../../fixtures/scripts/line.mjs", import.meta.url));

function bench() {
  const made = workbench();
  const host = join(made.folder, "h1");
  const ask = (name: string) => made.script(`${name}.sh`, `echo ${name} >&3; read -r reply <&4 && echo "\\"$reply\\""`);
  let count = 0;
  const run = (file: string, more: { to?: string; again?: boolean; timeoutSeconds?: number } = {}, signal = never) => {
    count += 1;
    const { to = host, again = true, timeoutSeconds = 30 } = more;
    const connection = { to, type: "node", file: LINE, again };
    return made.runner.run(made.call(file, { activity: `act-${count}`, connection, timeoutSeconds }), signal);
  };
  const opened = (to = host) => linesOf(`${to}.opened`).map(Number);
  return { ...made, host, ask, run, opened };
}

function linesOf(file: string): string[] {
  return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
}

describe("a connection", () => {
  it("is opened once for each host, however many scripts ask it at the same time", async () => {
    const { ask, run, opened, folder } = bench();
    const other = join(folder, "h2");
    const names = ["a", "b", "c", "d", "e"];
    const results = await Promise.all([...names.map((name) => run(ask(name))), run(ask("f"), { to: other })]);
    const [line] = opened();
    expect(results.slice(0, 5).map((result) => result.kind === "returned" && result.values[0])).toEqual(
      names.map((name) => `${line} did ${name}`),
    );
    expect([opened().length, opened(other).length]).toEqual([1, 1]);
  });

  it("serves scripts in any language", async () => {
    const { script, runner, call, host } = bench();
    const file = script(
      "s.mjs",
      `import { readSync, writeSync } from "node:fs";
       writeSync(3, "one\\ntwo\\n");
       const bytes = Buffer.alloc(200);
       let text = "";
       while (text.split("\\n").length < 3) text += bytes.toString("utf8", 0, readSync(4, bytes));
       console.log(JSON.stringify(text.trim().replaceAll(/\\d+ /g, "").split("\\n")));`,
    );
    const connection = { to: host, type: "node", file: LINE, again: true };
    expect(await runner.run(call(file, { type: "node", connection }), never)).toMatchObject({
      values: ["did one", "did two"],
    });
  });

  it("that was killed is replaced, and the script does not notice", async () => {
    const { ask, run, opened } = bench();
    await run(ask("a"));
    const [first = 0] = opened();
    process.kill(first, "SIGKILL");
    await expect.poll(() => isAlive(first), WAIT).toBe(false);
    const result = await run(ask("b"));
    expect(opened().length).toBe(2);
    expect(result).toMatchObject({ values: [`${opened()[1]} did b`] });
  });

  it("that dies before it has answered is replaced once, and asked again", async () => {
    const { ask, run, opened, host } = bench();
    await run(ask("a"));
    writeFileSync(`${host}.dies`, "");
    expect(await run(ask("b"))).toMatchObject({ values: [expect.stringContaining("did b")] });
    expect(opened().length).toBe(2);
  });

  it("is not asked again for a task that may not be repeated", async () => {
    const { ask, run, opened, host } = bench();
    await run(ask("a"));
    writeFileSync(`${host}.dies`, "");
    expect(await run(ask("b"), { again: false })).toMatchObject({
      ...{ kind: "broke", reason: `no connection to ${host}: it ended with code 9` },
    });
    expect(opened().length).toBe(1);
  });

  it("to a host that stays away fails the script with what it said, after two attempts", async () => {
    const { ask, run, opened, host } = bench();
    writeFileSync(`${host}.away`, "");
    expect(await run(ask("a"))).toMatchObject({
      ...{ kind: "broke", reason: `no connection to ${host}: it ended with code 4: the host is away` },
    });
    expect(opened().length).toBe(2);
    rmSync(`${host}.away`);
    expect(await run(ask("b"))).toMatchObject({ kind: "returned" });
  });

  it("whose answer nobody waits for any more is ended, so that no other script gets that answer", async () => {
    const { ask, run, opened } = bench();
    expect(await run(ask("hang"), { timeoutSeconds: 0.3 })).toMatchObject({ kind: "timed-out" });
    expect(await run(ask("b"))).toMatchObject({ values: [`${opened()[1]} did b`] });
  });

  it("goes on when a script that only waits for its turn is cancelled", async () => {
    const { script, run, opened, folder } = bench();
    const noting = (name: string) => `echo hang >&3; touch ${folder}/${name}; sleep 600`;
    const first = new AbortController();
    const holding = run(script("first.sh", noting("first")), {}, first.signal);
    await expect.poll(() => [existsSync(`${folder}/first`), opened().length], WAIT).toEqual([true, 1]);
    const second = new AbortController();
    const waiting = run(script("second.sh", noting("second")), {}, second.signal);
    await expect.poll(() => existsSync(`${folder}/second`), WAIT).toBe(true);
    second.abort();
    expect(await waiting).toEqual({ kind: "cancelled" });
    expect(opened().map(isAlive)).toEqual([true]);
    first.abort();
    expect(await holding).toEqual({ kind: "cancelled" });
    await expect.poll(() => opened().map(isAlive), WAIT).toEqual([false]);
  });

  it("is gone when all is closed", async () => {
    const { ask, run, opened, runner } = bench();
    await run(ask("a"));
    await runner.close();
    expect(opened().map(isAlive)).toEqual([false]);
  });
});
