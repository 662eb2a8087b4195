import { expect, it } from 'vitest';
import { canonicalJson, contentHash, Effects, type EffectTable } from '../../src/store/canonical.ts';
import { inputHash, type LogFields, logHash } from '../../src/store/transaction.ts';

// These bytes are frozen: books keep the hashes for ever. A vector is never edited, only new ones are added.
// biome-ignore-start format: one vector a line

/** Value, its canonical text, and SHA-256 of that text. */
const CANONICAL: [unknown, string, string][] = [
  [null, 'null', '74234e98afe7498fb5daf1f36ac2d78acc339464f950703b8c019892f982b90b'],
  [true, 'true', 'b5bea41b6c623f7c09f1bf24dcae58ebab3c0cdd90ad966bc43a45b44867e12b'],
  [false, 'false', 'fcbcf165908dd18a9e49f7ff27810176db8e9f63b4352213741664245224f8aa'],
  [0, '0', '5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9'],
  [-1, '-1', '1bad6b8cf97131fceab8543e81f7757195fbb1d36b376ee994ad1cf17699c464'],
  [9007199254740991, '9007199254740991', 'f40b423c2dd95ff2b2f027e22208f438cf7242862e5e746860e697308c9add26'],
  [
    -9007199254740991,
    '-9007199254740991',
    '4c933a456bb8f2e9894b2d0b26480439cd72d52fb8a27cbf8fd7f323f22c7815',
  ],
  ['', '""', '12ae32cb1ec02d01eda3581b127c1fee3b0dc53572ed6baf239721a03d82e126'],
  ['a', '"a"', 'ac8d8342bbb2362d13f0a559a3621bb407011368895164b628a54f7fc33fc43c'],
  ['对账台', '"对账台"', 'bc4cd71d8d3d7600bdbf820c2e1e799a23ae6064f14003632e7ad82f9c30ed52'],
  [
    '"\\/\b\f\n\r\t',
    '"\\"\\\\/\\b\\f\\n\\r\\t"',
    '11b17be1c38ac0f40c1c36cb58861f9853f04d6702d8edf4c79e6aca6216c346',
  ],
  [
    '\u0000\u001f\u007f',
    '"\\u0000\\u001f\u007f"',
    'dc5086a147ac8c34ce6ba78fdf00f33f1c891a8ded595a7cfd188483d64d6068',
  ],
  ['\u2028\u2029', '"\u2028\u2029"', 'e3a0e2262ac7790f4df36b522a8fbdd4ee3370d568eb15dc25c5f1775f14ed6c'],
  ['😀', '"😀"', '7a0c50b92434b015545fe93ab723db2d4b2cdd14a441405624a9ce8be29f1d5a'],
  ['\ud800', '"\\ud800"', '8c0c59dd0d275aadcd462a5fe12eb352cbdfeaf961eae4f85a4660521df7d2f5'],
  ['é', '"é"', 'f2886017e9c7abacf804b54d64787dce2b611c9544ba21f3affdd126a6e50086'],
  ['é', '"é"', '3d68ce21f2899a475713cdbe7562ba9bdb6b1dfde8af1f221bdff4a0935b53b2'],
  [[], '[]', '4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945'],
  [{}, '{}', '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a'],
  [[1, '2', null], '[1,"2",null]', '5ad3148e6fc38048574211a1a434e5201b642aa48815d3fc9a00d07734e60867'],
  [[[], [{}]], '[[],[{}]]', '7a374197f059ee695a6d507e8362ae8ba944da2cb74d47dcf94bc7e2c49b7b27'],
  [{ b: 1, a: 2 }, '{"a":2,"b":1}', 'd3626ac30a87e6f7a6428233b3c68299976865fa5508e4267c5415c76af7a772'],
  [{ b: null }, '{"b":null}', '46d44c558a54e9b241f123fe793d9a07b0c6b08eba7d62d409f37f5787d6dd5f'],
  [
    { '9': 2, '10': 1, a: 3 },
    '{"10":1,"9":2,"a":3}',
    'd6e62753b8541dd53e8db28349f1b082a93958576574f1b34b4fd86fbbd78916',
  ],
  [
    { é: 1, z: 2, Z: 3, '😀': 4, '￿': 5 },
    '{"Z":3,"z":2,"é":1,"😀":4,"￿":5}',
    '6c87ee97774ed073fa35f628da5bfbf57681d07d129a21b26f1307b3406901a1',
  ],
  [
    { nested: { y: [1, { x: 0 }], x: '值' } },
    '{"nested":{"x":"值","y":[1,{"x":0}]}}',
    '77bb97ee57c4b21c860f39d564d555770e29214e97da08aceb21fb216158f1f2',
  ],
  [
    { amountFen: 12345, client: 7, on: '2026-02-10' },
    '{"amountFen":12345,"client":7,"on":"2026-02-10"}',
    '0e8701b394fe5c03d945f20b9eefe62f477a8e9e7397d585da7ef0958cf4239a',
  ],
  [
    ['post', { code: '1123.03', pool: 7, bucket: 'prepay' }],
    '["post",{"bucket":"prepay","code":"1123.03","pool":7}]',
    'cfe8e9f8bad4ee86053294a0387b1566a19295fffcee041f83878166360e3322',
  ],
];

