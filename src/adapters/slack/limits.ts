/** What Slack takes at most: one table, each figure with its source. Lengths count UTF-16 units, as the strictest reading. */
export const LIMITS = {
  /** https://docs.slack.dev/reference/block-kit/blocks/header-block */
  header: 150,
  /** https://docs.slack.dev/reference/block-kit/blocks/section-block */
  section: 3000,
  fields: 10,
  field: 2000,
  /** https://docs.slack.dev/reference/block-kit/block-elements/button-element */
  buttonLabel: 75,
  buttonValue: 2000,
  actionId: 255,
  /** https://docs.slack.dev/reference/block-kit/blocks/actions-block */
  buttons: 25,
  /** https://docs.slack.dev/reference/block-kit/blocks: in a message, and in a modal or App Home. */
  blocks: 50,
  viewBlocks: 100,
  /** `msg_blocks_too_long` comes somewhat above 13,000 characters in all blocks together (slackapi/bolt-js#2509). */
  blocksText: 12_000,
  /** https://docs.slack.dev/reference/block-kit/blocks/table-block: the rows count the heading. */
  tableRows: 100,
  tableColumns: 20,
  /** Of all cells together; ours, so that there is room for the rest of the message. */
  tableText: 8000,
  tableCell: 300,
  /** https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block: in a message, and of one chart. */
  charts: 2,
  chartTitle: 50,
  chartSeries: 6,
  chartCategories: 20,
  chartLabel: 20,
  /** https://docs.slack.dev/reference/methods/chat.postMessage: more than 4,000 is advised against. */
  text: 4000,
  /** https://docs.slack.dev/reference/views/modal-views */
  viewTitle: 24,
  viewButton: 24,
  privateMetadata: 3000,
  /** https://docs.slack.dev/reference/block-kit/blocks/input-block */
  inputLabel: 2000,
  inputHint: 2000,
  /** https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element */
  inputText: 3000,
  /** https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element and …/composition-objects/option-object */
  options: 100,
  optionText: 75,
  optionValue: 150,
  /** https://docs.slack.dev/reference/app-manifest */
  commandName: 32,
  commandDescription: 2000,
  usageHint: 1000,
  /** How long a trigger_id opens a view, and how long Slack waits for an answer, in milliseconds. */
  trigger: 3000,
  /** Ours: requests above this are refused, in bytes. Slack's own are far below. */
  body: 1024 * 1024,
  /** Ours: an attached file that commands can read, in bytes. */
  file: 1024 * 1024,
  /** https://docs.slack.dev/authentication/verifying-requests-from-slack: how far a stamp may be from now, in seconds. */
  stamp: 300,
  /** https://docs.slack.dev/apis/web-api/rate-limits: about one message a second and channel, in milliseconds. */
  pace: 1000,
} as const;
