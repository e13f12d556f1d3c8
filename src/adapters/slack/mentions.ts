/** Slack's tokens in a text → the words that the bot knows: people as `@id`, channels as `#name`. */

/** What was said in our words, and the channels that were named in it. */
export interface Said {
  text: string;
  channels: { name: string; id: string }[];
}

/** A token is `<#C1|name>`, `<@U1|name>`, `<!here>` or `<address|label>`; see https://docs.slack.dev/messaging/formatting-message-text. */
const TOKEN = /<([#@!]?)([^<>|]*)(?:\|([^<>]*))?>/g;

/** `bot` is the bot's own user id: being spoken to is no word. */
export function canonical(text: string, bot: string): Said {
  const channels: Said["channels"] = [];
  const words: Record<string, (id: string, label: string) => string> = {
    "@": (id) => (id === bot ? "" : `@${id}`),
    "#": (id, label) => {
      if (label) channels.push({ name: `#${label}`, id });
      return `#${label || id}`;
    },
    "!": (id, label) => label || `@${id}`,
    "": (address, label) => label || address.replace(/^(mailto|tel):/, ""),
  };
  const said = text.replace(TOKEN, (_token, sign: string, id: string, label = "") => words[sign]?.(id, label) ?? "");
  return { text: unescapeText(said).trim(), channels };
}

function unescapeText(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
