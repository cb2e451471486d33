/* markdown.c: a plan as a comment of a pull request.
 *
 * Whoever reads it may not know this project: what is risky stands first, in a table, each with
 * what to do; every change is below, collapsed. GitHub takes 65,536 characters: details are left
 * out when they would not fit. The first line is for whoever posts it: a comment that begins with
 * it is replaced by the next plan of the same service and stage. */
#include "back/plan/report.h"

enum { LIMIT = 60000, VALUE = 480, NAMES = 6 };

/* Text inside a table, a list or code: nothing in it is markup. */
static void add_text(slsc_sb *out, slsc_str text)
{
    size_t shown = text.len > VALUE ? VALUE : text.len;
    while (shown < text.len && ((unsigned char)text.ptr[shown] & 0xC0) == 0x80) shown--;
    for (size_t i = 0; i < shown; i++) {
        const char c = text.ptr[i];
        if (slsc_str_find_char(SLSC_STR("|<>&`@*_[]#\\~"), c) != SIZE_MAX)
            slsc_sb_addf(out, "&#%d;", c);
        else
            slsc_sb_char(out, (unsigned char)c < ' ' || c == 127 ? ' ' : c);
    }
    if (shown < text.len) slsc_sb_addz(out, "...");
}

static void add_code(slsc_sb *out, slsc_str text)
{
    slsc_sb_addz(out, "<code>");
    add_text(out, text);
    slsc_sb_addz(out, "</code>");
}

static void add_value(slsc_unit *unit, const slsc_node *value, slsc_sb *out)
{
    if (value)
        add_code(out, slsc_plan_text(unit, value));
    else
        slsc_sb_addz(out, "nothing");
}

static void add_after(slsc_unit *unit, const slsc_node *value, bool unknown, slsc_sb *out)
{
    if (unknown)
        slsc_sb_addz(out, "known after deployment");
    else
        add_value(unit, value, out);
}

static void add_place(slsc_unit *unit, const slsc_node *node, slsc_sb *out)
{
    const slsc_span span = slsc_plan_place(unit, node);
    if (!span.line) return;
    add_text(out, span.file);
    slsc_sb_addf(out, ":%u", span.line);
}

/* Our own words, in which names stand between backticks: they become code. */
static void add_words(slsc_sb *out, slsc_str text)
{
    for (bool code = false; text.ptr; code = !code) {
        const size_t at = slsc_str_find_char(text, '`');
        const slsc_str part = slsc_str_sub(text, 0, at);
        if (code)
            add_code(out, part);
        else
            add_text(out, part);
        text = at == SIZE_MAX ? (slsc_str) { NULL, 0 } : slsc_str_sub(text, at + 1, SIZE_MAX);
    }
}

/* ---- What is risky ---- */

static void add_finding(const slsc_plan_report *report, const slsc_finding *finding, slsc_sb *out)
{
    slsc_sb_addf(out, "| **%s** | ", slsc_risk_name(finding->rule->risk));
    if (finding->resource.len)
        add_code(out, finding->resource);
    else
        slsc_sb_addz(out, "the template");
    if (finding->type.len) slsc_sb_addz(out, "<br>");
    add_text(out, finding->type);
    slsc_sb_addz(out, " | ");
    add_words(out, finding->message);
    if (finding->first) {
        slsc_sb_addz(out, "<br>**Do:** ");
        add_words(out, slsc_str_z(finding->rule->advice));
    }
    slsc_sb_addz(out, " | ");
    add_place(report->changes->unit, finding->at, out);
    slsc_sb_addz(out, " |\n");
}

static void add_findings(const slsc_plan_report *report, slsc_sb *out)
{
    const slsc_findings *findings = report->findings;
    if (findings->count)
        slsc_sb_addz(out, "| risk | resource | what | where |\n|---|---|---|---|\n");
    for (size_t i = 0; i < findings->count; i++) {
        if (out->len > LIMIT / 2) {
            slsc_sb_addf(out, "| | | and %zu more | |\n", findings->count - i);
            break;
        }
        add_finding(report, &findings->items[i], out);
    }
    if (findings->count) slsc_sb_char(out, '\n');
}

/* ---- Changes ---- */

