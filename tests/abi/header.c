/* The two headers, alone, in the strictest C. The include order is the point: nothing before them.
 */
#include "slsc/plugin.h"
#include "slsc/sugar.h"

int header_compiles(const slsc_host *h);
int header_compiles(const slsc_host *h) { return SLSC_HAS(h, target) ? 1 : 0; }
