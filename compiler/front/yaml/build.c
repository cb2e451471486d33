/* build.c: the tree grows as events come in.
 *
 * Open lists and maps stand on a stack of frames, so depth is a number and not a recursion. A
 * finished node is delivered to the frame below it: an item of its list, the key of its map, or the
 * value of a key. What a map does with keys is in map.c.
 *
 * Anchors keep the finished node, and each alias copies it; before anything is copied its size is
 * known, so that a few lines cannot ask for billions of nodes. Faults are noted and the rest is
 * read, so that all of them are told; only limits stop. */
#include "front/yaml/build_frames.h"

enum { SLSC_YAML_ALIAS_NODES = 250000 }; /* copied by all aliases of a file */

slsc_yaml_builder *slsc_yaml_builder_new(slsc_unit *unit, uint32_t file)
{
    slsc_yaml_builder *b = SLSC_NEW(unit->arena, slsc_yaml_builder);
    b->unit = unit;
    b->file = file;
    b->names = slsc_node_read(unit, SLSC_MAP, slsc_yaml_place(b, 0, 0));
    b->notes_end = &b->notes;
    return b;
}

static void add_note(slsc_yaml_builder *b, const slsc_report *report, slsc_severity severity)
{
    slsc_yaml_noted *noted = SLSC_NEW(b->unit->arena, slsc_yaml_noted);
    noted->report = *report;
    noted->report.severity = severity;
    *b->notes_end = noted;
    b->notes_end = &noted->next;
}

void slsc_yaml_note(slsc_yaml_builder *b, const slsc_report *report)
{
    add_note(b, report, SLSC_ERROR);
    b->failed = true;
}

slsc_node *slsc_yaml_builder_end(slsc_yaml_builder *b)
{
    for (const slsc_yaml_noted *noted = b->notes; noted; noted = noted->next)
        slsc_diags_add(b->unit->diags, &noted->report);
    if (b->failed || b->stopped) return NULL;
    return b->root ? b->root : slsc_node_read(b->unit, SLSC_NULL, slsc_yaml_place(b, 0, 0));
}

slsc_place slsc_yaml_place(const slsc_yaml_builder *b, uint32_t start, uint32_t end)
{
    return (slsc_place) { b->file, start, end > start ? end - start : 0 };
}

void slsc_yaml_fault_at(slsc_yaml_builder *b, const char *code, slsc_place place, slsc_str message,
                        slsc_str help)
{
    slsc_report report = { .code = slsc_str_z(code), .message = message, .help = help };
    report.place = place;
    slsc_yaml_note(b, &report);
}

slsc_yaml_frame *slsc_yaml_top(slsc_yaml_builder *b)
{
    return b->depth ? &b->frames[b->depth - 1] : NULL;
}

bool slsc_yaml_builder_parent(const slsc_yaml_builder *b, uint32_t *start)
{
    if (b->depth) *start = b->frames[b->depth - 1].start;
    return b->depth > 0;
}

/* Nesting of what is put into the present frame. */
static uint32_t nesting(slsc_yaml_builder *b)
{
    const slsc_yaml_frame *top = slsc_yaml_top(b);
    return top ? top->nesting : 0;
}

static slsc_status check_depth(slsc_yaml_builder *b, uint32_t height, slsc_place place)
{
    if (nesting(b) + height <= SLSC_LIMIT_DEPTH) return SLSC_OK;
    place.length = 1;
    slsc_yaml_fault_at(b, "yaml/too-deep", place,
                       slsc_strf(b->unit->arena, "nested deeper than %d levels", SLSC_LIMIT_DEPTH),
                       slsc_str_z(""));
    return SLSC_FAIL;
}

/* The limit of a unit has been reported by whoever made the node beyond it. */
static slsc_status check_nodes(slsc_yaml_builder *b, slsc_place place)
{
    b->stopped = b->unit->node_count > SLSC_LIMIT_NODES;
    if (b->stopped) return SLSC_FAIL;
    if (b->copied <= SLSC_YAML_ALIAS_NODES) return SLSC_OK;
    slsc_yaml_fault_at(
        b, "yaml/too-many-nodes", place,
        slsc_strf(b->unit->arena, "aliases repeat more than %d values", SLSC_YAML_ALIAS_NODES),
        slsc_str_z(""));
    return SLSC_FAIL;
}

/* ---- Anchors ---- */

/* The number of an anchor of that name made or made again; 0 for no name. */
static size_t add_anchor(slsc_yaml_builder *b, slsc_str name, slsc_place place)
{
    if (!name.len) return 0;
    b->anchors = slsc_arena_grow(b->unit->arena, b->anchors, b->anchor_count, &b->anchor_capacity,
                                 sizeof *b->anchors);
    b->anchors[b->anchor_count++] = (slsc_yaml_anchor) { .place = place };
    slsc_node *number = slsc_node_read(b->unit, SLSC_INT, place);
    number->as.integer = (int64_t)b->anchor_count;
    slsc_node_set(b->unit, b->names, name, number);
    return b->anchor_count;
}

