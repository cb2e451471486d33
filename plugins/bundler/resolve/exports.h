/* exports.h: `exports` and `imports` of a package.json: a name -> what a package lets it mean. */
#ifndef BUNDLER_RESOLVE_EXPORTS_H
#define BUNDLER_RESOLVE_EXPORTS_H

#include "json.h"

typedef enum bundler_target_kind {
    BUNDLER_TARGET_NONE,  /* nothing fits, or null says that there is nothing */
    BUNDLER_TARGET_FILE,  /* text: "./lib/x.js" */
    BUNDLER_TARGET_NAME,  /* text: another name to resolve; of `imports` only */
    BUNDLER_TARGET_WRONG, /* the package.json is wrong; text: where it points */
} bundler_target_kind;

typedef struct bundler_target {
    bundler_target_kind kind;
    slsc_str text;
} bundler_target;

typedef struct bundler_conditions {
    const slsc_str *names;
    size_t count;
} bundler_conditions;

/* `subpath`: "." or "./x". */
bundler_target bundler_exports_find(bundler_arena *, const bundler_json *exports, slsc_str subpath,
                                    const bundler_conditions *);
/* `name`: "#x". */
bundler_target bundler_imports_find(bundler_arena *, const bundler_json *imports, slsc_str name,
                                    const bundler_conditions *);

/* "%20" -> " ". FAIL: a slash or a zero byte is hidden in it, or it is no such text. */
slsc_status bundler_percent_decode(bundler_arena *, slsc_str text, slsc_str *out);

#endif
