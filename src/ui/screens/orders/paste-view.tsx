import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useDeferredValue, useMemo, useState } from 'react';
import type { ListedOrders } from '../../../contract/order-list.ts';
import { listedTable } from '../../../domain/orders/listed-lines.ts';
import { PRODUCTS, type Product } from '../../../domain/rulebook/types.ts';
import { desk } from '../../app/client.ts';
import { DropZone } from '../../app/drop-zone.tsx';
import { showCount, showFen } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { SkeletonRows } from '../../app/page.tsx';
import { useStaging } from '../../app/staging.ts';
import { useTexts } from '../../app/texts.ts';
import { readDay } from '../clients/days.ts';
import { ChoiceField, DayField, TextField } from '../clients/field.tsx';
import { useCommand } from '../clients/use-command.ts';
import { RuleLink } from '../rules/rule-source.tsx';
import { ListedTable } from './listed-table.tsx';

type Registering = ListedOrders & { digest: string };
interface Registered {
  registered: number;
  flagged: number;
  amountFen: number;
}

/** 粘贴登记: orders that stand on the platform already, out of a chat or a sheet, judged row by row, then registered at once. */
export function PasteView({ done }: { done(): void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const staging = useStaging();
  const [text, setText] = useState('');
  const [file, setFile] = useState<{ id: string; name: string } | null>(null);
  const [product, setProduct] = useState<Product | ''>('');
  const [account, setAccount] = useState('');
  const [on, setOn] = useState('');
  const { busy, fault, send, clear } = useCommand<Registering, Registered>(desk.orderList.registerListed);
  const typed = useDeferredValue(text);
  const pasted = useMemo(() => (typed.trim() === '' ? null : [listedTable(typed)]), [typed]);
  const sheets = useQuery({
    queryKey: ['rules', 'plan', file?.id],
    queryFn: () => desk.rules.readPlan({ fileId: file!.id }),
    enabled: file !== null,
  });
  const tables = file ? sheets.data : pasted;
  const day = readDay(on);
  const listed: ListedOrders | null = tables
    ? {
        tables,
        defaults: {
          ...(product === '' ? {} : { product }),
          ...(account.trim() === '' ? {} : { account: account.trim() }),
          ...(day === null ? {} : { on: day }),
        },
      }
    : null;
  const preview = useQuery({
    queryKey: ['book', 'orders', 'listed', listed],
    queryFn: () => desk.orderList.previewListed(listed!),
    enabled: listed !== null,
    placeholderData: before => before,
  });
  const view = listed && !preview.error ? preview.data : undefined;
  const onFiles = async (files: File[]) => {
    const staged = await staging.stage(files.slice(0, 1));
    if (staged?.[0]) setFile({ id: staged[0].id, name: staged[0].name });
    clear();
  };
  const submit = async () => {
    const sent = await send({ ...listed!, digest: view!.digest });
    if (!sent) return;
    const params = {
      count: showCount(sent.registered),
      amount: showFen(sent.amountFen),
      flagged: sent.flagged,
    };
    notify.success(
      sent.flagged > 0 ? 'screens.orders.registered_flagged' : 'screens.orders.registered',
      params,
    );
    setText('');
    setFile(null);
    done();
  };
  const settled = typed === text && !preview.isFetching;
  const why = fault ?? sheets.error ?? (listed ? preview.error : null);
  return (
    <div className="orders-paste">
      <section className="panel" aria-labelledby="orders-paste">
        <div className="panel-head">
          <h2 id="orders-paste">{t('screens.orders.paste.title')}</h2>
          <span className="muted">{t('screens.orders.paste.about')}</span>
        </div>
        <div className="orders-paste-body">
          {file ? (
            <p className="check-file">
              <b>{file.name}</b>
              <Button size="small" onClick={() => setFile(null)}>
                {t('screens.order_check.other_list')}
              </Button>
            </p>
          ) : (
            <div className="check-paste-body">
              <Input.TextArea
                aria-label={t('screens.orders.paste.title')}
                className="figures"
                rows={6}
                spellCheck={false}
                placeholder={t('screens.orders.paste.example')}
                value={text}
                onChange={event => {
                  clear();
                  setText(event.target.value);
                }}
              />
              <DropZone
                name={t('screens.orders.paste.drop')}
                hint={t('screens.orders.paste.drop_hint')}
                accept=".xlsx,.xls,.csv,.txt"
                share={staging.share}
                onCancel={staging.cancel}
                onFiles={files => void onFiles(files)}
              />
            </div>
          )}
          <div className="orders-defaults">
            <ChoiceField<Product | ''>
              name={t('screens.orders.paste.product')}
              value={product}
              options={[
                { value: '' as const, label: t('screens.orders.paste.by_account') },
                ...PRODUCTS.map(value => ({ value, label: t(`orders.product.${value}`) })),
              ]}
              change={setProduct}
            />
            <TextField
              name={t('screens.orders.paste.account')}
              value={account}
              placeholder={t('screens.orders.paste.account_hint')}
              change={setAccount}
            />
            <DayField
              name={t('screens.orders.paste.on')}
              value={on}
              placeholder={t('screens.orders.listed.today')}
              change={setOn}
            />
          </div>
        </div>
      </section>
      {why ? (
        <p className="clients-banner" role="alert">
          {refusal(why)}
        </p>
      ) : null}
      {listed && !view && !why ? <SkeletonRows rows={4} /> : null}
      {view ? (
        <section className="panel orders-listed" aria-labelledby="orders-listed">
          <div className="panel-head">
            <h2 id="orders-listed">
              {t('screens.orders.listed.counts', {
                new: showCount(view.counts.new),
                known: showCount(view.counts.known),
                refused: showCount(view.counts.refused),
              })}
            </h2>
            {view.flagged > 0 ? (
              <span className="orders-flagged">
                {t('screens.orders.listed.flagged', { count: showCount(view.flagged) })}{' '}
                <RuleLink rule="LIM-4" />
              </span>
            ) : null}
            <span className="orders-gap" />
            <Button
              type="primary"
              loading={busy}
              disabled={view.counts.new === 0 || !settled}
              onClick={() => void submit()}
            >
              {t('screens.orders.listed.register', {
                count: showCount(view.counts.new),
                amount: showFen(view.amountFen),
              })}
            </Button>
          </div>
          <ListedTable view={view} />
        </section>
      ) : null}
    </div>
  );
}
