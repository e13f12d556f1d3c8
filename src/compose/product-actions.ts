/** Brings the actions that come with the product into the datacenter. */
import type { Logger } from "pino";
import { scriptsIn } from "../engine/authoring/bundle.ts";
import { bringPacks } from "../engine/authoring/packs.ts";
import { hashed, setHash } from "../engine/authoring/scripts.ts";
import { readPack } from "../engine/pack.ts";
import type { ScriptTypeStanding } from "../engine/script.ts";
import type { Storage } from "./storage.ts";

/** What cannot run here is only there to be looked at. */
export async function bringProduct(
  { actions, adoptWorkflows }: Storage,
  { folders, types, log }: { folders: string[]; types: ScriptTypeStanding[]; log: Logger },
): Promise<void> {
  const packs = await Promise.all(folders.map(readPack));
  const unpublished = await bringPacks(actions, packs, types);
  for (const pack of packs) await adoptWorkflows(pack.name, setHash(hashed(scriptsIn(pack)).scripts));
  for (const one of unpublished) log.warn(one, "an action of the product cannot run here");
}
