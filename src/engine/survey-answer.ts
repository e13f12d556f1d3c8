/** Reads what a host's survey put out: data of others, so each machine is checked, and what is too long is cut. */
import { z } from "zod";
import { SEEN_STATES, type SeenMachine } from "../domain/survey.ts";
import { TaskFailed } from "./task-failed.ts";

/** Letters of a name or an address. */
const LONGEST = 120;

/** Machines of one host; no pack's hosts carry so many. */
const MOST = 10_000;

/** The largest integer of a column. */
const LARGEST = 2 ** 31 - 1;

const words = z.string().transform((text) => plain(text).slice(0, LONGEST));

const amount = z.number().nonnegative().max(LARGEST).transform(Math.round);

const maybe = <T extends z.ZodType>(type: T) => type.nullish().transform((value) => value ?? null);

const machine = z.object({
  id: maybe(words.pipe(z.string().min(1))),
  name: words.pipe(z.string().min(1)),
  state: z.enum(SEEN_STATES),
  ...{ vcpu: amount, memoryMb: amount, diskGb: amount },
  address: maybe(words),
  cpuSeconds: maybe(z.number().nonnegative()),
  ...{ memoryUsedMb: maybe(amount), diskUsedMb: maybe(amount) },
});

/** Each machine once. Throws TaskFailed when it is no list, or names a machine of which nothing can be read. */
export function machinesIn(said: unknown): SeenMachine[] {
  if (!Array.isArray(said)) throw new TaskFailed("it named no list of machines");
  if (said.length > MOST) throw new TaskFailed(`it named ${said.length} machines, more than ${MOST}`);
  const all = said.map((one, at): SeenMachine => {
    const read = machine.safeParse(one);
    if (read.success) return read.data;
    const [issue] = read.error.issues;
    throw new TaskFailed(`of its machine ${at + 1} the ${issue?.path.join(".") || "line"} cannot be read`);
  });
  return [...new Map(all.map((one) => [keyOf(one), one])).values()];
}

/** What tells it from the others on its host. */
function keyOf({ id, name }: SeenMachine): string {
  return JSON.stringify([id, id ?? name]);
}

/** Without what Postgres does not keep, and without what would move the cursor of a terminal. */
function plain(text: string): string {
  return text.toWellFormed().replace(/\p{Cc}/gu, " ");
}
