import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/** A link that leads nowhere. */
export type BrokenLink = { readonly page: string; readonly link: string; readonly why: string };

/** Every relative link and picture of the pages that does not lead to a file of the repository, or to a heading of it. */
export function brokenLinks(root: string, pages: readonly string[]): BrokenLink[] {
  return pages.flatMap((page) => {
    const text = readFileSync(join(root, page), 'utf8');
    return linksOf(text).flatMap((link) => {
      const why = whyBroken(root, page, link);
      return why === undefined ? [] : [{ page, link, why }];
    });
  });
}

/** The targets of links and pictures in a page, those in code left out. */
export function linksOf(markdown: string): string[] {
  const text = withoutCode(markdown);
  const inline = [...text.matchAll(/\]\(([^()\s]+(?:\([^()]*\)[^()\s]*)?)(?:\s+"[^"]*")?\)/g)];
  const references = [...text.matchAll(/^ {0,3}\[[^\]]+\]:\s+(\S+)/gm)];
  const html = [...text.matchAll(/\b(?:href|src)="([^"]+)"/g)];
  return [...inline, ...references, ...html].map((match) => match[1] ?? '');
}

/** The anchors of a page as GitHub makes them: lower case, spaces to hyphens, a number when a heading comes again. */
export function anchorsOf(markdown: string): Set<string> {
  const seen = new Map<string, number>();
  const anchors = new Set<string>();
  for (const [, title = ''] of withoutFences(markdown).matchAll(/^#{1,6} (.+?)\s*#*$/gm)) {
    const slug = title
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\p{M} _-]/gu, '')
      .replaceAll(' ', '-');
    const times = seen.get(slug) ?? 0;
    seen.set(slug, times + 1);
    anchors.add(times === 0 ? slug : `${slug}-${times}`);
  }
  return anchors;
}

function whyBroken(root: string, page: string, link: string): string | undefined {
  if (/^(?:https?|mailto):/.test(link)) return undefined;
  if (/^[a-z][a-z0-9+.-]*:/i.test(link)) return 'a scheme that no reader follows';
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? join(root, page) : resolve(root, dirname(page), decodeURI(path));
  if (relative(root, target).startsWith('..')) return 'outside the repository';
  if (!existsSync(target)) return 'there is no such file';
  if (anchor === undefined) return undefined;
  if (!target.endsWith('.md') || statSync(target).isDirectory())
    return 'an anchor in what is no page';
  return anchorsOf(readFileSync(target, 'utf8')).has(anchor)
    ? undefined
    : 'there is no such heading';
}

function withoutFences(markdown: string): string {
  return markdown.replaceAll(/^( *)(```+|~~~+)[^\n]*\n[\s\S]*?^\1\2 *$/gm, '');
}

function withoutCode(markdown: string): string {
  return withoutFences(markdown).replaceAll(/`[^`\n]*`/g, '');
}
