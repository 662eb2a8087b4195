import { showFen } from '../../app/figures.ts';

/**
 * A figure of money in 分. With `open` it leads to what it is made of. The keyboard takes the first cell of the line,
 * so a table is not a hundred stops long. `zero`: what nothing looks like, a dash in reports for accountants.
 */
export function Figure(props: { fen: number; zero?: string; open?: () => void; title?: string }) {
  const { fen, zero = '–', open } = props;
  const text = fen === 0 ? zero : showFen(fen);
  const className = [
    'figures',
    fen < 0 ? 'desk-negative' : '',
    fen === 0 && zero === '–' ? 'figure-none' : '',
  ]
    .filter(Boolean)
    .join(' ');
  if (!open || (fen === 0 && zero === '–')) return <span className={className}>{text}</span>;
  return (
    <button
      type="button"
      tabIndex={-1}
      className={`figure-link ${className}`}
      title={props.title}
      onClick={event => {
        event.stopPropagation();
        open();
      }}
    >
      {text}
    </button>
  );
}
