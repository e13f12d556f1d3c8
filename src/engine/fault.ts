/** A fault of an action's file: what is wrong, and where in the document. */

export interface Fault {
  path: (string | number)[];
  message: string;
}
