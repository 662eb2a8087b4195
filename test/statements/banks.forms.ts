import {
  csvLine,
  expense,
  gbk,
  grouped,
  income,
  type Move,
  packedClock,
  packedDay,
  utf8,
  utf8Bom,
  utf16,
  workbook,
  yuan,
} from './banks.fixture.ts';

/** One form of one bank: how it prints movements, and where its header stands. */
export interface BankForm {
  profile: string;
  file: string;
  headerLine: number;
  /** Rows carry a balance that must continue. */
  balance: boolean;
  /** Dates carry the time of day. */
  clock: boolean;
  /** Memo by which the form tells a refund. */
  refundMemo?: string;
  currency?: string;
  print(moves: Move[]): Uint8Array;
}

const newestFirst = (moves: Move[]) => [...moves].reverse();
const lines = (rows: string[], end = '\n') => `${rows.join(end)}${end}`;
const padded = (text: string, width: number) => `"${text.padEnd(width)}\t"`;

function icbcDebit(version: 1 | 2): BankForm {
  const detail = version === 2;
  return {
    profile: `bank.icbc.debit.v${version}`,
    file: 'hisdetail.csv',
    headerLine: 6,
    balance: true,
    clock: false,
    print: moves => {
      const header = [
        '交易日期',
        '摘要',
        '交易场所',
        '交易国家或地区简称',
        '钞/汇',
        '交易金额(收入)',
        '交易金额(支出)',
        '交易币种',
        '记账金额(收入)',
        '记账金额(支出)',
        '记账币种',
        '余额',
        '对方户名',
      ];
      if (detail) header.splice(2, 0, '交易详情');
      if (detail) header.push('对方账户');
      const rows = newestFirst(moves).map(move => {
        const cells = [
          `${move.day}     \t`,
          padded(move.memo, 20),
          padded('', 30),
          padded('CHN', 20),
          '钞        \t',
          padded('-', 20),
          padded('-', 20),
          '-              \t',
          padded(income(move, grouped), 20),
          padded(expense(move, grouped), 20),
          '人民币         \t',
          padded(grouped(move.balanceFen), 20),
          padded(move.party, 60),
        ];
        if (detail) cells.splice(2, 0, padded('', 30));
        if (detail) cells.push(padded(move.partyAccount, 20));
        return `${cells.join(',')},`;
      });
      const sum = (kept: Move[]) =>
        padded(grouped(kept.reduce((total, move) => total + Math.abs(move.fen), 0)), 20);
      const total = [
        '人民币合计',
        ...Array(detail ? 8 : 7).fill(''),
        sum(moves.filter(move => move.fen >= 0)),
        sum(moves.filter(move => move.fen < 0)),
        '',
      ];
      return gbk(
        lines([
          '明细查询文件下载',
          '',
          '卡号: 1234****9876,"卡别名: 日常卡"',
          '',
          '子账户序号: 00000,子账户类别: 活期,"子账户别名: "',
          '',
          header.join(','),
          ...rows,
          ' ',
          total.join(','),
        ]),
      );
    },
  };
}

const icbcCredit: BankForm = {
  profile: 'bank.icbc.credit',
  file: 'hisdetail-card.csv',
  headerLine: 6,
  balance: false,
  clock: false,
  print: moves => {
    const header =
      '交易日期,记账日期,摘要,交易场所,交易国家或地区简称,交易金额(收入),交易金额(支出),交易币种,记账金额(收入),记账金额(支出),记账币种,余额,对方户名';
    const rows = moves.map(move => {
      const [into, out] = [padded(income(move, grouped), 20), padded(expense(move, grouped), 20)];
      return `${move.day}     \t,${move.day}     \t,${padded(move.memo, 30)},${padded(move.party, 20)},${padded('CHN', 20)},${into},${out},人民币              \t,${into},${out},人民币              \t,${padded('-6,086.11', 20)},${padded('', 20)},`;
    });
    return utf8(
      lines([
        '明细查询文件下载',
        '',
        '卡号: 1234****5678,"卡别名: "',
        '',
        '子账户类别:',
        '',
        header,
        ...rows,
        ' ',
        '合计金额,,,,,"1.00           \t","2.00           \t",\t,"1.00           \t","2.00           \t",',
      ]),
    );
  },
};

