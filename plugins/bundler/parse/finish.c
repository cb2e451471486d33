/* finish.c: what can be told only when every name is known: which declarations are the module's,
 * what `require` means, which statements are without effect. */
#include "parser.h"

/* ---- Declarations, bindings, exports ---- */

static void list_declarations(parser *p)
{
    bundler_log *log = p->log;
    for (size_t i = 0; i < p->declared_count; i++) {
        const bundler_declared *mark = &p->declared[i];
        if (mark->scope != 0 || mark->symbol == BUNDLER_NONE || mark->kind == MARK_VAR_PASSES)
            continue;
        *BUNDLER_PUSH(p, log, declarations) = (bundler_declaration) {
            .symbol = mark->symbol,
            .offset = mark->offset,
            .statement = mark->statement,
            .end = mark->end,
            .shorthand = mark->shorthand,
        };
        if (mark->statement >= log->statements_count) continue;
        bundler_statement *statement = &log->statements[mark->statement];
        if (statement->declaration_count++ == 0)
            statement->declaration = (uint32_t)log->declarations_count - 1;
    }
    for (size_t i = 0; i < log->bindings_count; i++)
        log->bindings[i].symbol = p->declared[log->bindings[i].symbol].symbol;
}

static void check_exports(parser *p)
{
    const bundler_log *log = p->log;
    bool *seen = bundler_alloc(&p->scratch, log->names_count + 1);
    for (size_t i = 0; i < log->exports_count; i++) {
        const bundler_export *export = &log->exports[i];
        const bool missing = export->kind == BUNDLER_EXPORT_MISSING;
        if (export->kind == BUNDLER_EXPORT_ALL) continue;
        const slsc_str name = log->names[missing ? export->from_name : export->name];
        const int shown = name.len > 80 ? 80 : (int)name.len;
        if (missing && !p->ts)
            bundler_fail(p, export->offset, export->offset + (uint32_t)name.len,
                         "`%.*s` is exported, but declared nowhere", shown, name.ptr);
        if (missing) continue;
        if (seen[export->name] && !p->ts)
            bundler_fail(p, export->offset, export->offset + 1, "`%.*s` is exported twice", shown,
                         name.ptr);
        seen[export->name] = true;
    }
}

/* ---- References ---- */

/* x.y is told only where it can matter: of what is imported, and of what is not declared. */
static void name_members(parser *p)
{
    bundler_log *log = p->log;
    for (size_t i = 0; i < log->references_count; i++) {
        bundler_reference *reference = &log->references[i];
        if (!(reference->flags & BUNDLER_REF_MEMBER)) continue;
        const bool matters = reference->symbol == BUNDLER_NONE ||
                             log->symbols[reference->symbol].kind == BUNDLER_IMPORTED;
        if (!matters) {
            reference->flags &= ~(uint32_t)BUNDLER_REF_MEMBER;
            reference->member = BUNDLER_NONE;
            reference->member_end = 0;
        } else if (!(reference->flags & REFERENCE_NAMED)) {
            const slsc_str text = { log->source.ptr + reference->member,
                                    reference->member_end - reference->member };
            reference->member = bundler_intern(p, text);
        }
    }
}

/* require() of a file's own `require` is a call like any other. */
static void drop_foreign_requires(parser *p)
{
    bundler_log *log = p->log;
    uint32_t *moved = bundler_alloc(&p->scratch, (log->imports_count + 1) * sizeof *moved);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < log->imports_count; i++) {
        moved[i] = kept;
        const uint32_t asked = p->asked[i];
        if (asked != BUNDLER_NONE && log->references[asked].symbol != BUNDLER_NONE) continue;
        log->imports[kept++] = log->imports[i];
    }
    if (kept == log->imports_count) return;
    moved[log->imports_count] = kept;
    log->imports_count = kept;
    for (size_t i = 0; i < log->bindings_count; i++)
        log->bindings[i].import = moved[log->bindings[i].import];
    for (size_t i = 0; i < log->exports_count; i++)
        if (log->exports[i].import != BUNDLER_NONE)
            log->exports[i].import = moved[log->exports[i].import];
    for (size_t i = 0; i < log->statements_count; i++) {
        bundler_statement *statement = &log->statements[i];
        const uint32_t end = moved[statement->import + statement->import_count];
        statement->import = moved[statement->import];
        statement->import_count = end - statement->import;
    }
}

