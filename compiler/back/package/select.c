/* select.c: packaging patterns -> files.
 *
 * The reference asks twice. First it collects candidates: `**` and each positive pattern are
 * globbed, and each `!pattern` is something the globs before it must not look at; a folder that is
 * itself matched by it (`!dir`, but not `!d*`: its last segment has to be plain) is not entered.
 * Then all rules run over the candidates in order, the last one that matches a file decides. Both
 * are kept here, since services depend on both.
 *
 * The folder is walked once for all packages made from it, each glob meets each path once however
 * many packages use it, and what a package chooses is then a matter of bit sets. Folders that no
 * package can take anything from are not entered: node_modules, say, when a pattern takes out all
 * of it. Since paths are sorted, a glob only looks at the stretch below its own fixed folder. */
#include "back/package/select.h"
#include "back/package/walk.h"

#include "base/glob.h"
#include "base/jobs.h"

#include <stdlib.h>
#include <string.h>

enum {
    HIDDEN_FILE = UINT16_MAX,    /* the file itself is matched, not a folder above it */
    PLAIN_BASE = UINT16_MAX - 1, /* a plain path is looked up, no folder is entered for it */
    WORTH_THREADS = 5000,        /* globs x files: less is done before a thread has started */
};

typedef struct subfolder { /* of the files that were found */
    slsc_str path;
    uint32_t parent; /* position + 1; 0: the walked folder */
    uint16_t depth;  /* segments of its path */
} subfolder;

typedef struct globbed { /* a distinct glob, and what it matches */
    slsc_str text;
    slsc_glob *glob;
    bool hides;       /* some package has it behind a `!` among its patterns */
    uint64_t *files;  /* bit set */
    uint16_t *hidden; /* by file: HIDDEN_FILE, or depth of the deepest folder matched above it; 0 */
} globbed;

typedef struct rule {
    uint32_t glob;
    bool take;
    bool again; /* the package has this very rule before: it counts there */
    const slsc_pattern *pattern;
} rule;

typedef struct selection {
    slsc_unit *unit;
    slsc_folder *folder;
    subfolder *subfolders;
    size_t subfolder_count, subfolder_capacity;
    uint32_t *parents; /* of files: position + 1 in subfolders; 0: the walked folder */
    globbed *globs;
    size_t glob_count, words; /* words of a bit set of all files */
    rule **rules;             /* by choice: filters, then patterns */
    uint64_t *candidates, *state;
    uint16_t *hidden;
} selection;

/* ---- Folders of the found files -------------------------------------------------------------- */

static void add_subfolder(selection *s, slsc_str path, uint32_t parent)
{
    s->subfolders = slsc_arena_grow(s->unit->arena, s->subfolders, s->subfolder_count,
                                    &s->subfolder_capacity, sizeof *s->subfolders);
    uint16_t depth = parent ? (uint16_t)(s->subfolders[parent - 1].depth + 1) : 1;
    s->subfolders[s->subfolder_count++] = (subfolder) { path, parent, depth };
}

static bool is_below(slsc_str path, slsc_str folder)
{
    return path.len > folder.len && path.ptr[folder.len] == '/' && slsc_str_starts(path, folder);
}

/* In sorted paths all that is below a folder stands together, so the folders above the current
 * file are a stack: the chain of parents of the last one. */
static void find_subfolders(selection *s)
{
    const slsc_folder *folder = s->folder;
    s->parents = SLSC_NEW_ARRAY(s->unit->arena, uint32_t, folder->file_count + 1);
    uint32_t top = 0;
    for (size_t i = 0; i < folder->file_count; i++) {
        slsc_str path = folder->files[i].path;
        while (top && !is_below(path, s->subfolders[top - 1].path))
            top = s->subfolders[top - 1].parent;
        size_t from = top ? s->subfolders[top - 1].path.len + 1 : 0;
        for (size_t at = from; at < path.len; at++) {
            if (path.ptr[at] != '/') continue;
            add_subfolder(s, slsc_str_sub(path, 0, at), top);
            top = (uint32_t)s->subfolder_count;
        }
        s->parents[i] = top;
    }
}

/* ---- Globs against paths --------------------------------------------------------------------- */

