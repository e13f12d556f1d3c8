/** Finds the programs that scripts need. */

import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";

/** The absolute path of a program on a PATH; null when it is nowhere there. */
export function programOn(path: string, name: string): string | null {
  const files = path.split(delimiter).flatMap((folder) => (folder ? [join(folder, name)] : []));
  return files.find(isProgram) ?? null;
}

/** May the file be run? */
export function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
