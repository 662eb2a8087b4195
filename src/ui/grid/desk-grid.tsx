import './grid.css';
import { ErrorPanel, SkeletonRows } from '../app/page.tsx';
import { GridBody } from './grid-body.tsx';
import type { DeskGridProps } from './props.ts';
import { useGridShape, useRememberedLayout } from './use-shape.ts';

/** The one grid of the product. It holds only the rows in sight; everything else is asked of the engine. */
export function DeskGrid(props: DeskGridProps) {
  const shape = useGridShape(props.grid);
  const layout = useRememberedLayout(props.layoutKey);
  if (shape.error && !shape.data)
    return <ErrorPanel error={shape.error} again={() => void shape.refetch()} />;
  if (!shape.data || layout.isPending) return <SkeletonRows rows={12} />;
  return (
    <GridBody
      {...props}
      key={`${props.grid}|${props.layoutKey}`}
      shape={shape.data}
      layout={layout.data ?? null}
    />
  );
}
