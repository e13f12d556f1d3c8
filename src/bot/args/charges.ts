/** Arguments that name charges. */
import { isName } from "../../domain/name.ts";
import { readBy } from "../arg-notes.ts";

/** One charge by its id. */
export const chargeId = () => readBy("CHARGE", "the id of a charge, such as C-17", asChargeId);

/** One charge by its id, or all of a machine or an infrastructure in a month: `web-01/2027-01`. */
export const charge = () =>
  readBy("CHARGE", "the id of a charge such as C-17, or a name and a month such as web-01/2027-01", (text) => {
    const id = asChargeId(text);
    if (id) return { id };
    const [, name = "", month = ""] = /^([^/]+)\/(\d{4}-(?:0[1-9]|1[0-2]))$/.exec(text) ?? [];
    return isName(name) ? { name, month } : undefined;
  });

function asChargeId(text: string): string | undefined {
  const [, number] = /^C-(\d{1,18})$/i.exec(text) ?? [];
  return number === undefined ? undefined : `C-${number}`;
}
