import { useQuery } from '@tanstack/react-query';
import { desk } from '../../app/client.ts';
import { useTexts } from '../../app/texts.ts';
import { useProfileTitle } from '../statements/words.ts';
import { choiceText } from './choice.ts';

/** Pairs compared before: dropping two files of the same forms fills the columns by itself. */
export function RememberedPairs() {
  const { t } = useTexts();
  const titleOf = useProfileTitle();
  const pairs = useQuery({ queryKey: ['pairs'], queryFn: () => desk.compare.pairs() });
  const newest = [...(pairs.data ?? [])].sort((a, b) => b.usedOn.localeCompare(a.usedOn));
  return (
    <section className="panel" aria-labelledby="pairs">
      <header className="panel-head">
        <h2 id="pairs">{t('screens.compare.pairs')}</h2>
      </header>
      <p className="panel-text">
        {t(newest.length > 0 ? 'screens.compare.pairs_text' : 'screens.compare.pairs_none')}
      </p>
      {newest.length > 0 ? (
        <table className="plain-table">
          <thead>
            <tr>
              <th>{t('screens.compare.pair_name')}</th>
              <th>{t('screens.compare.left')}</th>
              <th>{t('screens.compare.right')}</th>
              <th>{t('compare.part.key')}</th>
              <th>{t('screens.compare.pair_used')}</th>
            </tr>
          </thead>
          <tbody>
            {newest.map(pair => (
              <tr key={pair.id}>
                <td>{pair.name}</td>
                <td>{titleOf(pair.left.profile)}</td>
                <td>{titleOf(pair.right.profile)}</td>
                <td>
                  {choiceText(pair.choice.left.key, t)} = {choiceText(pair.choice.right.key, t)}
                </td>
                <td className="figures">{pair.usedOn.slice(0, 10)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </section>
  );
}
