/* escape.h: text inside JSON. Here and not in tree/, because diagnostics are printed as JSON too.
 */
#ifndef SLSC_DIAG_ESCAPE_H
#define SLSC_DIAG_ESCAPE_H

#include "base/str.h"

/* Quoted and escaped as ECMAScript's JSON.stringify does it: short forms and \u00xx for control
 * characters, all else as it is. A lone surrogate, kept in a string as the three bytes UTF-8 would
 * have for it, becomes \udxxx. */
void slsc_escape_json(slsc_sb *out, slsc_str text);

#endif