const icbcCompanyV1: BankForm = {
  profile: 'bank.icbc.company.v1',
  file: 'historydetail1.csv',
  headerLine: 1,
  balance: true,
  clock: true,
  print: moves =>
    gbk(
      lines(
        [
          '[HISTORYDETAIL]',
          '凭证号\t,本方账号\t,对方账号\t,交易时间\t,借/贷\t,借方发生额\t,贷方发生额\t,对方行号\t,摘要\t,用途\t,对方单位名称\t,余额\t,个性化信息\t',
          ...moves.map(
            move =>
              `0\t,1202020209900112233\t,${move.partyAccount}\t,${move.day} ${move.clock}\t,${move.fen < 0 ? '借' : '贷'}\t,${expense(move)}\t,${income(move)}\t,102100000000\t,${move.memo}\t,结算\t,${move.party}\t,${yuan(move.balanceFen)}\t,\t`,
          ),
        ],
        '\r\n',
      ),
    ),
};

const icbcCompanyV2: BankForm = {
  profile: 'bank.icbc.company.v2',
  file: 'historydetail2.csv',
  headerLine: 1,
  balance: true,
  clock: true,
  print: moves =>
    gbk(
      lines([
        '[HISTORYDETAIL]',
        '凭证号\t,对方账号\t,交易时间\t,借贷标志\t,发生额（元）\t,对方单位\t,对方行号\t,用途\t,摘要\t,余额（元）\t',
        ...moves.map(
          move =>
            `0\t,${move.partyAccount}\t,${move.day} ${move.clock}\t,${move.fen < 0 ? '借' : '贷'}\t,"${grouped(Math.abs(move.fen))}"\t,${move.party}\t,\t,\t,${move.memo}\t,"${grouped(move.balanceFen)}"\t`,
        ),
      ]),
    ),
};

const icbcCompanyV3: BankForm = {
  profile: 'bank.icbc.company.v3',
  file: 'historydetail3.xlsx',
  headerLine: 1,
  balance: true,
  clock: true,
  print: moves =>
    workbook(
      [
        ['[HISTORYDETAIL]'],
        [
          '凭证号',
          '对方账号',
          '交易时间',
          '对方单位',
          '对方行号',
          '用途',
          '摘要',
          '附言',
          '回单个性化信息',
          '转入金额',
          '转出金额',
          '支付凭证种类',
          '余额',
        ],
        ...moves.map(move => [
          '0',
          move.partyAccount,
          `${move.day} ${move.clock}`,
          move.party,
          '',
          '',
          move.memo,
          '',
          '',
          income(move, grouped),
          expense(move, grouped),
          '',
          grouped(move.balanceFen),
        ]),
      ],
      'xlsx',
    ),
};

const icbcAsia: BankForm = {
  profile: 'bank.icbc.asia',
  file: 'asia.csv',
  headerLine: 2,
  balance: false,
  clock: false,
  currency: 'HKD',
  print: moves =>
    utf8Bom(
      lines([
        '工銀亞洲 賬戶交易記錄',
        '',
        csvLine(['賬號', '貨幣', '交易日期', '摘要', '扣賬金額', '入賬金額', '餘額']),
        ...moves.map(move =>
          csvLine([
            '861-520-12345-6',
            '港幣',
            move.day.replaceAll('-', '/'),
            move.memo,
            expense(move, grouped),
            income(move, grouped),
            grouped(move.balanceFen),
          ]),
        ),
      ]),
    ),
};

