import { useCallback } from 'react';
import type { RowOrigin } from '../../../contract/compare.ts';
import { useTexts } from '../../app/texts.ts';
import { DeskGrid } from '../../grid/desk-grid.tsx';
import type { DeskGridHandle } from '../../grid/props.ts';
import { useFileName } from '../statements/file-name.ts';
import { useFileView } from '../statements/inspections.ts';
import { captionsOf, rawLayoutKey } from '../statements/raw.ts';

/** A row of a raw sheet as the address carries it: file, sheet, record. */
export function placeText({ fileId, sheetIndex, record }: RowOrigin): string {
  return `${fileId}:${sheetIndex}:${record}`;
}

/** The raw sheet with the row in sight; the way back leads to the same scroll and selection. */
export function RawPlace({ place }: { place: string }) {
  const { t } = useTexts();
  const [fileId = '', sheet = '0', record = '0'] = place.split(':');
  const { inspection } = useFileView(fileId);
  const name = useFileName(fileId) ?? '';
  const attach = useCallback(
    (handle: DeskGridHandle | null) => {
      if (handle) void handle.scrollTo(record);
    },
    [record],
  );
  return (
    <div className="result-main">
      <DeskGrid
        ref={attach}
        grid={`raw:${fileId}:${sheet}`}
        layoutKey={rawLayoutKey(inspection?.fingerprint)}
        captions={inspection ? captionsOf(inspection) : undefined}
        name={name}
      >
        <b>{name}</b>
        <span className="muted">{t('screens.compare.raw_about')}</span>
      </DeskGrid>
    </div>
  );
}
