/** The app's two icons, drawn here: three shelves with a light each. */
import { type Paint, png } from "./png.ts";

const WHITE = [255, 255, 255, 255] as const;
const BLUE = [31, 111, 178, 255] as const;
const NOTHING = [0, 0, 0, 0] as const;

/** 192 × 192, white on the accent colour. */
export function colourIcon(): Buffer {
  return png(192, drawn(WHITE, BLUE));
}

/** 32 × 32, white on nothing, as Teams wants outlines. */
export function outlineIcon(): Buffer {
  return png(32, drawn(WHITE, NOTHING));
}

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Three shelves with a light each, in parts of the whole. */
const SHELVES: readonly Box[] = [0.22, 0.42, 0.62].map((top) => ({ left: 0.2, right: 0.8, top, bottom: top + 0.15 }));
const LIGHTS: readonly Box[] = SHELVES.map(({ top }) => ({
  left: 0.27,
  right: 0.33,
  top: top + 0.05,
  bottom: top + 0.1,
}));

function drawn(ink: readonly number[], ground: readonly number[]): Paint {
  return (x, y) => {
    const onShelf = SHELVES.some((box) => isIn(box, x, y));
    const onLight = LIGHTS.some((box) => isIn(box, x, y));
    return onShelf && !onLight ? ink : ground;
  };
}

function isIn({ left, top, right, bottom }: Box, x: number, y: number): boolean {
  return x >= left && x < right && y >= top && y < bottom;
}
