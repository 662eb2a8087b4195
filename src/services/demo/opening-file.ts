import { OPENING_HEADINGS, OPENING_KINDS, type OpeningField } from '../../domain/parties/opening-columns.ts';
import type { CellValue, ColumnSpec, SheetSpec } from '../../files/write-sheet.ts';
import { type DemoOpening, openingOf } from './opening.ts';
import { type DemoFile, e5, workbookFile } from './render.ts';
import type { DemoPlan, Fen } from './types.ts';

type Line = Partial<Record<OpeningField, string>> & { fen: Fen };

const FUTURE = '2026-12-31';
const GRANT_EXPIRES = '2026-06-30';

/** 期初建账 of the agency, filled in on the sheets of the product's own template. */
export function openingFile(plan: DemoPlan): DemoFile {
  const head = { name: '期初建账.xlsx', source: 'opening' as const, profile: null, truth: null };
  return workbookFile(head, () => sheetsOf(plan, openingOf(plan)));
}

function sheetsOf(plan: DemoPlan, opening: DemoOpening): SheetSpec[] {
  const { agency } = plan;
  return [
    sheet('client_funds', ['client', 'clientName', 'type'], fundLines(opening)),
    sheet('receivable', ['client', 'clientName', 'type', 'dueOn', 'caseNo'], advanceLines(opening)),
    sheet('pool', ['account', 'clientName', 'bucket', 'type', 'dueOn'], poolLines(plan)),
    sheet(
      'deposit',
      ['type', 'client', 'supplier', 'dueOn', 'caseNo'],
      [
        {
          type: '存出',
          supplier: plan.supplier,
          dueOn: FUTURE,
          caseNo: 'BZJ20250001',
          fen: opening.depositPaidFen,
        },
        ...opening.depositsHeld.map(({ client, fen }, at) => ({
          type: '存入',
          client: client.code,
          dueOn: FUTURE,
          caseNo: `BZJ2025${String(at + 101).padStart(4, '0')}`,
          fen,
        })),
      ],
    ),
    sheet(
      'money',
      ['money'],
      [
        { money: agency.ccbAccount, fen: plan.openings.ccb },
        { money: agency.cmbAccount, fen: plan.openings.cmb },
        { money: agency.alipayAccount, fen: plan.openings.alipay },
        { money: agency.wechatMerchant, fen: plan.openings.wechat },
      ],
    ),
    sheet(
      'employee',
      ['employee', 'type'],
      [{ employee: agency.employee, type: '应付', fen: opening.employeeFen }],
    ),
    sheet('invoiced', ['client', 'clientName', 'on', 'caseNo'], invoiceLines(opening)),
    sheet(
      'limit_used',
      ['client', 'account', 'on'],
      opening.limitUsed.map(({ client, account, fen }) => ({
        client: client.code,
        account,
        on: opening.on,
        fen,
      })),
    ),
    sheet('difference', [], [{ note: '建账时的净资产（实收资本与未分配利润）', fen: opening.ownFen }]),
  ];
}

function fundLines({ funds }: DemoOpening): Line[] {
  return funds.map(({ client, fen }) => ({
    client: client.code,
    clientName: client.name,
    type: '待充值',
    fen,
  }));
}

function advanceLines({ advances }: DemoOpening): Line[] {
  return advances.map(({ client, dueOn, no, fen }) => ({
    client: client.code,
    clientName: client.name,
    type: '垫款',
    dueOn,
    caseNo: no,
    fen,
  }));
}

function invoiceLines({ invoiced }: DemoOpening): Line[] {
  return invoiced.map(({ client, on, no, fen }) => ({
    client: client.code,
    clientName: client.name,
    on,
    caseNo: no,
    fen,
  }));
}

function poolLines({ agency, wallets, clients }: DemoPlan): Line[] {
  const own = clients.flatMap(({ name: clientName, accounts }) =>
    accounts.flatMap(({ id, openingCashFen, openingGrantFen }): Line[] => [
      { account: id, clientName, bucket: '预付', type: '可用', fen: openingCashFen },
      ...(openingGrantFen > 0
        ? [{ account: id, clientName, bucket: '赠款', dueOn: GRANT_EXPIRES, fen: openingGrantFen }]
        : []),
    ]),
  );
  const shared = wallets.map(({ id, openingFen }) => ({ account: id, bucket: '预付', fen: openingFen }));
  return [...own, { account: agency.agentId, bucket: '预付', fen: agency.agentOpeningFen }, ...shared];
}

function sheet(
  kind: keyof typeof OPENING_KINDS,
  fields: readonly OpeningField[],
  lines: readonly Line[],
): SheetSpec {
  const columns = fields.map(
    (field): ColumnSpec => ({
      heading: OPENING_HEADINGS[field][0],
      kind: field === 'dueOn' || field === 'on' ? 'date' : 'id',
      width: 18,
    }),
  );
  const cells = (line: Line): CellValue[] => [
    ...fields.map(field => line[field] ?? ''),
    e5(line.fen),
    line.note ?? '',
  ];
  return {
    name: OPENING_KINDS[kind][0],
    columns: [
      ...columns,
      { heading: `${OPENING_HEADINGS.amount[0]}(元)`, kind: 'money', width: 18 },
      { heading: OPENING_HEADINGS.note[0], kind: 'id', width: 18 },
    ],
    rowCount: lines.length,
    rows: (from, count) => lines.slice(from, from + count).map(cells),
  };
}