/** Fields of a log entry and its hash. */
const LOG: [LogFields, string][] = [
  [
    [
      1,
      '0000000000000000000000000000000000000000000000000000000000000000',
      '',
      'books.create',
      'book-1',
      'fb8efffe8d024585e5805cc044e2e105f9da1fc2f97a44fd8ce88025b64666d7',
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      '2026-01-01T00:00:00.000Z',
      'null',
    ],
    '8042e898b52fc1c2e72d7757ad9af833bfe6f5cd0b69ca0f079f74f4862098e2',
  ],
  [
    [
      2,
      'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
      '会计',
      'clients.add',
      'k-2',
      '4edb87c082ecb8568b49e64f52a2c505c0abb1ea832fc3b5bf821c01d6541a94',
      'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb',
      '2026-01-02T03:04:05.678Z',
      '{"client":1}',
    ],
    '6f6812dc4d2cb461ef3b2799044041d51fd1aadecde5b781e3ba9f5ea29cd28b',
  ],
  [
    [
      3,
      'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
      '出纳 "甲"',
      'statements.commit',
      'k\n3',
      '74234e98afe7498fb5daf1f36ac2d78acc339464f950703b8c019892f982b90b',
      '0000000000000000000000000000000000000000000000000000000000000000',
      '2026-12-31T15:59:59.999Z',
      '{"batch":9,"booked":100000}',
    ],
    'c1b2b46a70bd70c1fb9952efe2c58ee635338a36deddc64204e2a2e4a2ffcef8',
  ],
  [
    [
      4,
      '1111111111111111111111111111111111111111111111111111111111111111',
      'x',
      'ledger.reverse',
      '键',
      'a615eeaee21de5179de080de8c3052c8da901138406ba71c38c032845f7d54f4',
      'cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc',
      '2028-02-29T00:00:00.000Z',
      '[]',
    ],
    '3f314e71d22672f54bd3c54142d2bf2e54ce265d8a8b6ed3726ffefcd4765d18',
  ],
  [
    [
      1000000,
      '2222222222222222222222222222222222222222222222222222222222222222',
      '',
      'a',
      '',
      'dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd',
      'eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee',
      '',
      '""',
    ],
    '93421a2a696597b106b0603d5375f32fd2e175a4cf5595cf45263b86431c39b0',
  ],
  [
    [
      9007199254740991,
      '3333333333333333333333333333333333333333333333333333333333333333',
      '😀',
      'b',
      'c',
      'dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd',
      'eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee',
      'z',
      '{"a":[{"b":null}]}',
    ],
    'dbdf760a98be7cebb0131f4975f287635bfbf2aea172052ddfa3a58a0eb92d78',
  ],
];

