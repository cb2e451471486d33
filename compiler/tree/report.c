/* report.c: from a fault at a node to a diagnostic at a place.
 *
 * A node knows how it came about: a value that came through a variable remembers the expression, a
 * node made by a pass what it was made from. People want to be led to what they wrote, so the place
 * of a diagnostic is the end of that chain; notes tell the rest: where the value was written, and
 * which pass made the node. Only places are told of a value, never its text: it may be a secret. */
#include "tree/node.h"
#include <string.h>

static bool same_place(slsc_place a, slsc_place b)
{
    return a.file == b.file && a.offset == b.offset && a.length == b.length;
}

static const char *maker_of(const slsc_unit *unit, const slsc_node *node)
{
    return node->maker < unit->maker_count ? unit->makers[node->maker] : unit->makers[0];
}

static bool by_resolve(const slsc_unit *unit, const slsc_node *node)
{
    return strcmp(maker_of(unit, node), "resolve") == 0;
}

/* The read node that a chain of origins ends with: for a resolved value the outermost expression.
 */
static const slsc_node *origin_of(const slsc_node *node)
{
    while (node->from != NULL) node = node->from;
    return node;
}

slsc_place slsc_unit_place(const slsc_unit *unit, const slsc_node *node, bool key)
{
    const slsc_member *member = slsc_node_member(node);
    if (node == NULL) return (slsc_place) { 0, 0, 0 };
    if (key && member != NULL && member->key_place.file != 0) return member->key_place;
    if (node->from == NULL) return node->place;
    /* A pass copied something read: the copy kept a place of its own, nearer than its cause. */
    if (!by_resolve(unit, node) && !node->secret && !same_place(node->place, node->from->place) &&
        !by_resolve(unit, node->from) && node->place.file != 0)
        return node->place;
    return origin_of(node)->place;
}

static slsc_remark *add_remark(slsc_unit *unit, slsc_remark **end, slsc_str text, slsc_place place)
{
    slsc_remark *remark = SLSC_NEW(unit->arena, slsc_remark);
    remark->text = text;
    remark->place = place;
    *end = remark;
    return remark;
}

/* The notes of a report: its second place, then the history of its node. */
static slsc_remark *make_remarks(slsc_unit *unit, const slsc_diag *diag, slsc_place place)
{
    const slsc_node *at = diag->at;
    slsc_remark *first = NULL, **end = &first;
    if (diag->see != NULL || diag->see_label.len > 0)
        end =
            &add_remark(unit, end, diag->see_label, slsc_unit_place(unit, diag->see, false))->next;
    if (at == NULL || at->from == NULL) return first;
    if (!by_resolve(unit, at)) {
        slsc_str text = slsc_strf(unit->arena, "made by %s from", maker_of(unit, at));
        add_remark(unit, end, text, slsc_unit_place(unit, at->from, false));
    } else if (at->place.file != 0 && !same_place(at->place, place)) {
        add_remark(unit, end, SLSC_STR("the value was written"), at->place);
    }
    return first;
}

slsc_status slsc_unit_report(slsc_unit *unit, const slsc_diag *diag)
{
    slsc_report report = { 0 };
    report.severity = diag->severity;
    report.code = slsc_str_z(diag->code);
    report.message = diag->message;
    report.label = diag->label;
    report.help = diag->help;
    report.place = slsc_unit_place(unit, diag->at, diag->at_key != 0);
    report.remarks = make_remarks(unit, diag, report.place);
    slsc_diags_add(unit->diags, &report);
    return diag->severity == SLSC_ERROR ? SLSC_FAIL : SLSC_OK;
}

static slsc_status report_text(slsc_unit *unit, slsc_severity severity, const slsc_node *at,
                               const char *code, slsc_str message)
{
    slsc_diag diag = { 0 };
    diag.struct_size = sizeof diag;
    diag.severity = severity;
    diag.code = code;
    diag.message = message;
    diag.at = at;
    return slsc_unit_report(unit, &diag);
}

slsc_status slsc_errorf(slsc_unit *unit, const slsc_node *at, const char *code, const char *format,
                        ...)
{
    va_list args;
    slsc_str message;
    va_start(args, format);
    message = slsc_strfv(unit->arena, format, args);
    va_end(args);
    return report_text(unit, SLSC_ERROR, at, code, message);
}

void slsc_warnf(slsc_unit *unit, const slsc_node *at, const char *code, const char *format, ...)
{
    va_list args;
    slsc_str message;
    va_start(args, format);
    message = slsc_strfv(unit->arena, format, args);
    va_end(args);
    report_text(unit, SLSC_WARNING, at, code, message);
}
