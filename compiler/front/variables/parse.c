/* parse.c: the grammar of ${...}: one variable (scan.c finds them).
 *
 *     text        := ( raw | escape | variable )*
 *     variable    := "${" alternative ("," alternative)* "}"
 *     alternative := type "(" params ")" [":" address] | type ":" [address] | literal
 *
 * Frameworks 1 and 2 took blanks behind the brace too. Not every `${` opens a variable:
 * CloudFormation has `${Name}` and `${AWS::Region}` of its own. These are foreign and stay as they
 * are, but for variables inside of them. Within a variable there is no room for foreign ones.
 *
 * The parser is a recursive descent, bounded in depth, and linear: no character is looked at twice
 * but by the scans for a type. Slices point into the parsed text, nothing is copied. */
#include "front/framework.h"
#include "front/variables/parser.h"
#include "tree/json.h"
#include "tree/number.h"
#include <string.h>

enum { MAX_DEPTH = 50 };

typedef slsc_variable_parser parser;

static slsc_str slice(const parser *p, size_t from)
{
    return slsc_str_sub(p->text, from, p->at - from);
}

static void skip_spaces(parser *p)
{
    while (!slsc_parser_ended(p) && p->text.ptr[p->at] == ' ') p->at++;
}

static bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

static bool is_word(char c)
{
    return is_lower(c) || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
}

/* ---- Faults ---- */

static slsc_parsed fault_at(parser *p, size_t offset, size_t length, slsc_str message,
                            const char *label, slsc_str help)
{
    p->fault->offset = offset;
    p->fault->length = length ? length : 1;
    p->fault->message = message;
    p->fault->label = slsc_str_z(label);
    p->fault->help = help;
    return SLSC_FAULTY;
}

static slsc_parsed unterminated(parser *p, size_t start)
{
    return fault_at(p, start, p->text.len - start, SLSC_STR("a variable is not closed"),
                    "its `}` is missing", SLSC_STR(""));
}

/* What stands at the cursor, for messages; a whole character of UTF-8. */
static slsc_str shown(const parser *p)
{
    size_t end = p->at + 1;
    while (end < p->text.len && ((unsigned char)p->text.ptr[end] & 0xC0) == 0x80) end++;
    return slsc_str_sub(p->text, p->at, end - p->at);
}

static slsc_parsed unexpected(parser *p, size_t from, const char *expected)
{
    const slsc_str found = shown(p);
    return fault_at(p, from, p->at - from + found.len,
                    slsc_strf(p->unit->arena, "unexpected `%.*s` in a variable", SLSC_FMT(found)),
                    expected, SLSC_STR(""));
}

/* ---- Growing ---- */

/* Room for one more. Most lists here have one item, and there may be a million of them. */
static void *grow(parser *p, void *items, size_t count, size_t *capacity, size_t size)
{
    if (items) return slsc_arena_grow(p->unit->arena, items, count, capacity, size);
    *capacity = 1;
    return slsc_arena_alloc(p->unit->arena, size, _Alignof(max_align_t));
}

void slsc_variable_add(parser *p, slsc_template *template, slsc_str text, slsc_variable *variable)
{
    if (!variable && text.len == 0) return;
    template->pieces = (slsc_piece *)grow(p, template->pieces, template->count, &template->capacity,
                                          sizeof *template->pieces);
    template->pieces[template->count++] = (slsc_piece) { text, variable };
    template->variables += variable ? 1 : 0;
}

/* ---- Terms ---- */

/* The end of a quoted string that starts at the cursor, which moves behind its closing quote. */
static bool skip_quoted(parser *p)
{
    const char quote = p->text.ptr[p->at++];
    for (; !slsc_parser_ended(p); p->at++) {
        const char c = p->text.ptr[p->at];
        if (c == '\\' && quote == '"') {
            p->at++;
        } else if (c == quote) {
            p->at++;
            return true;
        }
    }
    return false;
}

