/* jsx.c: elements become calls: React.createElement("a", { b: c }, child), or, with the automatic
 * runtime, jsx("a", { b: c, children: child }, key).
 *
 * What stands between `<` and `>` is read by bytes, since it has another lexis: names with dashes,
 * strings without escapes. Only names that are variables, and what stands in braces, are read as
 * JavaScript. The whole is turned by edits where it stands; `written` is the end of the last of
 * them, and what lies between is space. `<` itself becomes the name of the function that is called,
 * and has a reference of that name: who renames the reference need not know of the edit. */
#include "jsx.h"

/* ---- Names that the element needs ---- */

/* A byte of the source becomes a variable. A path (React.Fragment) is its first name, the rest is
 * text behind it. */
static void refer(parser *p, uint32_t at, slsc_str path, const char *behind)
{
    const char *dot = memchr(path.ptr, '.', path.len);
    const slsc_str name = { path.ptr, dot ? (size_t)(dot - path.ptr) : path.len };
    const slsc_str rest = { path.ptr + name.len, path.len - name.len };
    bundler_refer_name(p, bundler_intern(p, bundler_copy(p->arena, name)), at, at + 1,
                       dot ? 0 : BUNDLER_REF_CALL);
    bundler_edit_text(p, at, at + 1, bundler_copy(p->arena, name));
    bundler_edit_text(p, at + 1, at + 1,
                      bundler_printf(p->arena, "%.*s%s", (int)rest.len, rest.ptr, behind));
}

/* `return<a/>`, and `return <a/>` whose space goes away: a name will stand for `<`. */
static void keep_apart(parser *p, uint32_t at)
{
    uint32_t before = at;
    const bundler_log *log = p->log;
    if (log->gaps_count && log->gaps[log->gaps_count - 1].end == at)
        before = log->gaps[log->gaps_count - 1].offset;
    const unsigned char c = before ? p->text[before - 1] : ' ';
    if ((c | 32) >= 'a' && (c | 32) <= 'z') bundler_edit_text(p, at, at, bundler_s(" "));
}

static void begin_call(parser *p, jsx_element *e)
{
    keep_apart(p, e->offset);
    e->call = p->log->edits_count;
    e->reference = p->log->references_count;
    refer(p, e->offset, e->classic ? bundler_jsx_option(p, JSX_FACTORY) : bundler_s(JSX_NAME), "(");
    e->written = e->offset + 1;
}

/* What was thought to be jsx() is jsxs(), or createElement(). */
static void change_call(parser *p, const jsx_element *e, const char *name)
{
    p->log->references[e->reference].name = bundler_intern(p, bundler_s(name));
    p->log->edits[e->call].text = bundler_s(name);
}

/* ---- Children ---- */

static void begin_child(parser *p, jsx_element *e, uint32_t at)
{
    const size_t edit = p->log->edits_count;
    const char *comma = ", ";
    if (!e->classic && e->children == 0) {
        e->first_child = edit;
        comma = e->attributes ? ", children: " : "children: ";
    }
    e->children++;
    bundler_jsx_write(p, e, at, comma);
}

static uint32_t child_in_braces(parser *p, jsx_element *e, uint32_t at)
{
    bundler_jsx_enter_braces(p, at);
    if (p->token.kind == T_RBRACE) { /* a comment, at most */
        const uint32_t end = bundler_jsx_leave_braces(p);
        bundler_edit_text(p, e->written, end, bundler_s(""));
        e->written = end;
        return end;
    }
    begin_child(p, e, p->token.offset);
    if (p->token.kind == T_ELLIPSIS) {
        e->spread_child = true;
        e->pure = false;
        bundler_next(p);
    }
    const bundler_shape shape = bundler_expression(p);
    e->pure = e->pure && (shape & E_PURE);
    e->written = p->previous_end;
    const uint32_t end = bundler_jsx_leave_braces(p);
    bundler_jsx_write(p, e, end, "");
    return end;
}

static uint32_t child_of_text(parser *p, jsx_element *e, uint32_t at)
{
    uint32_t end = at;
    while (end < p->size && p->text[end] != '<' && p->text[end] != '{') {
        if (p->text[end] == '>' || p->text[end] == '}') {
            bundler_jsx_wrong(p, end);
            return p->size;
        }
        end++;
    }
    const slsc_str text = bundler_jsx_text(p, at, end);
    if (text.len) {
        begin_child(p, e, at);
        bundler_edit_text(p, at, end, text);
    } else {
        bundler_edit_text(p, e->written, end, bundler_s(""));
    }
    e->written = end;
    return end;
}

/* Up to `</`, whose offset it gives. */
static uint32_t read_children(parser *p, jsx_element *e, uint32_t at)
{
    while (!p->failed) {
        if (at >= p->size) {
            bundler_fail(p, e->offset, e->offset + 1, "element without its end");
        } else if (p->text[at] == '{') {
            at = child_in_braces(p, e, at);
        } else if (p->text[at] != '<') {
            at = child_of_text(p, e, at);
        } else {
            if (p->text[bundler_jsx_space(p, at + 1)] == '/') return at;
            bool pure = false;
            begin_child(p, e, at);
            at = bundler_jsx_element(p, at, &pure);
            e->pure = e->pure && pure;
            e->written = at;
        }
    }
    return p->size;
}

