import { showFen } from '../../app/figures.ts';

/** An amount in 分 as accountants read it: nothing is a dash, what is below zero is red. */
export function Money({ fen, strong }: { fen: number; strong?: boolean }) {
  const className = fen < 0 ? 'figures clients-red' : 'figures';
  const text = fen === 0 ? '–' : showFen(fen);
  return strong ? <strong className={className}>{text}</strong> : <span className={className}>{text}</span>;
}
