import type { Page } from 'playwright-core';

/** Latin words that Chinese accountants write as they are: names, formats, keys. */
const USUAL =
  /\b(English|DOU|FAQ|PC|ROI|CSV|XLSX|XLS|Excel|HTML|ZIP|PDF|Ctrl|Esc|Enter|PgUp|PgDn|UTF|BOM|JSON|CNY|ID|KB|MB|K)\b/g;
/** File names, places, numbers, versions and ids of rules are data, not words of the page. */
const DATA =
  /\S*\.duizhang\S*|\S*\.(csv|xlsx|xml|ofd|zip|png|pdf)\b|\bDOU\+订单_\w+|\d+\.\d+\.\d+\S*|\b[A-Z]{2,3}\d+|\bbook\.[a-z]{3}-\d\S*|\b[A-Za-z]{3}-\d+[\w.-]*/g;

/** Words in Latin letters that are no name, format or key: texts and what readers hear. */
export async function englishWords(page: Page): Promise<string[]> {
  const said = await page.locator('body').evaluate((body: HTMLElement) => {
    const names = [...body.querySelectorAll<HTMLElement>('[aria-label], [title], [placeholder]')]
      .filter(element => element.checkVisibility() && !element.closest('[aria-hidden="true"]'))
      .flatMap(element =>
        ['aria-label', 'title', 'placeholder'].map(name => element.getAttribute(name) ?? ''),
      );
    return [body.innerText, ...names].join('\n');
  });
  const strange = said
    .replace(DATA, '')
    .replace(USUAL, '')
    .match(/[A-Za-z]{2,}[A-Za-z ]*/g);
  return [...new Set(strange ?? [])];
}

/** Chinese words of an English page that no part of it calls Chinese: what is kept as written has its `lang`. */
export async function chineseWords(page: Page): Promise<string[]> {
  const said = await page.locator('body').evaluate((body: HTMLElement) => {
    const texts = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
    const shown: string[] = [];
    while (texts.nextNode()) {
      const { parentElement, textContent } = texts.currentNode;
      if (parentElement?.checkVisibility() && parentElement.closest<HTMLElement>('[lang]')?.lang === 'en')
        shown.push(textContent ?? '');
    }
    return shown.join('\n');
  });
  return [...new Set(said.match(/[\u4e00-\u9fff]+/g) ?? [])];
}
