/** The page on rights: which role may use which command, made from the commands and the roles themselves. */
import { COMMANDS } from "../commands/index.ts";
import { type Command, mayUse } from "./bot/command.ts";
import type { Actor } from "./domain/actor.ts";
import { placeFrom } from "./domain/permission.ts";
import { DATACENTER_WIDE, PERMISSIONS, type Permission, ROLES } from "./domain/roles.ts";

/** People by the one role that they hold, and somebody whom nobody knows. */
export const COLUMNS = ["stranger", ...Object.keys(ROLES)];

/** One command, and which of the columns may use it. */
interface MatrixRow {
  words: string;
  needs: Command["permission"];
  may: boolean[];
}

/** Commands × roles. */
export function rightsMatrix(): MatrixRow[] {
  const people = [null, ...Object.entries(ROLES).map(([role, can]) => holderOf(role, can))];
  return COMMANDS.map((command) => {
    return { words: command.words, needs: command.permission, may: people.map((one) => mayUse(one, command)) };
  });
}

export function rightsPage(): string {
  const commands = rightsMatrix().map(({ words, needs, may }) => [code(words), needText(needs), ...may.map(yesOrNo)]);
  const permissions = Object.entries(PERMISSIONS).map(([one, words]) => [
    ...[code(one), words, DATACENTER_WIDE.has(one as Permission) ? "the datacenter alone" : "any place"],
    Object.keys(ROLES).find((role) => ROLES[role as keyof typeof ROLES].includes(one as Permission)) ?? "",
  ]);
  return [
    ABOUT,
    "## Who may use which command\n",
    table(["command", "needs", ...COLUMNS], commands),
    "\n## Permissions\n",
    table(["permission", "lets people", "counts where held in", "from which built-in role on"], permissions),
    RULES,
  ].join("\n");
}

const ABOUT = `# Rights

Made from the program by \`npm run docs\`; a test asks the bot cell by cell whether it is true.

Somebody's rights are the sum of the roles that they hold. A role counts in the place in which it is held and in
everything within it: the whole datacenter (\`dc grant PERSON ROLE\`), a business unit (\`bu grant PERSON ROLE --bu B\`), an
infrastructure or a service (\`--on shop\`, \`--on shop/web\`). Outside of these places nothing exists for them: it is not
listed, not offered in forms, and answered with \`not-found\`.

The table says who may use a command at all; what it is about is looked at afterwards, in the place where it is. Commands
that need nothing but a known person judge each request by itself: who asked, who decides, who sees it.
`;

const RULES = `
## Roles of your own

\`dc role define caretaker --can vm.see,vm.operate\` makes a role, or changes one for all who hold it at once;
\`dc role list\` shows all, \`dc role remove caretaker\` takes one away that nobody holds. The built-in roles stay as they are.
A policy's groups are roles, built in or defined: whoever holds the role where the request belongs is in the group.

- Nobody gives, takes or defines what they do not have in that place themselves, and nobody gives a role to themselves.
- What counts in the whole datacenter alone cannot be given in a part of it.
- The last admin of the datacenter stays, whichever way somebody tries: by \`dc revoke\` or by \`dc apply\`.
- Files for \`dc apply\` name the built-in roles; only who has every right of a datacenter admin may change people by a file.
- Whoever had a hand in a draft, or submitted it, does not decide on it.
- A role that somebody holds or that the policy asks is not removed.
- Each change is in the audit log with what was before and after.

## The audit log

Every entry is sealed: its seal is a SHA-256 over the entry and the seal before it. \`dc audit verify\` seals what is new, goes
along the chain, and names the first entry that does not fit: one that was changed, taken away, swapped or put in. The
database refuses to change the log by trigger (also to a superuser) and by privilege (to the program's own role, when
that is no superuser).

No chain can tell by itself that its newest entries were taken away together with their seals. So \`dc audit verify\` ends
with the newest seal, \`12:3f9a…\`, and the program logs it when it starts. Keep it elsewhere, and hand it back later:
\`dc audit verify --anchor 12:3f9a…\` says whether everything up to there still stands. An entry that somebody with power over
the database adds at the end, as the program would, is a proper entry to the chain; what they did beside it is not.

\`dc audit --for REQ-7\` shows what was done about something in full, \`dc audit --by PERSON\` what somebody did, and
\`dc audit --csv\` gives all of it as a file.
`;

function holderOf(role: string, can: readonly Permission[]): Actor {
  const identity = { platform: "page", tenant: "", user: role };
  const grants = [{ role, can: [...can], ...placeFrom(null) }];
  return { person: role, name: role, identity, grants, standsInFor: [] };
}

function needText(needs: Command["permission"]): string {
  if (needs === "anybody") return "–";
  return needs === "known" ? "a known person" : code(needs);
}

function table(columns: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  return [line(columns), line(columns.map(() => "---")), ...rows.map(line)].join("\n");
}

function yesOrNo(is: boolean): string {
  return is ? "yes" : "–";
}

function code(text: string): string {
  return `\`${text}\``;
}
