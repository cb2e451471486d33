/* number.h: numbers as ECMAScript writes and reads them. */
#ifndef SLSC_TREE_NUMBER_H
#define SLSC_TREE_NUMBER_H

#include "base/str.h"

enum { SLSC_NUMBER_SIZE = 32 };

/* Number::toString(x): shortest digits that read back, "1e+21", "1e-7", "0" for -0. Returns the
 * length; the text is 0-terminated. "Infinity" and "NaN" for what is not finite. */
size_t slsc_number_format(double value, char out[SLSC_NUMBER_SIZE]);

/* Number(text): decimal, 0x, 0o, 0b, Infinity, white space around; the empty text is 0. False
 * where ECMAScript has NaN. */
bool slsc_number_parse(slsc_str text, double *out);

#endif
