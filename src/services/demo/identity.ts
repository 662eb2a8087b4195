import type { Dice } from './dice.ts';

const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];
const CREDIT_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const CREDIT_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const PERSON_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const PERSON_CHECKS = '10X98765432';
/** No such region exists, so no code made here is anyone's. */
const NO_REGION = '990099';

/** 统一社会信用代码 of an enterprise with right check characters (GB 11714, GB 32100) in a region that does not exist. */
export function creditCode(dice: Dice): string {
  const organisation = dice.digits(8);
  const sum = [...organisation].reduce(
    (total, digit, at) => total + Number(digit) * ORGANISATION_WEIGHTS[at]!,
    0,
  );
  const check = (11 - (sum % 11)) % 11;
  const body = `91${NO_REGION}${organisation}${check === 10 ? 'X' : check}`;
  const total = [...body].reduce(
    (all, letter, at) => all + CREDIT_ALPHABET.indexOf(letter) * CREDIT_WEIGHTS[at]!,
    0,
  );
  return body + CREDIT_ALPHABET[(31 - (total % 31)) % 31];
}

/** 居民身份证号 with a right check character (GB 11643) in a region that does not exist. */
export function personCode(dice: Dice): string {
  const birth = `${dice.whole(1975, 2001)}${String(dice.whole(1, 12)).padStart(2, '0')}${String(dice.whole(1, 28)).padStart(2, '0')}`;
  const body = `${NO_REGION}${birth}${String(dice.whole(1, 998)).padStart(3, '0')}`;
  const sum = [...body].reduce((total, digit, at) => total + Number(digit) * PERSON_WEIGHTS[at]!, 0);
  return body + PERSON_CHECKS[sum % 11];
}

/** 16-digit Qianchuan account id. */
export function accountId(dice: Dice): string {
  return `17${dice.digits(14)}`;
}

/** 19-digit order or plan id; `serial` keeps them apart. */
export function orderId(dice: Dice, serial: number): string {
  return `73${String(serial).padStart(7, '0')}${dice.digits(10)}`;
}

/** 19-digit company account number of a bank. */
export function bankAccount(dice: Dice, prefix: string): string {
  return prefix + dice.digits(19 - prefix.length);
}
