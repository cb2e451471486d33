/* resolve.c: which declaration each reference means, in one walk over the scopes.
 *
 * Scopes lie in the list in the order in which they begin, references in the order of the source,
 * so the walk meets both as execution of the text would: `current` has, for each name, the symbol
 * that it means here. A scope that begins declares all its names at once (that is what hoisting is)
 * and notes what each meant before; a scope that ends puts that back. */
#include "hooks.h"

typedef struct owner { /* beside each of log->symbols */
    uint32_t scope;
    uint32_t shadowed; /* what the name meant outside */
    uint8_t kind;      /* bundler_mark_kind */
} owner;

typedef struct walk {
    parser *p;
    uint32_t *current; /* for each name: symbol */
    uint32_t *marks;   /* indices of p->declared, by scope, in order */
    uint32_t *begin;   /* for each scope: where its marks begin; one more at the end */
    BUNDLER_LIST(owner, owners);
    uint32_t reference; /* the next */
    uint32_t deep;      /* how many functions we are in */
} walk;

/* ---- Declarations ---- */

static bool is_lexical(bundler_mark_kind kind)
{
    return kind == MARK_LEXICAL || kind == MARK_CONST || kind == MARK_CLASS ||
           kind == MARK_IMPORTED || kind == MARK_ENUM;
}

/* May a name that is declared as `old` be declared as `new` in the same scope? */
static bool may_join(const walk *w, const bundler_scope *scope, bundler_mark_kind old,
                     bundler_mark_kind new)
{
    if (old == MARK_ENUM || new == MARK_ENUM) {
        const bundler_mark_kind other = old == MARK_ENUM ? new : old;
        return other == MARK_ENUM || other == MARK_FUNCTION || other == MARK_CLASS;
    }
    if (is_lexical(old) || is_lexical(new)) return false;
    if (old == MARK_BLOCK_FUNCTION || new == MARK_BLOCK_FUNCTION) return old == new;
    if (old == MARK_CATCH) return false;
    if (old == MARK_PARAMETER && new == MARK_PARAMETER) return !scope->unique;
    if (old == MARK_FUNCTION || new == MARK_FUNCTION)
        return scope->kind == SCOPE_TOP ? !w->p->module
                                        : scope->kind != SCOPE_BLOCK && scope->kind != SCOPE_CATCH;
    return true;
}

static void twice(walk *w, const bundler_declared *mark)
{
    const slsc_str name = w->p->log->names[mark->name];
    bundler_fail(w->p, mark->offset, mark->end, "`%.*s` is declared twice",
                 name.len > 80 ? 80 : (int)name.len, name.ptr);
}

static bundler_symbol_kind symbol_kind(bundler_mark_kind kind)
{
    switch (kind) {
    case MARK_CONST: return BUNDLER_LEXICAL;
    case MARK_CATCH:
    case MARK_OWN_NAME: return BUNDLER_PARAMETER;
    case MARK_BLOCK_FUNCTION: return BUNDLER_FUNCTION;
    case MARK_BLOCK_VAR: return BUNDLER_VAR;
    case MARK_VAR_PASSES: break;
    default: return (bundler_symbol_kind)kind;
    }
    return BUNDLER_VAR;
}

static void new_symbol(walk *w, bundler_declared *mark)
{
    parser *p = w->p;
    mark->symbol = (uint32_t)p->log->symbols_count;
    *BUNDLER_PUSH(p, p->log, symbols) = (bundler_symbol) {
        .name = mark->name,
        .kind = symbol_kind(mark->kind),
        .top = mark->scope == 0,
        .constant = mark->kind == MARK_CONST,
        .written = mark->many,
    };
    *BUNDLER_PUSH(p, w, owners) =
        (owner) { .scope = mark->scope, .shadowed = w->current[mark->name], .kind = mark->kind };
    w->current[mark->name] = mark->symbol;
}

/* A second declaration of a name in the same scope. */
static void join(walk *w, bundler_declared *mark, uint32_t symbol)
{
    bundler_symbol *old = &w->p->log->symbols[symbol];
    mark->symbol = symbol;
    old->written = true;
    if (mark->kind != MARK_FUNCTION && mark->kind != MARK_ENUM) return;
    if (mark->kind == MARK_FUNCTION || old->kind == BUNDLER_VAR)
        old->kind = symbol_kind(mark->kind);
    w->owners[symbol].kind = mark->kind;
}

static void declare(walk *w, bundler_declared *mark)
{
    const bundler_scope *scope = &w->p->scopes[mark->scope];
    const uint32_t before = w->current[mark->name];
    if (before == BUNDLER_NONE) {
        new_symbol(w, mark);
        return;
    }
    const owner *old = &w->owners[before];
    const bool parameter =
        scope->kind == SCOPE_BODY && old->scope == scope->parent && old->kind == MARK_PARAMETER;
    if (parameter && is_lexical(mark->kind)) {
        twice(w, mark);
    } else if (parameter && mark->kind == MARK_VAR) {
        join(w, mark, before);
    } else if (old->scope != mark->scope || old->kind == MARK_OWN_NAME) {
        new_symbol(w, mark);
    } else if (mark->kind == MARK_BLOCK_VAR) {
        if (!is_lexical(old->kind)) join(w, mark, before);
    } else if (may_join(w, scope, old->kind, mark->kind)) {
        join(w, mark, before);
    } else {
        twice(w, mark);
    }
}