const icbcAsiaCurrent: BankForm = {
  profile: 'bank.icbc.asia.current',
  file: 'currentaccounthistory.csv',
  headerLine: 6,
  balance: true,
  clock: true,
  currency: 'HKD',
  print: moves =>
    utf16(
      lines(
        [
          '銀行名稱：\t工銀亞洲',
          '銀行賬號：\t86152012345670',
          '下掛賬戶：\t86152012345671',
          '賬戶類型：\t活期戶',
          '幣種：\t港幣',
          '日期：\t2026-01-01\t-\t2026-03-31',
          '序號\t交易時間\t\t起息日期\t業務類型\t摘要\t收入金額\t支出金額\t餘額\t對方賬號\t對方戶名\t憑證號\t匯率\t備註\t交易場所',
          ...newestFirst(moves).map(
            (move, at) =>
              `${at + 1}\t${move.day} ${move.clock}\t\t${move.day}\t轉賬\t${move.memo}\t${income(move, grouped)}\t${expense(move, grouped)}\t${grouped(move.balanceFen)}\t${move.partyAccount}\t${move.party}\t\t\t\t`,
          ),
        ],
        '\r\n',
      ),
    ),
};

const abcDebit: BankForm = {
  profile: 'bank.abc.debit',
  file: 'detail20260331.csv',
  headerLine: 0,
  balance: true,
  clock: false,
  print: moves =>
    utf8(
      lines([
        '交易日期,交易时间,交易摘要,交易金额,本次余额,对手信息,日 志 号,交易渠道,交易附言',
        ...moves.map((move, at) => {
          const amount = `${move.fen < 0 ? '' : '+'}${yuan(move.fen)}`;
          const head = `${packedDay(move)},${at % 4 === 0 ? '' : packedClock(move)},${move.memo},${amount},${yuan(move.balanceFen)},${move.party}`;
          return at % 3 === 0 ? `${head},${move.serial}` : `${head},${move.serial},电子商务,附言`;
        }),
      ]),
    ),
};

const abcCompany: BankForm = {
  profile: 'bank.abc.company',
  file: 'abc-company.csv',
  headerLine: 2,
  balance: true,
  clock: true,
  print: moves => {
    const part = (kept: Move[]) =>
      `${kept.length}笔收${yuan(kept.reduce((sum, move) => sum + Math.abs(move.fen), 0))}元`;
    return gbk(
      lines([
        '账户明细',
        '账号：10123401040012345,户名：示例广告有限公司,币种：人民币',
        '交易时间,收入金额,支出金额,账户余额,交易行名,对方省市,对方账号,对方户名,交易用途',
        ...moves.map(move =>
          csvLine([
            `${move.day} ${move.clock}`,
            income(move),
            expense(move),
            yuan(move.balanceFen),
            '某支行',
            '',
            move.partyAccount,
            move.party,
            move.memo,
          ]),
        ),
        `${part(moves.filter(move => move.fen >= 0))},${part(moves.filter(move => move.fen < 0)).replace('收', '支')}`,
      ]),
    );
  },
};

const bocDebit: BankForm = {
  profile: 'bank.boc.debit',
  file: 'boc-debit.csv',
  headerLine: 1,
  balance: true,
  clock: true,
  refundMemo: '网上快捷退款',
  print: moves =>
    utf8(
      lines([
        '中国银行交易流水明细单',
        '记账日期,记账时间,币别,金额,余额,交易名称,渠道,网点名称,附言,对方账户名,对方卡号/账号,对方开户行,借记卡号',
        ...newestFirst(moves).map(move =>
          csvLine([
            move.day,
            move.clock,
            '人民币',
            grouped(move.fen),
            grouped(move.balanceFen),
            move.memo,
            '银企对接',
            '-------------------',
            '----------',
            move.party,
            'Z200******010N',
            '-------------------',
            '3167',
          ]),
        ),
      ]),
    ),
};

const bocCredit: BankForm = {
  profile: 'bank.boc.credit',
  file: 'boc-card.csv',
  headerLine: 1,
  balance: false,
  clock: false,
  print: moves =>
    utf8(
      lines([
        '中国银行信用卡账单(2026年03月)',
        '交易日,银行记账日,卡号后四位,交易描述,存入,支出,币种',
        ...moves.map(move =>
          csvLine([move.day, move.day, '2875', move.memo, income(move), expense(move), 'CNY']),
        ),
      ]),
    ),
};