static const char *what(const slsc_change *change)
{
    if (change->action == SLSC_CHANGE_ADD) return "add";
    if (change->action == SLSC_CHANGE_REMOVE) return "**remove**";
    if (change->action == SLSC_CHANGE_IMPLIED) return "update in consequence";
    if (change->level == SLSC_RECREATE_ALWAYS) return "**replace**";
    return change->level == SLSC_RECREATE_CONDITIONALLY ? "perhaps **replace**" : "update";
}

typedef struct items {
    slsc_unit *unit;
    slsc_sb *out;
    bool any;
} items;

static void add_item(void *context, const char *sign, const slsc_node *item)
{
    items *i = context;
    i->any = true;
    slsc_sb_addf(i->out, "    - %s ", sign[0] == '+' ? "added:" : "removed:");
    add_value(i->unit, item, i->out);
    slsc_sb_char(i->out, '\n');
}

static void add_detail(slsc_unit *unit, const slsc_change *change, const slsc_detail *detail,
                       slsc_sb *out)
{
    const slsc_str cause = slsc_plan_cause(unit, change, detail);
    const slsc_str code = slsc_plan_code(unit, change, detail);
    const bool list = slsc_plan_is_list(detail);
    slsc_sb_addz(out, "  - ");
    add_text(out, slsc_plan_path(unit, detail->path));
    if (detail->source == SLSC_AUTOMATIC) {
        slsc_sb_addz(out, ": a nested stack is always listed\n");
        return;
    }
    if (code.len) {
        slsc_sb_addz(out, ": ");
        add_text(out, code);
    } else if (!list) {
        slsc_sb_addz(out, ": ");
        add_value(unit, detail->before, out);
        slsc_sb_addz(out, " → ");
        add_after(unit, detail->after, detail->unknown, out);
    }
    if (detail->rule.recreation)
        slsc_sb_addf(out, ", %s replacement",
                     detail->rule.recreation == SLSC_RECREATE_ALWAYS ? "forces" : "may force");
    if (cause.len) slsc_sb_addz(out, ", ");
    add_text(out, cause);
    slsc_sb_char(out, '\n');
    items all = { unit, out, false };
    if (list) slsc_plan_items(unit, detail, add_item, &all);
    if (list && !all.any) slsc_sb_addz(out, "    - in another order\n");
}

/* The details of one place stand together: the last one names what it comes from. */
static void add_details(slsc_unit *unit, const slsc_change *change, slsc_sb *out)
{
    for (size_t i = 0; i < change->detail_count; i++) {
        const slsc_detail *detail = &change->details[i];
        const bool last = i + 1 == change->detail_count || slsc_plan_tells(change, i + 1);
        const slsc_detail *told =
            detail->cause.len || i == 0 || slsc_plan_tells(change, i) ? detail : detail - 1;
        if (last && !detail->folded) add_detail(unit, change, told, out);
    }
}

static void add_change(slsc_unit *unit, const slsc_change *change, slsc_sb *out)
{
    const slsc_resource *any = change->new ? change->new : change->old;
    const char *fate = slsc_plan_fate(change);
    slsc_sb_addf(out, "- %s ", what(change));
    add_code(out, change->id);
    slsc_sb_addz(out, " (");
    add_text(out, change->type);
    slsc_sb_addz(out, ") ");
    add_place(unit, any->raw, out);
    if (fate) slsc_sb_addf(out, " — %s", fate);
    if (change->folded) slsc_sb_addf(out, " — %s", change->folded);
    slsc_sb_char(out, '\n');
    if (!change->folded) add_details(unit, change, out);
}

static void add_group(const slsc_changes *changes, const slsc_plan_groups *groups, size_t first,
                      slsc_sb *out)
{
    const slsc_change *change = &changes->items[first];
    const size_t count = groups->count[first];
    size_t told = 0;
    slsc_sb_addf(out, "- %s %zu ", what(change), count);
    add_text(out, change->type);
    for (size_t i = first; i != SIZE_MAX && told < NAMES; i = groups->next[i], told++) {
        slsc_sb_addz(out, told ? ", " : ": ");
        add_code(out, changes->items[i].id);
    }
    if (count > told) slsc_sb_addf(out, " and %zu more", count - told);
    slsc_sb_char(out, '\n');
    add_details(changes->unit, change, out);
}

