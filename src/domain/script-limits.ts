/** The types of scripts, and how many of a type run at once: as numbers, and as people read them. */

export const SCRIPT_TYPES = ["command", "node", "powershell", "vbscript"] as const;

export type ScriptTypeName = (typeof SCRIPT_TYPES)[number];

/** By type; a type that is not there has its usual limit. */
export type ScriptLimits = Partial<Record<ScriptTypeName, number>>;

/** `node=4`, sorted by type. */
export function limitTexts(limits: ScriptLimits): string[] {
  return SCRIPT_TYPES.flatMap((type) => (limits[type] === undefined ? [] : [`${type}=${limits[type]}`]));
}

/** These limits, and those of the other types as they were. */
export function withLimits(before: string[], limits: ScriptLimits): string[] {
  return limitTexts({ ...parseLimits(before, Number.MAX_SAFE_INTEGER), ...limits });
}

/** Reads `node=4` and the like; undefined when one is no limit from 1 to `most`, or of no type that there is. */
export function parseLimits(texts: string[], most: number): ScriptLimits | undefined {
  const limits: ScriptLimits = {};
  for (const text of texts) {
    const [, name, number] = /^\s*([a-z]+)\s*=\s*(\d{1,9})\s*$/.exec(text) ?? [];
    const type = SCRIPT_TYPES.find((one) => one === name);
    const limit = Number(number);
    if (!type || limit < 1 || limit > most) return undefined;
    limits[type] = limit;
  }
  return limits;
}
