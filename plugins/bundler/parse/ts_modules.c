/* ts_modules.c: import and export as TypeScript has them besides: of types, and with `=`.
 *
 * What is imported and not used as a value is a type; its import goes away at the end, when names
 * are resolved. So does `import x = A.B` when nobody uses x. */
#include "holders.h"

struct bundler_elision { /* import x = ... */
    uint32_t start, end;
    uint32_t declared, offset;   /* p->declared: NONE for a member of a namespace; of the name */
    uint32_t import, import_end; /* log->imports of it */
    uint32_t statement;          /* NONE: it is not the module's */
    bool exported;
};

static void nothing(parser *p, uint32_t start)
{
    bundler_ts_of(p)->nothing = true;
    p->statement.kind = BUNDLER_NOTHING;
    bundler_ts_drop_statement(p, start);
}

/* ---- import x = A.B, import x = require("y") ---- */

static void note_alias(parser *p, struct bundler_elision elision)
{
    bundler_ts *ts = p->types;
    while (ts->elision_count && ts->elisions[ts->elision_count - 1].start >= elision.start)
        ts->elision_count--;
    ts->elisions = bundler_grow(&p->scratch, ts->elisions, ts->elision_count, &ts->elision_capacity,
                                sizeof *ts->elisions);
    ts->elisions[ts->elision_count++] = elision;
}

static void write_alias(parser *p, uint32_t start, const bundler_token *name, bool exported)
{
    const bool member = exported && p->types->holder;
    if (!member) {
        bundler_declare(p, MARK_CONST, name);
        bundler_edit_text(p, start, name->offset, bundler_s("const "));
        return;
    }
    const struct bundler_holder *holder = &p->types->holders[p->types->holder - 1];
    const bundler_name key = bundler_name_of(p, name);
    const slsc_str text = p->log->names[key];
    bundler_edit_text(p, start, name->end,
                      bundler_printf(p->arena, ";%.*s.%.*s", (int)holder->local.len,
                                     holder->local.ptr, (int)text.len, text.ptr));
    bundler_holder_property(p, p->types->holder - 1, key, (bundler_value) { VALUE_UNKNOWN, 0 });
}

bool bundler_ts_alias(parser *p, uint32_t start, bool exported)
{
    const bundler_token name = p->token;
    if (bundler_peek(p).kind != T_ASSIGN) return false;
    const bool member = exported && bundler_ts_of(p)->holder;
    const uint32_t declared = member ? BUNDLER_NONE : (uint32_t)p->declared_count;
    write_alias(p, start, &name, exported);
    bundler_next(p);
    bundler_next(p);
    const uint32_t import = (uint32_t)p->log->imports_count;
    bundler_assignment(p);
    bundler_semicolon(p);
    note_alias(p,
               (struct bundler_elision) {
                   .start = start,
                   .end = p->previous_end,
                   .declared = declared,
                   .offset = name.offset,
                   .import = import,
                   .import_end = (uint32_t)p->log->imports_count,
                   .statement = p->scope == 0 ? (uint32_t)p->log->statements_count : BUNDLER_NONE,
                   .exported = exported,
               });
    return true;
}

/* ---- import type, export type ---- */

static bool is_type_import(parser *p)
{
    if (p->token.kind != T_TYPE) return false;
    const bundler_token next = bundler_peek(p);
    if (next.kind == T_LBRACE || next.kind == T_STAR) return true;
    if (next.kind < T_IMPLEMENTS) return false;
    if (next.kind != T_FROM) return true;
    const bundler_mark mark = bundler_mark_here(p);
    bundler_next(p);
    bundler_next(p);
    const bool yes = p->token.kind == T_FROM || p->token.kind == T_ASSIGN;
    bundler_back(p, &mark);
    return yes;
}

bool bundler_ts_import(parser *p, uint32_t start)
{
    if (is_type_import(p)) {
        bundler_ambient_line(p);
        nothing(p, start);
        return true;
    }
    if (!bundler_is_name(p) || !bundler_ts_alias(p, start, false)) return false;
    p->statement.kind = BUNDLER_PLAIN;
    return true;
}

/* export = function f(x: T): U; */
static bool declares_function(parser *p)
{
    const bundler_mark mark = bundler_mark_here(p);
    bundler_next(p);
    if (p->token.kind == T_FUNCTION) {
        bundler_next(p);
        if (bundler_is_name(p)) bundler_next(p);
        bundler_type_signature(p);
        if (!p->failed && bundler_eat(p, T_SEMICOLON)) return true;
    }
    bundler_back(p, &mark);
    return false;
}

