/* parser.c: what all of the parser's files stand on: errors, going back, semicolons; and the whole.
 *
 * A file that may be a script or a module is read as a script. When an import or export turns up it
 * becomes a module then and there, unless something before it would have been read in another way
 * (`mattered`): then it is read again from its start. The same when an `await` outside of functions
 * makes no sense in a script. */
#include "hooks.h"

#include <stdarg.h>
#include <stdio.h>

/* ---- Errors ---- */

void bundler_fail(parser *p, uint32_t offset, uint32_t end, const char *format, ...)
{
    if (!p->failed) {
        char message[200];
        va_list arguments;
        va_start(arguments, format);
        vsnprintf(message, sizeof message, format, arguments);
        va_end(arguments);
        p->failed = true;
        p->log->error = bundler_copy(p->arena, bundler_s(message));
        p->log->error_offset = offset < p->size ? offset : p->size;
        p->log->error_end = end < p->size ? end : p->size;
    }
    p->limit = 0;
    p->token.kind = p->token.word = T_END;
    p->token.line = false;
}

void bundler_unexpected(parser *p)
{
    const bundler_token token = p->token;
    if (token.kind == T_END)
        bundler_fail(p, p->size, p->size, "unexpected end of the file");
    else
        bundler_fail(p, token.offset, token.end, "unexpected `%.*s`",
                     token.end - token.offset > 40 ? 40 : (int)(token.end - token.offset),
                     (const char *)p->text + token.offset);
}

void bundler_expect(parser *p, bundler_kind kind)
{
    if (p->token.kind == kind)
        bundler_next(p);
    else
        bundler_unexpected(p);
}

void bundler_semicolon(parser *p)
{
    if (bundler_eat(p, T_SEMICOLON)) return;
    const bool end = p->token.kind == T_RBRACE || p->token.kind == T_END;
    if (!end && !p->token.line) {
        bundler_unexpected(p);
        return;
    }
    p->asi = p->token.offset;
    if (p->options->minify && !end && p->log->gaps_count)
        p->log->gaps[p->log->gaps_count - 1].instead = '\n';
}

bool bundler_nest(parser *p)
{
    if (++p->depth <= BUNDLER_LIMIT_NESTING) return true;
    bundler_fail(p, p->token.offset, p->token.end, "nested deeper than %d levels",
                 BUNDLER_LIMIT_NESTING);
    return false;
}

void bundler_strict(parser *p, uint32_t offset, uint32_t end, const char *message)
{
    p->mattered = true;
    if (p->in & IN_STRICT) bundler_fail(p, offset, end, "%s", message);
}

static void check_await(parser *p, const bundler_token *token)
{
    if ((p->in & (IN_ASYNC | IN_STATIC)) || p->module)
        bundler_fail(p, token->offset, token->end, "`await` is no name here");
    if (p->undecided && !(p->in & IN_DEEP)) p->awaited = true;
    p->mattered = true;
}

void bundler_check_name(parser *p, const bundler_token *token, bool binding)
{
    const bundler_kind word = token->word;
    if (word == T_NAME) return;
    if (word < T_IMPLEMENTS || token->kind == T_ESCAPED_WORD) {
        if (token->kind == T_END)
            bundler_unexpected(p);
        else
            bundler_fail(p, token->offset, token->end, "expected a name, found `%.*s`",
                         token->end - token->offset > 40 ? 40 : (int)(token->end - token->offset),
                         (const char *)p->text + token->offset);
    } else if (word == T_AWAIT) {
        check_await(p, token);
    } else if (word == T_YIELD && (p->in & IN_GENERATOR)) {
        bundler_fail(p, token->offset, token->end, "`yield` is no name in a generator");
    } else if (word <= T_YIELD) {
        bundler_strict(p, token->offset, token->end, "a reserved word of strict code");
    } else if (binding && (word == T_EVAL || word == T_ARGUMENTS)) {
        bundler_strict(p, token->offset, token->end,
                       "strict code cannot give a value to `eval` or `arguments`");
    }
    if (word == T_ARGUMENTS && !binding && (p->in & IN_FIELD))
        bundler_fail(p, token->offset, token->end, "a field of a class has no `arguments`");
}

