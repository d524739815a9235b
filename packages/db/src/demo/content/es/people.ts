import { words } from '../card.ts';
import type { DemoPeople } from '../types.ts';

const FAMILY = words(`
  Aguilar Alonso Álvarez Arias Benítez Blanco Bravo Caballero Cabrera Calvo Campos Carmona Cortés Crespo Díez
  Domínguez Durán Esteban Ferrer Fuentes Gallego Garrido Gil Giménez Gómez González Guerrero Gutiérrez Hernández
  Herrera Herrero Hidalgo Ibáñez Iglesias Jiménez León López Lozano Márquez Marín Medina Méndez Montero Morales Muñoz
  Núñez Ortiz Parra Pascual Pastor Pérez Ramírez Reyes Rodríguez Rojas Sáez Sánchez Santana Santos Soler Soto Suárez
  Torres Vargas Vázquez Velasco Vicente Vidal
`);

export const PEOPLE: DemoPeople = {
  women: {
    given: words(`
      Adriana Alicia Ana Andrea Ángela Beatriz Carla Carolina Celia Clara Cristina Daniela Esther Eva Inés Irene Isabel
      Julia Laura Lola Lorena Mar María Marina Marta Mercedes Miriam Noelia Nuria Olga Patricia Raquel Rocío Rosa Silvia
      Sofía Teresa Victoria
    `),
    family: FAMILY,
  },
  men: {
    given: words(`
      Adrián Alberto Alejandro Alfonso Álvaro Andrés Borja Carlos César Daniel David Diego Eduardo Enrique Fernando
      Gonzalo Guillermo Ignacio Iván Jaime Jorge José Juan Luis Manuel Marcos Mario Miguel Nicolás Óscar Pablo Pedro
      Rafael Ramón Raúl Ricardo Roberto Rubén Sergio Víctor
    `),
    family: FAMILY,
  },
  surnames: 2,
  phones: [
    '+34 606 ## ## ##',
    '+34 619 ## ## ##',
    '+34 627 ## ## ##',
    '+34 635 ## ## ##',
    '+34 647 ## ## ##',
    '+34 655 ## ## ##',
    '+34 661 ## ## ##',
    '+34 678 ## ## ##',
    '+34 686 ## ## ##',
    '+34 699 ## ## ##',
  ],
  address: { form: '{street}, {house}', houses: [1, 74] },
  bankAccount: 'ES%%2100################',
  taxId: '5#######%',
  hourlyWageMinor: 1_180,
};
