/** What the engine asks of whoever keeps scripts: a folder with those of a workflow's version. */

export interface PackFolders {
  /** The absolute path of the folder in which this set of scripts lies; null when nobody has it. */
  folder(pack: string): Promise<string | null>;
}
