/* verify.h: the laws of the trees, checked between passes in checked builds. */
#ifndef SLSC_TREE_VERIFY_H
#define SLSC_TREE_VERIFY_H

#include "tree/node.h"

/* Every node of the tree has the parent it hangs below and hangs there once, has a place, a known
 * kind and maker; maps have no key twice, index keys in front; text is UTF-8. Returns true, or
 * false and in `why` what is broken and where. */
bool slsc_verify(slsc_unit *unit, const slsc_node *root, slsc_str *why);

#endif
