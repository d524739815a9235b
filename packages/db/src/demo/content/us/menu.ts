import { card } from '../card.ts';
import type { DemoCategory, DemoSpecials } from '../types.ts';

export const MENU: readonly DemoCategory[] = [
  {
    name: 'Breakfast All Day',
    taxClass: 'meal',
    appetite: { breakfast: 1, lunch: 0.15, bar: 0.3, dinner: 0.1 },
    away: 1,
    dishes: card(`
      Breakfast Tacos | Three, egg, potato, chorizo, salsa | 10.95 | gluten eggs milk | corn tortillas; no chorizo; extra salsa
      Buttermilk Pancakes | Three, maple syrup, whipped butter | 11.95 | gluten eggs milk | short stack; blueberries; butter on the side
      Migas | Tortilla chips, peppers, cheddar, refried beans | 13.50 | eggs milk | no beans; salsa verde
      Two Egg Plate | Bacon, hash browns, toast | 12.50 | gluten eggs milk | over easy; scrambled; sunny side up; wheat toast; sub fruit
      Chicken and Waffles | Hot honey | 16.95 | gluten eggs milk | hot honey on the side
      Biscuits and Gravy | Sausage gravy | 11.50 | gluten milk | gravy on the side; add an egg
      Texas French Toast | Pecans, berries | 12.95 | gluten eggs milk nuts | no pecans
      Avocado Toast | Sourdough, soft egg, chili flakes | 12.50 | gluten eggs | egg over hard; add bacon
    `),
  },
  {
    name: 'Lunch Special',
    taxClass: 'meal',
    appetite: { lunch: 0.35 },
    away: 0.9,
    weekdaysOnly: true,
    dishes: card(`
      Soup and Half Sandwich | Club, BLT or grilled cheese, iced tea | 12.95 | gluten eggs milk celery
      Blue Plate of the Day | Main, two sides, iced tea | 14.95 | gluten eggs milk celery
    `),
  },
  {
    name: 'Burgers and Sandwiches',
    taxClass: 'meal',
    appetite: { lunch: 0.5, bar: 0.35, dinner: 0.5 },
    away: 1.2,
    dishes: card(`
      Bluebonnet Burger | Cheddar, grilled onion, house sauce | 15.95 | gluten milk eggs mustard sesame | no pickles; add bacon; medium rare; well done; gluten-free bun; no onion
      Green Chile Burger | Hatch chiles, pepper jack | 16.95 | gluten milk eggs sesame | extra chiles; no cheese; medium
      Brisket Sandwich | Pickles, onion, barbecue sauce | 17.50 | gluten mustard sesame | no onion; sauce on the side
      Patty Melt | Rye, Swiss, caramelized onion | 15.50 | gluten milk mustard | extra onion; medium
      Fried Chicken Sandwich | Slaw, pickles, hot sauce | 15.95 | gluten eggs milk mustard | no mayo; extra hot; no slaw
      Club Sandwich | Turkey, bacon, tomato | 14.95 | gluten eggs mustard | no mayo; wheat bread
      Veggie Burger | Black bean, avocado | 14.50 | gluten soybeans sesame | gluten-free bun; add cheese
      Grilled Cheese | Tomato soup | 12.50 | gluten milk celery | add tomato
    `),
  },
  {
    name: 'Blue Plates',
    taxClass: 'meal',
    appetite: { lunch: 0.15, dinner: 0.4 },
    away: 0.9,
    dishes: card(`
      Chicken Fried Steak | Mashed potatoes, cream gravy, green beans | 18.95 | gluten eggs milk | gravy on the side; sub fries
      Meatloaf | Brown gravy, mashed potatoes | 16.95 | gluten eggs milk celery | gravy on the side
      Fried Catfish | Hush puppies, slaw | 17.95 | fish gluten eggs milk mustard | extra tartar sauce
      Mac and Cheese | Three cheeses, breadcrumbs | 13.50 | gluten milk mustard | no breadcrumbs
      Shrimp and Grits | Andouille, scallions | 19.95 | crustaceans milk celery
    `),
  },
  {
    name: 'Sides and Salads',
    taxClass: 'meal',
    appetite: { breakfast: 0.15, lunch: 0.45, bar: 0.4, dinner: 0.45 },
    away: 1,
    dishes: card(`
      French Fries | Sea salt | 5.50 | | extra crispy; seasoned
      Side Salad | Ranch or vinaigrette | 5.95 | milk eggs mustard | ranch; vinaigrette; no croutons
      Onion Rings | Buttermilk batter | 6.95 | gluten milk eggs | ranch
      Cobb Salad | Bacon, egg, blue cheese, avocado | 15.95 | eggs milk mustard | no bacon; dressing on the side
      Texas Chili | Cup, no beans | 8.50 | celery | cheese and onions; extra hot
      Cornbread | Honey butter | 4.95 | gluten milk eggs
      Chips and Queso | Roasted salsa | 8.95 | milk | add brisket
    `),
  },
  {
    name: 'Pies and Shakes',
    taxClass: 'meal',
    appetite: { breakfast: 0.05, lunch: 0.12, bar: 0.6, dinner: 0.22 },
    away: 0.5,
    dishes: card(`
      Pecan Pie | Texas pecans | 7.50 | gluten eggs milk nuts | warm; à la mode
      Vanilla Shake | Hand dipped | 8.25 | milk | no whip; malted
      Key Lime Pie | Graham cracker crust | 7.50 | gluten eggs milk | no whip
      Chocolate Shake | Hand dipped | 8.25 | milk soybeans | no whip; malted
      Peanut Butter Shake | Hand dipped | 8.75 | milk peanuts
    `),
  },
  {
    name: 'Drinks',
    taxClass: 'meal',
    appetite: { breakfast: 0.95, lunch: 0.7, bar: 0.7, dinner: 0.65 },
    away: 0.3,
    dishes: card(`
      Iced Tea | Sweet or unsweet | 3.75 | | unsweet; half and half; extra lemon; no ice
      Coffee | Bottomless | 3.95 | | decaf; oat milk; room for cream
      Fountain Soda | Free refills | 3.75 | | no ice; Dr Pepper; diet
      Lemonade | Fresh squeezed | 4.50 | | light ice; strawberry
      Orange Juice | Fresh squeezed, 12 oz | 5.50
      Horchata | Cinnamon | 4.95 | milk nuts
    `),
  },
  {
    name: 'Beer',
    taxClass: 'alcohol',
    appetite: { lunch: 0.05, bar: 0.3, dinner: 0.3 },
    away: 0,
    dishes: card(`
      Texas Lager | 16 oz draft | 6.50 | gluten
      Hill Country IPA | 16 oz draft | 7.50 | gluten
      Michelada | Lager, lime, chili salt | 8.50 | gluten celery fish
    `),
  },
  {
    name: 'Brunch Cocktails',
    taxClass: 'alcohol',
    appetite: { breakfast: 0.1 },
    away: 0,
    dishes: card(`
      Mimosa | Fresh orange juice | 9.00 | sulphites | light on the juice
      Bloody Mary | Pickled okra, celery salt | 10.50 | celery fish | extra spicy; no olive
    `),
  },
];

