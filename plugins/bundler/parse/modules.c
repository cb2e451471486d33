/* modules.c: the statements of the module itself: where they begin and end, import, export. */
#include "hooks.h"

/* ---- What is asked for ---- */

bundler_import *bundler_add_import(parser *p, bundler_import_kind kind, uint32_t offset)
{
    uint32_t flags = 0;
    if (p->in & IN_TRY) flags |= BUNDLER_IMPORT_TRY;
    if (p->in & IN_BRANCH) flags |= BUNDLER_IMPORT_BRANCH;
    if (p->in & IN_DEEP) flags |= BUNDLER_IMPORT_FUNCTION;
    *BUNDLER_PUSH(p, p, asked) = BUNDLER_NONE;
    bundler_import *import = BUNDLER_PUSH(p, p->log, imports);
    *import = (bundler_import) {
        .kind = kind,
        .flags = flags,
        .offset = offset,
        .end = offset,
        .statement = (uint32_t)p->log->statements_count,
    };
    return import;
}

bundler_export *bundler_add_export(parser *p, bundler_export_kind kind, bundler_name name,
                                   uint32_t offset)
{
    bundler_export *export = BUNDLER_PUSH(p, p->log, exports);
    *export = (bundler_export) {
        .kind = kind,
        .name = name,
        .symbol = BUNDLER_NONE,
        .import = BUNDLER_NONE,
        .from_name = BUNDLER_NONE,
        .offset = offset,
        .statement = (uint32_t)p->log->statements_count,
    };
    return export;
}

/* Half of a pair of surrogates is no name for an export. */
static bool has_lone_surrogate(slsc_str text)
{
    for (size_t i = 0; i + 1 < text.len; i++)
        if ((unsigned char)text.ptr[i] == 0xed && (unsigned char)text.ptr[i + 1] >= 0xa0)
            return true;
    return false;
}

bundler_name bundler_export_name(parser *p)
{
    const bundler_token token = p->token;
    slsc_str text = bundler_text_of(p, &token);
    if (token.kind == T_STRING) {
        text = bundler_string(p, &token);
        if (has_lone_surrogate(text))
            bundler_fail(p, token.offset, token.end, "no name can be half of a character");
    } else if (!bundler_is_word(p)) {
        bundler_unexpected(p);
        return 0;
    }
    bundler_next(p);
    return bundler_intern(p, text);
}

/* with { type: "json" } */
static void attributes(parser *p, uint32_t import)
{
    const bool with = p->token.kind == T_WITH;
    if (!with && (p->token.line || !bundler_is(bundler_text_of(p, &p->token), "assert"))) return;
    bundler_next(p);
    bundler_expect(p, T_LBRACE);
    while (p->token.kind != T_RBRACE && p->token.kind != T_END) {
        const bundler_token key = p->token;
        if (!bundler_is_word(p) && key.kind != T_STRING) bundler_unexpected(p);
        bundler_next(p);
        bundler_expect(p, T_COLON);
        const slsc_str name =
            key.kind == T_STRING ? bundler_string(p, &key) : bundler_text_of(p, &key);
        if (p->token.kind != T_STRING) bundler_unexpected(p);
        if (bundler_is(name, "type"))
            p->log->imports[import].attribute = bundler_string(p, &p->token);
        bundler_next(p);
        if (p->token.kind != T_RBRACE) bundler_expect(p, T_COMMA);
    }
    bundler_expect(p, T_RBRACE);
}

void bundler_from(parser *p, uint32_t index)
{
    const bundler_token token = p->token;
    if (token.kind != T_STRING) {
        bundler_unexpected(p);
        return;
    }
    bundler_import *import = &p->log->imports[index];
    import->specifier = bundler_string(p, &token);
    import->specifier_offset = token.offset;
    import->specifier_end = token.end;
    bundler_next(p);
    attributes(p, index);
    bundler_semicolon(p);
    p->log->imports[index].end = p->previous_end;
}

/* ---- import ---- */

static void bind(parser *p, uint32_t import, bundler_name name, const bundler_token *local,
                 uint32_t offset)
{
    bundler_declare(p, MARK_IMPORTED, local);
    if (p->failed) return;
    *BUNDLER_PUSH(p, p->log, bindings) = (bundler_binding) {
        .import = import,
        .name = name,
        .symbol = (uint32_t)p->declared_count - 1,
        .offset = offset,
    };
}

