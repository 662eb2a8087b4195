import type { SpendReport } from '../../../domain/reports/spend.ts';
import { allSpendText, clientSpends, clientSpendText } from '../../../domain/reports/spend-text.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';

/** 复制日报: puts the text for a chat on the clipboard, of all clients or of one. */
export function useCopied(report: SpendReport | undefined) {
  const { t } = useTexts();
  const notify = useNotify();
  const put = (text: string) =>
    navigator.clipboard.writeText(text).then(() => notify.success('screens.spend.copied'), notify.refusal);
  const clients = report ? clientSpends(report, t('spend.no_client')) : [];
  return {
    copyAll: async () => {
      if (report) await put(allSpendText(clients, { ...report, say: t }));
    },
    copyClient: async (client: number | null) => {
      const told = clients.find(each => each.client === client);
      if (report && told) await put(clientSpendText(told, { ...report, say: t }));
    },
  };
}
