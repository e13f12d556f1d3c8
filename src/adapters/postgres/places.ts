/** Places for what runs, shared by all processes: each is an advisory lock, so that it is free again when its holder dies. */
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import type { PlacesOfType } from "../../app/engine.ts";
import type { Place, Places } from "../../engine/places.ts";
import { type PlaceKind, startPlaceLocks } from "./place-locks.ts";
import { startTurns } from "./turns.ts";

export interface PlacesOptions {
  kind: PlaceKind;
  /** Whose database it is; the places are held on a connection of their own. */
  pool: pg.Pool;
  /** By type: how many there are where the datacenter does not say. */
  usual: Record<string, number>;
}

export interface CountedPlaces extends Places {
  /** As it is in all processes. */
  standing(): Promise<PlacesOfType[]>;
  close(): Promise<void>;
}

/** How soon a place that another process gave back is found. */
const POLL_MS = 100;

/** A type that nobody knows has one place. A limit that was lowered counts at once: nothing starts until enough has ended. */
export function startPlaces({ kind, pool, usual }: PlacesOptions): CountedPlaces {
  const locks = startPlaceLocks(pool, kind);
  const turns = startTurns();
  const freed = new EventTarget();

  async function find(type: string): Promise<Place | null> {
    const slot = await locks.take(type, usual[type] ?? 1);
    if (slot === null) return null;
    return { free: once(() => void locks.free(type, slot).then(() => freed.dispatchEvent(new Event(type)))) };
  }

  /** Until one is given back here, or perhaps elsewhere. */
  async function aChance(type: string, signal: AbortSignal): Promise<void> {
    const over = new AbortController();
    const either = AbortSignal.any([signal, over.signal]);
    freed.addEventListener(type, () => over.abort(), { once: true, signal: either });
    await sleep(POLL_MS, undefined, { signal: either }).catch(() => undefined);
    over.abort();
  }

  async function wait(type: string, signal: AbortSignal): Promise<Place | null> {
    while (!signal.aborted) {
      const place = await find(type);
      if (place) return place;
      await aChance(type, signal);
    }
    return null;
  }

  return {
    // whatever is wrong, whoever waits for a place afterwards hears of it
    now: async (type) => (turns.isAwaited(type) ? null : find(type).catch(() => null)),
    take: (type, signal) => turns.inTurn(type, signal, () => wait(type, signal)),
    standing: () => locks.standing(usual),
    close: locks.close,
  };
}

function once(work: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) work();
    isDone = true;
  };
}
