/**
 * The lines of an address as its country (ISO 3166) writes them: the street, then the town, whose code stands behind it in
 * the United States. What is not stated has no line.
 */
export function addressLines(of: {
  street: string | null;
  postcode: string | null;
  city: string | null;
  country: string;
}): readonly string[] {
  const town = of.country === 'US' ? [of.city, of.postcode] : [of.postcode, of.city];
  return [of.street, town.filter(Boolean).join(' ')].filter((line): line is string => !!line);
}
