/** Colour for those who asked for it. */
import { styleText } from "node:util";

export type Style = "bold" | "dim" | "red" | "green" | "yellow" | "cyan" | "gray";
export type Paint = (style: Style, text: string) => string;

/** How things are drawn: `width` in columns, `Infinity` for no wrapping. */
export interface Look {
  width: number;
  paint: Paint;
}

export const inColour: Paint = (style, text) => styleText(style, text, { validateStream: false });
export const uncoloured: Paint = (_style, text) => text;
