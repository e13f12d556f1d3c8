/** Corrects readline's memory of how many rows above the cursor the typed line begins. */
import type { Interface } from "node:readline";

/** Readline does not count the rows of what is pasted (Node 24), and would draw the line again one row too low. */
export function correctRows(readline: Interface, rows: number): void {
  Reflect.set(readline, "prevRows", rows);
}
