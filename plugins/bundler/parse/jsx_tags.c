/* jsx_tags.c: what stands between < and >: the name, attributes; and braces. By bytes, see jsx.c.
 */
#include "jsx.h"

/* ---- Bytes ---- */

uint32_t bundler_jsx_space(parser *p, uint32_t at)
{
    const bundler_token before = p->token;
    p->token.offset = at;
    at = bundler_skip_space(p);
    if (!p->failed) p->token = before;
    return at;
}

static bool is_name_byte(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '$' || c >= 0x80;
}

static uint32_t skip_name(const parser *p, uint32_t at)
{
    while (at < p->size && (is_name_byte(p->text[at]) || p->text[at] == '-')) at++;
    return at;
}

void bundler_jsx_wrong(parser *p, uint32_t at)
{
    if (at >= p->size)
        bundler_fail(p, at, at, "unexpected end of the file in an element");
    else
        bundler_fail(p, at, at + 1, "unexpected `%c` in an element",
                     p->text[at] < 127 && p->text[at] > 31 ? p->text[at] : '?');
}

void bundler_jsx_write(parser *p, jsx_element *e, uint32_t to, const char *text)
{
    bundler_edit_text(p, e->written, to, bundler_s(text));
    e->written = to;
}

/* ---- The name of an element ---- */

static void variable_name(parser *p, jsx_element *e, uint32_t at)
{
    bundler_jsx_write(p, e, at, "");
    bundler_at(p, at);
    if (p->token.kind != T_THIS)
        bundler_refer(p, &p->token, 0);
    else if (!(p->in & IN_OWN_THIS))
        bundler_refer_name(p, bundler_intern(p, bundler_s("this")), at, p->token.end,
                           BUNDLER_REF_THIS);
    e->written = e->name_end;
}

uint32_t bundler_jsx_name(parser *p, jsx_element *e, uint32_t at)
{
    e->name = at;
    const uint32_t first_end = skip_name(p, at);
    bool tag = p->text[at] >= 'a' && p->text[at] <= 'z', member = false;
    if (first_end == at) {
        bundler_jsx_wrong(p, at);
        return at;
    }
    for (uint32_t i = at; i < first_end; i++) tag = tag || p->text[i] == '-';
    at = first_end;
    if (p->text[at] == ':') {
        tag = true;
        at = skip_name(p, at + 1);
    }
    while (p->text[at] == '.') {
        member = true;
        at = skip_name(p, at + 1);
    }
    e->name_end = at;
    const slsc_str name = { (const char *)p->text + e->name, first_end - e->name };
    if (tag && !member && !bundler_is(name, "this")) {
        bundler_jsx_write(p, e, e->name, "\"");
        e->written = at;
        bundler_jsx_write(p, e, at, "\"");
    } else {
        variable_name(p, e, e->name);
    }
    return at;
}

/* Behind the name of an element of TypeScript: <List<string> ...> */
uint32_t bundler_jsx_type_arguments(parser *p, uint32_t at)
{
    if (!p->ts || p->text[at] != '<') return at;
    const size_t gaps = p->log->gaps_count;
    bundler_at(p, at);
    bundler_type_arguments(p, false);
    p->log->gaps_count = gaps;
    return p->previous_end;
}

/* ---- What stands in braces ---- */

/* At `{`: reads it on, so that the expression's first token is the current one. */
void bundler_jsx_enter_braces(parser *p, uint32_t at)
{
    bundler_at(p, at);
    bundler_next(p);
}

/* Behind the expression: gives the offset behind `}`. */
uint32_t bundler_jsx_leave_braces(parser *p)
{
    if (p->token.kind != T_RBRACE) bundler_unexpected(p);
    return p->failed ? p->size : p->token.offset + 1;
}

/* ---- Attributes ---- */

static void begin_property(parser *p, jsx_element *e, uint32_t at, const char *behind)
{
    const char *const comma = e->attributes++ ? ", " : ", {";
    bundler_edit_text(p, e->written, at, bundler_printf(p->arena, "%s%s", comma, behind));
    e->written = at;
}

