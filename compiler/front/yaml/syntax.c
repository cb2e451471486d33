/* syntax.c: a syntax error, said so that somebody can mend it.
 *
 * libyaml tells what it expected in terms of its grammar. Here its complaint only selects a row of
 * a table; the character at the place, and what people often mean when it stands there, select the
 * help. */
#include "front/yaml/syntax.h"

typedef struct complaint {
    const char *fragment; /* of libyaml's words */
    const char *message, *help;
    bool at_context; /* the place is where the thing began */
} complaint;

static const complaint complaints[] = {
    { "mapping values are not allowed", "a `:` cannot stand here",
      "quote a text that holds `: `, or begin the map on a line of its own", false },
    { "block sequence entries are not allowed", "a list item cannot begin here",
      "begin the list on a line of its own", false },
    { "mapping keys are not allowed", "a `?` cannot begin a key here",
      "quote a text that begins with `? `", false },
    { "could not find expected ':'", "this line is no `key: value`",
      "write `:` behind the key, on the same line", true },
    { "cannot start any token", "a text cannot begin with this character", "quote the text",
      false },
    { "did not find expected key", "this does not line up with the keys before it",
      "give the keys of a map the same indentation", false },
    { "expected '-' indicator", "this does not line up with the list before it",
      "begin each item with `- ` at the same indentation", false },
    { "expected ',' or ']'", "expected `,` or `]` in a list", "", false },
    { "expected ',' or '}'", "expected `,` or `}` in a map", "", false },
    { "expected node content", "a value is missing here", "", false },
    { "unexpected ':'", "a `:` cannot stand here", "put a space behind the `:`, or quote the text",
      false },
    { "unexpected document indicator", "the quoted text has no end before the end of the document",
      "close the quotes", true },
    { "unexpected end of stream", "the quoted text has no end", "close the quotes", true },
    { "unknown escape", "unknown escape sequence",
      "write `\\\\` for a backslash, or use single quotes", false },
    { "hexdecimal", "expected hexadecimal digits in an escape sequence", "", false },
    { "character escape code", "this escape sequence is no character", "", false },
    { "alphabetic or numeric", "the name of an anchor is missing, or has an odd character",
      "quote a text that begins with `*` or `&`", true },
    { "indentation indicator", "the indentation of a block text is from 1 to 9", "", false },
    { "expected comment or line break", "a block text begins on the next line", "", false },
    { "indentation space", "the indentation of this text has a tab", "indent with spaces", false },
    { "undefined tag handle", "the prefix of this tag is not declared", "", false },
    { "tag", "malformed tag", "", true },
    { "URI", "malformed tag", "", true },
    { "expected '!'", "malformed tag", "", true },
    { "document start", "expected the end of the file, or `---`", "", false },
    { "directive", "malformed directive", "quote a text that begins with `%`", true },
    { "version", "malformed directive", "", true },
    { "incompatible", "this is not YAML 1.x", "", false },
    { "whitespace", "a space is missing here", "", false },
};

static char char_at(slsc_str text, uint32_t at) { return at < text.len ? text.ptr[at] : '\0'; }

static const complaint *find_complaint(slsc_str problem)
{
    static const complaint unknown = { "", "this is not YAML", "", false };
    for (size_t i = 0; i < sizeof complaints / sizeof *complaints; i++)
        if (slsc_str_find(problem, slsc_str_z(complaints[i].fragment)) != SIZE_MAX)
            return &complaints[i];
    return &unknown;
}

static bool is_about(const complaint *c, const char *fragment)
{
    return slsc_str_is(slsc_str_z(c->fragment), fragment);
}

static bool is_first_on_line(slsc_str text, uint32_t at)
{
    while (at && (text.ptr[at - 1] == ' ' || text.ptr[at - 1] == '\t')) at--;
    return !at || text.ptr[at - 1] == '\n' || text.ptr[at - 1] == '\r';
}

/* libyaml looks for a `:` no further. */
static bool ends_long_key(slsc_str text, uint32_t at)
{
    uint32_t start = at;
    while (start && at - start <= 1024 && text.ptr[start - 1] != '\n') start--;
    return at - start > 1024;
}

static const char *begin_of(slsc_str context)
{
    if (slsc_str_find(context, SLSC_STR("mapping")) != SIZE_MAX) return "the map begins here";
    if (slsc_str_find(context, SLSC_STR("sequence")) != SIZE_MAX) return "the list begins here";
    return "what is being read begins here";
}

/* One character, or nothing at the end of a line. */
static slsc_place character(uint32_t file, slsc_str text, uint32_t at)
{
    size_t next = at;
    char c = char_at(text, at);
    if (at < text.len && c != '\n' && c != '\r') slsc_str_next(text, &next);
    return (slsc_place) { file, at, (uint32_t)next - at };
}

void slsc_yaml_explain(slsc_unit *unit, uint32_t file, const slsc_yaml_fault *fault,
                       slsc_report *report)
{
    slsc_str text = slsc_sources_get(unit->sources, file)->text;
    const complaint *c = find_complaint(fault->problem);
    bool at_context = c->at_context && fault->has_context;
    uint32_t at = at_context ? fault->context_at : fault->at;
    char here = char_at(text, at), before = at ? char_at(text, at - 1) : '\0';
    report->code = slsc_str_z("yaml/syntax");
    report->message = slsc_str_z(c->message);
    report->help = slsc_str_z(c->help);
    report->place = character(file, text, at);
    if (here == '\t' && !at_context) {
        report->code = slsc_str_z("yaml/tab-indentation");
        report->message = slsc_str_z("a tab cannot be indentation");
        report->help = slsc_str_z("indent with spaces");
    } else if ((here == ':' || here == '?') && is_about(c, "expected node content")) {
        report->message = slsc_str_z("a text between brackets cannot begin with this character");
        report->help = slsc_str_z("quote the text");
    } else if (here == ':' && ends_long_key(text, at)) {
        report->message = slsc_str_z("a key of more than 1,024 characters ends here");
        report->help = slsc_str_z("write `? ` before the key, and the `:` on the next line");
    } else if (here == '!' && is_about(c, "did not find expected key")) {
        report->message = slsc_str_z("a value can have one tag only");
        report->help = slsc_str_z("write the inner function in its long form: `Fn::...:`");
    } else if (is_about(c, "did not find expected key") && !is_first_on_line(text, at)) {
        report->message = slsc_str_z("the value has ended before this");
        report->help = slsc_str_z("quote the whole text");
    } else if (here == '{' && before == '$') {
        report->message = slsc_str_z("`${` cannot stand without quotes between brackets");
        report->help = slsc_str_z("quote the text: `\"${...}\"`");
        report->place.offset--;
        report->place.length = 2;
    }
    if (!at_context && fault->has_context && fault->context_at < at) {
        report->remarks = SLSC_NEW(unit->arena, slsc_remark);
        report->remarks->text = slsc_str_z(begin_of(fault->context));
        report->remarks->place = character(file, text, fault->context_at);
    }
}