const bocCompany: BankForm = {
  profile: 'bank.boc.company',
  file: 'boc-company.csv',
  headerLine: 8,
  balance: true,
  clock: true,
  print: moves =>
    utf16(
      lines(
        [
          '查询账号[ Inquirer account number ],340456789012',
          '账户名称,示例广告有限公司',
          ...Array.from({ length: 6 }, (_, at) => `查询条件${at + 1},`),
          "交易类型[ Transaction Type ],业务类型[ Business type ],付款人账号[ Debit Account No. ],付款人名称[ Payer's Name ],收款人账号[ Payee's Account Number ],收款人名称[ Payee's Name ],交易日期[ Transaction Date ],交易时间[ Transaction time ],交易货币[ Trade Currency ],交易金额[ Trade Amount ],交易后余额[ After-transaction balance ],交易流水号[ Transaction reference number ],摘要[ Reference ],用途[ Purpose ]",
          ...moves.map(move =>
            move.fen < 0
              ? csvLine([
                  '往账',
                  '转账',
                  '340456789012',
                  '示例广告有限公司',
                  move.partyAccount,
                  move.party,
                  packedDay(move),
                  move.clock,
                  'CNY',
                  yuan(move.fen),
                  yuan(move.balanceFen),
                  move.serial,
                  move.memo,
                  '',
                ])
              : csvLine([
                  '来账',
                  '转账',
                  move.partyAccount,
                  move.party,
                  '340456789012',
                  '示例广告有限公司',
                  packedDay(move),
                  move.clock,
                  'CNY',
                  yuan(move.fen),
                  yuan(move.balanceFen),
                  move.serial,
                  move.memo,
                  '',
                ]),
          ),
        ],
        '\r\n',
      ),
    ),
};

const CCB_REST = [
  '余额',
  '币种',
  '对方户名',
  '对方账号',
  '对方开户机构',
  '记账日期',
  '摘要',
  '备注',
  '账户明细编号-交易流水号',
];
const ccbCompanyOld: BankForm = {
  profile: 'bank.ccb.company',
  file: 'ccb-company-old.csv',
  headerLine: 0,
  balance: true,
  clock: true,
  print: moves =>
    gbk(
      lines([
        csvLine([
          '账号',
          '账户名称',
          '交易时间',
          '借方发生额（支取）',
          '贷方发生额（收入）',
          ...CCB_REST,
          '企业流水号',
          '凭证种类',
          '凭证号',
        ]),
        ...moves.map(move =>
          csvLine([
            '33050161803300001234',
            '示例广告有限公司',
            `${packedDay(move)} ${move.clock}`,
            expense(move, yuan, '0.00'),
            income(move, yuan, '0.00'),
            yuan(move.balanceFen),
            '人民币元',
            move.party,
            move.partyAccount,
            '',
            packedDay(move),
            move.memo,
            '',
            move.serial,
            '',
            '',
            '',
          ]),
        ),
      ]),
    ),
};

const ccbCompanyNew: BankForm = {
  profile: 'bank.ccb.company',
  file: 'ccb-company-new.csv',
  headerLine: 2,
  balance: true,
  clock: true,
  print: moves =>
    gbk(
      lines(
        [
          '中国建设银行企业账户明细',
          '账　　号,33050161803300001234,账户名称,示例广告有限公司',
          csvLine(['交易时间', '借方发生额/元(支取)', '贷方发生额/元(收入)', ...CCB_REST]),
          ...newestFirst(moves).map(move =>
            csvLine([
              `${packedDay(move)} ${move.clock}`,
              expense(move, yuan, '0'),
              income(move, yuan, '0'),
              yuan(move.balanceFen),
              '人民币元',
              move.party,
              move.partyAccount,
              '',
              packedDay(move),
              move.memo,
              '',
              move.serial,
            ]),
          ),
        ],
        '\r\n',
      ),
    ),
};

