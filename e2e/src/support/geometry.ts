import type { Page } from '@playwright/test';
import { atRest } from './rest.ts';

/** Smallest targets, CSS pixels: WCAG 2.2 SC 2.5.8 everywhere, 44 for fingers; a link in a line of text is as high as its line. */
const TARGET_PX = 24;
const FINGER_PX = 44;

/**
 * What is wrong with the layout of the page as it stands, in words; empty where nothing is: something wider than
 * the window or partly outside it, targets too small or over one another, text cut off without a title that says it whole.
 */
export async function layoutFaults(
  page: Page,
  options: { readonly touch: boolean },
): Promise<string[]> {
  await atRest(page);
  const least = options.touch ? FINGER_PX : TARGET_PX;
  return page.evaluate(
    ({ target, finger }) => {
      const faults: string[] = [];
      const name = (element: Element) =>
        `<${element.tagName.toLowerCase()}> “${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40)}”`;
      const isSeen = (element: Element) => {
        const { width, height } = element.getBoundingClientRect();
        const style = getComputedStyle(element);
        return width > 2 && height > 2 && style.visibility === 'visible' && style.opacity !== '0';
      };

      const { scrollWidth, clientWidth } = document.documentElement;
      if (scrollWidth > clientWidth)
        faults.push(`${scrollWidth - clientWidth} px wider than the window`);

      const interactive = 'a[href], button, input, select, textarea, [role=button], [tabindex="0"]';
      const targets = [...document.querySelectorAll(interactive)].filter(
        (element) => isSeen(element) && element.closest('[aria-hidden=true]') === null,
      );
      // A switch is drawn smaller than the frame that takes the press, a box to tick than its label; the link of a row is
      // drawn out over all of it.
      const frameOf = (element: Element) => {
        if (element.getAttribute('role') === 'switch') return element.parentElement;
        if (element.matches('input[type=checkbox], input[type=radio]'))
          return element.closest('label');
        const { position, inset } = getComputedStyle(element, '::after');
        const isDrawnOut = position === 'absolute' && inset === '0px';
        return isDrawnOut && element instanceof HTMLElement ? element.offsetParent : null;
      };
      const areaOf = (element: Element) => (frameOf(element) ?? element).getBoundingClientRect();
      for (const element of targets) {
        const { width, height } = areaOf(element);
        const inText =
          element.tagName === 'A' && getComputedStyle(element).display.startsWith('inline');
        const [wide, high] = inText ? [target, Math.min(target, height)] : [finger, finger];
        if (width + 0.5 < Math.min(wide, finger) || height + 0.5 < high)
          faults.push(
            `${name(element)} is ${Math.round(width)} × ${Math.round(height)}, less than ${wide} × ${high}`,
          );
      }

      const scrollsSideways = (element: Element) => {
        for (let each: Element | null = element; each; each = each.parentElement)
          if (each.scrollWidth > each.clientWidth && getComputedStyle(each).overflowX !== 'visible')
            return ['auto', 'scroll'].includes(getComputedStyle(each).overflowX);
        return false;
      };
      for (const element of targets) {
        const { left, right } = element.getBoundingClientRect();
        if ((left < -1 || right > clientWidth + 1) && !scrollsSideways(element))
          faults.push(`${name(element)} stands partly outside the window`);
      }

      // Bars that stay in place lie over what scrolls beneath them.
      const floats = (element: Element) => {
        for (let each: Element | null = element; each; each = each.parentElement)
          if (['fixed', 'sticky'].includes(getComputedStyle(each).position)) return true;
        return false;
      };
      // A button may lie where a field keeps its text away: over the padding, never over the text.
      const textOf = (element: Element) => {
        const { left, right, top, bottom } = element.getBoundingClientRect();
        if (element.tagName !== 'INPUT') return { left, right, top, bottom };
        const { paddingLeft, paddingRight } = getComputedStyle(element);
        return {
          left: left + Number.parseFloat(paddingLeft),
          right: right - Number.parseFloat(paddingRight),
          top,
          bottom,
        };
      };
      const flowing = targets.filter((element) => !floats(element));
      for (const [index, one] of flowing.entries())
        for (const other of flowing.slice(index + 1)) {
          if (one.contains(other) || other.contains(one)) continue;
          const [a, b] = [textOf(one), textOf(other)];
          const x = Math.min(a.right, b.right) - Math.max(a.left, b.left);
          const y = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
          if (x > 1 && y > 1) faults.push(`${name(one)} and ${name(other)} overlap`);
        }

      for (const element of document.querySelectorAll('main *, nav *, header *')) {
        const style = getComputedStyle(element);
        if (style.textOverflow !== 'ellipsis' || element.scrollWidth <= element.clientWidth + 1)
          continue;
        if (isSeen(element) && element.closest('[title]') === null)
          faults.push(`${name(element)} is cut off and has no title`);
      }
      return faults;
    },
    { target: TARGET_PX, finger: least },
  );
}