/* export = x */
static void export_assign(parser *p, uint32_t start)
{
    if (declares_function(p)) {
        nothing(p, start);
        return;
    }
    bundler_refer_name(p, bundler_intern(p, bundler_s("module")), start, start + 6, 0);
    bundler_edit_text(p, start, start + 6, bundler_s("module.exports"));
    bundler_next(p);
    const uint32_t assigned = p->token.offset;
    bundler_expression(p);
    bundler_semicolon(p);
    p->types->assigns_exports = true;
    p->types->assignment = (uint32_t)p->log->statements_count;
    p->types->assigned = assigned;
    p->statement.kind = BUNDLER_PLAIN;
    p->statement.body = p->statement.offset;
}

static void export_alias(parser *p)
{
    const uint32_t start = p->token.offset;
    bundler_next(p);
    if (is_type_import(p)) {
        bundler_ambient_line(p);
        nothing(p, start);
        return;
    }
    const bundler_token name = p->token;
    if (!bundler_is_name(p) || !bundler_ts_alias(p, start, true)) {
        bundler_unexpected(p);
        return;
    }
    const bundler_name text = bundler_name_of(p, &name);
    bundler_add_export(p, BUNDLER_EXPORT_SYMBOL, text, name.offset)->from_name = text;
    p->statement.kind = BUNDLER_EXPORT_DECLARATION;
}

bool bundler_ts_export(parser *p, uint32_t start)
{
    bundler_ts_of(p);
    switch (p->token.kind) {
    case T_ASSIGN: export_assign(p, start); return true;
    case T_IMPORT: export_alias(p); return true;
    case T_AS:
        if (bundler_peek(p).kind != T_NAMESPACE) return false;
        break;
    case T_TYPE: {
        const uint8_t next = bundler_peek(p).kind;
        if (next != T_LBRACE && next != T_STAR) return false;
        break;
    }
    default: return false;
    }
    bundler_ambient_line(p);
    nothing(p, start);
    return true;
}

static bool ends_specifier(const parser *p)
{
    return p->token.kind == T_COMMA || p->token.kind == T_RBRACE;
}

/* `type` alone, `type as x`: a name; `type as`, `type as as x`: the type `as`. */
static bool is_type_specifier(parser *p)
{
    bundler_next(p);
    if (ends_specifier(p)) return false;
    if (p->token.kind != T_AS) return true;
    bundler_next(p);
    if (ends_specifier(p)) return true;
    if (p->token.kind != T_AS) return false;
    bundler_next(p);
    return !ends_specifier(p);
}

bool bundler_ts_specifier(parser *p, bool exporting)
{
    (void)exporting;
    const bundler_mark mark = bundler_mark_here(p);
    const bool yes = is_type_specifier(p);
    bundler_back(p, &mark);
    while (yes && !ends_specifier(p) && p->token.kind != T_END) bundler_next(p);
    return yes;
}

/* ---- At the end ---- */