/* ---- Going back ---- */

bundler_mark bundler_mark_here(const parser *p)
{
    const bundler_log *log = p->log;
    return (bundler_mark) {
        .token = p->token,
        .previous_end = p->previous_end,
        .in = p->in,
        .depth = p->depth,
        .scope = p->scope,
        .asi = p->asi,
        .cover = p->cover,
        .functions = p->functions,
        .references = log->references_count,
        .imports = log->imports_count,
        .bindings = log->bindings_count,
        .exports = log->exports_count,
        .statements = log->statements_count,
        .edits = log->edits_count,
        .comments = log->comments_count,
        .gaps = log->gaps_count,
        .scopes = p->scopes_count,
        .declared = p->declared_count,
        .targets = p->targets_count,
        .privates = p->privates_count,
        .labels = p->labels_count,
        .asked = p->asked_count,
        .uses = log->uses,
        .failed = p->failed,
        .mattered = p->mattered,
    };
}

void bundler_forget(parser *p, const bundler_mark *mark)
{
    bundler_log *log = p->log;
    log->references_count = mark->references;
    log->imports_count = mark->imports;
    log->bindings_count = mark->bindings;
    log->exports_count = mark->exports;
    log->edits_count = mark->edits;
    log->uses = (log->uses & BUNDLER_USES_MODULE_SYNTAX) | mark->uses;
    p->scopes_count = mark->scopes;
    p->declared_count = mark->declared;
    p->targets_count = mark->targets;
    p->privates_count = mark->privates;
    p->asked_count = mark->asked;
    p->scope = mark->scope;
}

void bundler_back(parser *p, const bundler_mark *mark)
{
    bundler_forget(p, mark);
    p->log->uses = mark->uses;
    p->log->statements_count = mark->statements;
    p->log->comments_count = mark->comments;
    p->log->gaps_count = mark->gaps;
    p->labels_count = mark->labels;
    p->token = mark->token;
    p->previous_end = mark->previous_end;
    p->in = mark->in;
    p->depth = mark->depth;
    p->asi = mark->asi;
    p->cover = mark->cover;
    p->functions = mark->functions;
    p->mattered = mark->mattered;
    p->failed = mark->failed;
    if (!p->failed) p->log->error = (slsc_str) { 0 };
    p->limit = p->failed ? 0 : p->size;
}

/* ---- The whole ---- */

void bundler_module_syntax(parser *p)
{
    p->log->uses |= BUNDLER_USES_MODULE_SYNTAX;
    if (!p->undecided || p->failed) return;
    p->undecided = false;
    if (p->mattered) {
        bundler_fail(p, p->token.offset, p->token.end, "a module");
        p->again = true;
        return;
    }
    p->module = true;
    p->in |= IN_STRICT;
    if (!(p->in & IN_DEEP)) p->in |= IN_ASYNC;
}

void bundler_module_awaits(parser *p, const bundler_token *await)
{
    const bundler_token at = *await;
    bundler_module_syntax(p);
    if (p->log->uses & BUNDLER_USES_AWAIT) return;
    p->log->uses |= BUNDLER_USES_AWAIT;
    p->log->await_offset = at.offset;
    p->log->await_end = at.end;
}