const ccbPersonal: BankForm = {
  profile: 'bank.ccb.personal',
  file: 'ccb-personal.xls',
  headerLine: 5,
  balance: true,
  clock: true,
  print: moves =>
    workbook(
      [
        ['中国建设银行个人活期账户交易明细'],
        ['卡号/账号：', '6217001234567890123', '客户名称：', '林　知　夏'],
        ['起始日期：20260101', '', '结束日期：20260331'],
        ['币　种：人民币'],
        [],
        [
          '  记账日  ',
          ' 交易日期 ',
          '交易时间',
          '  支出  ',
          '  收入  ',
          '账户余额',
          '币种',
          '摘要',
          '对方账号',
          '对方户名',
          '交易地点',
        ],
        ...moves.map(move => [
          packedDay(move),
          packedDay(move),
          move.clock,
          move.fen < 0 ? -move.fen / 100 : 0,
          move.fen < 0 ? 0 : move.fen / 100,
          move.balanceFen / 100,
          '人民币元',
          move.memo,
          move.partyAccount,
          move.party,
          '',
        ]),
        ['以上数据仅供参考，具体内容请以柜台为准。|2026年04月01日'],
      ],
      'xls',
    ),
};

const bocomDebit: BankForm = {
  profile: 'bank.bocom.debit',
  file: 'bocom-debit.csv',
  headerLine: 0,
  balance: true,
  clock: true,
  print: moves =>
    utf8(
      lines([
        '序号,交易日期,交易时间,交易类型,借贷,交易金额,余额,对方账号,对方户名,交易地点,摘要',
        ...moves.map((move, at) => {
          const row = `${at + 1},${move.day},${move.clock},网上支付,${move.fen < 0 ? '借 Dr' : '贷 Cr'},${yuan(Math.abs(move.fen))},${yuan(move.balanceFen)},${move.partyAccount},${move.party},网络支付`;
          return `${row},${move.memo}`;
        }),
      ]),
    ),
};

const bocomCredit: BankForm = {
  profile: 'bank.bocom.credit',
  file: 'bocom-card.csv',
  headerLine: 0,
  balance: false,
  clock: false,
  refundMemo: '退货 某商户',
  print: moves =>
    utf8(
      lines([
        '交易日期,记账日期,交易说明,交易币种/金额,入账币种/金额',
        ...moves.map((move, at) => {
          const text = move.refund ? move.memo : move.fen < 0 ? `消费 ${move.party}` : '信用卡还款 转账还款';
          const amount = `CNY${at % 5 === 0 ? '' : ' '}${yuan(Math.abs(move.fen))}`;
          return csvLine([move.day, move.day, text, amount, amount]);
        }),
      ]),
    ),
};

const cmbDebitWeb: BankForm = {
  profile: 'bank.cmb.debit.web',
  file: 'CMB_6225.csv',
  headerLine: 7,
  balance: true,
  clock: true,
  print: moves => {
    const text = (value: string) => `"\t${value}"`;
    const sum = (kept: Move[]) =>
      `${kept.length} 笔，共 \t${grouped(kept.reduce((total, move) => total + Math.abs(move.fen), 0))} \t元`;
    return gbk(
      lines(
        [
          '"# 招商银行交易记录"',
          '"# 导出时间: [\t2026-04-01 18:30:00 ]"',
          '"# 账    号: [招商银行一卡通：6225********1234]"',
          '"# 币    种: [人民币]"',
          '"# 起始日期: [\t20260101\t]   终止日期: [\t20260331\t]"',
          '"# 过滤设置: 无"',
          '',
          '"交易日期","交易时间","收入","支出","余额","交易类型","交易备注"',
          '',
          ...newestFirst(moves).map(move =>
            [
              text(packedDay(move)),
              text(move.clock),
              `"${income(move, grouped)}"`,
              `"${expense(move, grouped)}"`,
              `"${grouped(move.balanceFen)}"`,
              text('银联快捷支付'),
              text(move.memo),
            ].join(','),
          ),
          '',
          `"# 收入合计: ${sum(moves.filter(move => move.fen >= 0))}"`,
          `"# 支出合计: ${sum(moves.filter(move => move.fen < 0))}"`,
        ],
        '\r\n',
      ),
    );
  },
};

