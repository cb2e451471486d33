/* map.c: keys, duplicates and merges.
 *
 * Keys are texts: a number, a list or a map in their place becomes what ECMAScript's String() makes
 * of it, so `1` and `"1"` are the same key. `<<` without quotes is no key but takes over the
 * members of another map, or of a list of them, there where it stands. A key that stands in the map
 * itself wins wherever that is, and of several sources the first one: a merged key may be written
 * once more, any other key written twice is a fault. */
#include "front/yaml/build_frames.h"
#include "front/yaml/scalar.h"
#include "tree/number.h"

enum { SLSC_YAML_MERGED_KEYS = 10000, SLSC_YAML_MERGED_MAPS = 100 };

bool slsc_yaml_map_wants_key(const slsc_yaml_frame *frame)
{
    return frame && !frame->key && slsc_node_kind(frame->node) == SLSC_MAP;
}

bool slsc_yaml_map_merges(slsc_yaml_builder *b)
{
    const slsc_yaml_frame *top = slsc_yaml_top(b);
    return top && top->key && top->merging;
}

static void set_key(slsc_yaml_builder *b, slsc_yaml_frame *frame, slsc_str text, slsc_place place)
{
    frame->key = slsc_keys_intern(b->unit->keys, text);
    frame->key_place = place;
    frame->merging = false;
}

slsc_status slsc_yaml_map_key(slsc_yaml_builder *b, slsc_yaml_frame *frame,
                              const slsc_yaml_event *event, slsc_place place)
{
    slsc_yaml_scalar scalar = { .kind = SLSC_STRING };
    slsc_str text = event->text;
    char digits[SLSC_NUMBER_SIZE];
    if (event->plain) scalar = slsc_yaml_resolve(text);
    if (scalar.kind == SLSC_NULL) text = SLSC_STR("null");
    if (scalar.kind == SLSC_BOOL) text = slsc_str_z(scalar.boolean ? "true" : "false");
    if (scalar.kind == SLSC_FLOAT)
        text = (slsc_str) { digits, slsc_number_format(scalar.number, digits) };
    set_key(b, frame, text, place);
    frame->merging = event->plain && slsc_str_is(event->text, "<<");
    if (frame->end < event->end) frame->end = event->end;
    return SLSC_OK;
}

/* Items joined with commas; null is nothing, a map says that it is one. */
static slsc_str list_as_key(slsc_yaml_builder *b, const slsc_yaml_item *item)
{
    slsc_sb sb = slsc_sb_new(b->unit->arena, 0);
    for (size_t i = 0; i < slsc_node_count(item->node); i++) {
        const slsc_node *part = slsc_node_at(item->node, i);
        if (i) slsc_sb_char(&sb, ',');
        if (slsc_node_kind(part) == SLSC_LIST)
            slsc_yaml_fault_at(b, "yaml/list-key", item->place,
                               slsc_str_z("a list of lists cannot be a key"), slsc_str_z(""));
        else if (slsc_node_kind(part) == SLSC_MAP)
            slsc_sb_addz(&sb, "[object Object]");
        else if (slsc_node_kind(part) != SLSC_NULL)
            slsc_sb_add(&sb, slsc_node_text(b->unit, part));
    }
    return slsc_sb_str(&sb);
}

static void take_key(slsc_yaml_builder *b, slsc_yaml_frame *frame, const slsc_yaml_item *item)
{
    slsc_str text = SLSC_STR("[object Object]");
    if (slsc_node_kind(item->node) == SLSC_LIST)
        text = list_as_key(b, item);
    else if (slsc_node_kind(item->node) == SLSC_NULL)
        text = SLSC_STR("null");
    else if (slsc_node_kind(item->node) != SLSC_MAP)
        text = slsc_node_text(b->unit, item->node);
    set_key(b, frame, text, item->place);
}