static uint32_t spread(parser *p, jsx_element *e, uint32_t at)
{
    bundler_jsx_enter_braces(p, at);
    if (p->token.kind != T_ELLIPSIS) {
        bundler_unexpected(p);
        return p->size;
    }
    begin_property(p, e, p->token.offset, "");
    bundler_next(p);
    e->pure = false;
    bundler_assignment(p);
    const uint32_t end = bundler_jsx_leave_braces(p);
    e->written = p->previous_end;
    bundler_jsx_write(p, e, end, "");
    e->spread = true;
    return end;
}

/* Behind `=`: gives the end of the value. `from` and `to`: what of it stays in the source. */
static uint32_t read_value(parser *p, jsx_element *e, uint32_t at, uint32_t *from, uint32_t *to,
                           slsc_str *text)
{
    *from = *to = at;
    *text = (slsc_str) { 0 };
    if (p->text[at] == '"' || p->text[at] == '\'') {
        const unsigned char *end = memchr(p->text + at + 1, p->text[at], p->size - at - 1);
        if (!end) {
            bundler_fail(p, at, at + 1, "string without its end");
            return p->size;
        }
        const uint32_t close = (uint32_t)(end - p->text);
        *text = bundler_jsx_string(p, at + 1, close);
        return close + 1;
    }
    bool pure = true;
    uint32_t end;
    if (p->text[at] == '{') {
        bundler_jsx_enter_braces(p, at);
        *from = p->token.offset;
        pure = bundler_assignment(p) & E_PURE;
        *to = p->previous_end;
        end = bundler_jsx_leave_braces(p);
    } else if (p->text[at] == '<') {
        end = *to = bundler_jsx_element(p, at, &pure);
    } else {
        bundler_jsx_wrong(p, at);
        return p->size;
    }
    e->pure = e->pure && pure;
    return end;
}

/* The key is told apart from the attributes: it goes away here, and comes back at the end. */
static void note_key(parser *p, jsx_element *e, uint32_t from, uint32_t to, uint32_t end,
                     slsc_str text)
{
    e->key_from = from;
    e->key_to = to;
    e->key = text;
    bundler_jsx_write(p, e, end, "");
}

static uint32_t attribute(parser *p, jsx_element *e, uint32_t at)
{
    uint32_t name_end = skip_name(p, at), from, to;
    if (name_end == at || p->text[at] == '-' || (p->text[at] >= '0' && p->text[at] <= '9')) {
        bundler_jsx_wrong(p, at);
        return p->size;
    }
    if (p->text[name_end] == ':') name_end = skip_name(p, name_end + 1);
    const slsc_str name = { (const char *)p->text + at, name_end - at };
    const bool simple = !memchr(name.ptr, '-', name.len) && !memchr(name.ptr, ':', name.len);
    const bool is_key = bundler_is(name, "key") && !e->classic && !e->spread;
    if (bundler_is(name, "key") && !e->classic && e->spread) e->classic = true;
    if (!is_key) {
        begin_property(p, e, at, simple ? "" : "\"");
        e->written = name_end;
        if (!simple) bundler_jsx_write(p, e, name_end, "\"");
    }
    uint32_t next = bundler_jsx_space(p, name_end);
    if (p->text[next] != '=') {
        if (is_key)
            note_key(p, e, 0, 0, name_end, bundler_s("true"));
        else
            bundler_jsx_write(p, e, name_end, ": true");
        return next; /* what stands before it was read: its comments are in the log */
    }
    next = bundler_jsx_space(p, next + 1);
    slsc_str text;
    const uint32_t end = read_value(p, e, next, &from, &to, &text);
    if (is_key) {
        note_key(p, e, from, to, end, text);
        return end;
    }
    if (text.ptr) {
        bundler_edit_text(p, e->written, end,
                          bundler_printf(p->arena, ": %.*s", (int)text.len, text.ptr));
    } else {
        bundler_edit_text(p, e->written, from, bundler_s(": "));
        if (to != end) bundler_edit_text(p, to, end, bundler_s(""));
    }
    e->written = end;
    return end;
}

uint32_t bundler_jsx_attributes(parser *p, jsx_element *e, uint32_t at)
{
    for (at = bundler_jsx_space(p, at); !p->failed; at = bundler_jsx_space(p, at)) {
        if (p->text[at] == '>' || p->text[at] == '/') return at;
        if (p->text[at] == '{')
            at = spread(p, e, at);
        else
            at = attribute(p, e, at);
    }
    return p->size;
}
