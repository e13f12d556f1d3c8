/** What the engine asks of whoever counts what runs at once, over all processes: a place for each. */

/** The right to run one of a type; whoever has it gives it back, or dies. */
export interface Place {
  free(): void;
}

/** The places that there are for each type: of scripts, or of workflows by their weight. */
export interface Places {
  /** A place, unless none is free or others wait for one. */
  now(type: string): Promise<Place | null>;
  /** Waits for its turn and a place; null when the signal is aborted before. */
  take(type: string, signal: AbortSignal): Promise<Place | null>;
}
