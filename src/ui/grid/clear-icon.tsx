import { CloseCircleFilled } from '@ant-design/icons';
import { useTexts } from '../app/texts.ts';

/** Empties a field; named in the page's language, where the library's own would name itself in English. */
export function ClearIcon() {
  const { t } = useTexts();
  return <CloseCircleFilled aria-label={t('grid.clear_typed')} />;
}
