/* scopes.c: scopes, declarations, references and edits as they are met; resolve.c makes sense of
 * them when the end of the source is known. */
#include "parser.h"

uint32_t bundler_open(parser *p, bundler_scope_kind kind)
{
    const uint32_t before = p->scope, index = (uint32_t)p->scopes_count;
    const bool holds_var = kind == SCOPE_TOP || kind == SCOPE_FUNCTION || kind == SCOPE_BODY ||
                           kind == SCOPE_NAMESPACE;
    *BUNDLER_PUSH(p, p, scopes) = (bundler_scope) {
        .kind = (uint8_t)kind,
        .deep = kind == SCOPE_FUNCTION || kind == SCOPE_BODY,
        .parent = before,
        .function = holds_var ? index : p->scopes[before].function,
        .reference = (uint32_t)p->log->references_count,
    };
    p->scope = index;
    return before;
}

/* Scopes without declarations are as if not there, but that functions are evaluated later. */
void bundler_close(parser *p, uint32_t before)
{
    bundler_scope *scope = &p->scopes[p->scope];
    scope->reference_end = (uint32_t)p->log->references_count;
    if (scope->marks == 0 && p->scope + 1 == p->scopes_count && p->scope > 0 &&
        (!scope->deep || scope->reference == scope->reference_end))
        p->scopes_count--;
    p->scope = before;
}

static bundler_declared *add(parser *p, bundler_mark_kind kind, bundler_name name, uint32_t scope)
{
    bundler_declared *declared = BUNDLER_PUSH(p, p, declared);
    *declared = (bundler_declared) {
        .name = name,
        .scope = scope,
        .statement = (uint32_t)p->log->statements_count,
        .symbol = BUNDLER_NONE,
        .kind = (uint8_t)kind,
    };
    p->scopes[scope].marks++;
    return declared;
}

static void place(bundler_declared *declared, uint32_t offset, uint32_t end)
{
    declared->offset = offset;
    declared->end = end;
}

static void declare_var(parser *p, bundler_name name, uint32_t offset, uint32_t end)
{
    const uint32_t function = p->scopes[p->scope].function;
    bundler_declared *declared = add(p, MARK_VAR, name, function);
    place(declared, offset, end);
    if (function == p->scope) return;
    declared->many = true; /* in a loop, maybe */
    declared = add(p, MARK_VAR_PASSES, name, p->scope);
    place(declared, offset, end);
    declared->symbol = function;
}

/* In sloppy code a function of a block is seen outside of it too. */
static void declare_in_block(parser *p, bundler_name name, uint32_t offset, uint32_t end)
{
    p->mattered = true;
    place(add(p, MARK_BLOCK_VAR, name, p->scopes[p->scope].function), offset, end);
    place(add(p, MARK_BLOCK_FUNCTION, name, p->scope), offset, end);
}

void bundler_declare_name(parser *p, bundler_mark_kind kind, bundler_name name, uint32_t offset,
                          uint32_t end)
{
    if (kind == MARK_VAR)
        declare_var(p, name, offset, end);
    else if (kind == MARK_BLOCK_FUNCTION)
        declare_in_block(p, name, offset, end);
    else
        place(add(p, kind, name, p->scope), offset, end);
}

void bundler_declare(parser *p, bundler_mark_kind kind, const bundler_token *token)
{
    bundler_check_name(p, token, true);
    if (p->failed) return;
    if (token->word == T_LET && (kind == MARK_LEXICAL || kind == MARK_CONST)) {
        bundler_fail(p, token->offset, token->end, "`let` cannot be the name of a let or const");
        return;
    }
    bundler_declare_name(p, kind, bundler_name_of(p, token), token->offset, token->end);
}

void bundler_refer_name(parser *p, bundler_name name, uint32_t offset, uint32_t end, uint32_t flags)
{
    *BUNDLER_PUSH(p, p->log, references) = (bundler_reference) {
        .name = name,
        .offset = offset,
        .end = end,
        .symbol = BUNDLER_NONE,
        .flags = offset == p->asi ? flags | BUNDLER_REF_ASI : flags,
        .member = BUNDLER_NONE,
    };
}

void bundler_refer(parser *p, const bundler_token *token, uint32_t flags)
{
    if (token->word != T_NAME) bundler_check_name(p, token, false);
    bundler_refer_name(p, bundler_name_of(p, token), token->offset, token->end, flags);
}

/* ---- Edits ---- */

void bundler_edit_text(parser *p, uint32_t offset, uint32_t end, slsc_str text)
{
    *BUNDLER_PUSH(p, p->log, edits) = (bundler_edit) { .offset = offset, .end = end, .text = text };
}

void bundler_edit_move(parser *p, uint32_t offset, uint32_t end, uint32_t from, uint32_t to)
{
    *BUNDLER_PUSH(p, p->log, edits) =
        (bundler_edit) { .offset = offset, .end = end, .from = from, .to = to };
}
