/* uses.c: which parameters, resources and attributes an expression uses. */
#include "back/plan/changes.h"

typedef struct walk {
    slsc_stack *stack;
    slsc_use tell;
    void *context;
    const slsc_node *at; /* the function being looked at */
    unsigned depth;
} walk;

static void visit(walk *w, const slsc_node *raw);

static void tell_name(walk *w, slsc_str name)
{
    if (slsc_node_get(w->stack->unit, w->stack->parameters, name))
        w->tell(w->context, SLSC_USES_PARAMETER, name, (slsc_str) { NULL, 0 }, w->at);
    else if (slsc_stack_find(w->stack, name))
        w->tell(w->context, SLSC_USES_RESOURCE, name, (slsc_str) { NULL, 0 }, w->at);
    else if (name.len && !slsc_str_starts(name, SLSC_STR("AWS::")) && name.ptr[0] != '!')
        w->tell(w->context, SLSC_USES_NOTHING, name, (slsc_str) { NULL, 0 }, w->at);
}

static void tell_attribute(walk *w, slsc_str id, slsc_str attribute)
{
    const bool found = slsc_stack_find(w->stack, id) != NULL;
    w->tell(w->context, found ? SLSC_USES_ATTRIBUTE : SLSC_USES_NOTHING, id, attribute, w->at);
}

static void tell_dotted(walk *w, slsc_str name)
{
    const size_t dot = slsc_str_find_char(name, '.');
    if (dot == SIZE_MAX)
        tell_name(w, name);
    else
        tell_attribute(w, slsc_str_sub(name, 0, dot), slsc_str_sub(name, dot + 1, SIZE_MAX));
}

static void visit_get_att(walk *w, const slsc_node *argument)
{
    if (slsc_node_kind(argument) == SLSC_STRING) {
        tell_dotted(w, argument->as.string);
        return;
    }
    const slsc_node *name = slsc_node_at(argument, 1);
    const slsc_node *attribute = name ? slsc_stack_value(w->stack, name) : NULL;
    tell_attribute(w, slsc_node_text(w->stack->unit, slsc_node_at(argument, 0)),
                   slsc_node_text(w->stack->unit, attribute));
    visit(w, name);
}

static void visit_sub(walk *w, const slsc_node *argument)
{
    const bool pair = slsc_node_kind(argument) == SLSC_LIST;
    const slsc_node *own = pair ? slsc_node_at(argument, 1) : NULL;
    slsc_str rest = slsc_node_text(w->stack->unit, pair ? slsc_node_at(argument, 0) : argument);
    for (;;) {
        const size_t open = slsc_str_find(rest, SLSC_STR("${"));
        if (open == SIZE_MAX) return;
        rest = slsc_str_sub(rest, open + 2, SIZE_MAX);
        const size_t close = slsc_str_find_char(rest, '}');
        if (close == SIZE_MAX) return;
        const slsc_str name = slsc_str_trim(slsc_str_sub(rest, 0, close));
        const slsc_node *mine = slsc_node_get(w->stack->unit, own, name);
        rest = slsc_str_sub(rest, close + 1, SIZE_MAX);
        if (mine)
            visit(w, mine);
        else
            tell_dotted(w, name);
    }
}

/* Only the branch that is taken counts; which one that is, is no use: a condition decides it. */
static void visit_if(walk *w, const slsc_node *argument)
{
    const slsc_node *first = slsc_node_at(argument, 0);
    if (slsc_node_count(argument) != 3) return;
    const slsc_node *answer =
        slsc_stack_condition(w->stack, slsc_node_text(w->stack->unit, first), first);
    if (!slsc_condition_is(answer, false)) visit(w, slsc_node_at(argument, 1));
    if (!slsc_condition_is(answer, true)) visit(w, slsc_node_at(argument, 2));
}

static void visit(walk *w, const slsc_node *raw)
{
    const slsc_str name = slsc_intrinsic_name(raw);
    const slsc_node *argument = slsc_node_at(raw, 0);
    if (!raw || w->depth >= SLSC_LIMIT_HEIGHT) return;
    w->depth++;
    if (name.len) w->at = raw;
    if (slsc_str_is(name, "Ref"))
        tell_name(w, slsc_node_text(w->stack->unit, argument));
    else if (slsc_str_is(name, "Fn::GetAtt"))
        visit_get_att(w, argument);
    else if (slsc_str_is(name, "Fn::Sub"))
        visit_sub(w, argument);
    else if (slsc_str_is(name, "Fn::If"))
        visit_if(w, argument);
    else
        for (size_t i = 0; i < slsc_node_count(raw); i++) visit(w, slsc_node_at(raw, i));
    w->depth--;
}

void slsc_uses(slsc_stack *stack, const slsc_node *raw, slsc_use tell, void *context)
{
    walk w = { stack, tell, context, raw, 0 };
    visit(&w, raw);
}
