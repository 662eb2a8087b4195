/** Who asks and when; `key` makes a command repeatable. */
export interface ImportCaller {
  actor: string;
  key: string;
  /** UTC, ISO. */
  at: string;
}