export const SPECIALS: DemoSpecials = {
  name: 'Seasonal',
  taxClass: 'meal',
  appetite: { breakfast: 0.04, lunch: 0.12, bar: 0.1, dinner: 0.2 },
  away: 0.8,
  dishes: {
    winter: card(`
      Tamales Plate | Pork, red chile, rice, beans | 15.95 | milk
      Chicken and Dumplings | Carrots, thyme | 15.50 | gluten eggs milk celery
      Peppermint Shake | Candy cane | 8.75 | milk
    `),
    spring: card(`
      Crawfish Étouffée | Rice, scallions | 18.95 | crustaceans gluten milk celery
      Asparagus Omelet | Goat cheese, hash browns | 13.95 | eggs milk
      Strawberry Shortcake | Poteet strawberries | 8.50 | gluten eggs milk
    `),
    summer: card(`
      Fried Green Tomato BLT | Remoulade | 14.50 | gluten eggs milk mustard
      Watermelon Salad | Feta, mint, lime | 11.95 | milk
      Peach Cobbler | Fredericksburg peaches, vanilla ice cream | 8.50 | gluten milk
    `),
    autumn: card(`
      Turkey and Dressing | Cornbread dressing, cranberry, gravy | 17.95 | gluten eggs milk celery
      Pumpkin Pie | Whipped cream | 7.50 | gluten eggs milk | extra whip
      Butternut Chili | Pepitas, cotija | 12.95 | milk celery
    `),
  },
};
