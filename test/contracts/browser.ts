/** The browser in which pages are tried, and where their pictures go. */
import path from "node:path";

export const BROWSER = "/usr/bin/chromium";

/** Kept with the test's output, or where `PICTURES` says. */
export const PICTURES = process.env.PICTURES ?? path.join(import.meta.dirname, "../.output");
