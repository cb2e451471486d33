/* render.h: diagnostics as text.
 *
 *     serverless.yml:14:13: error: warmup of `hello` must be a rate [warmup/bad-rate]
 *        14 |     warmup: 5
 *           |             ^ expected a string such as `rate(5 minutes)`
 *     note: required by the schema of plugin `warmup`
 *     help: write `warmup: rate(5 minutes)`
 *
 * Control characters of the input are shown as escapes, so that no terminal obeys them. */
#ifndef SLSC_DIAG_RENDER_H
#define SLSC_DIAG_RENDER_H

#include "diag/diag.h"

typedef enum slsc_diag_format {
    SLSC_DIAG_TEXT,
    SLSC_DIAG_JSON,
    SLSC_DIAG_SARIF,
    SLSC_DIAG_GITHUB
} slsc_diag_format;

/* All diagnostics, sorted, in the given format; as text at most 20 of one code, the rest counted.
 * `color`: with terminal colours (text only). */
void slsc_diags_render(slsc_diags *diags, slsc_diag_format format, bool color, slsc_sb *out);

/* `text` with control characters (but line feeds, where `lines`) and invalid UTF-8 as visible
 * escapes. */
void slsc_render_safe(slsc_sb *out, slsc_str text, bool lines);

#endif
