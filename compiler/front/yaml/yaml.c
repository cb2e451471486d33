/* yaml.c: the door to libyaml.
 *
 * libyaml finds the structure of the document: its events are turned into ours, with places in
 * bytes (libyaml counts characters) and without the indentation that its block collections end
 * with. Meaning is not asked of it: scalar.c, tags.c and map.c know the dialect.
 *
 * A text that only libyaml dislikes is altered and read again (mend.c); what the dialect
 * dislikes and libyaml takes is refused here. */
#include "front/yaml/yaml.h"
#include "front/yaml/build.h"
#include "front/yaml/syntax.h"
#include <string.h>
#include <yaml.h>

typedef struct reading {
    slsc_unit *unit;
    uint32_t file;
    slsc_str source; /* all of it, a byte order mark included */
    slsc_yaml_text text;
    slsc_yaml_builder *builder;
    yaml_parser_t parser;
    size_t brackets, documents; /* open lists and maps in brackets; documents begun */
} reading;

typedef enum outcome { READ_ON, DONE, STOPPED, AGAIN } outcome;

static slsc_str bytes(const void *z) { return slsc_str_z((const char *)z); }

static char char_at(const reading *r, uint32_t at)
{
    return at < r->source.len ? r->source.ptr[at] : '\0';
}

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/* Notes a fault of the dialect at a place. */
static outcome refuse(reading *r, const char *code, uint32_t at, uint32_t length,
                      const char *message, const char *help)
{
    slsc_report report = { .code = slsc_str_z(code),
                           .message = slsc_str_z(message),
                           .help = slsc_str_z(help),
                           .place = { r->file, at, length } };
    slsc_yaml_note(r->builder, &report);
    return STOPPED;
}

/* ---- Properties: what stands before a value ---- */

static uint32_t skip_space(const reading *r, uint32_t at, uint32_t end)
{
    while (at < end) {
        if (char_at(r, at) == '#')
            while (at < end && char_at(r, at) != '\n' && char_at(r, at) != '\r') at++;
        else if (is_blank(char_at(r, at)))
            at++;
        else
            break;
    }
    return at;
}

/* Walks over tag and anchor in whatever order they come, from event->outer to event->start. False:
 * libyaml has cut the name of the anchor at `*anchor_at` short. */
static bool read_properties(const reading *r, slsc_yaml_event *event, slsc_str anchor,
                            uint32_t *anchor_at)
{
    uint32_t at = event->outer, end = event->end;
    int left = (event->tag.len > 0) + (anchor.len > 0);
    for (; left; left--) {
        uint32_t from = at;
        if (char_at(r, at) == '&') {
            *anchor_at = at;
            event->anchor = slsc_yaml_anchor_name(r->source, at);
            at += 1 + (uint32_t)event->anchor.len;
        } else {
            bool verbatim = char_at(r, at + 1) == '<'; /* the only one that may hold a comma */
            while (at < end && !is_blank(char_at(r, at)) && (verbatim || char_at(r, at) != ','))
                at++;
            event->tag_at = from;
            event->tag_length = at - from;
        }
        at = skip_space(r, at, end);
    }
    event->start = at < end ? at : end;
    return event->anchor.len == anchor.len;
}

/* ---- Events ---- */

static outcome from_status(slsc_status status) { return status == SLSC_OK ? READ_ON : STOPPED; }

/* What libyaml reads between brackets as an indicator is text to the dialect: `::1`, `?a`. */
static outcome take_glued(reading *r, const slsc_yaml_event *event)
{
    if (event->plain && !event->text.len) { /* the key of a pair that libyaml sees in `:1` */
        uint32_t colon = skip_space(r, event->end, (uint32_t)r->source.len);
        if (char_at(r, colon) == ':' && slsc_yaml_mend_first(&r->text, colon)) return AGAIN;
    }
    if (event->outer && char_at(r, event->outer - 1) == '?' &&
        slsc_yaml_mend_first(&r->text, event->outer - 1))
        return AGAIN;
    if (!event->plain || !slsc_str_is(event->text, "-")) return READ_ON;
    return refuse(r, "yaml/syntax", event->start, 1, "a `-` alone cannot stand between brackets",
                  "quote the text");
}

