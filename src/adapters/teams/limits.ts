/** The limits of Teams and of Adaptive Cards, in one table; `platform` stands for learn.microsoft.com/microsoftteams/platform. */

/** Each with where it is written. */
export const LIMITS = {
  /** Bytes of a card as JSON; well below the 100 KB (UTF-16) of `platform/bots/how-to/format-your-bot-messages`. */
  cardBytes: 28 * 1024,
  /** Letters of a message without a card; the same page, which counts 2 bytes a letter. */
  textLetters: 10_000,
  /** Buttons on a card; Teams shows six: `platform/task-modules-and-cards/cards/cards-reference`. */
  buttons: 6,
  /** Letters of a title that are read in the head of a dialog; ours. */
  dialogTitle: 100,
  /** Columns that can still be read on a wide screen; ours. */
  columns: 8,
  /** Categories and series of a chart that can still be told apart; ours, and Slack's. */
  chartCategories: 20,
  chartSeries: 6,
  /** Letters of the text shown where cards cannot be; ours. */
  fallbackLetters: 1000,
  /** Commands in each list that a scope suggests: `platform/resources/bot-v3/bots-menus`. */
  manifestCommands: 10,
  /** Letters of a command's title and description in the manifest: `platform/resources/schema/manifest-schema`. */
  manifestTitle: 32,
  manifestDescription: 128,
  /** Bytes of a request to us; ours. */
  bodyBytes: 1024 * 1024,
  /** How far a token's clock may be off, in seconds: the Bot Connector's authentication specification. */
  clockSkewSeconds: 300,
  /** Ours: of a file that is shown in a card. */
  fileLines: 60,
} as const;

/** Of these, what is left to answers: who asked is not to wait behind cards that are drawn again. */
const FOR_ANSWERS = 0.25;

/** Messages per conversation and window in milliseconds: `platform/bots/how-to/rate-limit`. */
export const CONVERSATION_RATES: readonly Rate[] = [
  { windowMs: 1000, most: 7 },
  { windowMs: 2000, most: 8 },
  { windowMs: 30_000, most: 60 },
  { windowMs: 3_600_000, most: 1800 },
];

/** The same for what nobody waits for. */
export const DELIVERY_RATES: readonly Rate[] = CONVERSATION_RATES.map(({ windowMs, most }) => {
  return { windowMs, most: windowMs < 30_000 ? most : Math.floor(most * (1 - FOR_ANSWERS)) };
});

/** Requests per tenant, the same page. */
export const TENANT_RATES: readonly Rate[] = [{ windowMs: 1000, most: 50 }];

/** At most so many within the window. */
export interface Rate {
  windowMs: number;
  most: number;
}

/** How much of a card is drawn, from all of it to what fits surely; the first that fits is taken. */
export const DETAILS: readonly Detail[] = [
  { blocks: 60, items: 200, letters: 4000 },
  { blocks: 60, items: 100, letters: 1000 },
  { blocks: 40, items: 50, letters: 600 },
  { blocks: 30, items: 25, letters: 300 },
  { blocks: 20, items: 12, letters: 200 },
  { blocks: 10, items: 6, letters: 100 },
  { blocks: 6, items: 3, letters: 60 },
];

/** Blocks of a card, items of a block, letters of a text. */
export interface Detail {
  blocks: number;
  items: number;
  letters: number;
}

/** The text, ended with … when it is longer than `most` letters; never cut within a letter. */
export function clip(text: string, most: number): string {
  const letters = [...text];
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join("")}…`;
}

/** The first `most` of them, and how many are left out. */
export function firstOf<T>(items: readonly T[], most: number): { shown: T[]; more: number } {
  return items.length <= most
    ? { shown: [...items], more: 0 }
    : { shown: items.slice(0, most), more: items.length - most };
}
