/* events.c: all events of all functions, in the order of the configuration, with their kinds. It is
 * made once and read by every pass that asks for a kind, so that twenty kinds of events do not walk
 * the configuration twenty times. An event is a map with its kind as key; a plain kind, with
 * nothing behind it, is none: the schema tells so. */
#include "middle/loaded.h"

static void add_event(slsc_unit *unit, slsc_loaded *loaded, const slsc_function *function,
                      size_t position, slsc_str kind, slsc_node *item, slsc_node *node)
{
    loaded->events = slsc_arena_grow(unit->arena, loaded->events, loaded->event_count,
                                     &loaded->event_capacity, sizeof(slsc_event_record));
    slsc_event_record *record = &loaded->events[loaded->event_count++];
    record->kind = slsc_keys_intern(unit->keys, kind);
    record->event.struct_size = sizeof record->event;
    record->event.position = (uint32_t)position;
    record->event.function = function;
    record->event.node = node;
    record->event.item = item;
}

static void add_item(slsc_unit *unit, slsc_loaded *loaded, const slsc_function *function,
                     size_t position, slsc_node *item)
{
    if (slsc_node_kind(item) != SLSC_MAP) return;
    for (size_t i = 0; i < slsc_node_count(item); i++)
        add_event(unit, loaded, function, position, slsc_node_key(item, i), item,
                  slsc_node_at(item, i));
}

void slsc_events_index(slsc_unit *unit)
{
    slsc_loaded *loaded = slsc_loaded_of(unit);
    if (loaded->events_known) return;
    loaded->events = NULL; /* events of before may still be held by whoever was given them */
    loaded->event_count = loaded->event_capacity = 0;
    for (size_t f = 0; f < unit->function_count; f++) {
        const slsc_function *function = &unit->functions[f];
        const slsc_node *list = slsc_node_getz(unit, function->node, "events");
        const size_t count = slsc_node_kind(list) == SLSC_LIST ? slsc_node_count(list) : 0;
        for (size_t i = 0; i < count; i++)
            add_item(unit, loaded, function, i + 1, slsc_node_at(list, i));
    }
    loaded->events_known = true;
}