const cmbDebitPdf: BankForm = {
  profile: 'bank.cmb.debit.pdf',
  file: 'cmb-pdf.csv',
  headerLine: 0,
  balance: true,
  clock: false,
  print: moves =>
    utf8(
      lines([
        '记账日期,货币,交易金额,联机余额,交易摘要,对手信息,客户摘要',
        ...moves.map(move =>
          csvLine([
            move.day,
            'CNY',
            grouped(move.fen),
            grouped(move.balanceFen),
            move.memo,
            `${move.party} ${move.partyAccount}`,
            '转账',
          ]),
        ),
      ]),
    ),
};

const cmbCredit: BankForm = {
  profile: 'bank.cmb.credit',
  file: 'cmb-card.csv',
  headerLine: 1,
  balance: false,
  clock: false,
  print: moves => {
    const short = (move: Move) => move.day.slice(5).replace('-', '/');
    return utf8(
      lines([
        '招商银行信用卡对账单（个人消费卡账户 2026年03月）（补）',
        '交易日,记账日,交易摘要,人民币金额,卡号末四位,交易地金额',
        ...moves.map((move, at) =>
          csvLine([
            move.fen >= 0 && !move.refund ? '' : short(move),
            short(move),
            move.memo,
            grouped(-move.fen),
            '1234',
            `${grouped(-move.fen)}${at % 2 === 0 ? '(CN)' : ''}`,
          ]),
        ),
      ]),
    );
  },
};

const cmbCompany: BankForm = {
  profile: 'bank.cmb.company',
  file: 'cmb-company.xlsx',
  headerLine: 0,
  balance: true,
  clock: true,
  print: moves =>
    workbook(
      [
        [
          '账号',
          '账号名称',
          '币种',
          '交易日',
          '交易时间',
          '起息日',
          '交易类型',
          '借方金额',
          '贷方金额',
          '余额',
          '摘要',
          '流水号',
          '业务参考号',
          '收(付)方名称',
          '收(付)方账号',
          '冲账标志',
        ],
        ...moves.map(move => [
          '571912345610101',
          '示例广告有限公司',
          '人民币',
          packedDay(move),
          packedClock(move),
          packedDay(move),
          '企业银行转账',
          move.fen < 0 ? -move.fen / 100 : '',
          move.fen < 0 ? '' : move.fen / 100,
          move.balanceFen / 100,
          move.memo,
          move.serial,
          '',
          move.party,
          move.partyAccount,
          '',
        ]),
      ],
      'xlsx',
    ),
};

const citicCredit: BankForm = {
  profile: 'bank.citic.credit',
  file: '已出账单明细.xls',
  headerLine: 1,
  balance: false,
  clock: false,
  print: moves =>
    workbook(
      [
        ['本期账单明细(人民币)'],
        ['交易日期', '入账日期', '交易描述', '卡末四位', '交易币种', '结算币种', '交易金额', '结算金额'],
        ...moves.map(move => [
          move.day,
          move.day,
          move.memo,
          1234,
          'CNY',
          'CNY',
          yuan(-move.fen),
          yuan(-move.fen),
        ]),
      ],
      'xls',
    ),
};

const citicCompany: BankForm = {
  profile: 'bank.citic.company',
  file: 'citic-company.xlsx',
  headerLine: 12,
  balance: true,
  clock: false,
  print: moves =>
    workbook(
      [
        ['中信银行账户明细查询'],
        ...Array.from({ length: 11 }, (_, at) => [`查询条件${at + 1}`, '']),
        [
          '交易日期',
          '柜员交易号',
          '借方发生额',
          '贷方发生额',
          '账户余额',
          '摘要',
          '对方账号',
          '对方账户名称',
          '附言',
        ],
        ...moves.map(move => [
          move.day,
          move.serial,
          expense(move, grouped),
          income(move, grouped),
          grouped(move.balanceFen),
          move.memo,
          move.partyAccount,
          move.party,
          '',
        ]),
      ],
      'xlsx',
    ),
};

