/** A page of the documentation as what can be run of it: its files, the lines that people type, and what it shows of the answers. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { play } from "./play.ts";

const ROOT = path.join(import.meta.dirname, "../..");

export interface Page {
  /** By their names. */
  files: Record<string, string>;
  /** All lines that are typed or pressed, in their order; empty where there are none. */
  transcript: string;
  /** Pieces of what must be answered, a few lines each; `…` stands for anything. */
  shown: string[];
}

/** A fenced block; behind the language stands the name of the file that it is. Or lines indented by four, where somebody types first. */
const BLOCK = /^```(\w+) ?(\S*)\n(.*?)^```$|(^ {4}\w+[>!] [^\n]*\n(?: {4}[^\n]*\n)*)/gms;

/** How a refusal is answered, with its code. */
const REFUSED = /^ {2}✗ .*\((\S+)\)$/m;

/** In which order places are shown what happened is not promised. */
const PLACE = /\n(?= {2}\S+:$)/m;

/** `file` is a path from the project's root. */
export async function readPage(file: string): Promise<Page> {
  const text = await readFile(path.join(ROOT, file), "utf8");
  const page: Page = { files: {}, transcript: "", shown: [] };
  for (const [, kind, name, inside = "", sample] of text.matchAll(BLOCK)) {
    if (sample !== undefined) addSample(page, sample);
    else if (name) page.files[name] = inside;
    else if (kind === "transcript") page.transcript += inside;
  }
  return page;
}

/** Runs what is typed on the page, in a place where its files lie: the exit status, and everything that was said. */
export async function playPage({ files, transcript }: Page) {
  const folder = await mkdtemp(path.join(os.tmpdir(), "quartermaster-page-"));
  const file = path.join(folder, "page.txt");
  try {
    for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
    await writeFile(file, transcript);
    return await play(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What was shown, as it may be looked for in what was said. */
export function patternOf(shown: string): RegExp {
  const escaped = shown.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(escaped.replaceAll("…", "[^\\n]*"));
}

/** What is typed goes on until something is answered, and the answer until something is typed. */
function addSample(page: Page, sample: string): void {
  for (const [, typed = "", answer = ""] of sample.matchAll(/^ {4}(\S.*\n)((?: {5}.*\n)*)/gm)) {
    const shown = answer.replaceAll(/^ {4}/gm, "").trimEnd();
    const refused = REFUSED.exec(shown)?.[1];
    page.transcript += refused === undefined ? typed : `${typed}refuse ${refused}\n`;
    if (shown) page.shown.push(...shown.split(PLACE));
  }
}
