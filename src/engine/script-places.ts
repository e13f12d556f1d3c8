/** What the engine asks of whoever counts the scripts that run at once: the script pool's places. */

/** The right to run one script of a type; whoever has it gives it back, or dies. */
export interface Place {
  free(): void;
}

/** The places that there are for scripts of each type, shared by all processes. */
export interface ScriptPlaces {
  /** A place, unless none is free or others wait for one. */
  now(type: string): Promise<Place | null>;
  /** Waits for its turn and a place; null when the signal is aborted before. */
  take(type: string, signal: AbortSignal): Promise<Place | null>;
}
