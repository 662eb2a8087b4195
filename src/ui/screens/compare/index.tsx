import { Page } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';

export default function CompareScreen() {
  const { t } = useTexts();
  return <Page title={t('shell.nav.compare')}>{null}</Page>;
}