static bool matches(const globbed *g, slsc_str path)
{
    return slsc_str_eq(g->text, path) || slsc_glob_match(g->glob, path);
}

/* The first file whose path, cut to the length of `prefix`, is not below it (`behind`: is above).
 */
static size_t bound(const slsc_folder *folder, slsc_str prefix, bool behind)
{
    size_t low = 0, high = folder->file_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = slsc_str_cmp(slsc_str_sub(folder->files[middle].path, 0, prefix.len), prefix);
        if (order < 0 || (behind && order == 0))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void match_files(const selection *s, globbed *g)
{
    slsc_str prefix = slsc_pattern_folder(g->text);
    bool outside = slsc_str_starts(g->text, SLSC_STR("../"));
    size_t end = bound(s->folder, prefix, true);
    for (size_t i = bound(s->folder, prefix, false); i < end; i++) {
        slsc_str path = s->folder->files[i].path;
        if (slsc_str_starts(path, SLSC_STR("../")) != outside) continue;
        if (matches(g, path)) g->files[i / 64] |= (uint64_t)1 << (i % 64);
    }
}

/* Only a plain last segment makes a glob one that keeps the reference out of folders. */
static bool names_folders(slsc_str text)
{
    slsc_str last = slsc_path_base(text);
    for (size_t i = 0; i < last.len; i++)
        if (last.ptr[i] != '{' && !slsc_pattern_is_plain(slsc_str_sub(last, i, 1))) return false;
    return true;
}

static void match_folders(const selection *s, globbed *g, uint16_t *deepest)
{
    bool folders = names_folders(g->text);
    for (size_t i = 0; i < s->subfolder_count; i++) {
        const subfolder *f = &s->subfolders[i];
        bool matched = folders && matches(g, f->path);
        deepest[i] = matched ? f->depth : f->parent ? deepest[f->parent - 1] : 0;
    }
    for (size_t i = 0; i < s->folder->file_count; i++) {
        bool matched = g->files[i / 64] >> (i % 64) & 1;
        uint32_t parent = s->parents[i];
        g->hidden[i] = matched ? HIDDEN_FILE : parent ? deepest[parent - 1] : 0;
    }
}

/* One job a glob: it writes to nothing but its own sets. */
static void match_glob(void *context, size_t i)
{
    const selection *s = context;
    globbed *g = &s->globs[i];
    match_files(s, g);
    if (g->hides) match_folders(s, g, g->hidden + s->folder->file_count);
}

static void match_all(selection *s)
{
    slsc_arena *arena = s->unit->arena;
    s->words = s->folder->file_count / 64 + 1;
    for (size_t i = 0; i < s->glob_count; i++) {
        globbed *g = &s->globs[i];
        g->glob = slsc_glob_new(arena, g->text);
        g->files = SLSC_NEW_ARRAY(arena, uint64_t, s->words);
        if (!g->hides) continue;
        g->hidden = SLSC_NEW_ARRAY(arena, uint16_t, s->folder->file_count + s->subfolder_count + 1);
    }
    bool little = s->glob_count * s->folder->file_count < WORTH_THREADS;
    slsc_jobs_run(little ? 1 : s->unit->settings.jobs, s->glob_count, match_glob, s);
}

/* ---- Rules ----------------------------------------------------------------------------------- */

typedef struct naming { /* a rule on its way to the number of its glob */
    slsc_str text;
    rule *rule;
    bool hides;
} naming;

static int by_text(const void *a, const void *b)
{
    return slsc_str_cmp(((const naming *)a)->text, ((const naming *)b)->text);
}

static naming name_rule(rule *r, const slsc_pattern *pattern, bool is_filter)
{
    slsc_str text = pattern->text;
    r->pattern = pattern;
    r->take = !slsc_str_starts(text, SLSC_STR("!"));
    if (!r->take) text = slsc_str_sub(text, 1, text.len);
    while (slsc_str_starts(text, SLSC_STR("./"))) text = slsc_str_sub(text, 2, text.len);
    return (naming) { text, r, !r->take && !is_filter };
}

static void number_globs(selection *s, naming *names, size_t count)
{
    if (count > 1) qsort(names, count, sizeof *names, by_text);
    s->globs = SLSC_NEW_ARRAY(s->unit->arena, globbed, count + 1);
    for (size_t i = 0; i < count; i++) {
        bool first = i == 0 || !slsc_str_eq(names[i].text, names[i - 1].text);
        if (first) s->globs[s->glob_count++].text = names[i].text;
        names[i].rule->glob = (uint32_t)(s->glob_count - 1);
        s->globs[s->glob_count - 1].hides |= names[i].hides;
    }
}

/* Of equal rules of a package only the first stands. */
static void drop_repetitions(selection *s)
{
    size_t *seen = SLSC_NEW_ARRAY(s->unit->arena, size_t, 4 * s->glob_count + 1);
    for (size_t i = 0; i < s->folder->choice_count; i++) {
        const slsc_choice *choice = s->folder->choices[i];
        for (size_t j = 0; j < choice->filter_count + choice->pattern_count; j++) {
            rule *r = &s->rules[i][j];
            size_t *slot = &seen[4 * r->glob + (r->take ? 2u : 0u) + (j < choice->filter_count)];
            r->again = *slot == i + 1;
            *slot = i + 1;
        }
    }
}

static void make_rules(selection *s)
{
    slsc_arena *arena = s->unit->arena;
    size_t total = 0, count = 0;
    for (size_t i = 0; i < s->folder->choice_count; i++)
        total += s->folder->choices[i]->filter_count + s->folder->choices[i]->pattern_count;
    naming *names = SLSC_NEW_ARRAY(arena, naming, total + 1);
    rule *rules = SLSC_NEW_ARRAY(arena, rule, total + 1);
    s->rules = SLSC_NEW_ARRAY(arena, rule *, s->folder->choice_count + 1);
    for (size_t i = 0; i < s->folder->choice_count; i++) {
        const slsc_choice *choice = s->folder->choices[i];
        s->rules[i] = rules + count;
        for (size_t j = 0; j < choice->filter_count; j++, count++)
            names[count] = name_rule(&rules[count], &choice->filters[j], true);
        for (size_t j = 0; j < choice->pattern_count; j++, count++)
            names[count] = name_rule(&rules[count], &choice->patterns[j], false);
    }
    number_globs(s, names, count);
    drop_repetitions(s);
}

/* ---- One package ----------------------------------------------------------------------------- */

static uint16_t base_of(slsc_str text)
{
    if (slsc_pattern_is_plain(text)) return PLAIN_BASE;
    slsc_str folder = slsc_pattern_folder(text);
    uint16_t depth = folder.len > 0;
    for (size_t i = 0; i < folder.len; i++) depth = (uint16_t)(depth + (folder.ptr[i] == '/'));
    return depth;
}

/* Patterns between two `!patterns` are globbed together, from the top when one of them (in the
 * first such group: the implied `**`) starts there. */
static bool group_from_top(const selection *s, const rule *patterns, size_t last)
{
    for (size_t i = last + 1; i-- > 0;) {
        if (patterns[i].again) continue;
        if (!patterns[i].take) return false;
        if (base_of(s->globs[patterns[i].glob].text) == 0) return true;
    }
    return true;
}

/* From the last pattern to the first: what a glob finds is a candidate unless a later `!pattern`
 * hides it. `hidden` collects those: a file that is matched itself is hidden from all, a file in a
 * matched folder from the globs that start above that folder. */
static void collect_candidates(selection *s, const rule *patterns, size_t count)
{
    size_t files = s->folder->file_count;
    memset(s->hidden, 0, files * sizeof *s->hidden);
    memset(s->candidates, 0, s->words * sizeof *s->candidates);
    bool in_group = false, from_top = false;
    for (size_t i = count; i-- > 0;) {
        if (patterns[i].again) continue;
        const globbed *g = &s->globs[patterns[i].glob];
        if (!patterns[i].take) {
            in_group = false;
            for (size_t f = 0; f < files; f++)
                if (g->hidden[f] > s->hidden[f]) s->hidden[f] = g->hidden[f];
            continue;
        }
        if (!in_group) from_top = group_from_top(s, patterns, i);
        in_group = true;
        uint16_t base = base_of(g->text);
        if (from_top && base != PLAIN_BASE) base = 0;
        for (size_t f = 0; f < files; f++) {
            uint64_t bit = (uint64_t)1 << (f % 64);
            if (g->files[f / 64] & bit && s->hidden[f] <= base) s->candidates[f / 64] |= bit;
        }
    }
    for (size_t f = 0; f < files; f++) { /* the implied `**` */
        bool outside = slsc_str_starts(s->folder->files[f].path, SLSC_STR("../"));
        if (!outside && s->hidden[f] == 0) s->candidates[f / 64] |= (uint64_t)1 << (f % 64);
    }
}

static void apply_rules(selection *s, const rule *rules, size_t count)
{
    memset(s->state, 0xff, s->words * sizeof *s->state);
    for (size_t i = 0; i < count; i++) {
        const uint64_t *matched = s->globs[rules[i].glob].files;
        if (rules[i].again) continue;
        for (size_t w = 0; w < s->words; w++)
            s->state[w] = rules[i].take ? s->state[w] | matched[w] : s->state[w] & ~matched[w];
    }
}

static void choose(selection *s, slsc_choice *choice, const rule *rules)
{
    collect_candidates(s, rules + choice->filter_count, choice->pattern_count);
    apply_rules(s, rules, choice->filter_count + choice->pattern_count);
    size_t count = 0;
    for (size_t f = 0; f < s->folder->file_count; f++) {
        if (s->candidates[f / 64] & s->state[f / 64] & (uint64_t)1 << (f % 64)) count++;
    }
    choice->files = SLSC_NEW_ARRAY(s->unit->arena, uint32_t, count + 1);
    for (size_t f = 0; f < s->folder->file_count; f++) {
        if (s->candidates[f / 64] & s->state[f / 64] & (uint64_t)1 << (f % 64))
            choice->files[choice->count++] = (uint32_t)f;
    }
}

static void warn_of_idle(selection *s, const slsc_choice *choice, const rule *rules)
{
    for (size_t i = choice->filter_count; i < choice->filter_count + choice->pattern_count; i++) {
        const globbed *g = &s->globs[rules[i].glob];
        if (!rules[i].take || !rules[i].pattern->at || !slsc_pattern_is_plain(g->text)) continue;
        bool idle = true;
        for (size_t w = 0; w < s->words && idle; w++) idle = g->files[w] == 0;
        if (!idle) continue;
        slsc_str path = slsc_path_join(s->unit->arena, s->folder->path, g->text);
        path = slsc_path_join(s->unit->arena, s->unit->folder, path);
        bool is_folder = slsc_fs_stat(path.ptr).kind == SLSC_FS_FOLDER;
        slsc_str help = slsc_strf(s->unit->arena, "write `%.*s/**` for what is in that folder",
                                  SLSC_FMT(g->text));
        slsc_unit_report(
            s->unit, &(slsc_diag) { .struct_size = sizeof(slsc_diag),
                                    .severity = SLSC_WARNING,
                                    .code = "package/pattern-without-match",
                                    .message = slsc_strf(s->unit->arena, "no file matches `%.*s`",
                                                         SLSC_FMT(g->text)),
                                    .at = rules[i].pattern->at,
                                    .help = is_folder ? help : (slsc_str) { NULL, 0 } });
    }
}

slsc_status slsc_select(slsc_unit *unit, slsc_folder *folder)
{
    if (slsc_folder_walk(unit, folder) != SLSC_OK) return SLSC_FAIL;
    selection s = { .unit = unit, .folder = folder };
    find_subfolders(&s);
    make_rules(&s);
    match_all(&s);
    s.candidates = SLSC_NEW_ARRAY(unit->arena, uint64_t, s.words);
    s.state = SLSC_NEW_ARRAY(unit->arena, uint64_t, s.words);
    s.hidden = SLSC_NEW_ARRAY(unit->arena, uint16_t, folder->file_count + 1);
    for (size_t i = 0; i < folder->choice_count; i++) {
        choose(&s, folder->choices[i], s.rules[i]);
        if (folder->path.len == 0) warn_of_idle(&s, folder->choices[i], s.rules[i]);
    }
    return SLSC_OK;
}
