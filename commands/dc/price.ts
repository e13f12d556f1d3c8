/** The kind of argument that is a price. */
import { readBy } from "../../src/bot/arg-notes.ts";
import { numericOf, parseMoney } from "../../src/domain/money.ts";

/** Money, never negative, as the decimal text that the database keeps. */
export const price = () =>
  readBy("AMOUNT", "an amount such as 12.50", (text) => {
    const money = parseMoney(text);
    return money === undefined || money < 0n ? undefined : numericOf(money);
  });
