/** Escaping and clipping for Slack; nothing else in the adapter cuts a text. */
import type { types } from "@slack/bolt";
import { LIMITS } from "./limits.ts";

/** `verbatim`: Slack makes no links of names in it. */
interface Mrkdwn {
  type: "mrkdwn";
  text: string;
  verbatim: true;
}

/** Text as mrkdwn that says just this: no mention, no link, no channel comes of it. */
export function escapeText(text: string): string {
  return text.toWellFormed().replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** The text in at most `most` units, ended by an ellipsis; no letter and no escaped sign is cut in two. */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text;
  const kept = text
    .slice(0, most - 1)
    .replace(/[\uD800-\uDBFF]$/, "")
    .replace(/&[a-z]*$/, "");
  return `${kept}…`;
}

/** Escaped, then clipped. */
export function mrkdwn(text: string, most: number): Mrkdwn {
  return escapedText(escapeText(text).trim(), most);
}

/** Text that Slack does not read for marks; it wants no escapes. */
export function plain(text: string, most: number): { type: "plain_text"; text: string; emoji: true } {
  return { type: "plain_text", text: clip(text.toWellFormed().trim() || "–", most), emoji: true };
}

/** Already escaped lines in as few sections as hold them. */
export function inSections(lines: string[]): types.SectionBlock[] {
  const parts: string[] = [];
  for (const line of lines) {
    const joined = `${parts.at(-1)}\n${line}`;
    if (parts.length > 0 && joined.length <= LIMITS.section) parts[parts.length - 1] = joined;
    else parts.push(line);
  }
  return parts.map(section);
}

/** A section of a text that is escaped already. */
export function section(escaped: string): types.SectionBlock {
  return { type: "section", text: escapedText(escaped.trim(), LIMITS.section) };
}

/** Already escaped; Slack refuses empty texts, so nothing becomes a dash. */
export function escapedText(escaped: string, most: number): Mrkdwn {
  return { type: "mrkdwn", text: clip(escaped || "–", most), verbatim: true };
}
