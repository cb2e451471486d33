/* runtime.h: the parts of runtime.js, and which of them a bundle uses. */
#ifndef BUNDLER_LINK_RUNTIME_H
#define BUNDLER_LINK_RUNTIME_H

#include "parse/log.h"

typedef enum bundler_helper { /* in the order of runtime.js */
                              BUNDLER_HELPER_GET,
                              BUNDLER_HELPER_EXPORTS,
                              BUNDLER_HELPER_SPACE,
                              BUNDLER_HELPER_STAR,
                              BUNDLER_HELPER_COMMONJS,
                              BUNDLER_HELPER_ONCE,
                              BUNDLER_HELPER_DEFAULT,
                              BUNDLER_HELPER_NAMESPACE,
                              BUNDLER_HELPER_REQUIRED,
                              BUNDLER_HELPER_LATER,
                              BUNDLER_HELPER_NAME,
                              BUNDLER_HELPER_META,
                              BUNDLER_HELPER_COUNT
} bundler_helper;

/* Adds the helpers whose bits are set, with what they need themselves. */
void bundler_add_runtime(bundler_text *, slsc_str prefix, uint32_t helpers, bool minify);

/* Adds decorate.js and decorators.js if BUNDLER_USES_... of a module asks for them. */
void bundler_add_decorators(bundler_text *, uint32_t uses);

/* Adds a helper's name. */
void bundler_add_helper(bundler_text *, slsc_str prefix, bundler_helper);

#endif