const citicCompanyTitled: BankForm = {
  profile: 'bank.citic.company.titled',
  file: 'citic-company-16.xlsx',
  headerLine: 15,
  balance: true,
  clock: false,
  print: moves =>
    workbook(
      [
        ['中信银行对公账户交易明细'],
        ...Array.from({ length: 14 }, (_, at) => [`查询条件${at + 1}`, '']),
        ['交易日期', '借方', '贷方', '余额', '摘要', '对方账号', '对方户名'],
        ...moves.map(move => [
          move.day,
          expense(move, grouped),
          income(move, grouped),
          grouped(move.balanceFen),
          move.memo,
          move.partyAccount,
          move.party,
        ]),
      ],
      'xlsx',
    ),
};

const cgbCredit: BankForm = {
  profile: 'bank.cgb.credit',
  file: 'cgb-card.csv',
  headerLine: 0,
  balance: false,
  clock: false,
  refundMemo: '（退款）某商户',
  print: moves =>
    utf8(
      lines([
        '交易日期,入账日期,交易摘要,交易金额,交易货币,入账金额,入账货币',
        ...moves.map(move => {
          const text = move.refund ? move.memo : move.fen < 0 ? `（消费）${move.party}` : '（还款）云闪付';
          return csvLine([
            move.day.replaceAll('-', '/'),
            move.day.replaceAll('-', '/'),
            text,
            yuan(-move.fen),
            '人民币',
            yuan(-move.fen),
            '人民币',
          ]);
        }),
      ]),
    ),
};

const spdbDebit: BankForm = {
  profile: 'bank.spdb.debit',
  file: 'spdb.xls',
  headerLine: 1,
  balance: true,
  clock: true,
  print: moves =>
    workbook(
      [
        ['账号：6217921234567890 查询日期：2026-01-01 至 2026-03-31'],
        [
          '顺序号',
          '交易日期',
          '交易类型',
          '存入金额',
          '取出金额',
          '余额',
          '交易对手名称',
          '交易对手账号',
          '附言',
        ],
        ...newestFirst(moves).map((move, at) => [
          String(at + 1),
          `${move.day}  ${move.clock}`,
          '网上支付',
          income(move),
          expense(move),
          yuan(move.balanceFen),
          move.party,
          move.partyAccount,
          move.memo,
        ]),
      ],
      'xls',
    ),
};

const cmbcCompany: BankForm = {
  profile: 'bank.cmbc.company',
  file: 'cmbc-company.csv',
  headerLine: 3,
  balance: true,
  clock: true,
  print: moves =>
    gbk(
      lines([
        '账户名称：,示例广告有限公司',
        '账号：,632112345678',
        '币种：,人民币',
        '交易时间,交易流水号,借方发生额,贷方发生额,账户余额,凭证号,摘要,客户附言,对方账号,对方账号名称,对方开户行',
        ...moves.map(move =>
          csvLine([
            `${move.day} ${move.clock}`,
            move.serial,
            expense(move, grouped),
            income(move, grouped),
            grouped(move.balanceFen),
            '',
            move.memo,
            '',
            move.partyAccount,
            move.party,
            '',
          ]),
        ),
      ]),
    ),
};

const pinganCompany: BankForm = {
  profile: 'bank.pingan.company',
  file: 'pingan-company.xlsx',
  headerLine: 0,
  balance: true,
  clock: true,
  print: moves =>
    workbook(
      [
        [
          '交易时间',
          '账号',
          '收入',
          '支出',
          '账户余额',
          '对方户名',
          '对方账号',
          '对方账号开户行',
          '摘要',
          '交易流水号',
          '核心唯一流水号',
          '交易用途',
          '币种',
        ],
        ...moves.map(move => [
          `${move.day} ${move.clock}`,
          '15000012345678',
          income(move),
          expense(move),
          yuan(move.balanceFen),
          move.party,
          move.partyAccount,
          '',
          move.memo,
          move.serial,
          `C${move.serial}`,
          '',
          '人民币',
        ]),
      ],
      'xlsx',
    ),
};

