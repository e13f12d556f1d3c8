/** Long-lived hosts of one script type: each runs one script at a time, asked for in one line of JSON, answered in one. */

import { z } from "zod";
import type { Redactor } from "../../domain/redaction.ts";
import type { ScriptCall, ScriptResult } from "../../engine/script.ts";
import { type Kept, keep } from "./kept.ts";
import type { Launch } from "./script-type.ts";
import { type Care, watch } from "./watch.ts";
import type { Workplace } from "./workplace.ts";

/** While it runs a host may say lines; then it replies. `hadErrors`: the script threw. */
const message = z.union([
  z.object({ id: z.string(), said: z.string() }),
  z.object({ id: z.string(), output: z.array(z.unknown()), errors: z.array(z.string()), hadErrors: z.boolean() }),
]);
type Message = z.output<typeof message>;
type Returned = Extract<ScriptResult, { kind: "returned" }>;
type Reply = Extract<Message, { output: unknown }>;

const record = z.record(z.string(), z.unknown());

/** One run of a script in a host. */
interface Hosted {
  call: ScriptCall;
  /** The script's own. */
  place: Workplace;
  redactor: Redactor;
  /** Letters kept of what it says. */
  limit: number;
  hear(line: string): void;
  care: Omit<Care, "isOver" | "stop">;
}

export interface Hosts {
  /** Throws when no host could be started. One that dies, is stopped or speaks nonsense is ended, and the next run has another. */
  run(hosted: Hosted): Promise<ScriptResult>;
  close(): Promise<void>;
}

/** No more of them wait for work than this; the others were for a rush. */
const IDLE_AT_MOST = 4;

/** `newPlace`: where a host lives; not where its scripts work. */
export function startHosts(how: Launch, newPlace: () => Workplace): Hosts {
  let idle: Kept[] = [];
  const next = () => {
    idle = idle.filter((host) => host.isAlive());
    return idle.pop();
  };
  return {
    async run(hosted) {
      const host = next() ?? (await keep(how, newPlace()));
      const result = await runIn(host, hosted);
      if (!host.isAlive()) return result;
      if (idle.length < IDLE_AT_MOST) idle.push(host);
      else await host.end();
      return result;
    },
    async close() {
      await Promise.all(idle.splice(0).map((host) => host.end()));
    },
  };
}

async function runIn(host: Kept, { call, place, redactor, limit, hear, care }: Hosted): Promise<ScriptResult> {
  place.note(host.pid);
  const heard = listening(call.activity, (line) => hear(redactor.text(line)));
  const end = watch({ ...care, isOver: () => heard.isOver() || !host.isAlive(), stop: () => host.end() });
  await host.ask(requestOf(call, place.directory), heard.isAnswer);
  const reason = await end();
  const stdout = redactor.text(heard.said()).slice(-limit);
  if (reason === "cancelled") return { kind: "cancelled" };
  if (reason === "timed-out") return { kind: "timed-out", stdout, stderr: "" };
  const reply = heard.reply();
  if (reply) return { ...resultOf(reply, redactor), stdout };
  const why = heard.isOver() ? "its host gave no reply that can be understood" : `its host died: ${host.ending()}`;
  await host.end();
  return { kind: "broke", reason: redactor.text(why), stdout, stderr: "" };
}

function requestOf({ activity, file, parameters, secure }: ScriptCall, directory: string): string {
  return JSON.stringify({ id: activity, script: file, directory, params: parameters, secure });
}

/** What a host says of one run. Whatever is no message, or belongs to another run, ends the conversation. */
function listening(id: string, hear: (line: string) => void) {
  const said: string[] = [];
  let over = false;
  let reply: Reply | null = null;
  const isAnswer = (line: string) => {
    const read = messageIn(line);
    if (read?.id === id && "said" in read) {
      said.push(read.said);
      hear(read.said);
      return false;
    }
    if (read?.id === id && "output" in read) reply = read;
    over = true;
    return true;
  };
  return { isAnswer, isOver: () => over, said: () => said.join("\n"), reply: (): Reply | null => reply };
}

function messageIn(line: string): Message | null {
  try {
    return message.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

/** Of what the script put out the last record is its outputs, the rest its values; one that threw has none. */
function resultOf({ output, errors, hadErrors }: Reply, redactor: Redactor): Omit<Returned, "stdout"> {
  const told = { kind: "returned" as const, code: hadErrors ? 1 : 0, stderr: redactor.text(errors.join("\n")) };
  if (hadErrors) return { ...told, outputs: {}, values: [] };
  const all = output.map(redactor.value);
  const records = all.map((one) => record.safeParse(one));
  const outputs = records.findLast(({ success }) => success)?.data ?? {};
  return { ...told, outputs, values: all.filter((_, at) => !records[at]?.success) };
}
