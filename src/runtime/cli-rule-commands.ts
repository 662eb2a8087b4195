import * as z from 'zod';
import { beijingDay } from '../domain/calendar/days.ts';
import { checkOrder } from '../domain/orders/check.ts';
import { isRealDate } from '../domain/parties/checksum.ts';
import { Refusal } from '../domain/refusal.ts';
import { readable, renderRuleFinding } from '../domain/rulebook/finding.ts';
import { type Rules, rulesOn } from '../domain/rulebook/lookup.ts';
import { renderText } from '../domain/text.ts';
import { assessUpgrade } from '../domain/upgrade/assess.ts';
import type { CommandBase } from './cli-base.ts';
import { readCase } from './cli-case.ts';
import { cliCatalogue } from './resources.ts';
import { shippedRulebook } from './rulebook.ts';

// Commands on the rulebook alone: they open no book.

const input = z.string().describe('case file (JSON); what is absent is unknown');

/** The rules of the case's day; of today in Beijing where the case names none. */
function rulesFor(on: string | null): Rules {
  return rulesOn(shippedRulebook(), on ?? beijingDay(Date.now()));
}

function ordersCheck(path: string) {
  const { facts, on } = readCase(path);
  const { allowed, findings, room } = checkOrder(facts, rulesFor(on));
  return {
    allowed,
    findings: findings.map(finding => ({
      rule: finding.rule,
      severity: finding.severity,
      message: renderRuleFinding(cliCatalogue(), finding).message,
      row: finding.row,
      source: finding.source,
    })),
    room,
  };
}

function upgradeAssess(path: string) {
  const { facts, on } = readCase(path);
  const assessed = assessUpgrade(facts, rulesFor(on));
  const say = (code: string, params = {}) => renderText(cliCatalogue(), code, readable(params));
  return {
    required: assessed.required,
    triggers: assessed.triggers.map(({ rule, dimension, row }) => ({ rule, dimension, row: row.id })),
    papers: assessed.papers.map(({ paper, subject, stage, state, row }) => ({
      paper,
      name: say(`upgrade.paper.${paper}`),
      subject,
      stage,
      state,
      rule: row.rule,
      row: row.id,
    })),
    steps: assessed.steps.map(({ rule, row, code, params, path: route }) => ({
      rule,
      message: say(code, params),
      path: route,
      row,
    })),
    limits: assessed.limits.map(({ code, limitFen, ...limit }) => ({
      ...limit,
      limitFen,
      message: say(code, limitFen === null ? {} : { limitFen }),
    })),
  };
}

/** Every row, or those in force on a day. Refuses `rulebook.bad_day`. */
function rulesList(on: string | undefined) {
  if (on === undefined) return shippedRulebook();
  if (!isRealDate(on)) throw new Refusal('rulebook.bad_day', { day: on });
  return rulesOn(shippedRulebook(), on).rows;
}

export function ruleCommands(base: CommandBase) {
  return {
    orders: {
      check: base
        .meta({ description: 'Whether an order may be placed, and what stands in the way' })
        .input(z.object({ input }))
        .handler(({ input }) => ordersCheck(input.input)),
    },
    upgrade: {
      assess: base
        .meta({ description: 'Whether a DOU+ placement needs the account upgrade, and what that asks for' })
        .input(z.object({ input }))
        .handler(({ input }) => upgradeAssess(input.input)),
    },
    rules: {
      list: base
        .meta({ description: 'Rows of the rulebook, all or those in force on a day' })
        .input(z.object({ on: z.string().optional().describe('day, yyyy-mm-dd') }))
        .handler(({ input }) => rulesList(input.on)),
    },
  };
}
