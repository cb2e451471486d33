/* holders.c: the objects that enums and namespaces fill; see holders.h.
 *
 * Which declaration is the first of its name, and which bare names are members, is known at the
 * end. A name is a member if it means nothing that is declared within the body. */
#include "holders.h"

static uint32_t number_of(parser *p, slsc_str key)
{
    bundler_ts *ts = p->types;
    const uint32_t found = bundler_table_find(&ts->merged, key);
    if (found != BUNDLER_NONE) return found;
    return *bundler_table_at(&ts->merged, key) = ts->merged_count++;
}

static slsc_str key_in_scope(parser *p, bundler_name name)
{
    return bundler_printf(&p->scratch, "s%u.%u", p->scope, name);
}

uint32_t bundler_holder_named(parser *p, bundler_name name)
{
    return bundler_table_find(&p->types->merged, key_in_scope(p, name));
}

/* ---- Members ---- */

static slsc_str property_key(parser *p, uint32_t merged, bundler_name name)
{
    return bundler_printf(&p->scratch, "p%u.%u", merged, name);
}

void bundler_holder_property(parser *p, uint32_t holder, bundler_name name, bundler_value value)
{
    bundler_ts *ts = p->types;
    const slsc_str key = property_key(p, ts->holders[holder].merged, name);
    uint32_t *at = bundler_table_at(&ts->merged, key);
    if (*at == BUNDLER_NONE) {
        *at = (uint32_t)ts->property_count;
        ts->properties = bundler_grow(&p->scratch, ts->properties, ts->property_count,
                                      &ts->property_capacity, sizeof *ts->properties);
        ts->property_count++;
    }
    ts->properties[*at] = value;
}

const bundler_value *bundler_holder_find(parser *p, uint32_t merged, bundler_name name)
{
    const bundler_ts *ts = p->types;
    const uint32_t found = bundler_table_find(&ts->merged, property_key(p, merged, name));
    return found == BUNDLER_NONE ? NULL : &ts->properties[found];
}

/* ---- Begin and end ---- */

uint32_t bundler_holder_begin(parser *p, const bundler_token *name, uint32_t start, bool exported)
{
    bundler_ts *ts = bundler_ts_of(p);
    while (ts->holder_count && ts->holders[ts->holder_count - 1].name_offset >= name->offset)
        ts->holder_count--; /* of an attempt that was in vain */
    ts->holders = bundler_grow(&p->scratch, ts->holders, ts->holder_count, &ts->holder_capacity,
                               sizeof *ts->holders);
    const uint32_t index = (uint32_t)ts->holder_count++;
    const uint32_t parent = exported ? ts->holder : 0;
    struct bundler_holder *holder = &ts->holders[index];
    *holder = (struct bundler_holder) {
        .start = start,
        .declared = (uint32_t)p->declared_count,
        .name_offset = name->offset,
        .outer = p->scope,
        .parent = parent,
        .name = bundler_name_of(p, name),
        .local = bundler_ts_temporary(p),
    };
    bundler_declare(p, MARK_ENUM, name);
    holder->merged =
        number_of(p, parent ? bundler_printf(&p->scratch, "n%u.%u", ts->holders[parent - 1].merged,
                                             holder->name)
                            : key_in_scope(p, holder->name));
    if (parent)
        bundler_holder_property(p, parent - 1, holder->name, (bundler_value) { VALUE_UNKNOWN, 0 });
    bundler_open(p, SCOPE_NAMESPACE);
    holder->scope = p->scope;
    return index;
}

void bundler_holder_end(parser *p, uint32_t holder, uint32_t before)
{
    p->types->holders[holder].end = p->previous_end;
    bundler_close(p, before);
}

/* ---- At the end ---- */

typedef struct ending {
    parser *p;
    uint32_t *scope; /* of each symbol */
    uint32_t *first; /* of each symbol: the first of p->declared that makes it */
} ending;

static void know_symbols(ending *e)
{
    parser *p = e->p;
    const size_t size = (p->log->symbols_count + 1) * sizeof(uint32_t);
    e->scope = bundler_alloc(&p->scratch, size);
    e->first = bundler_alloc(&p->scratch, size);
    memset(e->first, 0xff, size);
    for (uint32_t i = 0; i < p->declared_count; i++) {
        const bundler_declared *declared = &p->declared[i];
        if (declared->symbol == BUNDLER_NONE || declared->kind == MARK_VAR_PASSES) continue;
        e->scope[declared->symbol] = declared->scope;
        if (e->first[declared->symbol] == BUNDLER_NONE) e->first[declared->symbol] = i;
    }
}

static bool is_there(const parser *p, const struct bundler_holder *holder)
{
    return holder->end && holder->declared < p->declared_count &&
           p->declared[holder->declared].offset == holder->name_offset &&
           p->declared[holder->declared].kind == MARK_ENUM;
}

/* The name itself stays, or moves: who renames the declaration must meet it
 * once, as it is. */
