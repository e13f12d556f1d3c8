/** The libvirt pack can be put in force anywhere, and has what the simulator has. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { scriptTypes, standingOf } from "../../src/adapters/scripts/types.ts";
import { actionsOf } from "../../src/engine/authoring/packs.ts";
import { readPack } from "../../src/engine/pack.ts";

const PACKS = path.join(import.meta.dirname, "../../src/packs");

const actionsIn = async (pack: string) =>
  actionsOf(await readPack(path.join(PACKS, pack)), scriptTypes().map(standingOf));

describe("the libvirt pack", () => {
  it("has actions that can all be run and tasks that may all be repeated", async () => {
    const actions = await actionsIn("libvirt");
    expect(actions.filter(({ why }) => why !== null)).toEqual([]);
    expect(
      actions.filter(({ source }) => source.split("idempotent: true").length !== source.split("script:").length),
    ).toEqual([]);
  });

  it("has every action that the simulator has, and says so", async () => {
    const [ours, theirs] = await Promise.all(["libvirt", "simulator"].map(actionsIn));
    const names = new Set(ours?.map(({ name }) => name));
    expect(theirs?.filter(({ name }) => !names.has(name)).map(({ name }) => name)).toEqual([]);
    const readme = readFileSync(path.join(PACKS, "libvirt/README.md"), "utf8");
    expect([...names].filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  });
});
