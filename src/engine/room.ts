/** The room that a script needs before it starts: the lock under which it runs, and a place for one more of its type. */
import type { Task } from "./action.ts";
import { bind } from "./bindings.ts";
import { fetchedFor } from "./kept-outputs.ts";
import type { Lock, LockName } from "./locks.ts";
import { lookout } from "./lookout.ts";
import type { Part } from "./parts.ts";
import type { Place } from "./places.ts";
import { move, type Run, requireUninterrupted, type Turn } from "./run.ts";

export interface Room {
  lock: Lock | null;
  /** Gives back what it consists of, once however often it is called. False when its lock had been lost. */
  leave(): Promise<boolean>;
}

/**
 * Waits as long as it takes; null when a cancel or the end of the workflow's time comes first. The lock comes before the
 * place, so that whoever waits for a lock keeps no place from its holder. Throws TaskFailed when the lock has no name.
 */
export async function enter(run: Run, turn: Turn, { isLocked }: Part, cancellable: boolean): Promise<Room | null> {
  const name = isLocked ? await lockOf(run, turn) : null;
  const lock = name && (await waiting(run, cancellable, (signal) => takeLock(run, turn, name, signal)));
  if (name && !lock) return null;
  try {
    const place = await waiting(run, cancellable, (signal) => run.rooms.places.take(turn.task.type, signal));
    if (place) return roomIn(place, lock);
  } catch (error) {
    await lock?.free();
    throw error;
  }
  await lock?.free();
  return null;
}

export function roomIn(place: Place, lock: Lock | null): Room {
  let leaving: Promise<boolean> | undefined;
  const leave = async () => {
    place.free();
    return lock ? lock.free() : true;
  };
  return {
    lock,
    leave() {
      leaving ??= leave();
      return leaving;
    },
  };
}

async function waiting<T>(
  run: Run,
  cancellable: boolean,
  wait: (signal: AbortSignal) => Promise<T | null>,
): Promise<T | null> {
  const out = lookout(run, cancellable);
  try {
    const found = await wait(out.signal);
    if (!found) requireUninterrupted(run);
    return found;
  } finally {
    out.end();
  }
}

async function lockOf(run: Run, { task: { lock } }: Turn): Promise<LockName | null> {
  if (!lock) return null;
  const bindings: Task["parameters"] = lock.per ? { per: lock.per } : {};
  const { per = "" } = bind(bindings, run.item, await fetchedFor(run, bindings));
  return { name: lock.name, per: String(per) };
}

/** The cards tell who waits for what, and that it is over. */
async function takeLock(run: Run, { position }: Turn, name: LockName, signal: AbortSignal): Promise<Lock | null> {
  let telling: Promise<unknown> | undefined;
  const tell = () => {
    telling = move(run, {}).catch(() => undefined); // whoever goes on notices what is wrong
  };
  const lock = await run.rooms.locks.take(name, { workflow: run.work.id, position }, signal, tell);
  if (telling && lock) tell();
  await telling;
  return lock;
}
