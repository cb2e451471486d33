/* edits.h: the text of one unit in a bundle. */
#ifndef BUNDLER_LINK_EDITS_H
#define BUNDLER_LINK_EDITS_H

#include "map.h"
#include "part.h"
#include "runtime.h"

typedef struct bundler_editing {
    bundler_bundle *bundle;
    bundler_printer *printer;
    bundler_table legal; /* comments of licences that are printed */
    const bundler_part *part;
    const bundler_log *log;
    uint32_t extra_at; /* a text that is inserted; BUNDLER_NONE: none */
    slsc_str extra;
    uint32_t done; /* what is inserted here belongs to the statement before */
} bundler_editing;

void bundler_print_part(bundler_editing *, const bundler_part *);

/* Whether an expression may be a function or class without a name, which takes that of what it is
 * assigned to. */
bool bundler_is_anonymous(const bundler_log *, uint32_t offset, uint32_t end);

/* calls.c: what require() and import() become; an empty text: they stay. */
slsc_str bundler_call_text(bundler_bundle *, const bundler_part *, uint32_t import);

/* references.c: what a reference becomes; false: it stays. */
typedef struct bundler_replacement {
    slsc_str text;
    uint32_t end;
} bundler_replacement;
bool bundler_replace_reference(bundler_bundle *, const bundler_part *, const bundler_reference *,
                               bundler_replacement *out);

static inline void bundler_use_helper(bundler_bundle *bundle, bundler_text *out,
                                      bundler_helper helper)
{
    bundle->helpers |= 1u << helper;
    bundler_add_helper(out, bundle->prefix, helper);
}

#endif
