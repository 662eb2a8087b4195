import { findingBy, type RuleFinding } from '../rulebook/finding.ts';
import { type Rules, rowNamed, ruleFor } from '../rulebook/lookup.ts';
import { hasUsedCart, sceneOf } from '../upgrade/facts.ts';
import type { OrderFacts } from './facts.ts';

/**
 * ORD-9: the platform takes no video below its minima, so a fact known to be below refuses; an unknown one is a note,
 * since the review sees it in any case and rejects with the money coming back.
 */
export function checkCreative(facts: OrderFacts, rules: Rules): RuleFinding[] {
  if (facts.product !== 'suixintui' || sceneOf(facts) !== 'video') return [];
  const { video } = facts;
  const open = rowNamed(rules, 'ord-9.public');
  const title = ruleFor(rules, 'title_minimum', 'suixintui', 'video');
  const length = ruleFor(rules, 'seconds_minimum', 'suixintui', 'video');
  const findings: RuleFinding[] = [];
  if (open && video?.public === undefined)
    findings.push(findingBy(open, 'info', 'rules.ord_9_public_unknown'));
  if (open && video?.public === false) findings.push(findingBy(open, 'block', 'rules.ord_9_public'));
  if (title) {
    const minimum = title.value;
    if (video?.titleLength === undefined)
      findings.push(findingBy(title, 'info', 'rules.ord_9_title_unknown', { minimum }));
    else if (video.titleLength < minimum)
      findings.push(findingBy(title, 'block', 'rules.ord_9_title', { minimum, given: video.titleLength }));
  }
  if (length) {
    const minimum = length.value;
    if (video?.seconds === undefined)
      findings.push(findingBy(length, 'info', 'rules.ord_9_seconds_unknown', { minimum }));
    else if (video.seconds < minimum)
      findings.push(findingBy(length, 'block', 'rules.ord_9_seconds', { minimum, given: video.seconds }));
  }
  return findings;
}

/** ORD-10: 小店 goods in a video's cart, or a live room that ever used the cart, rule DOU+ out. */
export function checkCart(facts: OrderFacts, rules: Rules): RuleFinding[] {
  const scene = sceneOf(facts);
  if (facts.product !== 'douplus' || scene === undefined) return [];
  const row = ruleFor(rules, 'cart_refused', 'douplus', scene);
  if (!row) return [];
  if (scene === 'video') {
    const cart = facts.video?.cart;
    if (cart === undefined) return [findingBy(row, 'warn', 'rules.ord_10_cart_unknown')];
    return row.value.includes(cart) ? [findingBy(row, 'block', 'rules.ord_10_video')] : [];
  }
  const used = hasUsedCart(facts);
  if (used === undefined) return [findingBy(row, 'warn', 'rules.ord_10_room_unknown')];
  return used && row.value.includes('ever_used') ? [findingBy(row, 'block', 'rules.ord_10_live')] : [];
}
