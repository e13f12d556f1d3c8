/** The kinds of arguments that say what is offered: some names or everything, a ceiling or none. */
import type { z } from "zod";
import { noted, readBy } from "../../src/bot/arg-notes.ts";
import { names } from "../../src/bot/args.ts";
import type { OfferedKind } from "../../src/domain/offer.ts";

/** How the absence of a limit is said, so that it can be typed and stands in the form's fields. */
export const EVERYTHING_WORD = "everything";
export const NO_CEILING_WORD = "none";

/** Names of what there is; `everything` is no name at all. */
export const offeredNames = (kind: OfferedKind) => {
  const schema = names().transform((given) => (given.includes(EVERYTHING_WORD) ? [] : given));
  const wanted = `names, separated by commas, or ${EVERYTHING_WORD}`;
  return noted(schema, { looks: `${kind.toUpperCase()}…`, wanted, list: true, of: kind });
};

/** A size as `size` reads it; `none` is null. */
export const ceiling = (size: z.ZodType<number, string>) =>
  readBy("SIZE", `a size such as 64GB, or ${NO_CEILING_WORD}`, (text) =>
    text.toLowerCase() === NO_CEILING_WORD ? null : size.safeParse(text).data,
  );