/* "..." is a string of JSON, '...' has no escapes. */
static slsc_parsed parse_quoted(parser *p, slsc_term *out)
{
    const size_t start = p->at;
    slsc_str why = { NULL, 0 };
    out->kind = SLSC_STRING;
    if (!skip_quoted(p)) { /* the caller finds no end */
        p->at = p->text.len;
        return SLSC_PARSED;
    }
    const slsc_str quoted = slice(p, start);
    if (quoted.ptr[0] == '\'') {
        out->text = slsc_str_sub(quoted, 1, quoted.len - 2);
        return SLSC_PARSED;
    }
    const slsc_node *node = slsc_json_parse_text(p->unit, quoted, p->string, &why);
    if (!node || node->kind != SLSC_STRING)
        return fault_at(p, start, quoted.len, SLSC_STR("a quoted default is not a string of JSON"),
                        "escapes are those of JSON here", SLSC_STR("quote it with `'`"));
    out->text = node->as.string;
    return SLSC_PARSED;
}

/* A raw parameter or address that ends before one of the characters of `stop`. */
static slsc_parsed parse_raw(parser *p, const char *stop, slsc_term *out)
{
    const size_t start = p->at;
    size_t run = start;
    slsc_template template = { NULL, 0, 0, 0 };
    while (!slsc_parser_ended(p) && !strchr(stop, p->text.ptr[p->at])) {
        if (p->text.ptr[p->at] != '$') {
            p->at++;
            continue;
        }
        const size_t dollar = p->at;
        slsc_variable *variable = NULL;
        while (slsc_parser_peek(p) == '$') p->at++;
        if (slsc_parser_peek(p) != '{') { /* a lone dollar takes the next character with it */
            p->at += slsc_parser_ended(p) ? 0 : 1;
            continue;
        }
        const slsc_parsed done = slsc_variable_read(p, &variable);
        if (done != SLSC_PARSED) return done;
        variable->start = dollar;
        slsc_variable_add(p, &template, slsc_str_sub(p->text, run, dollar - run), NULL);
        slsc_variable_add(p, &template, SLSC_STR(""), variable);
        run = p->at;
    }
    out->kind = SLSC_STRING;
    out->text = slsc_str_trim(slice(p, start));
    if (template.variables == 0) {
        if (out->text.len == 0) out->kind = SLSC_NONE;
        return SLSC_PARSED;
    }
    const size_t end = (size_t)(out->text.ptr - p->text.ptr) + out->text.len;
    if (end > run) slsc_variable_add(p, &template, slsc_str_sub(p->text, run, end - run), NULL);
    out->template = SLSC_NEW(p->unit->arena, slsc_template);
    *out->template = template;
    return SLSC_PARSED;
}

/* true, false, null or a number, from unquoted text. */
static bool take_literal(slsc_str text, slsc_term *out)
{
    double number = 0;
    *out = (slsc_term) { SLSC_NULL, false, 0, { NULL, 0 }, NULL };
    if (slsc_str_is(text, "null")) return true;
    if (slsc_str_is(text, "true") || slsc_str_is(text, "false")) {
        out->kind = SLSC_BOOL;
        out->boolean = text.len == 4;
        return true;
    }
    if (!slsc_number_parse(text, &number)) return false;
    out->kind = SLSC_FLOAT;
    out->number = number;
    return true;
}

static void add_param(parser *p, slsc_alternative *alternative, const slsc_term *param)
{
    alternative->params =
        (slsc_term *)grow(p, alternative->params, alternative->param_count,
                          &alternative->param_capacity, sizeof *alternative->params);
    alternative->params[alternative->param_count++] = *param;
}

/* One parameter, up to the `,` or `)` behind it. */
static slsc_parsed parse_param(parser *p, slsc_term *out)
{
    const size_t start = p->at;
    const bool quoted = slsc_parser_peek(p) == '"' || slsc_parser_peek(p) == '\'';
    const slsc_parsed done = quoted ? parse_quoted(p, out) : parse_raw(p, ",)}", out);
    slsc_term literal;
    if (done != SLSC_PARSED) return done;
    if (quoted) skip_spaces(p);
    if (slsc_parser_ended(p)) return SLSC_PARSED;
    if (slsc_parser_peek(p) != ',' && slsc_parser_peek(p) != ')')
        return unexpected(p, start, "expected `)` behind the parameters");
    if (quoted || out->template) return SLSC_PARSED;
    if (out->kind == SLSC_NONE)
        out->kind = SLSC_NULL;
    else if (take_literal(out->text, &literal))
        *out = literal;
    return SLSC_PARSED;
}

