/* regex.c: PCRE2 set up to read what ECMAScript reads: `$` only at the very end, \uXXXX, empty
 * classes. Its memory is the arena's, so that nothing has to be freed. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "front/schema/regex.h"

#include <pcre2.h>

enum { MATCH_LIMIT = 200000 }; /* steps of backtracking */

struct slsc_regex {
    slsc_arena *arena;
    pcre2_code *code;
    pcre2_match_data *data;
    pcre2_match_context *limits;
};

static void *take(size_t size, void *arena) { return slsc_arena_alloc(arena, size, 16); }
static void keep(void *block, void *arena)
{
    (void)block;
    (void)arena;
}

slsc_regex *slsc_regex_new(slsc_arena *arena, slsc_str pattern, bool ignore_case)
{
    pcre2_general_context *memory = pcre2_general_context_create(take, keep, arena);
    pcre2_compile_context *dialect = pcre2_compile_context_create(memory);
    const uint32_t options = PCRE2_UTF | PCRE2_NO_UTF_CHECK | PCRE2_DOLLAR_ENDONLY |
                             PCRE2_ALLOW_EMPTY_CLASS | PCRE2_MATCH_UNSET_BACKREF |
                             (ignore_case ? PCRE2_CASELESS : 0u);
    int error;
    size_t where;
    pcre2_set_compile_extra_options(dialect, PCRE2_EXTRA_ALT_BSUX);
    pcre2_code *code =
        pcre2_compile((PCRE2_SPTR)pattern.ptr, pattern.len, options, &error, &where, dialect);
    if (!code) return NULL;

    slsc_regex *regex = SLSC_NEW(arena, slsc_regex);
    regex->arena = arena;
    regex->code = code;
    regex->data = pcre2_match_data_create_from_pattern(code, memory);
    regex->limits = pcre2_match_context_create(memory);
    pcre2_set_match_limit(regex->limits, MATCH_LIMIT);
    return regex;
}

bool slsc_regex_match(const slsc_regex *regex, slsc_str text)
{
    return pcre2_match(regex->code, (PCRE2_SPTR)(text.ptr ? text.ptr : ""), text.len, 0,
                       PCRE2_NO_UTF_CHECK, regex->data, regex->limits) >= 0;
}