static void specifiers(parser *p, uint32_t import)
{
    bundler_next(p);
    while (p->token.kind != T_RBRACE && p->token.kind != T_END) {
        if (!(p->ts && p->token.kind == T_TYPE && bundler_ts_specifier(p, false))) {
            bundler_token local = p->token;
            const bundler_name name = bundler_export_name(p);
            const uint32_t offset = local.offset;
            if (bundler_eat(p, T_AS)) {
                local = p->token;
                if (!bundler_is_word(p)) bundler_unexpected(p);
                bundler_next(p);
            } else if (local.kind == T_STRING) {
                bundler_unexpected(p);
            }
            bind(p, import, name, &local, offset);
        }
        if (p->token.kind != T_RBRACE) bundler_expect(p, T_COMMA);
    }
    bundler_expect(p, T_RBRACE);
}

static void star(parser *p, uint32_t import)
{
    const uint32_t offset = p->token.offset;
    bundler_next(p);
    bundler_expect(p, T_AS);
    const bundler_token local = p->token;
    if (!bundler_is_word(p)) bundler_unexpected(p);
    bundler_next(p);
    bind(p, import, BUNDLER_STAR, &local, offset);
}

/* import defer * as x, import source x: a phase, unless it is the name. */
static void phase(parser *p, uint32_t import)
{
    if (p->token.kind != T_DEFER && p->token.kind != T_SOURCE) return;
    const bundler_token next = bundler_peek(p);
    const bool phase = p->token.kind == T_DEFER
                           ? next.kind == T_STAR
                           : (next.kind >= T_IMPLEMENTS && next.kind != T_FROM);
    if (!phase) return;
    p->log->imports[import].flags |= BUNDLER_IMPORT_DEFERRED;
    bundler_next(p);
}

static void only_in_module(parser *p, const bundler_token *at)
{
    if (!p->module && !p->undecided)
        bundler_fail(p, at->offset, at->end, "`import` and `export` can only stand in a module");
    bundler_module_syntax(p);
}

void bundler_import_statement(parser *p)
{
    const bundler_token at = p->token;
    only_in_module(p, &at);
    if (p->failed) return;
    p->statement.kind = BUNDLER_IMPORT_STATEMENT;
    bundler_next(p);
    if (p->ts && bundler_ts_import(p, at.offset)) return;
    const uint32_t import = (uint32_t)p->log->imports_count;
    bundler_add_import(p, BUNDLER_IMPORT, at.offset);
    if (p->token.kind == T_STRING) {
        p->log->imports[import].flags |= BUNDLER_IMPORT_BARE;
        bundler_from(p, import);
        return;
    }
    phase(p, import);
    if (bundler_is_name(p)) {
        const bundler_token local = p->token;
        bundler_next(p);
        bind(p, import, bundler_intern(p, bundler_s("default")), &local, local.offset);
        if (p->token.kind == T_COMMA) {
            bundler_next(p);
            if (p->token.kind != T_STAR && p->token.kind != T_LBRACE) bundler_unexpected(p);
        }
    } else if (p->token.kind != T_STAR && p->token.kind != T_LBRACE) {
        bundler_unexpected(p);
    }
    if (p->token.kind == T_STAR)
        star(p, import);
    else if (p->token.kind == T_LBRACE)
        specifiers(p, import);
    bundler_expect(p, T_FROM);
    bundler_from(p, import);
}

/* ---- export ---- */

static void export_star(parser *p, uint32_t start)
{
    const uint32_t offset = p->token.offset;
    bundler_export_kind kind = BUNDLER_EXPORT_ALL;
    bundler_name name = 0;
    p->statement.kind = BUNDLER_EXPORT_NAMES;
    bundler_next(p);
    if (bundler_eat(p, T_AS)) {
        kind = BUNDLER_EXPORT_OTHER;
        name = bundler_export_name(p);
    }
    bundler_expect(p, T_FROM);
    const uint32_t import = (uint32_t)p->log->imports_count;
    bundler_add_import(p, BUNDLER_EXPORT_FROM, start);
    bundler_export *export = bundler_add_export(p, kind, name, offset);
    export->import = import;
    export->from_name = BUNDLER_STAR;
    bundler_from(p, import);
}

