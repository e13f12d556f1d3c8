/** Quotes of every kind that keyboards produce. */

/** What may end a value that begins with this quote; German, French and English habits all occur. */
export const QUOTES: Record<string, string> = {
  '"': '"',
  "“": '”"',
  "”": "”",
  "„": '“”"',
  "«": "»",
  "»": "«",
  "'": "'",
  "‘": "’'",
  "’": "’",
  "‚": "‘’'",
  "‹": "›",
  "›": "‹",
  "`": "`´",
  "´": "´",
  "＂": "＂",
};
