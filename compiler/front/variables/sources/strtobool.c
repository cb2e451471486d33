/* strtobool.c: ${strToBool(value)}, for what comes as text from outside. */
#include "front/variables/sources/sources.h"
#include <string.h>
#include <strings.h>

static bool is_word(slsc_str text, const char *word)
{
    return text.len == strlen(word) && strncasecmp(text.ptr, word, text.len) == 0;
}

slsc_answer slsc_source_str_to_bool(slsc_question *q)
{
    slsc_unit *unit = q->resolver->unit;
    const slsc_node *input = q->param_count ? q->params[0].node : NULL;
    slsc_sb sb = slsc_sb_new(unit->arena, SLSC_LIMIT_TEXT);
    const slsc_str help = SLSC_STR("write `${strToBool(${env:NAME, 'false'})}`");
    if (slsc_node_kind(input) <= SLSC_NULL)
        return slsc_resolver_fail(q->resolver, q->from, "variables/bad-parameter", SLSC_STR(""),
                                  help, "`strToBool` needs a value in parentheses");
    const bool is_text = slsc_evaluate_text(q->resolver, input, &sb);
    const slsc_str text = slsc_str_trim(slsc_sb_str(&sb));
    const bool truth = is_word(text, "true") || is_word(text, "1");
    if (!is_text || (!truth && !is_word(text, "false") && !is_word(text, "0"))) {
        const bool shown = is_text && !q->secret && text.len < 80;
        const slsc_str found =
            shown ? slsc_strf(unit->arena, ", but is `%.*s`", SLSC_FMT(text)) : SLSC_STR("");
        return slsc_resolver_fail(
            q->resolver, q->from, "variables/bad-parameter", SLSC_STR(""), SLSC_STR(""),
            "the value of `strToBool` must be true, false, 1 or 0%.*s", SLSC_FMT(found));
    }
    q->value.node = slsc_node_bool(unit, truth, q->from);
    return SLSC_ANSWER_VALUE;
}