/* The first character of a plain scalar may have been altered by slsc_yaml_mend_first. */
static slsc_str scalar_value(const reading *r, const yaml_event_t *from, uint32_t start)
{
    slsc_str value = { (const char *)from->data.scalar.value, from->data.scalar.length };
    char original = char_at(r, start);
    if (value.len && *value.ptr == '_' && (original == ':' || original == '?'))
        *from->data.scalar.value = (yaml_char_t)original;
    return value;
}

/* How far a place is from the beginning of its line; `*first`: with nothing but spaces between. */
static uint32_t column_of(const reading *r, uint32_t at, bool *first)
{
    uint32_t start = at;
    *first = true;
    while (start && char_at(r, start - 1) != '\n' && char_at(r, start - 1) != '\r')
        *first &= char_at(r, --start) == ' ';
    return at - start;
}

/* A block scalar on a line of its own is indented more than what it stands in. */
static bool is_outdented(const reading *r, uint32_t at)
{
    bool first, any;
    uint32_t parent, column = column_of(r, at, &first);
    if (!first || !slsc_yaml_builder_parent(r->builder, &parent)) return false;
    return column <= column_of(r, parent, &any);
}

static outcome take_scalar(reading *r, const yaml_event_t *from, slsc_yaml_event *event)
{
    yaml_scalar_style_t style = from->data.scalar.style;
    bool control, quoted = style == YAML_SINGLE_QUOTED_SCALAR_STYLE ||
                           style == YAML_DOUBLE_QUOTED_SCALAR_STYLE;
    slsc_str value = scalar_value(r, from, event->start);
    event->plain = style == YAML_PLAIN_SCALAR_STYLE;
    event->text = slsc_yaml_restore(&r->text, value, &control);
    while (!event->plain && !quoted && event->end > event->start &&
           is_blank(char_at(r, event->end - 1)))
        event->end--;
    if (control && !quoted)
        return refuse(r, "yaml/control-character", event->start, event->end - event->start,
                      "control characters cannot stand in this text",
                      "write them as escapes between double quotes");
    if (!event->plain && !quoted && is_outdented(r, event->start))
        return refuse(r, "yaml/syntax", event->start, 1,
                      "this text is not indented more than what it belongs to",
                      "begin it behind its key");
    outcome glued = r->brackets ? take_glued(r, event) : READ_ON;
    return glued != READ_ON ? glued : from_status(slsc_yaml_scalar_event(r->builder, event));
}

/* A block list or map behind a tab on its first line would have a tab as indentation. */
static bool follows_tab(const reading *r, uint32_t start)
{
    while (start && char_at(r, start - 1) != '\n' && char_at(r, start - 1) != '\r')
        if (char_at(r, --start) == '\t') return true;
    return false;
}

static outcome take_open(reading *r, slsc_yaml_event *event, slsc_kind kind)
{
    if (r->text.tabs_altered && !event->flow && follows_tab(r, event->start))
        return refuse(r, "yaml/tab-indentation", event->start, 1, "a tab cannot be indentation",
                      "indent with spaces");
    if (event->flow) r->brackets++;
    return from_status(slsc_yaml_open_event(r->builder, event, kind));
}

static outcome take_close(reading *r, const slsc_yaml_event *event, char bracket)
{
    bool closed = r->brackets && char_at(r, event->outer) == bracket;
    if (r->brackets) r->brackets--;
    return from_status(slsc_yaml_close_event(r->builder, closed ? event->outer + 1 : 0));
}

static outcome mend_name(reading *r, uint32_t at)
{
    if (slsc_yaml_mend_name(&r->text, at)) return AGAIN;
    return refuse(r, "yaml/syntax", at, 1, "the name of this anchor has odd characters",
                  "use letters, digits, `_` and `-`");
}

static outcome take_alias(reading *r, const yaml_event_t *from, slsc_yaml_event *event)
{
    event->anchor = slsc_yaml_anchor_name(r->source, event->outer);
    if (event->anchor.len != bytes(from->data.alias.anchor).len) return mend_name(r, event->outer);
    event->start = event->outer;
    return from_status(slsc_yaml_alias_event(r->builder, event));
}