/* Behind `(`, to behind `)`. */
static slsc_parsed parse_params(parser *p, slsc_alternative *alternative)
{
    alternative->has_params = true;
    for (;;) {
        slsc_term param = { SLSC_NULL, false, 0, { NULL, 0 }, NULL };
        skip_spaces(p);
        if (slsc_parser_ended(p)) return SLSC_PARSED;
        if (slsc_parser_peek(p) == '}')
            return unexpected(p, p->at, "expected `)` behind the parameters");
        if (slsc_parser_peek(p) != ')' && slsc_parser_peek(p) != ',') {
            const slsc_parsed done = parse_param(p, &param);
            if (done != SLSC_PARSED) return done;
            if (slsc_parser_ended(p)) return SLSC_PARSED;
        }
        if (slsc_parser_peek(p) == ')') {
            if (param.kind != SLSC_NULL || param.text.len) add_param(p, alternative, &param);
            p->at++;
            return SLSC_PARSED;
        }
        add_param(p, alternative, &param);
        p->at++;
    }
}

/* Behind `:`. `may_be_foreign`: `type::` is CloudFormation's here. */
static slsc_parsed parse_address(parser *p, bool may_be_foreign, slsc_alternative *alternative)
{
    skip_spaces(p);
    const size_t start = p->at;
    const char c = slsc_parser_peek(p);
    if (slsc_parser_ended(p) || c == '}' || c == ',') return SLSC_PARSED;
    if (c == ':') {
        if (may_be_foreign) return SLSC_FOREIGN;
        return unexpected(p, start, "expected an address behind `:`");
    }
    if (c != '"' && c != '\'') return parse_raw(p, ",}", &alternative->address);
    const slsc_parsed done = parse_quoted(p, &alternative->address);
    if (done != SLSC_PARSED) return done;
    skip_spaces(p);
    if (!slsc_parser_ended(p) && slsc_parser_peek(p) != '}' && slsc_parser_peek(p) != ',')
        return unexpected(p, start, "expected `,` or `}` behind the quoted address");
    return SLSC_PARSED;
}

/* ---- Alternatives ---- */

/* From behind its type: at `(` or `:`. */
static slsc_parsed parse_call(parser *p, bool may_be_foreign, slsc_alternative *alternative)
{
    if (slsc_parser_peek(p) == '(') {
        p->at++;
        const slsc_parsed done = parse_params(p, alternative);
        if (done != SLSC_PARSED || slsc_parser_ended(p)) return done;
        skip_spaces(p);
        if (slsc_parser_ended(p) || slsc_parser_peek(p) == '}' || slsc_parser_peek(p) == ',')
            return SLSC_PARSED;
        if (slsc_parser_peek(p) != ':')
            return unexpected(p, p->at, "expected `:`, `,` or `}` behind `)`");
        may_be_foreign = false;
    }
    p->at++;
    return parse_address(p, may_be_foreign, alternative);
}

static bool is_type(slsc_str word)
{
    if (word.len == 0 || !is_lower(word.ptr[0])) return false;
    for (size_t i = 0; i < word.len; i++)
        if (!is_word(word.ptr[i]) || word.ptr[i] == '.' || word.ptr[i] == '-') return false;
    return true;
}

static slsc_parsed bad_literal(parser *p, size_t start, slsc_str word)
{
    return fault_at(
        p, start, word.len,
        slsc_strf(p->unit->arena, "`%.*s` is neither a source nor a default", SLSC_FMT(word)),
        "text must be quoted", slsc_strf(p->unit->arena, "write `'%.*s'`", SLSC_FMT(word)));
}

