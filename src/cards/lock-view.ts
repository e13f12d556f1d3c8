/** Who holds the lock of a task, and who waits for it. */
export interface LockView {
  /** By this number it is broken; each holder has their own. */
  id: number;
  name: string;
  /** What it is one for each of, such as a host; empty: there is one. */
  per: string;
  holder: LockParty;
  /** In the order in which they get it. */
  waiting: LockParty[];
  /** Who broke it and why, in a sentence; null: nobody did. */
  broken: string | null;
}

export interface LockParty {
  request: string;
  /** Who asked for what holds it. */
  person: string;
  /** The title of the task, and the name of what it works on. */
  task: string;
  subject: string;
  since: Date;
}