static void write_first(const ending *e, const struct bundler_holder *holder)
{
    parser *p = e->p;
    const slsc_str name = p->log->names[holder->name], local = holder->local;
    const bool block = p->scopes[holder->outer].kind == SCOPE_BLOCK;
    const uint32_t name_end = p->declared[holder->declared].end;
    slsc_str given = bundler_s("{}");
    if (holder->parent) {
        const slsc_str in = p->types->holders[holder->parent - 1].local;
        given = bundler_printf(p->arena, "%.*s.%.*s ||= {}", (int)in.len, in.ptr, (int)name.len,
                               name.ptr);
    }
    bundler_edit_text(p, holder->start, holder->name_offset, bundler_s(block ? "let " : "var "));
    bundler_edit_text(p, name_end, holder->open,
                      bundler_printf(p->arena, " = ((%.*s) => {", (int)local.len, local.ptr));
    bundler_edit_text(p, holder->close, holder->end,
                      bundler_printf(p->arena, "; return %.*s; })(%.*s);", (int)local.len,
                                     local.ptr, (int)given.len, given.ptr));
}

static void write_further(const ending *e, const struct bundler_holder *holder)
{
    parser *p = e->p;
    bundler_edit_text(
        p, holder->start, holder->open,
        bundler_printf(p->arena, ";((%.*s) => {", (int)holder->local.len, holder->local.ptr));
    bundler_edit_text(p, holder->close, holder->close, bundler_s("})("));
    bundler_edit_move(p, holder->close, holder->close, holder->name_offset,
                      p->declared[holder->declared].end);
    bundler_edit_text(p, holder->close, holder->close, bundler_s(");"));
    if (holder->end > holder->close)
        bundler_edit_text(p, holder->close, holder->end, bundler_s(""));
}

static bool is_first(const ending *e, const struct bundler_holder *holder)
{
    const uint32_t symbol = e->p->declared[holder->declared].symbol;
    return symbol == BUNDLER_NONE || e->first[symbol] == holder->declared;
}

static void write_holder(const ending *e, struct bundler_holder *holder)
{
    holder->first = is_first(e, holder);
    if (holder->first)
        write_first(e, holder);
    else
        write_further(e, holder);
}

/* Another text stands for a reference. */
void bundler_write_instead(parser *p, bundler_reference *reference, slsc_str text)
{
    if (reference->flags & BUNDLER_REF_SHORTHAND)
        bundler_edit_text(p, reference->end, reference->end,
                          bundler_printf(p->arena, ": %.*s", (int)text.len, text.ptr));
    else
        bundler_edit_text(p, reference->offset, reference->end, text);
    if (reference->symbol != BUNDLER_NONE) p->log->symbols[reference->symbol].references--;
    reference->name = BUNDLER_NONE;
    p->dead = true;
}

/* A reference becomes a member of the object that the body calls `local`. */
static void write_member(parser *p, bundler_reference *reference, slsc_str local)
{
    const slsc_str name = p->log->names[reference->name];
    const int l = (int)local.len;
    if (reference->flags & BUNDLER_REF_SHORTHAND) {
        bundler_edit_text(
            p, reference->end, reference->end,
            bundler_printf(p->arena, ": %.*s.%.*s", l, local.ptr, (int)name.len, name.ptr));
    } else if (reference->flags & BUNDLER_REF_CALL) {
        const bool asi = reference->flags & BUNDLER_REF_ASI;
        bundler_edit_text(p, reference->offset, reference->offset,
                          bundler_printf(p->arena, "%s(0, %.*s.", asi ? ";" : "", l, local.ptr));
        bundler_edit_text(p, reference->end, reference->end, bundler_s(")"));
    } else {
        bundler_edit_text(p, reference->offset, reference->offset,
                          bundler_printf(p->arena, "%.*s.", l, local.ptr));
    }
    if (reference->symbol != BUNDLER_NONE) p->log->symbols[reference->symbol].references--;
    reference->name = BUNDLER_NONE;
    p->dead = true;
}

/* From the innermost body outwards, until one declares the name or has it as a member. */
static void settle(const ending *e, bundler_reference *reference, const uint32_t *open,
                   size_t depth)
{
    parser *p = e->p;
    while (depth-- > 0) {
        const struct bundler_holder *holder = &p->types->holders[open[depth]];
        if (reference->symbol != BUNDLER_NONE && e->scope[reference->symbol] >= holder->scope)
            return;
        if (holder->first && reference->symbol != BUNDLER_NONE &&
            reference->symbol == p->declared[holder->declared].symbol) { /* not yet assigned */
            bundler_write_instead(p, reference, holder->local);
            return;
        }
        if (!bundler_holder_find(p, holder->merged, reference->name)) continue;
        write_member(p, reference, holder->local);
        return;
    }
}

void bundler_holder_edits(parser *p)
{
    bundler_ts *ts = p->types;
    ending e = { .p = p };
    uint32_t *open = bundler_alloc(&p->scratch, (ts->holder_count + 1) * sizeof *open), next = 0;
    size_t depth = 0;
    if (ts->holder_count == 0) return;
    know_symbols(&e);
    for (size_t i = ts->holder_count; i-- > 0;) /* the innermost first, where several end */
        if (is_there(p, &ts->holders[i])) write_holder(&e, &ts->holders[i]);
    for (size_t i = 0; i < p->log->references_count; i++) {
        bundler_reference *reference = &p->log->references[i];
        for (; next < ts->holder_count && ts->holders[next].inside <= reference->offset; next++) {
            while (depth && ts->holders[open[depth - 1]].end <= ts->holders[next].inside) depth--;
            if (is_there(p, &ts->holders[next])) open[depth++] = next;
        }
        while (depth && ts->holders[open[depth - 1]].end <= reference->offset) depth--;
        if (depth && reference->name != BUNDLER_NONE) settle(&e, reference, open, depth);
    }
}