static slsc_yaml_anchor *find_anchor(slsc_yaml_builder *b, slsc_str name)
{
    int64_t number;
    if (slsc_node_to_int(slsc_node_get(b->unit, b->names, name), &number) != SLSC_OK) return NULL;
    return &b->anchors[number - 1];
}

/* The name means this anchor from now on, whatever it meant inside of its value. */
static void finish_anchor(slsc_yaml_builder *b, size_t number, slsc_str name,
                          const slsc_yaml_item *item, size_t nodes)
{
    if (!number) return;
    slsc_yaml_anchor *anchor = &b->anchors[number - 1];
    anchor->node = item->node;
    anchor->height = item->height;
    anchor->nodes = nodes;
    slsc_node *value = slsc_node_get(b->unit, b->names, name);
    value->as.integer = (int64_t)number;
}

/* ---- Values ---- */

static slsc_status deliver(slsc_yaml_builder *b, const slsc_yaml_item *item)
{
    slsc_yaml_frame *top = slsc_yaml_top(b);
    if (!top) {
        b->root = item->node;
        return SLSC_OK;
    }
    if (top->end < item->end) top->end = item->end;
    if (top->height < item->height + 1) top->height = item->height + 1;
    if (slsc_node_kind(top->node) == SLSC_MAP) return slsc_yaml_map_take(b, top, item);
    slsc_node_append(b->unit, top->node, item->node);
    return SLSC_OK;
}

static slsc_yaml_tag find_tag(slsc_yaml_builder *b, const slsc_yaml_event *event)
{
    slsc_yaml_tag tag;
    if (slsc_yaml_tag_find(event->tag, &tag)) return tag;
    slsc_arena *arena = b->unit->arena;
    slsc_str written = slsc_yaml_tag_written(arena, event->tag);
    slsc_yaml_fault_at(b, "yaml/unknown-tag",
                       slsc_yaml_place(b, event->tag_at, event->tag_at + event->tag_length),
                       slsc_strf(arena, "unknown tag `%.*s`", SLSC_FMT(written)),
                       slsc_yaml_tag_help(arena, event->tag));
    return tag;
}

static void refuse_value(slsc_yaml_builder *b, slsc_place tag_place, slsc_place place,
                         const char *wanted)
{
    slsc_str source = slsc_sources_slice(b->unit->sources, tag_place);
    slsc_arena *arena = b->unit->arena;
    slsc_report report = { .code = slsc_str_z("yaml/tag-value"), .place = place };
    report.message = slsc_strf(arena, "no value for the tag `%.*s`", SLSC_FMT(source));
    report.label = slsc_strf(arena, "expected %s", wanted);
    slsc_yaml_note(b, &report);
}

/* `!Sub x` becomes {"Fn::Sub": x}. */
static void wrap(slsc_yaml_builder *b, slsc_yaml_tag tag, slsc_place tag_place, uint32_t outer,
                 slsc_yaml_item *item)
{
    if (tag.kind != SLSC_TAG_FUNCTION) return;
    slsc_node *map = slsc_node_read(b->unit, SLSC_MAP, slsc_yaml_place(b, outer, item->end));
    const slsc_key *key = slsc_keys_intern(b->unit->keys, slsc_str_z(tag.function));
    slsc_node_set_at(b->unit, map, key, tag_place, item->node);
    item->node = map;
    item->height++;
}

/* Of a whole number with a zero in front, or more digits than a number keeps, something is lost:
 * it may be the id of an account. */
static void check_digits(slsc_yaml_builder *b, slsc_str text, const slsc_node *node)
{
    enum { KEPT = 15 }; /* so many digits are never lost */
    slsc_arena *arena = b->unit->arena;
    if (text.len < 2 || (text.len <= KEPT && *text.ptr != '0')) return;
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] < '0' || text.ptr[i] > '9') return;
    const slsc_str kept = slsc_node_text(b->unit, node);
    if (slsc_str_eq(kept, text)) return;
    slsc_report report = { .code = slsc_str_z("yaml/digits-lost"), .place = node->place };
    report.message =
        slsc_strf(arena, "`%.*s` is the number %.*s here", SLSC_FMT(text), SLSC_FMT(kept));
    report.help = slsc_strf(arena, "to keep every digit, quote it: `'%.*s'`", SLSC_FMT(text));
    add_note(b, &report, SLSC_WARNING);
}

