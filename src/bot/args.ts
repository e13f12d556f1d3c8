/** The kinds of arguments that commands take: each reads what a person typed, and says what it wanted when it cannot. */
export * from "./args/amounts.ts";
export * from "./args/charges.ts";
export * from "./args/lists.ts";
export * from "./args/times.ts";
export * from "./args/words.ts";
