/** Reads a pack: a folder with `pack.yaml`, a YAML file for each action, and their scripts. */
import { readdir, readFile } from "node:fs/promises";
import { join, sep } from "node:path";
import { z } from "zod";
import { readDocument } from "../domain/document.ts";
import { Refusal } from "../domain/refusal.ts";
import { type Action, actionFile } from "./action.ts";
import { faultsOf } from "./action-rules.ts";
import type { ScriptTypeStanding } from "./script.ts";

export interface Pack {
  name: string;
  description: string;
  /** Absolute. */
  folder: string;
  actions: Action[];
}

const packFile = z.strictObject({ name: z.string().min(1), description: z.string().min(1) });

const PACK_FILE = "pack.yaml";

/**
 * `types`: the script types there are. Throws a Refusal `invalid` naming the file, the line and the column
 * of what is wrong.
 */
export async function readPack(folder: string, types: ScriptTypeStanding[]): Promise<Pack> {
  const files = await filesIn(folder);
  const { name, description } = readDocument(packFile, PACK_FILE, await readFile(join(folder, PACK_FILE), "utf8"));
  const schema = checked({ types, files: new Set(files) });
  const read = async (file: string) =>
    readDocument(schema, `${name}/${file}`, await readFile(join(folder, file), "utf8"));
  const actions = await Promise.all(files.filter(isActionFile).toSorted().map(read));
  requireUnique(name, actions);
  return { name, description, folder, actions };
}

async function filesIn(folder: string): Promise<string[]> {
  const files = await readdir(folder, { recursive: true });
  return files.map((file) => file.replaceAll(sep, "/"));
}

function isActionFile(file: string): boolean {
  return file !== PACK_FILE && file.endsWith(".yaml") && !file.includes("/");
}

function checked(place: Parameters<typeof faultsOf>[1]): z.ZodType<Action> {
  return actionFile.superRefine((action, context) => {
    for (const { path, message } of faultsOf(action, place)) context.addIssue({ code: "custom", path, message });
  });
}

function requireUnique(pack: string, actions: Action[]): void {
  const names = actions.map(({ action }) => action);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice) throw new Refusal("invalid", `the pack ${pack} has two actions ${twice}`, "keep one of the two files");
}
