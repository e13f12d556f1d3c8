/** What somebody asked for when the engine was full, kept for the button with which they join the line. */

export interface Wish {
  /** The words of the command. */
  command: string;
  /** Its arguments as they were typed, by name. */
  args: Record<string, string>;
}

export interface KeptWish extends Wish {
  id: string;
  /** When it was asked again before; null: it was not. */
  usedAt: Date | null;
}

export interface Wishes {
  /** Returns the id by which it can be asked again. */
  keep(person: string, wish: Wish): Promise<string>;
  /**
   * This person's wish of this id, their newest one for null; from now on it is used, and only the first who takes it
   * finds it unused. Null when they have none.
   */
  take(person: string, id: string | null): Promise<KeptWish | null>;
  /** It came to nothing, and may be asked again. */
  giveBack(id: string): Promise<void>;
}
