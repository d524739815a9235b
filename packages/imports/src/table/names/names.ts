/**
 * What other systems call the columns, by field, best match first, in English and the languages of the countries served:
 * Ukrainian, Polish, Czech, German, Spanish. Compared without case, accents, spaces and punctuation.
 */
export type Names<F extends string> = Readonly<Record<F, readonly string[]>>;
