/** Ukrainian letters as passports write them (Cabinet of Ministers, resolution 55 of 2010), without its rules for word beginnings. */
const LETTERS: ReadonlyMap<string, string> = new Map(
  (
    'а=a б=b в=v г=h ґ=g д=d е=e є=ie ж=zh з=z и=y і=i ї=i й=i к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f ' +
    'х=kh ц=ts ч=ch ш=sh щ=shch ю=iu я=ia ь= ъ= ы=y э=e ’= ł=l đ=d ß=ss ø=o æ=ae'
  )
    .split(' ')
    .map((pair): [string, string] => [pair.charAt(0), pair.slice(2)]),
);
const LENGTH = 40;

/** A short name made of a name: `Оболонь, набережна` becomes `obolon-naberezhna`. Empty where nothing of it can be one. */
export function slugOf(name: string): string {
  const latin = [...name.toLocaleLowerCase().normalize('NFC')]
    .map((letter) => LETTERS.get(letter) ?? letter)
    .join('');
  return latin
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .slice(0, LENGTH)
    .replaceAll(/^-+|-+$/gu, '');
}