/* A quoted default: nothing may follow it but the end of the variable. */
static slsc_parsed parse_quoted_default(parser *p, slsc_alternative *alternative)
{
    const size_t start = p->at;
    const slsc_parsed done = parse_quoted(p, &alternative->literal);
    if (done != SLSC_PARSED) return done;
    skip_spaces(p);
    if (!slsc_parser_ended(p) && slsc_parser_peek(p) != '}')
        return unexpected(p, start, "a quoted default is the last alternative");
    return SLSC_PARSED;
}

/* Behind a `,`: a further source, or a default. */
static slsc_parsed parse_next(parser *p, slsc_alternative *alternative)
{
    skip_spaces(p);
    const size_t start = p->at;
    if (slsc_parser_ended(p)) return SLSC_PARSED;
    if (slsc_parser_peek(p) == '"' || slsc_parser_peek(p) == '\'')
        return parse_quoted_default(p, alternative);
    while (!slsc_parser_ended(p) &&
           (is_word(slsc_parser_peek(p)) || (slsc_parser_peek(p) == ' ' && p->at > start)))
        p->at++;
    if (slsc_parser_ended(p)) return SLSC_PARSED;
    const slsc_str word = slice(p, start);
    const char c = slsc_parser_peek(p);
    if (word.len && (c == ':' || c == '(') && is_type(word)) {
        alternative->type = word;
        return parse_call(p, false, alternative);
    }
    if (word.len && c == '}')
        return take_literal(slsc_str_trim(word), &alternative->literal)
                   ? SLSC_PARSED
                   : bad_literal(p, start, slsc_str_trim(word));
    return unexpected(p, start, "expected a source such as `self:`, or a default in quotes");
}

static slsc_alternative *add_alternative(parser *p, slsc_variable *variable)
{
    variable->alternatives =
        (slsc_alternative *)grow(p, variable->alternatives, variable->count, &variable->capacity,
                                 sizeof *variable->alternatives);
    return &variable->alternatives[variable->count++];
}

/* Behind the type of the first alternative; `start` is where the variable stands. */
static slsc_parsed parse_alternatives(parser *p, size_t start, slsc_str type,
                                      slsc_variable *variable)
{
    size_t begin = (size_t)(type.ptr - p->text.ptr);
    slsc_alternative *alternative = add_alternative(p, variable);
    alternative->type = type;
    slsc_parsed done = parse_call(p, p->depth == 1, alternative);
    for (;;) {
        if (done != SLSC_PARSED) return done;
        if (slsc_parser_ended(p)) return unterminated(p, start);
        alternative->text = slsc_str_trim(slice(p, begin));
        if (p->text.ptr[p->at++] == '}') return SLSC_PARSED;
        skip_spaces(p);
        begin = p->at;
        alternative = add_alternative(p, variable);
        done = parse_next(p, alternative);
    }
}

static slsc_parsed too_deep(parser *p, size_t start)
{
    p->fault->deep = true;
    return fault_at(p, start, 2, SLSC_STR("variables are nested too deeply"),
                    "more than 50 variables within each other", SLSC_STR(""));
}

slsc_parsed slsc_variable_read(parser *p, slsc_variable **out)
{
    const size_t start = p->at++ - 1;
    const bool nested = p->depth > 0;
    if (slsc_parser_peek(p) == ' ' && slsc_framework_of(p->unit) < 3) skip_spaces(p);
    const size_t begin = p->at;
    while (is_word(slsc_parser_peek(p)) && (p->at > begin || is_lower(slsc_parser_peek(p))))
        p->at++;
    if (nested && slsc_parser_ended(p)) return unterminated(p, start);
    const char c = slsc_parser_peek(p);
    if (p->at == begin || (c != ':' && c != '('))
        return nested ? unexpected(p, p->at, "expected a source such as `self:` behind `${`")
                      : SLSC_FOREIGN;
    if (p->depth >= MAX_DEPTH) return too_deep(p, start);
    slsc_variable *variable = SLSC_NEW(p->unit->arena, slsc_variable);
    p->depth++;
    const slsc_parsed done = parse_alternatives(p, start, slice(p, begin), variable);
    p->depth--;
    variable->start = start;
    variable->end = p->at;
    *out = variable;
    return done;
}
