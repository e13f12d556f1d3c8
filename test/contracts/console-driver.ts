/** The console: every line that is typed or pressed is a transcript of its own. */
import { z } from "zod";
import { plainText } from "../../src/adapters/console/posted.ts";
import { type Console, startConsole } from "../../src/adapters/console/start.ts";
import type { System } from "../../src/compose/index.ts";
import { type Driver, soonAmong } from "./driver.ts";

const LINE = z.object({ to: z.string(), kind: z.string(), text: z.string() });

export function consoleDriver(): Driver {
  const shown = new Map<string, { to: string; text: string }>();
  let [console, system]: [Console, System | null] = [startConsole(), null];
  const run = (text: string) => {
    if (!system) throw new Error("typing into a program that has ended");
    return lineRun(console, system, text, (to, said) => shown.set(`answer ${shown.size}`, { to, text: said }));
  };
  return {
    ...{ knownToo: (yaml) => yaml, mention: (person) => person },
    async connect() {
      console = startConsole();
      console.chat.listen((posted) => {
        const key = "request" in posted ? `${posted.to} ${posted.request}` : `notice ${shown.size}`;
        shown.set(key, { to: posted.to, text: plainText(posted) });
      });
      return [console.chat];
    },
    async open(opened) {
      system = opened;
    },
    async leave() {
      system = null;
    },
    says: (person, text) => run(`${person}> ${text}`),
    presses: (person, verb, request, fields = {}) => {
      const given = Object.entries(fields).map(([name, value]) => ` ${name}="${value}"`);
      return run(`${person}! ${verb} ${request}${given.join("")}`);
    },
    sees(place, ...texts) {
      const to = place.replace(/^@/, "");
      return soonAmong(async () => [...shown.values()].flatMap((one) => (one.to === to ? one.text : [])), texts);
    },
    close: async () => {},
  };
}

/** Runs one line, and hands on what it is answered; a refusal is an answer, too. */
async function lineRun(
  console: Console,
  system: System,
  text: string,
  answered: (to: string, text: string) => void,
): Promise<void> {
  const complaints: string[] = [];
  let isAnswered = false;
  await console.runScript(system, {
    ...{ text, format: "json", width: Number.POSITIVE_INFINITY, folders: [] },
    out(line) {
      const { to, kind, text: said } = LINE.parse(JSON.parse(line));
      if (kind !== "reply" && kind !== "form") return;
      isAnswered = true;
      answered(to, said);
    },
    err: (line) => void complaints.push(line),
  });
  if (!isAnswered) throw new Error(`running “${text}” in the console: ${complaints.join("\n")}`);
}