static uint32_t begin_of(const parser *p)
{
    uint32_t at = memcmp(p->text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    if (p->text[at] != '#' || p->text[at + 1] != '!') return at;
    while (at < p->size && p->text[at] != '\n' && p->text[at] != '\r') {
        if (p->text[at] == 0xe2 && p->text[at + 1] == 0x80 && (p->text[at + 2] | 1) == 0xa9) break;
        at++;
    }
    return at;
}

/* What a file of some size needs; more is made when it needs more. */
static void reserve(parser *p)
{
    bundler_log *log = p->log;
    log->references_capacity = p->size / 32 + 16;
    log->references =
        bundler_alloc(&p->scratch, log->references_capacity * sizeof *log->references);
    p->declared_capacity = p->size / 96 + 16;
    p->declared = bundler_alloc(&p->scratch, p->declared_capacity * sizeof *p->declared);
    p->scopes_capacity = p->size / 96 + 16;
    p->scopes = bundler_alloc(&p->scratch, p->scopes_capacity * sizeof *p->scopes);
}

static void attempt(parser *p, bundler_goal goal)
{
    p->module = goal == BUNDLER_MODULE;
    p->undecided = goal == BUNDLER_EITHER;
    p->limit = p->size;
    p->asi = p->cover = p->suspend = p->arrow_at = BUNDLER_NONE;
    p->in = p->module ? IN_STRICT | IN_ASYNC : 0;
    if (goal == BUNDLER_MODULE && p->options->goal == BUNDLER_EITHER)
        p->log->uses |= BUNDLER_USES_MODULE_SYNTAX;
    p->log->begin = begin_of(p);
    reserve(p);
    if (p->ts) bundler_ts_begin(p);
    p->scope = BUNDLER_NONE;
    p->eval_name = bundler_intern(p, bundler_s("eval"));
    p->require_name = bundler_intern(p, bundler_s("require"));
    bundler_open(p, SCOPE_TOP);
    bundler_at(p, p->log->begin);
    bundler_module_items(p);
    if (p->types && !p->failed) bundler_ts_close(p);
    bundler_close(p, BUNDLER_NONE);
    if (!p->failed) bundler_resolve_names(p);
    if (!p->failed && p->ts) bundler_ts_finish(p);
    if (!p->failed) bundler_sort_edits(p);
}

static void *keep(bundler_arena *arena, const void *list, size_t count, size_t size)
{
    if (count == 0) return NULL;
    void *copy = bundler_alloc(arena, count * size);
    memcpy(copy, list, count * size);
    return copy;
}

/* The lists grew in memory that dies with the parser; what is left of them moves. */
static void keep_lists(parser *p)
{
    bundler_log *log = p->log;
#define KEEP(field)                                                                                \
    log->field = keep(p->arena, log->field, log->field##_count, sizeof *log->field);               \
    log->field##_capacity = log->field##_count
    KEEP(names);
    KEEP(symbols);
    KEEP(declarations);
    KEEP(references);
    KEEP(imports);
    KEEP(bindings);
    KEEP(exports);
    KEEP(statements);
    KEEP(edits);
    KEEP(comments);
    KEEP(gaps);
#undef KEEP
}

slsc_status bundler_parse(bundler_arena *arena, slsc_str source,
                          const bundler_parse_options *options, bundler_log *out)
{
    static const char nothing[BUNDLER_PADDING];
    const bool large = source.len >= UINT32_MAX / 2;
    bundler_goal goal = options->goal;
    for (bool again = true; again;) {
        *out = (bundler_log) { .source = source };
        parser p = {
            .text = (const unsigned char *)(source.ptr ? source.ptr : nothing),
            .size = large ? 0 : (uint32_t)source.len,
            .ts = options->language == BUNDLER_TS || options->language == BUNDLER_TSX,
            .jsx = options->language == BUNDLER_JSX || options->language == BUNDLER_TSX,
            .options = options,
            .arena = arena,
            .log = out,
        };
        if (large)
            bundler_fail(&p, 0, 0, "larger than 2 GiB");
        else
            attempt(&p, goal);
        again = p.again || (p.failed && p.awaited && goal == BUNDLER_EITHER);
        goal = BUNDLER_MODULE;
        if (!again) keep_lists(&p);
        bundler_arena_end(&p.scratch);
    }
    return out->error.ptr ? SLSC_FAIL : SLSC_OK;
}

void bundler_place(slsc_str source, uint32_t offset, uint32_t *line, uint32_t *column)
{
    *line = *column = 1;
    for (uint32_t i = 0; i < offset && i < source.len; i++) {
        if (source.ptr[i] == '\n') {
            (*line)++;
            *column = 1;
        } else if (((unsigned char)source.ptr[i] & 0xc0) != 0x80) {
            (*column)++;
        }
    }
}
