/** Something that a chat will never take, however often it is tried: a sentence that says why, and what would mend it. */
export class Undeliverable extends Error {
  override readonly name = "Undeliverable";
}
