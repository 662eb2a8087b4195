import { applications } from './applications.ts';
import { bills } from './bills.ts';
import { books } from './books.ts';
import { calendar } from './calendar.ts';
import { clients, opening, parties } from './clients.ts';
import { close } from './close.ts';
import { compare } from './compare.ts';
import { dashboard } from './dashboard.ts';
import { demo, jobs, settings } from './desk.ts';
import { drill } from './drill.ts';
import { files } from './files.ts';
import { funds } from './funds.ts';
import { grids } from './grids.ts';
import { imports } from './imports.ts';
import { invoices } from './invoices.ts';
import { lineage } from './lineage.ts';
import { matching } from './matching.ts';
import { namedExports } from './named-exports.ts';
import { order } from './order.ts';
import { orderList } from './order-list.ts';
import { orders } from './orders.ts';
import { packs } from './packs.ts';
import { people } from './people.ts';
import { plans } from './plans.ts';
import { policies, rebates } from './policies.ts';
import { pools } from './pools.ts';
import { profiles } from './profiles.ts';
import { recharges } from './recharges.ts';
import { reconciliations } from './reconciliations.ts';
import { refunds } from './refunds.ts';
import { reports } from './reports.ts';
import { rules } from './rules.ts';
import { session } from './session.ts';
import { spend } from './spend.ts';
import { statements } from './statements.ts';
import { taxes } from './taxes.ts';
import { tickets } from './tickets.ts';
import { upgrade } from './upgrade.ts';
import { vouchers } from './vouchers.ts';
import { withdrawals } from './withdrawals.ts';

/** Every procedure of the product. */
export const contract = {
  session,
  people,
  jobs,
  settings,
  files,
  grids,
  statements,
  profiles,
  compare,
  demo,
  books,
  clients,
  parties,
  opening,
  imports,
  close,
  packs,
  reconciliations,
  invoices,
  bills,
  reports,
  spend,
  funds,
  taxes,
  drill,
  lineage,
  rules,
  order,
  orderList,
  orders,
  plans,
  pools,
  upgrade,
  refunds,
  withdrawals,
  calendar,
  policies,
  rebates,
  matching,
  tickets,
  applications,
  recharges,
  vouchers,
  dashboard,
  namedExports,
};
export type Contract = typeof contract;