/* ---- The whole ---- */

/* At `</`: gives the offset behind `>`. */
static uint32_t read_closing(parser *p, const jsx_element *e, uint32_t at)
{
    at = bundler_jsx_space(p, at + 1) + 1; /* behind `/` */
    at = bundler_jsx_space(p, at);
    const uint32_t length = e->name_end - e->name;
    if (at + length > p->size || memcmp(p->text + at, p->text + e->name, length) != 0) {
        bundler_fail(p, at, at + 1, "expected `</%.*s>`", length > 80 ? 80 : (int)length,
                     (const char *)p->text + e->name);
        return p->size;
    }
    at = bundler_jsx_space(p, at + length);
    if (p->text[at] != '>') {
        bundler_jsx_wrong(p, at);
        return p->size;
    }
    return at + 1;
}

static void end_call(parser *p, jsx_element *e, uint32_t end)
{
    const bool many = e->children > 1 || e->spread_child;
    if (e->classic) {
        bundler_jsx_write(p, e, end, ")");
        return;
    }
    if (many) {
        change_call(p, e, JSX_NAME "s");
        p->log->edits[e->first_child].text =
            bundler_s(e->attributes ? ", children: [" : "children: [");
    }
    if (!e->key_to && !e->key.ptr) {
        bundler_jsx_write(p, e, end, many ? "]})" : "})");
        return;
    }
    bundler_jsx_write(p, e, end, many ? "]}, " : "}, ");
    if (e->key.ptr)
        bundler_edit_text(p, end, end, e->key);
    else
        bundler_edit_move(p, end, end, e->key_from, e->key_to);
    bundler_jsx_write(p, e, end, ")");
}

/* At the `>` or `/>` of the opening tag: the object of the attributes is complete. */
static uint32_t end_attributes(parser *p, jsx_element *e, uint32_t at, bool *empty)
{
    *empty = p->text[at] == '/';
    if (*empty) at = bundler_jsx_space(p, at + 1);
    if (p->text[at] != '>') {
        bundler_jsx_wrong(p, at);
        return p->size;
    }
    if (e->classic)
        bundler_jsx_write(p, e, at + 1, e->attributes ? "}" : ", null");
    else
        bundler_jsx_write(p, e, at + 1, e->attributes ? "" : ", {");
    return at + 1;
}

static uint32_t read_fragment(parser *p, jsx_element *e, uint32_t at)
{
    e->name = e->name_end = at;
    bundler_jsx_write(p, e, at, "");
    refer(p, at, e->classic ? bundler_jsx_option(p, JSX_FRAGMENT) : bundler_s(JSX_FRAGMENT_NAME),
          e->classic ? ", null" : ", {");
    p->log->references[p->log->references_count - 1].flags &= ~(uint32_t)BUNDLER_REF_CALL;
    e->written = at + 1;
    return at + 1;
}

static uint32_t read_inside(parser *p, jsx_element *e, uint32_t at)
{
    bool empty = false;
    begin_call(p, e);
    at = bundler_jsx_space(p, at + 1);
    if (p->text[at] == '>') {
        at = read_fragment(p, e, at);
    } else {
        at = bundler_jsx_name(p, e, at);
        if (p->failed) return p->size;
        at = bundler_jsx_type_arguments(p, at);
        const bool automatic = !e->classic;
        at = bundler_jsx_attributes(p, e, at);
        if (p->failed) return p->size;
        at = end_attributes(p, e, at, &empty);
        if (automatic && e->classic) change_call(p, e, JSX_CREATE_NAME);
    }
    if (!empty && !p->failed) {
        at = read_children(p, e, at);
        if (!p->failed) at = read_closing(p, e, at);
    }
    if (!p->failed) end_call(p, e, at);
    return at;
}

uint32_t bundler_jsx_element(parser *p, uint32_t at, bool *pure)
{
    jsx_element e = { .offset = at, .pure = true };
    e.classic = bundler_jsx_is_classic(p);
    if (!bundler_nest(p)) return p->size;
    const uint32_t in = p->in;
    p->in &= ~(uint32_t)(IN_NO_IN | IN_NO_ARROW_TYPE);
    at = read_inside(p, &e, at);
    p->in = in;
    bundler_unnest(p);
    *pure = e.pure;
    return at;
}

bundler_shape bundler_jsx(parser *p)
{
    bool pure = false;
    bundler_ts_of(p);
    const uint32_t end = bundler_jsx_element(p, p->token.offset, &pure);
    if (p->failed) return 0;
    bundler_at(p, end);
    p->previous_end = end;
    return pure ? E_PURE | E_CALL : E_CALL;
}