/* { a, b as c } was read: without `from` these are names of this file. */
static void check_local(parser *p, size_t first, const bundler_token *string)
{
    if (string->kind == T_STRING)
        bundler_fail(p, string->offset, string->end, "expected a name of this file");
    for (size_t i = first; i < p->log->exports_count && !p->failed; i++) {
        const bundler_export *export = &p->log->exports[i];
        const slsc_str name = p->log->names[export->from_name];
        const uint8_t word = bundler_word_kind((const unsigned char *)name.ptr, name.len);
        if (word <= T_AWAIT)
            bundler_fail(p, export->offset, export->offset + (uint32_t)name.len,
                         "`%.*s` is a reserved word", name.len > 40 ? 40 : (int)name.len, name.ptr);
    }
}

static void export_names(parser *p, uint32_t start)
{
    const size_t first = p->log->exports_count;
    bundler_token string = { .kind = T_END };
    p->statement.kind = BUNDLER_EXPORT_NAMES;
    bundler_next(p);
    while (p->token.kind != T_RBRACE && p->token.kind != T_END) {
        if (!(p->ts && p->token.kind == T_TYPE && bundler_ts_specifier(p, true))) {
            const bundler_token local = p->token;
            if (local.kind == T_STRING) string = local;
            const bundler_name from = bundler_export_name(p);
            const bundler_name name = bundler_eat(p, T_AS) ? bundler_export_name(p) : from;
            bundler_add_export(p, BUNDLER_EXPORT_SYMBOL, name, local.offset)->from_name = from;
        }
        if (p->token.kind != T_RBRACE) bundler_expect(p, T_COMMA);
    }
    bundler_expect(p, T_RBRACE);
    if (p->token.kind != T_FROM) {
        check_local(p, first, &string);
        bundler_semicolon(p);
        return;
    }
    bundler_next(p);
    const uint32_t import = (uint32_t)p->log->imports_count;
    bundler_add_import(p, BUNDLER_EXPORT_FROM, start);
    for (size_t i = first; i < p->log->exports_count; i++) {
        p->log->exports[i].kind = BUNDLER_EXPORT_OTHER;
        p->log->exports[i].import = import;
    }
    bundler_from(p, import);
}

/* What a declaration behind `export` declared is exported by its own name. */
static void export_declared(parser *p, size_t first)
{
    for (size_t i = first; i < p->declared_count; i++) {
        const bundler_declared *mark = &p->declared[i];
        if (mark->scope != 0) continue;
        bundler_add_export(p, BUNDLER_EXPORT_SYMBOL, mark->name, mark->offset)->from_name =
            mark->name;
    }
}

static bool is_async_function(parser *p)
{
    if (p->token.kind != T_ASYNC) return false;
    const bundler_token next = bundler_peek(p);
    return next.kind == T_FUNCTION && !next.line;
}

static void export_default(parser *p)
{
    const bundler_token word = p->token;
    const size_t first = p->declared_count;
    bundler_next(p);
    const uint32_t body = p->statement.body = p->token.offset;
    const bundler_name name = bundler_intern(p, bundler_s("default"));
    const bool async = is_async_function(p);
    const bool class = p->token.kind == T_CLASS || p->token.kind == T_AT;
    p->statement.kind = BUNDLER_EXPORT_DEFAULT_FUNCTION;
    p->name_at = BUNDLER_NONE;
    /* other words of TypeScript are names here: export default type as any */
    const bool ts = p->ts && (p->token.kind == T_INTERFACE || p->token.kind == T_ABSTRACT);
    if (ts && bundler_ts_statement(p, body, true)) {
        p->statement.is_class = p->declared_count > first;
        if (!p->statement.is_class) {
            p->statement.kind = BUNDLER_NOTHING;
            return;
        }
    } else if (async || p->token.kind == T_FUNCTION) {
        if (async) bundler_next(p);
        bundler_function_statement(p, body, async, true);
        if (p->statement.kind == BUNDLER_NOTHING) return; /* an overload */
    } else if (class) {
        p->statement.is_class = true;
        bundler_class_statement(p, true);
    } else {
        p->statement.kind = BUNDLER_EXPORT_DEFAULT;
        const bundler_shape shape = bundler_assignment(p);
        bundler_semicolon(p);
        p->pure = shape & E_PURE;
    }
    if (p->failed) return;
    const bool named = p->statement.kind == BUNDLER_EXPORT_DEFAULT_FUNCTION &&
                       p->declared_count > first && p->declared[first].scope == 0;
    bundler_export *export = bundler_add_export(
        p, named ? BUNDLER_EXPORT_SYMBOL : BUNDLER_EXPORT_VALUE, name, word.offset);
    if (named)
        export->from_name = p->declared[first].name;
    else if (p->statement.kind == BUNDLER_EXPORT_DEFAULT_FUNCTION)
        p->statement.name_at = p->name_at;
}

