import { describe, expect, it } from 'vitest';
import { slugOf } from '#features/locations/slug-of.ts';

describe('a short name', () => {
  it.each([
    ['Оболонь, набережна', 'obolon-naberezhna'],
    ['Щасливе', 'shchaslyve'],
    ['Їжакевича 5', 'izhakevycha-5'],
    ['Łódź Śródmieście', 'lodz-srodmiescie'],
    ['Karlín', 'karlin'],
    ['Straße des 17. Juni', 'strasse-des-17-juni'],
    ['Malasaña', 'malasana'],
    ['South  Congress', 'south-congress'],
    ['東京', ''],
  ])('made of “%s” is “%s”', (name, slug) => expect(slugOf(name)).toBe(slug));

  it('is one that the API takes, however long the name', () => {
    expect(slugOf('Дуже довга назва закладу на самісінькому березі Дніпра')).toMatch(
      /^[a-z0-9]+(-[a-z0-9]+)*$/u,
    );
    expect(slugOf('x'.repeat(200)).length).toBeLessThanOrEqual(40);
  });
});