static void add_output(slsc_unit *unit, const slsc_output *o, slsc_sb *out)
{
    static const char *const verbs[] = { "add", "update", "**remove**" };
    slsc_sb_addf(out, "- %s output ", verbs[o->action]);
    add_code(out, o->name);
    slsc_sb_char(out, ' ');
    add_place(unit, o->raw, out);
    if (o->folded) slsc_sb_addf(out, " — %s", o->folded);
    slsc_sb_char(out, '\n');
    if (o->folded || o->action != SLSC_CHANGE_MODIFY) return;
    if (!slsc_str_eq(o->export_before, o->export_after)) {
        slsc_sb_addz(out, "  - exported as ");
        add_code(out, o->export_before);
        slsc_sb_addz(out, " → ");
        add_code(out, o->export_after);
        slsc_sb_char(out, '\n');
    }
    if (!slsc_plan_has_news(unit, o)) return;
    slsc_sb_addz(out, "  - ");
    add_value(unit, o->before, out);
    slsc_sb_addz(out, " → ");
    add_after(unit, o->after, o->unknown, out);
    slsc_sb_char(out, '\n');
}

/* Adds a piece where it fits; false: it does not, and that is said. */
static bool add_piece(const slsc_sb *piece, slsc_sb *out)
{
    const bool fits = !piece->overflow && out->len + piece->len <= LIMIT;
    if (fits)
        slsc_sb_add(out, slsc_sb_str(piece));
    else
        slsc_sb_addz(out, "- ... (the rest is left out: a comment has a limit)\n");
    return fits;
}

static void add_changes(const slsc_plan_report *report, bool folded, slsc_sb *out)
{
    const slsc_changes *changes = report->changes;
    const size_t n = changes->count + changes->output_count;
    const slsc_plan_groups groups = slsc_plan_group(report);
    for (size_t i = 0; i < n; i++) {
        const slsc_change *change = i < changes->count ? &changes->items[i] : NULL;
        const slsc_output *o = change ? NULL : &changes->outputs[i - changes->count];
        if (((change ? change->folded : o->folded) != NULL) != folded) continue;
        const bool group = change && slsc_plan_is_group(&groups, i);
        slsc_sb one = slsc_sb_new(changes->unit->arena, LIMIT);
        if (group && groups.first[i] != i) continue;
        if (group)
            add_group(changes, &groups, i, &one);
        else if (change)
            add_change(changes->unit, change, &one);
        else
            add_output(changes->unit, o, &one);
        if (!add_piece(&one, out)) return;
    }
}

/* ---- The comment ---- */

static void add_heading(const slsc_plan_report *report, slsc_sb *out)
{
    const slsc_service *service = &report->changes->unit->service;
    if (service->name.len) {
        slsc_sb_addz(out, "<!-- slsc-plan ");
        add_text(out, service->name);
        slsc_sb_char(out, '/');
        add_text(out, service->stage);
        slsc_sb_addz(out, " -->\n### Plan for ");
        add_text(out, service->name);
        slsc_sb_addz(out, " (");
        add_text(out, service->stage);
        slsc_sb_addz(out, "): ");
    } else {
        slsc_sb_addz(out, "<!-- slsc-plan -->\n### Plan: ");
    }
    slsc_plan_headline(report, out);
    slsc_sb_addz(out, "\n\n");
}

void slsc_plan_markdown(const slsc_plan_report *report, slsc_sb *out)
{
    const slsc_plan_counts counts = slsc_plan_count(report);
    const size_t folded = counts.folded + counts.folded_outputs;
    const size_t shown = report->changes->count + report->changes->output_count - folded;
    const slsc_str version = slsc_cfn_version();
    add_heading(report, out);
    add_findings(report, out);
    if (shown) {
        slsc_sb_addf(out, "<details><summary>%zu change%s</summary>\n\n", shown,
                     shown == 1 ? "" : "s");
        add_changes(report, false, out);
        slsc_sb_addz(out, "\n</details>\n");
    }
    if (folded) {
        slsc_sb_addf(out, "<details><summary>%zu without a difference: ", folded);
        slsc_plan_folded(report, out);
        slsc_sb_addz(out, "</summary>\n\n");
        add_changes(report, true, out);
        slsc_sb_addz(out, "\n</details>\n");
    }
    slsc_sb_addz(out, "\n<sub>Compared with ");
    add_text(out, report->old_name);
    slsc_sb_addf(
        out,
        ", without asking AWS (%.*s): drift, values stored in SSM, macros and the contents "
        "of nested stacks are not seen.</sub>\n",
        SLSC_FMT(version));
}