/* Takes out those that became parameters of arrow functions. */
static void drop_dead(parser *p)
{
    bundler_log *log = p->log;
    uint32_t kept = 0, next = 0;
    for (size_t i = 0; i < log->statements_count; i++) {
        bundler_statement *statement = &log->statements[i];
        const uint32_t end = statement->reference + statement->reference_count;
        for (; next < statement->reference; next++)
            if (log->references[next].name != BUNDLER_NONE)
                log->references[kept++] = log->references[next];
        statement->reference = kept;
        for (; next < end; next++)
            if (log->references[next].name != BUNDLER_NONE)
                log->references[kept++] = log->references[next];
        statement->reference_count = kept - statement->reference;
    }
    log->references_count = kept;
}

/* ---- Purity ---- */

static bool is_known_global(slsc_str name)
{
    static const char *const known[] = {
        "undefined", "NaN",        "Infinity", "Object",  "Array",      "Symbol",      "Map",
        "Set",       "WeakMap",    "WeakSet",  "Promise", "String",     "Number",      "Boolean",
        "Function",  "Error",      "RegExp",   "Date",    "Math",       "JSON",        "Reflect",
        "Proxy",     "BigInt",     "require",  "module",  "console",    "TypeError",   "RangeError",
        "exports",   "globalThis", "Buffer",   "process", "Uint8Array", "SyntaxError", "EvalError",
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (bundler_is(name, known[i])) return true;
    return false;
}

typedef struct purity {
    const bundler_log *log;
    uint32_t *first; /* for each symbol: its first declaration */
    bool *space;     /* it is import * as x */
} purity;

/* Whether a `let`, `const` or class has its value where it is referred to: `const a = 1, b = a`. */
static bool is_made(const purity *f, const bundler_reference *reference, uint32_t statement)
{
    const uint32_t first = f->first[reference->symbol], next = first + 1;
    const bundler_declaration *declarations = f->log->declarations;
    if (declarations[first].statement != statement)
        return declarations[first].statement < statement;
    return next < f->log->declarations_count && declarations[next].statement == statement &&
           declarations[next].offset < reference->offset;
}

static bool has_effect(const purity *f, const bundler_reference *reference, uint32_t statement)
{
    const uint32_t harmless =
        REFERENCE_HARMLESS | BUNDLER_REF_TYPEOF | BUNDLER_REF_THIS | BUNDLER_REF_META;
    if (!(reference->flags & BUNDLER_REF_NOW) || reference->flags & harmless) return false;
    const bool bound = reference->symbol != BUNDLER_NONE;
    if (reference->flags & REFERENCE_SPACE) return !bound || !f->space[reference->symbol];
    if (reference->flags & REFERENCE_GLOBAL && bound) return true;
    if (!bound) return !is_known_global(f->log->names[reference->name]);
    const bundler_symbol *symbol = &f->log->symbols[reference->symbol];
    if (symbol->kind != BUNDLER_LEXICAL && symbol->kind != BUNDLER_CLASS) return false;
    return symbol->top && !is_made(f, reference, statement);
}

static void settle_purity(parser *p)
{
    bundler_log *log = p->log;
    const purity f = {
        .log = log,
        .first = bundler_alloc(&p->scratch, (log->symbols_count + 1) * sizeof *f.first),
        .space = bundler_alloc(&p->scratch, log->symbols_count + 1),
    };
    for (size_t i = log->declarations_count; i-- > 0;)
        f.first[log->declarations[i].symbol] = (uint32_t)i;
    for (size_t i = 0; i < log->bindings_count; i++)
        f.space[log->bindings[i].symbol] = log->bindings[i].name == BUNDLER_STAR;
    for (uint32_t i = 0; i < log->statements_count; i++) {
        bundler_statement *statement = &log->statements[i];
        const bundler_reference *at = log->references + statement->reference;
        for (uint32_t k = 0; statement->pure && k < statement->reference_count; k++)
            if (has_effect(&f, &at[k], i)) statement->pure = false;
    }
    for (size_t i = 0; i < log->references_count; i++) log->references[i].flags &= REFERENCE_MASK;
}

void bundler_finish(parser *p)
{
    list_declarations(p);
    check_exports(p);
    drop_foreign_requires(p);
    if (p->dead) drop_dead(p);
    name_members(p);
    settle_purity(p);
}
