import { useMemo } from 'react';
import { BID_WAYS, PAPERS, PAYMENTS, SCENES } from '../../../domain/rulebook/types.ts';
import { useTexts } from '../../app/texts.ts';
import type { Words } from './value-draft.ts';

const CODES = [
  ...[...SCENES, ...PAYMENTS, ...BID_WAYS],
  ...['external', 'xiaodian', 'ever_used', 'xiaofengche', 'marketing', 'normal'],
  ...['suixintui', 'pc_express', 'pc_pro'],
  ...['goal', 'duration', 'targeting', 'bid', 'amount', 'payment', 'place'],
];

/** Words of the codes that stand in the values of rules. */
export function useWords(): Words {
  const { t, has } = useTexts();
  return useMemo(() => {
    const words = new Map<string, string>([
      ...CODES.filter(code => has(`screens.rules.word.${code}`)).map(
        code => [code, t(`screens.rules.word.${code}`)] as const,
      ),
      ...PAPERS.map(paper => [paper, t(`upgrade.paper.${paper}`)] as const),
    ]);
    const codes = new Map([...words].map(([code, word]) => [word, code]));
    return { word: code => words.get(code) ?? code, code: word => codes.get(word) ?? word };
  }, [t, has]);
}
