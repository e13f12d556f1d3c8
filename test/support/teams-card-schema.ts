/** The part of the Adaptive Cards 1.5 schema that we draw with, strictly: an unknown property is an error. */
import { z } from "zod";

const SPACING = z.enum(["None", "Small", "Default", "Medium", "Large", "ExtraLarge", "Padding"]);
const COLOR = z.enum(["Default", "Dark", "Light", "Accent", "Good", "Warning", "Attention"]);
const STYLE = z.enum(["default", "emphasis", "good", "attention", "warning", "accent"]);
const SHARED = { spacing: SPACING.optional(), separator: z.boolean().optional() };

const TEXT_BLOCK = z.strictObject({
  type: z.literal("TextBlock"),
  text: z.string().min(1),
  wrap: z.boolean(),
  color: COLOR.optional(),
  isSubtle: z.boolean().optional(),
  size: z.enum(["Default", "Small", "Medium", "Large", "ExtraLarge"]).optional(),
  weight: z.enum(["Default", "Lighter", "Bolder"]).optional(),
  ...SHARED,
});

const FACT_SET = z.strictObject({
  type: z.literal("FactSet"),
  facts: z.array(z.strictObject({ title: z.string().min(1), value: z.string().min(1) })).min(1),
});

const CELL = z.strictObject({ type: z.literal("TableCell"), items: z.array(TEXT_BLOCK) });

const TABLE = z.strictObject({
  type: z.literal("Table"),
  columns: z.array(z.strictObject({ width: z.number().int().min(1) })).min(1),
  rows: z.array(z.strictObject({ type: z.literal("TableRow"), cells: z.array(CELL) })),
  firstRowAsHeaders: z.boolean(),
  showGridLines: z.boolean(),
});

const COLUMN = z.strictObject({
  type: z.literal("Column"),
  width: z.enum(["auto", "stretch"]),
  items: z.array(TEXT_BLOCK),
});
const COLUMN_SET = z.strictObject({ type: z.literal("ColumnSet"), columns: z.array(COLUMN).min(1), ...SHARED });

const CONTAINER = z.strictObject({
  type: z.literal("Container"),
  style: STYLE,
  bleed: z.boolean().optional(),
  items: z.array(TEXT_BLOCK).min(1),
});

const INPUT = {
  id: z.string().min(1),
  label: z.string().min(1),
  isRequired: z.boolean(),
  errorMessage: z.string().optional(),
  value: z.string().optional(),
  placeholder: z.string().optional(),
};
const INPUT_TEXT = z.strictObject({ type: z.literal("Input.Text"), ...INPUT, style: z.literal("password").optional() });
const INPUT_CHOICES = z.strictObject({
  ...{ type: z.literal("Input.ChoiceSet"), ...INPUT, style: z.enum(["compact", "expanded", "filtered"]) },
  choices: z.array(z.strictObject({ title: z.string(), value: z.string() })).min(1),
});

const ACTION = { title: z.string().min(1), style: z.enum(["default", "positive", "destructive"]).optional() };
const SUBMIT = z.strictObject({
  ...{ type: z.literal("Action.Submit"), ...ACTION, data: z.looseObject({}) },
  associatedInputs: z.enum(["auto", "none"]).optional(),
});
const EXECUTE = z.strictObject({
  ...{ type: z.literal("Action.Execute"), ...ACTION, verb: z.string(), data: z.looseObject({}), fallback: SUBMIT },
});

/** The charts are Teams' own: https://adaptivecards.microsoft.com. */
const CHART = {
  title: z.string().min(1),
  yAxisTitle: z.string().min(1).optional(),
  data: z
    .array(
      z.strictObject({
        legend: z.string(),
        values: z.array(z.strictObject({ x: z.string(), y: z.number() })).max(20),
      }),
    )
    .min(1)
    .max(6),
  fallback: z.strictObject({ type: z.literal("Container"), items: z.array(z.union([TEXT_BLOCK, FACT_SET])).min(1) }),
};
const CHART_BARS = z.strictObject({
  ...{ type: z.literal("Chart.VerticalBar.Grouped"), ...CHART, stacked: z.literal(true).optional() },
});
const CHART_LINE = z.strictObject({ type: z.literal("Chart.Line"), ...CHART });

const ELEMENT = z.discriminatedUnion("type", [
  TEXT_BLOCK,
  FACT_SET,
  TABLE,
  COLUMN_SET,
  CONTAINER,
  INPUT_TEXT,
  INPUT_CHOICES,
  CHART_BARS,
  CHART_LINE,
]);

/** Checked against https://adaptivecards.io/schemas/1.5.0/adaptive-card.json; `msteams` is Teams' own. */
export const ADAPTIVE_CARD_1_5 = z
  .strictObject({
    type: z.literal("AdaptiveCard"),
    $schema: z.literal("http://adaptivecards.io/schemas/adaptive-card.json"),
    version: z.literal("1.5"),
    fallbackText: z.string().min(1),
    msteams: z.strictObject({ width: z.literal("Full") }).optional(),
    body: z.array(ELEMENT).min(1),
    actions: z.array(z.discriminatedUnion("type", [SUBMIT, EXECUTE])).max(6),
  })
  .refine(({ body }) => {
    const tables = body.filter((element) => element.type === "Table");
    return tables.every(({ columns, rows }) => rows.every(({ cells }) => cells.length === columns.length));
  }, "a row has as many cells as its table has columns");