/** Rows that a command wrote, and its effect hash. */
const EFFECTS: [[EffectTable, string][], string][] = [
  [[], 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  [
    [['batch', '[1,"E01","2026-02-10","2026-02-10T08:00:00.000Z","收款",null]']],
    'ccd17519a596444cf34beb99525cc8e2af00c63609cd6d516d6756d1f5b714e0',
  ],
  [
    [
      ['batch', '[1,"E01","2026-02-10","2026-02-10T08:00:00.000Z","收款",null]'],
      ['transfer', '[1,1,1,"post",1,2,12345,null,null,"2026-02-10","E01",null,null,null,null]'],
    ],
    'ccadd8d635d987b56e246d2841b38208c35761e5118996bfe8b51a470be90845',
  ],
  [
    [
      ['transfer', '[1,1,1,"post",1,2,12345,null,null,"2026-02-10","E01",null,null,null,null]'],
      ['transfer', '[2,1,2,"reverse",2,1,12345,null,1,"2026-02-11","E01",7,"订单1",3,null]'],
    ],
    '9f2830fdbdfcd3b94547a35e9b0083dba5330e50d9c8264a0aadb0523b7fc172',
  ],
  [
    [
      ['account', '[1,"1002;money=1"]'],
      ['memo_account', '[1000000000,"9999"]'],
      ['account', '[2,"2241.01;money=1"]'],
    ],
    '2689d91bc4e69ea1ecbea103ebf55d8483e25c35dfa5ac3ce568033f42c8bc60',
  ],
  [
    [['change', '[1,"client","1",null,"{\\"id\\":1}"]']],
    '1a09cd3d267df6a21241929bcfee1ab4d078c8d08f15aeedc52e7c1e7aa162b6',
  ],
  [
    [
      [
        'source_file',
        '[1,"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","流水.csv",99,"alipay",null,null]',
      ],
      [
        'source_row',
        '[1,1,"Sheet1",2,"id-1",1,"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"]',
      ],
    ],
    '24bd7fd9e818ed80480953608469d32109b32983d1c787ae2c5515d9d00e2317',
  ],
];

/** Raw text of a source row and its content hash. */
const CONTENT: [string, string][] = [
  ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  ['[]', '4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945'],
  ['[["时间","2026-02-10"]]', '370d8f98fb559898100e6dc7d755d177334a639b4f33d2670e1e6fd4d4a54f2f'],
];
// biome-ignore-end format: one vector a line

it('there are enough of them', () => {
  expect(CANONICAL.length + LOG.length + EFFECTS.length + CONTENT.length).toBeGreaterThanOrEqual(40);
});

it.each(CANONICAL)('canonical text of %j', (value, text, hash) => {
  expect(canonicalJson(value)).toBe(text);
  expect(inputHash(value)).toBe(hash);
});

it.each(LOG)('entry %j', (fields, hash) => {
  expect(logHash(fields)).toBe(hash);
});

it.each(EFFECTS)('effect of %j', (rows, hash) => {
  const effects = new Effects();
  for (const [table, row] of rows) effects.add(table, row);
  expect(effects.digest()).toBe(hash);
});

it.each(CONTENT)('content %j', (raw, hash) => {
  expect(contentHash(raw).toString('hex')).toBe(hash);
});

it.each([1.5, Number.NaN, 2 ** 53, -0, 1n, undefined, new Date(0), () => 1])(
  '%s has no canonical text',
  value => {
    expect(() => canonicalJson(value)).toThrow('not canonical');
  },
);

it('fields that are not given leave no trace, and their order means nothing', () => {
  expect(canonicalJson({ b: 1, a: undefined })).toBe(canonicalJson({ b: 1 }));
  expect(canonicalJson({ b: 1, a: 2 })).toBe(canonicalJson({ a: 2, b: 1 }));
});
