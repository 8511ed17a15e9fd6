/** The order of codes and of civil dates, which are plain letters and digits: for `sort`. */
export const byText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
