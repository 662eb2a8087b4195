import type { PresetContent } from '../../../contract/plans.ts';

type Say = (code: string, params?: Record<string, string | number>) => string;

/** What a preset brings, in short words. */
export function presetWords(
  say: Say,
  { scene, targeting, video, live, contentJudged }: PresetContent,
): string[] {
  const t = (code: string) => say(`screens.order_check.${code}`);
  const named = (field: string, value: string | number | undefined) =>
    value === undefined ? [] : [`${t(`field.${field}`)} ${value}`];
  const yes = (field: string, value: boolean | undefined) =>
    value === undefined ? [] : [`${t(`field.${field}`)}：${t(`${field}.${value ? 'yes' : 'no'}`)}`];
  return [
    ...(targeting === undefined ? [] : [targeting]),
    ...(scene === undefined ? [] : [t(`scene.${scene}`)]),
    ...named('material', video?.materialId ?? live?.room),
    ...yes('open', video?.public),
    ...named('title', video?.titleLength),
    ...named('seconds', video?.seconds),
    ...(video?.cart === undefined ? [] : [t(`cart.${video.cart}`)]),
    ...(live?.anchor === undefined ? [] : [`${t('field.anchor')}：${t(`anchor.${live.anchor}`)}`]),
    ...yes('cartUsed', live?.cartEverUsed),
    ...(contentJudged === undefined ? [] : [t(`content.${contentJudged}`)]),
  ];
}