/* A node: its properties, then what it is. */
static outcome take_node(reading *r, const yaml_event_t *from, slsc_yaml_event *event)
{
    uint32_t anchor_at = event->outer;
    slsc_str anchor;
    switch (from->type) {
    case YAML_SCALAR_EVENT:
        anchor = bytes(from->data.scalar.anchor);
        event->tag = bytes(from->data.scalar.tag);
        break;
    case YAML_SEQUENCE_START_EVENT:
        anchor = bytes(from->data.sequence_start.anchor);
        event->tag = bytes(from->data.sequence_start.tag);
        event->flow = from->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
        break;
    default:
        anchor = bytes(from->data.mapping_start.anchor);
        event->tag = bytes(from->data.mapping_start.tag);
        event->flow = from->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
    }
    if (!read_properties(r, event, anchor, &anchor_at)) return mend_name(r, anchor_at);
    if (event->tag.len && char_at(r, event->tag_at + event->tag_length) == ',')
        return refuse(r, "yaml/syntax", event->tag_at, event->tag_length + 1,
                      "a tag ends with a space", "put a space behind the tag");
    if (from->type == YAML_SCALAR_EVENT) return take_scalar(r, from, event);
    return take_open(r, event, from->type == YAML_MAPPING_START_EVENT ? SLSC_MAP : SLSC_LIST);
}

static outcome take_event(reading *r, const yaml_event_t *from)
{
    slsc_yaml_event event = { .outer = slsc_yaml_offset(&r->text, from->start_mark.index) };
    event.start = event.outer;
    event.end = slsc_yaml_offset(&r->text, from->end_mark.index);
    switch (from->type) {
    case YAML_ALIAS_EVENT: return take_alias(r, from, &event);
    case YAML_SCALAR_EVENT:
    case YAML_SEQUENCE_START_EVENT:
    case YAML_MAPPING_START_EVENT: return take_node(r, from, &event);
    case YAML_SEQUENCE_END_EVENT: return take_close(r, &event, ']');
    case YAML_MAPPING_END_EVENT: return take_close(r, &event, '}');
    case YAML_STREAM_END_EVENT: return DONE;
    case YAML_DOCUMENT_START_EVENT:
        if (!r->documents++) return READ_ON;
        return refuse(r, "yaml/several-documents", event.outer, event.end - event.outer,
                      "a second document begins here", "keep one document in a file");
    default: return READ_ON;
    }
}

/* ---- Errors ---- */

static outcome take_fault(reading *r)
{
    const yaml_parser_t *p = &r->parser;
    slsc_yaml_fault fault = { .problem = bytes(p->problem), .context = bytes(p->context) };
    bool unreadable = p->error == YAML_READER_ERROR;
    if (p->error == YAML_MEMORY_ERROR) slsc_arena_give_up();
    fault.at = slsc_yaml_offset(&r->text, unreadable ? p->offset : p->problem_mark.index);
    fault.has_context = p->context && !unreadable;
    if (fault.has_context) fault.context_at = slsc_yaml_offset(&r->text, p->context_mark.index);
    if (slsc_yaml_mend(&r->text, &fault)) return AGAIN;
    slsc_report report = { 0 };
    slsc_yaml_explain(r->unit, r->file, &fault, &report);
    slsc_yaml_note(r->builder, &report);
    return STOPPED;
}

static outcome read_once(reading *r)
{
    outcome result = READ_ON;
    r->builder = slsc_yaml_builder_new(r->unit, r->file);
    r->brackets = r->documents = 0;
    r->text.mark_index = r->text.mark_offset = 0;
    if (!yaml_parser_initialize(&r->parser)) slsc_arena_give_up();
    yaml_parser_set_encoding(&r->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&r->parser, (const unsigned char *)r->text.text.ptr,
                                 r->text.text.len);
    while (result == READ_ON) {
        yaml_event_t event;
        if (!yaml_parser_parse(&r->parser, &event)) {
            result = take_fault(r);
            break;
        }
        result = take_event(r, &event);
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&r->parser);
    return result;
}

slsc_node *slsc_yaml_parse(slsc_unit *unit, uint32_t file)
{
    reading r = { .unit = unit, .file = file };
    r.source = slsc_sources_get(unit->sources, file)->text;
    slsc_yaml_refusal refusal = slsc_yaml_prepare(unit->arena, r.source, &r.text);
    if (refusal.code) {
        slsc_place place = { file, (uint32_t)refusal.offset, (uint32_t)refusal.length };
        slsc_diags_at(unit->diags, SLSC_ERROR, refusal.code, place, "%.*s",
                      SLSC_FMT(refusal.message));
        return NULL;
    }
    size_t before = unit->node_count;
    while (read_once(&r) == AGAIN) unit->node_count = before;
    return slsc_yaml_builder_end(r.builder);
}
