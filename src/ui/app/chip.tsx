export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger';

/** The one chip for every state: a word on its colour. */
export function Chip({ tone, word }: { tone: Tone; word: string }) {
  return (
    <span className="chip" data-tone={tone}>
      {word}
    </span>
  );
}
