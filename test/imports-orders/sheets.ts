import { writeFileSync } from 'node:fs';
import { placeFor } from '../imports/desk.ts';

export const WALLET = '1690000000000001';
const TRANSFER_HEAD =
  '业务发生时间,转出方账户ID,转出方账户名称,转入方账户ID,转入方账户名称,转账类型,转账非赠款,转账赠款,转账总金额,操作人,平台类型';

/** 转账记录: one 加款 of 1,030.00 out of the agent wallet at each time. */
export function transferFile(...times: string[]): string {
  const path = placeFor('账户转账记录.csv');
  const lines = times.map(
    time => `${time},${WALLET},方舟,1700000000000001,木桥,加款,1030.00,0.00,1030.00,小王,巨量千川`,
  );
  writeFileSync(path, `\ufeff${[TRANSFER_HEAD, ...lines].join('\r\n')}\r\n`);
  return path;
}
