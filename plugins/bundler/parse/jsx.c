/* jsx.c: JSX is not supported by this parser yet: it says so at the first element. */
#include "hooks.h"

bundler_shape bundler_jsx(parser *p)
{
    bundler_fail(p, p->token.offset, p->token.end, "JSX is not supported");
    return 0;
}
