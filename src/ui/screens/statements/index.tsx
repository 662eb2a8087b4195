import { Page } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';

export default function StatementsScreen() {
  const { t } = useTexts();
  return <Page title={t('shell.nav.statements')}>{null}</Page>;
}
