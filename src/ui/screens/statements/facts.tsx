import { Select } from 'antd';
import type { ReactNode } from 'react';
import { groupThousands } from '../../../domain/money.ts';
import type { Inspection } from '../../../domain/statement.ts';
import { Chip } from '../../app/chip.tsx';
import { showCount } from '../../app/figures.ts';
import { useTexts } from '../../app/texts.ts';
import { declaredChecks } from './checks.ts';
import { read } from './inspections.ts';
import { Sum } from './sums.tsx';
import { useProfileTitle } from './words.ts';

/** What a file is, whether its own totals and balances hold, and what its kinds sum to. */
export function Facts({ fileId, inspection }: { fileId: string; inspection: Inspection }) {
  const { t } = useTexts();
  return (
    <>
      <Section title={t('screens.statements.about_file')}>
        <FileFacts fileId={fileId} inspection={inspection} />
      </Section>
      <Section title={t('screens.statements.declared')}>
        <Declared inspection={inspection} />
      </Section>
      <Section title={t('screens.statements.balance')}>
        <Balance balance={inspection.balance} />
      </Section>
      {Object.keys(inspection.byKind).length > 0 ? (
        <Section title={t('screens.statements.by_kind')}>
          <ByKind inspection={inspection} />
        </Section>
      ) : null}
    </>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="side-section">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function FileFacts({ fileId, inspection }: { fileId: string; inspection: Inspection }) {
  const { t, has } = useTexts();
  const titleOf = useProfileTitle();
  const word = (code: string, plain: string) => (has(code) ? t(code) : plain);
  const facts: [string, ReactNode][] = [
    ['form', <FormName key="form" inspection={inspection} title={titleOf(inspection.profile)} />],
    ['container', word(`screens.statements.container.${inspection.container}`, inspection.container)],
    [
      'encoding',
      word(`screens.statements.encoding.${inspection.encoding}`, inspection.encoding.toUpperCase()),
    ],
    ['sheet', <SheetChoice key="sheet" fileId={fileId} inspection={inspection} />],
    [
      'header',
      inspection.headerLine === null
        ? t('screens.statements.no_header')
        : t('screens.statements.header_line', { line: showCount(inspection.headerLine + 1) }),
    ],
    ['account', inspection.account ?? t('grid.unknown')],
    ['currency', inspection.currency.join(t('grid.comma')) || t('grid.unknown')],
  ];
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{t(`screens.statements.fact.${name}`)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function FormName({ inspection, title }: { inspection: Inspection; title: string }) {
  const { t } = useTexts();
  const own = inspection.profile?.startsWith('user.');
  return (
    <>
      {title}
      {own ? ` ${t('screens.statements.version', { version: inspection.profileVersion ?? 1 })}` : ''}
    </>
  );
}

/** The sheets of a workbook; choosing another one reads that. */
export function SheetChoice({ fileId, inspection }: { fileId: string; inspection: Inspection }) {
  const { t } = useTexts();
  const { sheets, sheet } = inspection;
  if (sheets.length < 2) return sheet || t('screens.statements.one_sheet');
  return (
    <Select
      size="small"
      className="sheet-choice"
      value={sheet}
      aria-label={t('screens.statements.fact.sheet')}
      onChange={name => void read(fileId, { sheet: name, profile: undefined })}
      options={sheets.map(each => ({
        value: each.name,
        label: t(each.hidden ? 'screens.statements.sheet_hidden' : 'screens.statements.sheet', {
          name: each.name,
          rows: showCount(each.rows),
        }),
      }))}
    />
  );
}

function Declared({ inspection }: { inspection: Inspection }) {
  const { t } = useTexts();
  const checks = declaredChecks(inspection);
  if (checks.length === 0) return <p className="side-note">{t('screens.statements.declared_none')}</p>;
  return (
    <table className="side-table">
      <thead>
        <tr>
          <th>{t('screens.statements.declared_of')}</th>
          <th className="number">{t('screens.statements.declared_said')}</th>
          <th className="number">{t('screens.statements.declared_real')}</th>
          <th />
        </tr>
      </thead>
      <tbody>
        {checks.map(check => (
          <tr key={`${check.of}${check.figure}`}>
            <td>{t(`screens.statements.declared.${check.of}.${check.figure}`)}</td>
            <td className="number figures">{groupThousands(check.declared)}</td>
            <td className="number figures">{groupThousands(check.real)}</td>
            <td className="number">
              {check.agrees ? (
                <Chip tone="success" word={t('screens.statements.agrees')} />
              ) : (
                <Chip
                  tone="danger"
                  word={t('screens.statements.differs', {
                    difference: groupThousands(check.difference ?? ''),
                  })}
                />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Balance({ balance }: { balance: Inspection['balance'] }) {
  const { t } = useTexts();
  if (!balance) return <p className="side-note">{t('screens.statements.balance_none')}</p>;
  const amount = (value: string | null) => (value === null ? t('grid.unknown') : groupThousands(value));
  return (
    <dl className="facts">
      <div>
        <dt>{t('screens.statements.balance_run')}</dt>
        <dd>
          {balance.broken === 0 ? (
            <Chip
              tone="success"
              word={t('screens.statements.balance_holds', { checked: showCount(balance.checked) })}
            />
          ) : (
            <Chip
              tone="danger"
              word={t('screens.statements.balance_broken', {
                broken: showCount(balance.broken),
                checked: showCount(balance.checked),
              })}
            />
          )}
        </dd>
      </div>
      <div>
        <dt>{t('screens.statements.balance_opening')}</dt>
        <dd className="figures">{amount(balance.opening)}</dd>
      </div>
      <div>
        <dt>{t('screens.statements.balance_closing')}</dt>
        <dd className="figures">{amount(balance.closing)}</dd>
      </div>
    </dl>
  );
}

function ByKind({ inspection }: { inspection: Inspection }) {
  const { t } = useTexts();
  return (
    <table className="side-table">
      <thead>
        <tr>
          <th>{t('screens.statements.kind')}</th>
          <th className="number">{t('screens.statements.kind_count')}</th>
          <th className="number">{t('screens.statements.kind_sum')}</th>
        </tr>
      </thead>
      <tbody>
        {Object.entries(inspection.byKind).map(([kind, sum]) => (
          <tr key={kind}>
            <td title={kind}>{kind || t('grid.filter.empty')}</td>
            <td className="number figures">{showCount(sum.count)}</td>
            <td className="number figures">
              <Sum sum={sum} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