const cebCompany: BankForm = {
  profile: 'bank.ceb.company',
  file: 'ceb-company.xls',
  headerLine: 2,
  balance: true,
  clock: true,
  print: moves =>
    workbook(
      [
        ['中国光大银行对公账户明细'],
        ['账号：35010188001234567', '币种：人民币'],
        [
          '交易日期',
          '交易时间',
          '借方发生额',
          '贷方发生额',
          '账户余额',
          '对方账号',
          '对方名称',
          '摘要',
          '凭证号',
        ],
        ...moves.map(move => [
          move.day,
          move.clock,
          expense(move),
          income(move),
          yuan(move.balanceFen),
          move.partyAccount,
          move.party,
          move.memo,
          '',
        ]),
      ],
      'xls',
    ),
};

const cebPersonal: BankForm = {
  profile: 'bank.ceb.personal',
  file: 'ceb-personal.xls',
  headerLine: 1,
  balance: true,
  clock: false,
  print: moves =>
    workbook(
      [
        ['账号：6226620101234567'],
        ['交易日期', '支出金额', '存入金额', '账户余额', '对方账号', '对方户名', '摘要'],
        ...moves.map(move => [
          packedDay(move),
          expense(move),
          income(move),
          yuan(move.balanceFen),
          move.partyAccount,
          move.party,
          move.memo,
        ]),
      ],
      'xls',
    ),
};

const british = (move: Move) => move.day.split('-').reverse().join('/');
const hsbcDebit: BankForm = {
  profile: 'bank.hsbchk.debit',
  file: 'hsbc.csv',
  headerLine: 0,
  balance: false,
  clock: false,
  currency: 'HKD',
  refundMemo: 'RETURN:  SOME SHOP      CN',
  print: moves =>
    utf8(
      lines([
        'Date,Description,Billing amount,Billing currency,Balance,Balance currency',
        ...newestFirst(moves).map(
          move =>
            `${british(move)},${move.memo},"${grouped(move.fen)}"\t,HKD,"${grouped(move.balanceFen)}"\t\t,HKD`,
        ),
      ]),
    ),
};

const hsbcCredit: BankForm = {
  profile: 'bank.hsbchk.credit',
  file: 'hsbc-card.csv',
  headerLine: 0,
  balance: false,
  clock: false,
  currency: 'HKD',
  refundMemo: 'RETURN:  SOME SHOP      CN',
  print: moves =>
    utf8(
      lines([
        'Transaction date,Post date,Description,Billing amount,Billing currency,Transaction status,Merchant name,Country / region,Area / district,Credit / Debit',
        ...newestFirst(moves).map(
          move =>
            `${british(move)},${british(move)},${move.memo},"${grouped(move.fen)}"\t\t,HKD,POSTED,SHOP,CHINA,CHN,${move.fen < 0 ? 'DEBIT' : 'CREDIT'}`,
        ),
      ]),
    ),
};

export const BANK_FORMS: BankForm[] = [
  icbcDebit(1),
  icbcDebit(2),
  icbcCredit,
  icbcCompanyV1,
  icbcCompanyV2,
  icbcCompanyV3,
  icbcAsia,
  icbcAsiaCurrent,
  abcDebit,
  abcCompany,
  bocDebit,
  bocCredit,
  bocCompany,
  ccbCompanyOld,
  ccbCompanyNew,
  ccbPersonal,
  bocomDebit,
  bocomCredit,
  cmbDebitWeb,
  cmbDebitPdf,
  cmbCredit,
  cmbCompany,
  citicCredit,
  citicCompany,
  citicCompanyTitled,
  cgbCredit,
  spdbDebit,
  cmbcCompany,
  pinganCompany,
  cebCompany,
  cebPersonal,
  hsbcDebit,
  hsbcCredit,
];
