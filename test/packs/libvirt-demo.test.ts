/** The demo with real hosts: a machine's whole life is typed, and nothing is left of the hosts when it ends. */
import { readdir } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "../../src/demo/libvirt/folders.ts";
import { isAlive } from "../support/alive.ts";
import { whyNone } from "../support/libvirt.ts";
import { play } from "../support/play.ts";

const LIFE = path.join(import.meta.dirname, "libvirt.txt");

describe.skipIf(whyNone)(`the demo with libvirt hosts${whyNone ? ` (${whyNone})` : ""}`, { timeout: 180_000 }, () => {
  it("plays a machine's life, and ends with its hosts", async () => {
    const { status, said } = await play(LIFE, {}, "--libvirt");
    expect([status, said]).toEqual([0, said]);
    const owners = (await readdir(ROOT)).map((folder) => Number(folder.split("-")[0]));
    expect(owners.filter((pid) => !isAlive(pid))).toEqual([]);
  });
});
