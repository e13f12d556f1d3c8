/** Where what is dear to make is kept between runs; everything in it can be made again. */
import path from "node:path";

export const CACHE = path.join(import.meta.dirname, "../../../node_modules/.cache/quartermaster");
