import { useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useEffect } from 'react';
import { desk } from '../../app/client.ts';
import { showCount } from '../../app/figures.ts';
import { useTexts } from '../../app/texts.ts';
import { guessWord, type MappingDraft, type WordUse } from './mapping.ts';

const WORDS_MOST = 50;

/** The words of the column that tells the direction, each with its number of rows and what it says. */
export function WordUses(props: {
  grid: string;
  keys: readonly string[];
  headings: readonly string[];
  draft: MappingDraft;
  change(draft: MappingDraft): void;
}) {
  const { t } = useTexts();
  const { grid, keys, headings, draft, change } = props;
  const index = [...draft.meanings].find(([, meaning]) => meaning === draft.wordColumn)?.[0];
  const column = index === undefined ? undefined : keys[index];
  const { data } = useQuery({
    queryKey: ['statements', 'values', grid, column, []],
    queryFn: () => desk.grids.values({ grid, column: column!, query: { filter: [], sort: [] } }),
    enabled: column !== undefined,
  });
  const heading = index === undefined ? '' : headings[index];
  const found = (data ?? [])
    .map(entry => ({ word: String(entry.value ?? '').trim(), count: entry.count }))
    .filter(entry => entry.word !== '' && entry.word !== heading)
    .slice(0, WORDS_MOST);
  const unknown = found.filter(entry => !draft.words.has(entry.word)).map(entry => entry.word);
  const unknownKey = unknown.join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: words are guessed once, when they are found
  useEffect(() => {
    if (unknown.length === 0) return;
    change({
      ...draft,
      words: new Map([...draft.words, ...unknown.map(word => [word, guessWord(word)] as const)]),
    });
  }, [unknownKey]);

  return (
    <div className="mapping-words">
      <div className="mapping-detail">
        <span>{t('screens.mapping.word_column')}</span>
        <Segmented<'direction' | 'kind'>
          size="small"
          aria-label={t('screens.mapping.word_column')}
          value={draft.wordColumn}
          options={(['direction', 'kind'] as const).map(value => ({ value, label: t(`meaning.${value}`) }))}
          onChange={wordColumn => change({ ...draft, wordColumn, words: new Map() })}
        />
      </div>
      <ul>
        {found.map(({ word, count }) => (
          <li key={word}>
            <span className="mapping-word" title={word}>
              {word}
            </span>
            <span className="figures muted">{showCount(count)}</span>
            <Segmented<WordUse>
              size="small"
              aria-label={t('screens.mapping.word_use', { word })}
              value={draft.words.get(word) ?? 'neutral'}
              options={(['income', 'expense', 'neutral'] as const).map(value => ({
                value,
                label: t(`screens.mapping.use.${value}`),
              }))}
              onChange={use => change({ ...draft, words: new Map(draft.words).set(word, use) })}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
