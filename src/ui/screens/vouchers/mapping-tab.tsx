import { DownloadOutlined, ImportOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Dropdown, Input, Segmented } from 'antd';
import { useState } from 'react';
import { createPortal } from 'react-dom';
import { desk, saveExport } from '../../app/client.ts';
import { Offered } from '../../app/may.tsx';
import { useNotify } from '../../app/notify.tsx';
import { ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { useBack } from '../statements/use-back.ts';
import { LineForm } from './line-form.tsx';
import { MappingImport } from './mapping-import.tsx';
import { type MappingLine, type PartyLine, useCodeName } from './mapping-words.ts';
import { PartyForm } from './party-form.tsx';
import type { TabProps } from './tab.ts';

type Beside =
  | { kind: 'line'; line: MappingLine }
  | { kind: 'party'; party: PartyLine }
  | { kind: 'import' }
  | null;

const MOST_SHOWN = 500;

/** 科目映射: where each code of the book goes, and what the general ledger calls our parties. */
export function MappingTab({ book, acts }: TabProps) {
  const { t } = useTexts();
  const notify = useNotify();
  const [part, setPart] = useState<'lines' | 'parties'>('lines');
  const [find, setFind] = useState('');
  const [beside, put] = useState<Beside>(null);
  const mapping = useQuery({
    queryKey: ['book', 'vouchers', 'mapping'],
    queryFn: () => desk.vouchers.mapping(),
  });
  const close = () => put(null);
  useBack('vouchers.mapping.back', 'screens.clients.close_panel', close);
  const save = async (format: 'xlsx' | 'csv') => {
    try {
      const { fileId, name } = await desk.vouchers.writeMapping({ format });
      if (await saveExport(fileId)) notify.success('screens.spend.saved', { name });
    } catch (fault) {
      notify.refusal(fault);
    }
  };
  const { data, error } = mapping;
  return (
    <>
      {acts
        ? createPortal(
            <>
              <Dropdown
                trigger={['click']}
                menu={{
                  items: (['xlsx', 'csv'] as const).map(format => ({
                    key: format,
                    label: format.toUpperCase(),
                    onClick: () => void save(format),
                  })),
                }}
              >
                <Button icon={<DownloadOutlined aria-hidden />}>{t('screens.vouchers.map.save')}</Button>
              </Dropdown>
              <Offered needs={['vouchers/importMapping']}>
                <Button
                  icon={<ImportOutlined aria-hidden />}
                  disabled={book.readOnly}
                  onClick={() => put({ kind: 'import' })}
                >
                  {t('screens.vouchers.map.import')}
                </Button>
              </Offered>
            </>,
            acts,
          )
        : null}
      {error ? <ErrorPanel error={error} again={() => void mapping.refetch()} /> : null}
      {!data && !error ? <SkeletonRows rows={14} /> : null}
      {data ? (
        <div className="clients">
          <section className="clients-list" aria-label={t('screens.vouchers.view.mapping')}>
            <div className="rules-bar policies-bar">
              <Segmented
                value={part}
                aria-label={t('screens.vouchers.map.part')}
                onChange={next => setPart(next)}
                options={(['lines', 'parties'] as const).map(value => ({
                  value,
                  label: t(`screens.vouchers.map.${value}`),
                }))}
              />
              <Input
                className="rules-find"
                allowClear
                aria-label={t('screens.vouchers.map.find')}
                placeholder={t('screens.vouchers.map.find')}
                value={find}
                onChange={event => setFind(event.target.value)}
              />
              <span className="rules-count">
                {t('screens.vouchers.map.about', {
                  standard: t(`screens.vouchers.standard.${data.standard}`),
                  view: t(`screens.vouchers.presentation.${data.presentation}`),
                })}
              </span>
            </div>
            <div className="clients-scroll">
              {part === 'lines' ? (
                <LineTable
                  lines={data.lines}
                  find={find}
                  chosen={beside?.kind === 'line' ? beside.line : null}
                  open={line => put({ kind: 'line', line })}
                />
              ) : (
                <PartyTable
                  parties={data.parties}
                  find={find}
                  chosen={beside?.kind === 'party' ? beside.party : null}
                  open={party => put({ kind: 'party', party })}
                />
              )}
            </div>
            <p className="policies-footnote muted">{t('screens.vouchers.map.note')}</p>
          </section>
          {beside?.kind === 'line' ? (
            <LineForm
              key={`${beside.line.code} ${beside.line.dim} ${beside.line.dimId}`}
              view={data}
              line={beside.line}
              close={close}
            />
          ) : null}
          {beside?.kind === 'party' ? (
            <PartyForm
              key={`${beside.party.dim} ${beside.party.dimId}`}
              view={data}
              party={beside.party}
              close={close}
            />
          ) : null}
          {beside?.kind === 'import' ? <MappingImport close={close} /> : null}
        </div>
      ) : null}
    </>
  );
}

interface Table<Item> {
  find: string;
  chosen: Item | null;
  open(item: Item): void;
}

function LineTable({ lines, find, chosen, open }: { lines: readonly MappingLine[] } & Table<MappingLine>) {
  const { t } = useTexts();
  const nameOf = useCodeName();
  const wanted = find.trim().toLowerCase();
  const shown = lines.filter(({ code, glCode, glName, dimName }) =>
    `${code} ${nameOf(code)} ${glCode} ${glName} ${dimName ?? ''}`.toLowerCase().includes(wanted),
  );
  return (
    <table className="plain-table policies-table vouchers-map">
      <thead>
        <tr>
          <th>{t('screens.vouchers.map.code')}</th>
          <th>{t('screens.vouchers.map.narrowed')}</th>
          <th>{t('screens.vouchers.map.gl_code')}</th>
          <th>{t('screens.vouchers.map.gl_name')}</th>
          <th>{t('screens.vouchers.col.aux')}</th>
          <th>{t('screens.vouchers.map.side')}</th>
          <th>{t('screens.vouchers.map.origin')}</th>
        </tr>
      </thead>
      <tbody>
        {shown.map(line => {
          const { code, dim, dimId, dimName, glCode, glName, aux, side, isDefault } = line;
          return (
            <tr
              key={`${code} ${dim} ${dimId}`}
              className="policies-row vouchers-line"
              aria-selected={line === chosen}
              onClick={() => open(line)}
            >
              <td className={dim === null ? undefined : 'vouchers-narrow'}>
                <button type="button" className="vouchers-open" onClick={() => open(line)}>
                  <span className="figures">{code}</span> {nameOf(code)}
                </button>
              </td>
              <td>{dim === null ? '' : `${t(`screens.vouchers.dim.${dim}`)} ${dimName ?? dimId}`}</td>
              <td className="figures">{glCode}</td>
              <td>{glName}</td>
              <td>{aux.map(kind => t(`screens.vouchers.aux.${kind}`)).join('、')}</td>
              <td>{t(`screens.vouchers.side.${side}`)}</td>
              <td className={isDefault ? 'vouchers-default' : undefined}>
                {t(isDefault ? 'screens.vouchers.map.default' : 'screens.vouchers.map.own')}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function PartyTable({ parties, find, chosen, open }: { parties: readonly PartyLine[] } & Table<PartyLine>) {
  const { t } = useTexts();
  const wanted = find.trim().toLowerCase();
  const shown = parties.filter(({ code, name, auxCode, auxName }) =>
    `${code ?? ''} ${name} ${auxCode} ${auxName}`.toLowerCase().includes(wanted),
  );
  return (
    <table className="plain-table policies-table vouchers-map">
      <thead>
        <tr>
          <th>{t('screens.vouchers.map.kind')}</th>
          <th>{t('screens.vouchers.map.own_code')}</th>
          <th>{t('screens.vouchers.map.name')}</th>
          <th>{t('screens.vouchers.map.aux_code')}</th>
          <th>{t('screens.vouchers.map.aux_name')}</th>
        </tr>
      </thead>
      <tbody>
        {shown.slice(0, MOST_SHOWN).map(party => (
          <tr
            key={`${party.dim} ${party.dimId}`}
            className="policies-row vouchers-line"
            aria-selected={party === chosen}
            onClick={() => open(party)}
          >
            <td>{t(`screens.vouchers.dim.${party.dim}`)}</td>
            <td className="figures">{party.code ?? party.dimId}</td>
            <td>
              <button type="button" className="vouchers-open" onClick={() => open(party)}>
                {party.name}
              </button>
            </td>
            <td className="figures">{party.auxCode}</td>
            <td>{party.auxName}</td>
          </tr>
        ))}
        {shown.length > MOST_SHOWN ? (
          <tr>
            <td colSpan={5} className="muted">
              {t('screens.vouchers.map.more', { count: shown.length - MOST_SHOWN })}
            </td>
          </tr>
        ) : null}
      </tbody>
    </table>
  );
}