slsc_status slsc_yaml_scalar_event(slsc_yaml_builder *b, const slsc_yaml_event *event)
{
    slsc_yaml_frame *top = slsc_yaml_top(b);
    slsc_place place = slsc_yaml_place(b, event->start, event->end);
    if (slsc_yaml_map_wants_key(top) && !event->tag.len && !event->anchor.len)
        return slsc_yaml_map_key(b, top, event, place);
    size_t before = b->unit->node_count;
    slsc_yaml_tag tag = find_tag(b, event);
    slsc_place tag_place = slsc_yaml_place(b, event->tag_at, event->tag_at + event->tag_length);
    slsc_yaml_item item = { .end = event->end, .place = place };
    item.node = slsc_node_read(b->unit, SLSC_NULL, place);
    const char *wanted;
    if (!slsc_yaml_tag_scalar(b->unit, tag, event->text, event->plain, item.node, &wanted))
        refuse_value(b, tag_place, place, wanted);
    if (event->plain && !event->tag.len &&
        (item.node->kind == SLSC_INT || item.node->kind == SLSC_FLOAT))
        check_digits(b, event->text, item.node);
    item.height = slsc_node_kind(item.node) >= SLSC_LIST;
    wrap(b, tag, tag_place, event->outer, &item);
    if (check_depth(b, item.height, place) != SLSC_OK) return SLSC_FAIL;
    size_t anchor = add_anchor(b, event->anchor, place);
    finish_anchor(b, anchor, event->anchor, &item, b->unit->node_count - before);
    if (check_nodes(b, place) != SLSC_OK) return SLSC_FAIL;
    return deliver(b, &item);
}

static void refuse_alias(slsc_yaml_builder *b, slsc_str name, slsc_place place,
                         const slsc_yaml_anchor *open)
{
    slsc_report report = { .place = place };
    report.code = slsc_str_z(open ? "yaml/cyclic-alias" : "yaml/undefined-alias");
    report.message = slsc_strf(b->unit->arena,
                               open ? "alias `*%.*s` stands inside of the value it repeats"
                                    : "no anchor `&%.*s` before its alias",
                               SLSC_FMT(name));
    if (open) {
        report.remarks = SLSC_NEW(b->unit->arena, slsc_remark);
        report.remarks->text = slsc_str_z("that value begins here");
        report.remarks->place = open->place;
    }
    slsc_yaml_note(b, &report);
}

slsc_status slsc_yaml_alias_event(slsc_yaml_builder *b, const slsc_yaml_event *event)
{
    slsc_place place = slsc_yaml_place(b, event->start, event->end);
    const slsc_yaml_anchor *anchor = find_anchor(b, event->anchor);
    slsc_yaml_item item = { .end = event->end, .place = place };
    if (!anchor || !anchor->node) {
        refuse_alias(b, event->anchor, place, anchor);
        item.node = slsc_node_read(b->unit, SLSC_MAP, place);
        return deliver(b, &item);
    }
    item.height = anchor->height;
    b->copied += anchor->nodes;
    if (check_depth(b, item.height, place) != SLSC_OK) return SLSC_FAIL;
    if (check_nodes(b, place) != SLSC_OK) return SLSC_FAIL;
    /* A merge copies the members it takes, and a key is but text. */
    bool copied = !slsc_yaml_map_wants_key(slsc_yaml_top(b)) && !slsc_yaml_map_merges(b);
    item.node = copied ? slsc_node_copy(b->unit, anchor->node, NULL) : anchor->node;
    return deliver(b, &item);
}

slsc_status slsc_yaml_open_event(slsc_yaml_builder *b, const slsc_yaml_event *event, slsc_kind kind)
{
    slsc_place place = slsc_yaml_place(b, event->start, event->end);
    slsc_yaml_frame frame = { .outer = event->outer, .start = event->start, .end = event->end };
    frame.first_node = b->unit->node_count;
    frame.tag = find_tag(b, event);
    frame.tag_place = slsc_yaml_place(b, event->tag_at, event->tag_at + event->tag_length);
    frame.height = 1;
    uint32_t levels = frame.tag.kind == SLSC_TAG_FUNCTION ? 2 : 1;
    if (check_depth(b, levels, place) != SLSC_OK || check_nodes(b, place) != SLSC_OK)
        return SLSC_FAIL;
    frame.nesting = nesting(b) + levels;
    frame.node = slsc_node_read(b->unit, kind, place);
    frame.anchor_name = slsc_str_copy(b->unit->arena, event->anchor);
    frame.anchor = add_anchor(b, event->anchor, place);
    b->frames =
        slsc_arena_grow(b->unit->arena, b->frames, b->depth, &b->frame_capacity, sizeof *b->frames);
    b->frames[b->depth++] = frame;
    return SLSC_OK;
}

slsc_status slsc_yaml_close_event(slsc_yaml_builder *b, uint32_t end)
{
    slsc_yaml_frame *frame = &b->frames[--b->depth];
    if (end) frame->end = end;
    slsc_yaml_item item = { .node = frame->node, .end = frame->end, .height = frame->height };
    item.place = frame->node->place = slsc_yaml_place(b, frame->start, frame->end);
    const char *wanted;
    if (!slsc_yaml_tag_collection(b->unit, frame->tag, frame->node, &wanted))
        refuse_value(b, frame->tag_place, item.place, wanted);
    wrap(b, frame->tag, frame->tag_place, frame->outer, &item);
    finish_anchor(b, frame->anchor, frame->anchor_name, &item,
                  b->unit->node_count - frame->first_node);
    return deliver(b, &item);
}