static void note_duplicate(slsc_yaml_builder *b, const slsc_yaml_frame *frame,
                           const slsc_member *first)
{
    slsc_report report = { .code = slsc_str_z("yaml/duplicate-key") };
    report.remarks = SLSC_NEW(b->unit->arena, slsc_remark);
    report.remarks->text = slsc_str_z("first written here");
    report.remarks->place = first->key_place;
    report.message =
        slsc_strf(b->unit->arena, "key `%.*s` is written twice", SLSC_FMT(frame->key->text));
    report.place = frame->key_place;
    slsc_yaml_note(b, &report);
}

static void set_member(slsc_yaml_builder *b, slsc_yaml_frame *frame, slsc_node *value)
{
    slsc_str key = frame->key->text;
    const slsc_node *there = slsc_node_get(b->unit, frame->node, key);
    if (there) {
        slsc_node *merged = slsc_node_get(b->unit, frame->merged, key);
        if (!merged || !merged->as.boolean) {
            note_duplicate(b, frame, slsc_node_member(there));
            return;
        }
        merged->as.boolean = false;
    }
    slsc_node_set_at(b->unit, frame->node, frame->key, frame->key_place, value);
    if (there) { /* the key is where it is written, and no longer where it was merged from */
        slsc_node_map *map = &frame->node->as.map;
        map->members[slsc_node_member(value) - map->members].key_place = frame->key_place;
    }
}

static slsc_status merge_map(slsc_yaml_builder *b, slsc_yaml_frame *frame, const slsc_node *source)
{
    if (!frame->merged) frame->merged = slsc_node_read(b->unit, SLSC_MAP, frame->key_place);
    b->merged += 1 + slsc_node_count(source);
    if (b->merged > SLSC_YAML_MERGED_KEYS) {
        slsc_yaml_fault_at(
            b, "yaml/merge-limit", frame->key_place,
            slsc_strf(b->unit->arena, "`<<` takes over more than %d keys", SLSC_YAML_MERGED_KEYS),
            slsc_str_z(""));
        return SLSC_FAIL;
    }
    for (size_t i = 0; i < slsc_node_count(source); i++) {
        slsc_node *value = slsc_node_at(source, i);
        const slsc_member *member = slsc_node_member(value);
        if (slsc_node_get(b->unit, frame->node, member->key->text)) continue;
        slsc_node *mark = slsc_node_read(b->unit, SLSC_BOOL, member->key_place);
        mark->as.boolean = true;
        slsc_node_set(b->unit, frame->merged, member->key->text, mark);
        slsc_node_set_at(b->unit, frame->node, member->key, member->key_place, value);
    }
    return SLSC_OK;
}

static slsc_status merge(slsc_yaml_builder *b, slsc_yaml_frame *frame, const slsc_yaml_item *item)
{
    const slsc_node *source = item->node;
    bool is_list = slsc_node_kind(source) == SLSC_LIST, fits = slsc_node_kind(source) == SLSC_MAP;
    if (is_list) {
        fits = slsc_node_count(source) <= SLSC_YAML_MERGED_MAPS;
        for (size_t i = 0; fits && i < slsc_node_count(source); i++)
            fits = slsc_node_kind(slsc_node_at(source, i)) == SLSC_MAP;
    }
    if (!fits) {
        slsc_yaml_fault_at(b, "yaml/merge-source", item->place,
                           slsc_strf(b->unit->arena,
                                     "`<<` takes over a map or a list of at most %d maps",
                                     SLSC_YAML_MERGED_MAPS),
                           slsc_str_z(""));
        return SLSC_OK;
    }
    if (!is_list) return merge_map(b, frame, source);
    for (size_t i = 0; i < slsc_node_count(source); i++)
        if (merge_map(b, frame, slsc_node_at(source, i)) != SLSC_OK) return SLSC_FAIL;
    return SLSC_OK;
}

slsc_status slsc_yaml_map_take(slsc_yaml_builder *b, slsc_yaml_frame *frame,
                               const slsc_yaml_item *item)
{
    if (!frame->key) {
        take_key(b, frame, item);
        return SLSC_OK;
    }
    slsc_status status = SLSC_OK;
    if (frame->merging)
        status = merge(b, frame, item);
    else
        set_member(b, frame, item->node);
    frame->key = NULL;
    return status;
}