/* The first of log->references from an offset on. */
static size_t reference_at(const parser *p, uint32_t offset)
{
    size_t low = 0, high = p->log->references_count;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (p->log->references[middle].offset < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void forget_references(parser *p, uint32_t from, uint32_t to)
{
    bundler_log *log = p->log;
    for (size_t i = reference_at(p, from); i < log->references_count; i++) {
        bundler_reference *reference = &log->references[i];
        if (reference->offset >= to) break;
        if (reference->name == BUNDLER_NONE) continue;
        if (reference->symbol != BUNDLER_NONE) log->symbols[reference->symbol].references--;
        reference->name = BUNDLER_NONE;
        p->dead = true;
    }
}

/* What is exported stays, unless it leads to a name that is no value of this file. */
static bool leads_nowhere(const parser *p, const struct bundler_elision *alias)
{
    const size_t i = reference_at(p, alias->start);
    if (alias->import != alias->import_end || i == p->log->references_count) return false;
    const bundler_reference *reference = &p->log->references[i];
    return reference->offset < alias->end && reference->name != BUNDLER_NONE &&
           reference->symbol == BUNDLER_NONE;
}

static bool is_unused(const parser *p, const struct bundler_elision *alias)
{
    if (alias->exported) return leads_nowhere(p, alias);
    if (alias->declared >= p->declared_count || p->options->keep_imports) return false;
    const bundler_declared *declared = &p->declared[alias->declared];
    return declared->offset == alias->offset && declared->symbol != BUNDLER_NONE &&
           p->log->symbols[declared->symbol].references == 0;
}

static void forget_export(parser *p, uint32_t offset)
{
    bundler_log *log = p->log;
    size_t low = 0, high = log->exports_count;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (log->exports[middle].offset < offset)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < log->exports_count && log->exports[low].offset == offset)
        log->exports[low].kind = BUNDLER_EXPORT_MISSING;
}

/* Before the rest is settled: references may die. From the last on, since one may use another. */
void bundler_ts_elide(parser *p)
{
    bundler_ts *ts = p->types;
    for (size_t i = ts->elision_count; i-- > 0;) {
        const struct bundler_elision *alias = &ts->elisions[i];
        if (!is_unused(p, alias)) continue;
        forget_references(p, alias->start, alias->end);
        for (uint32_t k = alias->import; k < alias->import_end; k++)
            if (p->asked[k] != BUNDLER_NONE) p->log->references[p->asked[k]].symbol = 0;
        if (alias->exported) forget_export(p, alias->offset);
        bundler_edit_text(p, alias->start, alias->end, bundler_s(";"));
        if (alias->statement < p->log->statements_count)
            p->log->statements[alias->statement].kind = BUNDLER_NOTHING;
    }
}

/* export default T; where T is an interface of this file. */
void bundler_ts_default_types(parser *p)
{
    bundler_log *log = p->log;
    for (size_t i = 0; i < log->exports_count; i++) {
        bundler_export *export = &log->exports[i];
        if (export->kind != BUNDLER_EXPORT_VALUE) continue;
        bundler_statement *statement = &log->statements[export->statement];
        if (statement->kind != BUNDLER_EXPORT_DEFAULT || statement->reference_count != 1) continue;
        bundler_reference *reference = &log->references[statement->reference];
        uint32_t end = statement->end;
        while (end > reference->end && (p->text[end - 1] == ';' || p->text[end - 1] <= ' ')) end--;
        if (reference->symbol != BUNDLER_NONE || reference->offset != statement->body ||
            reference->end != end || reference->name == BUNDLER_NONE ||
            bundler_table_find(&p->types->type_names, log->names[reference->name]) == BUNDLER_NONE)
            continue;
        statement->kind = BUNDLER_NOTHING;
        export->kind = BUNDLER_EXPORT_MISSING;
        export->from_name = reference->name;
        reference->name = BUNDLER_NONE;
        p->dead = true;
    }
}

static void mark_unused_imports(parser *p)
{
    bundler_log *log = p->log;
    bool *used = bundler_alloc(&p->scratch, log->imports_count + 1);
    for (size_t i = 0; i < log->bindings_count; i++)
        if (log->symbols[log->bindings[i].symbol].references > 0)
            used[log->bindings[i].import] = true;
    for (size_t i = 0; i < log->exports_count; i++)
        if (log->exports[i].import != BUNDLER_NONE) used[log->exports[i].import] = true;
    for (size_t i = 0; i < log->imports_count; i++) {
        bundler_import *import = &log->imports[i];
        if ((import->kind == BUNDLER_IMPORT || import->kind == BUNDLER_EXPORT_FROM) && !used[i] &&
            !(import->flags & BUNDLER_IMPORT_BARE))
            import->flags |= BUNDLER_IMPORT_UNUSED;
    }
}

/* A namespace that is exported in parts is exported once. */
static void unite_exports(parser *p)
{
    bundler_log *log = p->log;
    bool *seen = bundler_alloc(&p->scratch, log->names_count + 1);
    size_t kept = 0;
    for (size_t i = 0; i < log->exports_count; i++) {
        const bundler_export export = log->exports[i];
        const bool named = export.kind == BUNDLER_EXPORT_SYMBOL;
        if (named && seen[export.name]) continue;
        if (named) seen[export.name] = true;
        log->exports[kept++] = export;
    }
    log->exports_count = kept;
}

/* export = x makes the file CommonJS. With imports of its own it stays a module, whose export
 * `module.exports` is what require() gives. */
static void settle_assignment(parser *p)
{
    bundler_log *log = p->log;
    bool imports = false;
    for (size_t i = 0; i < log->imports_count; i++)
        imports = imports || (log->imports[i].kind == BUNDLER_IMPORT &&
                              !(log->imports[i].flags & BUNDLER_IMPORT_UNUSED));
    if (!imports) {
        log->uses &= ~(uint32_t)BUNDLER_USES_MODULE_SYNTAX;
        return;
    }
    bundler_statement *statement = &log->statements[p->types->assignment];
    statement->kind = BUNDLER_EXPORT_DEFAULT;
    statement->body = p->types->assigned;
    *BUNDLER_PUSH(p, log, exports) = (bundler_export) {
        .kind = BUNDLER_EXPORT_VALUE,
        .name = bundler_intern(p, bundler_s("module.exports")),
        .symbol = BUNDLER_NONE,
        .import = BUNDLER_NONE,
        .from_name = BUNDLER_NONE,
        .offset = statement->offset,
        .statement = p->types->assignment,
    };
}

void bundler_ts_finish(parser *p)
{
    p->log->uses |= BUNDLER_USES_TYPES;
    if (!p->options->keep_imports) mark_unused_imports(p);
    unite_exports(p);
    if (p->types->assigns_exports) settle_assignment(p);
}