void bundler_export_statement(parser *p)
{
    const bundler_token at = p->token;
    only_in_module(p, &at);
    if (p->failed) return;
    bundler_next(p);
    p->statement.body = p->token.offset;
    if (p->ts && bundler_ts_export(p, at.offset)) return;
    switch (p->token.kind) {
    case T_STAR: export_star(p, at.offset); return;
    case T_LBRACE: export_names(p, at.offset); return;
    case T_DEFAULT: export_default(p); return;
    default: break;
    }
    const size_t first = p->declared_count;
    const bundler_kind kind = p->token.kind;
    p->statement.kind = BUNDLER_EXPORT_DECLARATION;
    const bool type = p->ts && bundler_ts_statement(p, at.offset, true);
    if (!type) {
        if (kind != T_VAR && kind != T_CONST && kind != T_LET && kind != T_FUNCTION &&
            kind != T_CLASS && kind != T_AT && !is_async_function(p))
            bundler_unexpected(p);
        bundler_statement_item(p);
    }
    if (!p->failed) export_declared(p, first);
}

/* ---- The module ---- */

/* @a export class: the decorators are kept for the class. */
static bool decorated_export(parser *p)
{
    const bundler_mark mark = bundler_mark_here(p);
    bundler_decorators(p, &p->decorators, &p->decorators_end);
    if (p->token.kind == T_EXPORT || p->failed) return true;
    p->decorators_end = 0;
    bundler_back(p, &mark);
    return false;
}

static void item(parser *p, bool *directives)
{
    bundler_token next;
    if (*directives && p->token.kind == T_STRING) {
        if (bundler_directive(p, true)) {
            p->statement.kind = BUNDLER_DIRECTIVE;
            return;
        }
        *directives = false;
        p->pure = false;
        return;
    }
    *directives = false;
    switch (p->token.kind) {
    case T_EXPORT: bundler_export_statement(p); return;
    case T_IMPORT:
        next = bundler_peek(p);
        if (next.kind == T_LPAREN || next.kind == T_DOT) break;
        bundler_import_statement(p);
        return;
    case T_AT:
        if (!decorated_export(p)) break;
        bundler_export_statement(p);
        return;
    case T_SEMICOLON: p->statement.kind = BUNDLER_NOTHING; break;
    default: break;
    }
    bundler_statement_item(p);
}

void bundler_module_items(parser *p)
{
    bool directives = true;
    bundler_log *log = p->log;
    p->octal = BUNDLER_NONE;
    while (p->token.kind != T_END) {
        p->statement = (bundler_statement) {
            .offset = p->token.offset,
            .body = BUNDLER_NONE,
            .name_at = BUNDLER_NONE,
            .reference = (uint32_t)log->references_count,
            .import = (uint32_t)log->imports_count,
        };
        p->pure = false;
        item(p, &directives);
        p->statement.end = p->previous_end;
        p->statement.pure = p->pure || p->statement.kind == BUNDLER_IMPORT_STATEMENT ||
                            p->statement.kind == BUNDLER_EXPORT_NAMES ||
                            p->statement.kind == BUNDLER_NOTHING;
        p->statement.open = p->asi == p->token.offset;
        if (p->statement.body == BUNDLER_NONE) p->statement.body = p->statement.offset;
        p->statement.reference_count = (uint32_t)log->references_count - p->statement.reference;
        p->statement.import_count = (uint32_t)log->imports_count - p->statement.import;
        *BUNDLER_PUSH(p, log, statements) = p->statement;
    }
    if (p->in & IN_STRICT && !p->module) log->uses |= BUNDLER_USES_STRICT;
}