/* `var` in a block: no scope between the block and the function may have its name. */
static void pass(walk *w, const bundler_declared *mark)
{
    const owner *now = &w->owners[w->current[mark->name]];
    if (now->scope <= mark->symbol) return;
    if (now->kind == MARK_CATCH && w->p->scopes[now->scope].simple && !mark->many) return;
    twice(w, mark);
}

static void begin_scope(walk *w, uint32_t index)
{
    const uint32_t *at = w->marks + w->begin[index], *end = w->marks + w->begin[index + 1];
    bool late = false;
    for (const uint32_t *mark = at; mark < end; mark++) {
        bundler_declared *declared = &w->p->declared[*mark];
        if (declared->kind == MARK_BLOCK_VAR || declared->kind == MARK_VAR_PASSES)
            late = true;
        else
            declare(w, declared);
    }
    for (const uint32_t *mark = at; late && mark < end && !w->p->failed; mark++) {
        bundler_declared *declared = &w->p->declared[*mark];
        if (declared->kind == MARK_BLOCK_VAR)
            declare(w, declared);
        else if (declared->kind == MARK_VAR_PASSES)
            pass(w, declared);
    }
    if (w->p->scopes[index].deep) w->deep++;
}

/* In reverse, so that a name that came twice means again what it did at first. */
static void end_scope(walk *w, uint32_t index)
{
    for (uint32_t i = w->begin[index + 1]; i-- > w->begin[index];) {
        const bundler_declared *mark = &w->p->declared[w->marks[i]];
        if (mark->symbol == BUNDLER_NONE || mark->kind == MARK_VAR_PASSES) continue;
        const owner *own = &w->owners[mark->symbol];
        if (w->current[mark->name] == mark->symbol && own->scope == index)
            w->current[mark->name] = own->shadowed;
    }
    if (w->p->scopes[index].deep) w->deep--;
}

/* ---- References ---- */

static void references_until(walk *w, uint32_t end)
{
    bundler_log *log = w->p->log;
    const uint32_t now = w->deep ? 0 : BUNDLER_REF_NOW;
    for (; w->reference < end; w->reference++) {
        bundler_reference *reference = &log->references[w->reference];
        if (reference->name == BUNDLER_NONE) continue;
        reference->flags |= now;
        reference->symbol = w->current[reference->name];
        if (reference->symbol == BUNDLER_NONE) continue;
        bundler_symbol *symbol = &log->symbols[reference->symbol];
        symbol->references++;
        if (reference->flags & BUNDLER_REF_WRITE) symbol->written = true;
    }
}

/* ---- The walk ---- */

static void sort_marks(walk *w)
{
    parser *p = w->p;
    w->begin = bundler_alloc(&p->scratch, (p->scopes_count + 2) * sizeof *w->begin);
    w->marks = bundler_alloc(&p->scratch, (p->declared_count + 1) * sizeof *w->marks);
    for (size_t i = 0; i < p->declared_count; i++) w->begin[p->declared[i].scope + 2]++;
    for (size_t i = 2; i < p->scopes_count + 2; i++) w->begin[i] += w->begin[i - 1];
    for (size_t i = 0; i < p->declared_count; i++)
        w->marks[w->begin[p->declared[i].scope + 1]++] = (uint32_t)i;
}

/* Exports say names of the module's scope, which are known while it is current. */
static void resolve_exports(walk *w)
{
    bundler_log *log = w->p->log;
    for (size_t i = 0; i < log->exports_count; i++) {
        bundler_export *export = &log->exports[i];
        if (export->kind != BUNDLER_EXPORT_SYMBOL) continue;
        export->symbol = w->current[export->from_name];
        if (export->symbol == BUNDLER_NONE)
            export->kind = BUNDLER_EXPORT_MISSING;
        else
            log->symbols[export->symbol].references++;
    }
}

static void walk_scopes(walk *w)
{
    const parser *p = w->p;
    uint32_t open = BUNDLER_NONE;
    for (uint32_t next = 0; next < p->scopes_count && !p->failed; next++) {
        for (; open != p->scopes[next].parent; open = p->scopes[open].parent) {
            references_until(w, p->scopes[open].reference_end);
            end_scope(w, open);
        }
        references_until(w, p->scopes[next].reference);
        begin_scope(w, next);
        open = next;
    }
    if (p->failed) return;
    for (; open != 0; open = p->scopes[open].parent) {
        references_until(w, p->scopes[open].reference_end);
        end_scope(w, open);
    }
    references_until(w, (uint32_t)p->log->references_count);
    resolve_exports(w);
}

void bundler_resolve_names(parser *p)
{
    walk w = { .p = p };
    sort_marks(&w);
    w.current = bundler_alloc(&p->scratch, (p->log->names_count + 1) * sizeof *w.current);
    memset(w.current, 0xff, p->log->names_count * sizeof *w.current);
    walk_scopes(&w);
    if (!p->failed && p->types) bundler_ts_names(p);
    if (!p->failed) bundler_finish(p);
}
