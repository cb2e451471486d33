/* fixed.c: modules that keep their names, since the text that stands for syntax of TypeScript has
 * them: enums, namespaces, classes with decorators. Where such a name meets that of another module,
 * or might be hidden, the module gets a scope of its own: it leads a group. */
#include "part.h"

struct meeting {
    const bundler_bundle *bundle;
    uint8_t *users; /* by number of a name: modules that declare it or mean something global; 2: or
                       more */
};

static bool is_imported(const bundler_unit *unit, size_t symbol)
{
    return unit->bound && unit->bound[symbol] != BUNDLER_NONE;
}

static void count_users(const struct meeting *meeting)
{
    const bundler_bundle *bundle = meeting->bundle;
    for (size_t p = 0; p < bundle->order_count; p++) {
        const bundler_unit *unit = bundle->graph->units[bundle->order[p]];
        const bundler_log *log = &unit->module.log;
        if (unit->kind != BUNDLER_ES) continue;
        for (size_t i = 0; i < log->names_count; i++)
            if ((unit->names_used[i] & BUNDLER_NAME_FREE) && meeting->users[unit->name_ids[i]] < 2)
                meeting->users[unit->name_ids[i]]++;
        for (size_t i = 0; i < log->symbols_count; i++) {
            const bundler_symbol *symbol = &log->symbols[i];
            if (!symbol->top || is_imported(unit, i)) continue;
            uint8_t *users = &meeting->users[unit->name_ids[symbol->name]];
            if (*users < 2) ++*users;
        }
    }
}

static bool meets_others(const struct meeting *meeting, const bundler_part *part)
{
    static const char *const words[] = { "exports", "module", "require", "__filename",
                                         "__dirname" };
    const bundler_unit *unit = part->of;
    const bundler_log *log = &unit->module.log;
    if (log->uses & BUNDLER_USES_DECORATORS) return true; /* with variables of their own */
    for (size_t i = 0; i < log->symbols_count; i++) {
        const bundler_symbol *symbol = &log->symbols[i];
        if (!symbol->top || is_imported(unit, i)) continue;
        if (meeting->users[unit->name_ids[symbol->name]] > 1) return true;
        if (part->symbols[i] & BUNDLER_HIDDEN) return true;
        for (size_t w = 0; w < sizeof words / sizeof *words; w++)
            if (bundler_is(log->names[symbol->name], words[w])) return true;
    }
    return false;
}

void bundler_separate_fixed(bundler_bundle *bundle)
{
    bundler_arena scratch = { 0 };
    struct meeting meeting = { .bundle = bundle };
    for (size_t i = 0; i < bundle->order_count; i++) {
        bundler_part *part = bundle->parts[bundle->order[i]];
        if (!part->of->is_fixed || part->root) continue;
        if (!meeting.users) {
            meeting.users = bundler_alloc(&scratch, bundle->graph->names.count);
            count_users(&meeting);
        }
        if (meets_others(&meeting, part)) part->root = true;
    }
    bundler_arena_end(&scratch);
}
