/** What is said of another size of a machine before it is asked for. */
import { moneyOf, moneyText } from "../domain/money.ts";
import type { RightSize } from "../domain/right-size.ts";
import { madeText } from "./asked-facts.ts";

type Sized = Parameters<typeof madeText>[0] & { name: string; dayPrice: string };

/** `web-01: medium (…) → small (…), 4.40 EUR → 3.10 EUR a day, which saves 1.30 EUR a day`; undefined: nothing is better. */
export function resizingText(vm: Sized, better: RightSize | undefined, currency: string): string {
  const price = moneyOf(vm.dayPrice);
  const now = `${vm.name}: ${madeText(vm)}`;
  if (!better) return `${now}, ${moneyText(price, currency)} a day; nothing that was measured says that less would do`;
  const saved = moneyText(better.saving, currency);
  const prices = `${moneyText(price, currency)} → ${moneyText(price - better.saving, currency)} a day`;
  return `${now} → ${madeText(better)}, ${prices}, which saves ${saved} a day`;
}
