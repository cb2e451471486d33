/* scan.c: variables in a text, and the escapes around them.
 *
 * Backslashes before `${` escape it; half of them stay. Three habits of the reference shape this,
 * because templates depend on them: any number of `$` before `{` belongs to the variable; a `$`
 * that opens nothing takes the next character with it; and within something foreign (`${Name}`,
 * which is CloudFormation's) backslashes mean nothing. */
#include "front/variables/parser.h"
#include <string.h>

typedef slsc_variable_parser parser;

typedef struct scan { /* of a whole text */
    slsc_template *template;
    size_t run;     /* where the raw text starts that is not a piece yet */
    size_t foreign; /* how many foreign `${` are open */
    bool changed;   /* an escape was taken out */
} scan;

/* Ends the raw run at `to`; the next one starts at `next`. */
static void cut(parser *p, scan *s, size_t to, size_t next)
{
    slsc_variable_add(p, s->template, slsc_str_sub(p->text, s->run, to - s->run), NULL);
    s->run = next;
}

/* At a backslash. n of them before `${`: an odd number escapes it; half of them are kept. */
static void scan_slashes(parser *p, scan *s)
{
    const size_t start = p->at;
    while (slsc_parser_peek(p) == '\\') p->at++;
    const size_t n = p->at - start;
    if (slsc_parser_peek(p) != '$') return;
    if (n % 2 == 1) {
        p->at++; /* this dollar opens nothing */
        if (slsc_parser_peek(p) != '{') return;
        cut(p, s, start + n / 2, p->at - 1);
        s->changed = true;
        return;
    }
    size_t brace = p->at;
    while (brace < p->text.len && p->text.ptr[brace] == '$') brace++;
    if (brace >= p->text.len || p->text.ptr[brace] != '{') return;
    cut(p, s, start + n / 2, p->at);
    s->changed = true;
}

/* At a dollar. */
static slsc_parsed scan_dollar(parser *p, scan *s)
{
    const size_t start = p->at;
    slsc_variable *variable = NULL;
    while (slsc_parser_peek(p) == '$') p->at++;
    if (slsc_parser_peek(p) != '{') {
        p->at += slsc_parser_ended(p) ? 0 : 1;
        return SLSC_PARSED;
    }
    const slsc_parsed done = slsc_variable_read(p, &variable);
    if (done == SLSC_FAULTY) return SLSC_FAULTY;
    if (done == SLSC_FOREIGN) {
        s->foreign++;
        return SLSC_PARSED;
    }
    variable->start = start;
    cut(p, s, start, p->at);
    slsc_variable_add(p, s->template, SLSC_STR(""), variable);
    return SLSC_PARSED;
}

static slsc_parsed scan_text(parser *p, scan *s)
{
    while (!slsc_parser_ended(p)) {
        const char c = p->text.ptr[p->at];
        if (c == '$') {
            if (scan_dollar(p, s) == SLSC_FAULTY) return SLSC_FAULTY;
        } else if (c == '\\' && s->foreign == 0) {
            scan_slashes(p, s);
        } else {
            if (c == '}' && s->foreign) s->foreign--;
            p->at++;
        }
    }
    return SLSC_PARSED;
}

bool slsc_variable_suspect(slsc_str text)
{
    const char *at = text.ptr, *end = text.ptr + text.len;
    while (text.len && (at = (const char *)memchr(at, '$', (size_t)(end - at))) != NULL) {
        if (++at >= end) return false;
        if (*at == '{') return true;
    }
    return false;
}

slsc_status slsc_variable_parse(slsc_unit *unit, const slsc_node *string, slsc_template **out,
                                slsc_variable_fault *fault)
{
    parser p = { unit, string, string->as.string, 0, 0, fault };
    scan s = { NULL, 0, 0, false };
    *out = NULL;
    *fault = (slsc_variable_fault) { 0 };
    if (!slsc_variable_suspect(p.text)) return SLSC_OK;
    s.template = SLSC_NEW(unit->arena, slsc_template);
    if (scan_text(&p, &s) == SLSC_FAULTY) return SLSC_FAIL;
    if (s.template->variables == 0 && !s.changed) return SLSC_OK;
    cut(&p, &s, p.text.len, p.text.len);
    *out = s.template;
    return SLSC_OK;
}
