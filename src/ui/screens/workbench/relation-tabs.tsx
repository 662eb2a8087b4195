import { useEffect, useRef } from 'react';
import type { RelationState } from '../../../contract/matching-bench.ts';
import type { Relation } from '../../../domain/matching/book/relations.ts';
import { showCount } from '../../app/figures.ts';
import { useTexts } from '../../app/texts.ts';

/** What should meet what, each with what still waits: suggestions, and open rows of both sides. */
export function RelationTabs(props: {
  relations: readonly RelationState[];
  chosen: Relation;
  choose(relation: Relation): void;
}) {
  const { t } = useTexts();
  const strip = useRef<HTMLDivElement>(null);
  const { chosen } = props;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another choice is what comes into sight
  useEffect(() => {
    strip.current
      ?.querySelector('[aria-pressed="true"]')
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [chosen]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a strip of buttons is no field set
    <div className="wb-tabs" ref={strip} role="group" aria-label={t('screens.workbench.relations')}>
      {props.relations.map(({ relation, suggested, openLeft, openRight }) => {
        const isDone = suggested === 0 && openLeft.rows + openRight.rows === 0;
        return (
          <button
            key={relation}
            type="button"
            className="wb-tab"
            aria-pressed={relation === chosen}
            data-done={isDone}
            onClick={() => props.choose(relation)}
          >
            <span className="wb-tab-name">{t(`screens.workbench.relation.${relation}`)}</span>
            <span className="figures wb-tab-counts">
              {suggested > 0 ? (
                <b>{t('screens.workbench.tab_suggested', { count: showCount(suggested) })}</b>
              ) : null}
              <span>
                {isDone
                  ? t('screens.workbench.tab_done')
                  : t('screens.workbench.tab_open', {
                      left: showCount(openLeft.rows),
                      right: showCount(openRight.rows),
                    })}
              </span>
            </span>
          </button>
        );
      })}
    </div>
  );
}
