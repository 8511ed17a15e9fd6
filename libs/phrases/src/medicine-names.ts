/**
 * What people call benzodiazepines and z-drugs in English and Spanish: ingredients, brand names and short forms, small
 * letters without accents. For recognising talk about them, never for prescribing: the reference data of a plan is
 * `@evenkeel/medicines-rules`, whose tests check that each of its names is here.
 */
export const medicineNames: readonly string[] = [
  'alprazolam', 'xanax', 'trankimazin',
  'bromazepam', 'lexotan', 'lexatin',
  'chlordiazepoxide', 'clordiazepoxido', 'librium',
  'clobazam', 'onfi', 'frisium',
  'clonazepam', 'klonopin', 'rivotril', 'klon', 'kpin', 'k-pin',
  'clorazepate', 'clorazepato', 'tranxene', 'tranxilium',
  'diazepam', 'valium',
  'estazolam',
  'flurazepam', 'dalmane',
  'lorazepam', 'ativan', 'orfidal',
  'lormetazepam', 'noctamid',
  'nitrazepam', 'mogadon',
  'oxazepam', 'serax',
  'quazepam', 'doral',
  'temazepam', 'restoril',
  'triazolam', 'halcion',
  'zolpidem', 'ambien', 'stilnox',
  'zopiclone', 'zopiclona', 'imovane',
  'benzo', 'benzos', 'benzodiazepine', 'benzodiazepines', 'benzodiacepina', 'benzodiacepinas',
];
