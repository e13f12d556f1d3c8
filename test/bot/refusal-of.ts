/** The refusal that something ends with; a test fails when it ends otherwise. */
import { Refusal } from "../../src/domain/refusal.ts";

export function refusalOf(work: () => unknown): Refusal {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error("expecting a refusal where there was none");
}
