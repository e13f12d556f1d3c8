/** What the embedded Postgres promises to those who start, share, kill and restart it. */

import { once } from "node:events";
import { appendFile, mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { startEmbedded } from "../../../src/adapters/postgres/embedded/start.ts";
import { cleanUp, query, scratch, serverPid, spawnOwner } from "./embedded-support.ts";

const FAST = { durable: false };

afterEach(cleanUp);

describe("the embedded Postgres", () => {
  it("keeps what was written over a stop and a start", async () => {
    const directory = await scratch();
    const first = await startEmbedded(directory);
    expect(first.url).toMatch(/^postgres:\/\/quartermaster:[0-9a-f]{48}@127\.0\.0\.1:\d+\/quartermaster$/);
    expect(await query(first.url, "show fsync")).toEqual([{ fsync: "on" }]);
    expect(await query(first.url, "show max_connections")).toEqual([{ max_connections: "200" }]);
    await query(first.url, "create table note as select 'kept' as text");
    await first.stop();
    await first.stop();
    expect(await serverPid(directory)).toBeNull();

    const second = await startEmbedded(directory, FAST);
    expect(await query(second.url, "select text from note")).toEqual([{ text: "kept" }]);
    expect(await query(second.url, "show fsync")).toEqual([{ fsync: "off" }]);
    await second.stop();
  });

  it("keeps its password from other people, and lets nobody in without it", async () => {
    const directory = await scratch();
    const { url, stop } = await startEmbedded(directory, FAST);
    expect((await stat(join(directory, "password"))).mode & 0o777).toBe(0o600);
    const guess = url.replace(/:[0-9a-f]{48}@/, ":guess@");
    await expect(query(guess, "select 1")).rejects.toMatchObject({ code: "28P01" });
    await stop();
  });

  it("is one server for two processes that start at once, and stops with the last of them", async () => {
    const directory = await scratch();
    const [one, other] = [spawnOwner(directory), spawnOwner(directory)];
    const url = await one.url;
    expect(await other.url).toBe(url);
    await query(url, "create table note as select 'shared' as text");
    await one.stop();
    expect(await query(await other.url, "select text from note")).toEqual([{ text: "shared" }]);
    await other.stop();
    expect(await serverPid(directory)).toBeNull();
    await expect(query(url, "select 1")).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });

  it("outlives a process that is killed, serves the next one, and is stopped by it", async () => {
    const directory = await scratch();
    const killed = spawnOwner(directory);
    const url = await killed.url;
    await killed.kill();
    const next = await startEmbedded(directory, FAST);
    expect(next.url).toBe(url);
    expect(await query(next.url, "select 1 as one")).toEqual([{ one: 1 }]);
    await next.stop();
    expect(await serverPid(directory)).toBeNull();
  });

  it("does not keep the process alive that started it", async () => {
    const directory = await scratch();
    const owner = spawnOwner(directory, { after: "" });
    const [code] = await once(owner.child, "exit");
    expect(code).toBe(0);
    expect(await query(await owner.url, "select 1 as one")).toEqual([{ one: 1 }]);
  });

  it.skipIf(process.platform !== "linux")("gives its processes none of our secrets", async () => {
    const directory = await scratch();
    const owner = spawnOwner(directory, { env: { SECRETS_KEY: "hush" } });
    await owner.url;
    const environment = await readFile(`/proc/${await serverPid(directory)}/environ`, "utf8");
    expect(environment).toContain("TZ=UTC");
    expect(environment).not.toContain("hush");
    await owner.stop();
  });
});

describe("after an accident, the embedded Postgres", () => {
  it("recovers from its own sudden death", async () => {
    const directory = await scratch();
    const first = await startEmbedded(directory);
    await query(first.url, "create table note as select 'kept' as text");
    process.kill((await serverPid(directory)) ?? Number.NaN, "SIGKILL");
    const second = await startEmbedded(directory);
    expect(await query(second.url, "select text from note")).toEqual([{ text: "kept" }]);
    await first.stop();
    expect(await query(second.url, "select text from note")).toEqual([{ text: "kept" }]);
    await second.stop();
    expect(await serverPid(directory)).toBeNull();
  });

  it("is not deceived by a postmaster.pid whose number is somebody else's now", async () => {
    const directory = await scratch();
    await (await startEmbedded(directory, FAST)).stop();
    const lines = [process.pid, "/somewhere", 1, 5432, "", "127.0.0.1", "0 0", "ready"];
    await writeFile(join(directory, "data", "postmaster.pid"), `${lines.join("\n")}\n`, { mode: 0o644 });
    const next = await startEmbedded(directory, FAST);
    expect(await query(next.url, "select 1 as one")).toEqual([{ one: 1 }]);
    await next.stop();
  });

  it("starts afresh when the first start was killed half way", async () => {
    const directory = await scratch();
    const killed = spawnOwner(directory);
    while (!(await halfMade(directory))) await pause(1);
    await killed.kill();
    const next = await startEmbedded(directory, FAST);
    expect(await query(next.url, "select 1 as one")).toEqual([{ one: 1 }]);
    await next.stop();
    expect((await readdir(directory)).filter((name) => name.startsWith("new-"))).toEqual([]);
  });

  it("forgets a process that died while starting or using it", async () => {
    const directory = await scratch();
    for (const folder of ["starting", "users"]) {
      await mkdir(join(directory, folder));
      await writeFile(join(directory, folder, `${process.pid}-1-some-earlier-process`), "");
    }
    const { stop } = await startEmbedded(directory, FAST);
    await stop();
    expect(await serverPid(directory)).toBeNull();
  });

  it("says why it does not start, in the words of its log", async () => {
    const directory = await scratch();
    await (await startEmbedded(directory, FAST)).stop();
    await appendFile(join(directory, "data", "postgresql.conf"), "no_such_setting = 1\n");
    await expect(startEmbedded(directory, FAST)).rejects.toThrow(/its log ends with:[\s\S]*no_such_setting/);
  });
});

async function halfMade(directory: string): Promise<boolean> {
  const [fresh] = (await readdir(directory)).filter((name) => name.startsWith("new-") && name !== "new-password");
  return fresh !== undefined && (await readdir(join(directory, fresh, "data")).catch(() => [""])).includes("base");
}
