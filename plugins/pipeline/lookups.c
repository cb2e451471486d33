/* lookups.c: what CloudFormation reads while it deploys, beside making resources: parameters and
 * secrets that the template names, and macros.
 *
 *     Password: '{{resolve:secretsmanager:shop/db:SecretString:password}}'
 *     Parameters: { Size: { Type: AWS::SSM::Parameter::Value<String>, Default: /shop/size } }
 *     Transform: AWS::Serverless-2016-10-31
 *
 * Each becomes a rule as permissions.json has them. A name that is put together, or given with the
 * deployment, stands for any. */
#include "pipeline.h"

enum { DEPTH = 100 };

#define OURS "${AWS::Region}:${AWS::AccountId}"

static const struct store {
    const char *begin, *action, *arn, *end;
    int parts; /* of an ARN: what follows is a version, or a part of the value */
} stores[] = {
    { "{{resolve:ssm:", "ssm:GetParameters", "arn:${AWS::Partition}:ssm:" OURS ":parameter/", "",
      6 },
    { "{{resolve:ssm-secure:", "ssm:GetParameters", "arn:${AWS::Partition}:ssm:" OURS ":parameter/",
      "", 6 },
    { "{{resolve:secretsmanager:", "secretsmanager:GetSecretValue",
      "arn:${AWS::Partition}:secretsmanager:" OURS ":secret:", "-*", 7 },
};

typedef struct lookups {
    const slsc_host *h;
    slsc_unit *u;
    slsc_node *rules;
} lookups;

static void add(lookups *l, const char *action, slsc_str arn, const slsc_node *from)
{
    slsc_node *rule = slsc_map(l->h, l->u, from), *actions = slsc_list(l->h, l->u, from);
    slsc_node *arns = slsc_list(l->h, l->u, from);
    l->h->append(l->u, actions, slsc_stringz(l->h, l->u, action, from));
    l->h->append(l->u, arns, slsc_string(l->h, l->u, arn, from));
    slsc_set(l->h, l->u, rule, "Action", actions);
    slsc_set(l->h, l->u, rule, "Resource", arns);
    l->h->append(l->u, l->rules, rule);
}

/* The first parts between colons; a colon within `${}` is none, and `}}` is the end. */
static slsc_str first_parts(slsc_str text, int parts)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '$' && i + 1 < text.len && text.ptr[i + 1] == '{')
            while (i + 1 < text.len && text.ptr[i] != '}') i++;
        else if (text.ptr[i] == '}' || (text.ptr[i] == ':' && --parts == 0))
            return slsc_bytes(text.ptr, i);
    }
    return text;
}

static void add_from(lookups *l, const struct store *store, slsc_str name, const slsc_node *from)
{
    const int whole = slsc_begins(name, "arn:");
    name = first_parts(name, whole ? store->parts : 1);
    if (slsc_begins(name, "/")) name = slsc_bytes(name.ptr + 1, name.len - 1);
    name = name.len ? pipeline_sub_text(l->h, l->u, name, 0) : slsc_s("*");
    add(l, store->action,
        whole ? name
              : slsc_textf(l->h, l->u, "%s%.*s%s", store->arn, SLSC_ARG(name),
                           slsc_is(name, "*") ? "" : store->end),
        from);
}

static void read_text(lookups *l, slsc_str text, const slsc_node *from)
{
    const char *at;
    while (text.len && (at = memchr(text.ptr, '{', text.len))) {
        text = slsc_bytes(at, text.len - (size_t)(at - text.ptr));
        for (size_t i = 0; i < sizeof stores / sizeof *stores; i++) {
            const slsc_str begin = slsc_s(stores[i].begin);
            if (slsc_begins(text, stores[i].begin))
                add_from(l, &stores[i], slsc_bytes(text.ptr + begin.len, text.len - begin.len),
                         from);
        }
        text = slsc_bytes(text.ptr + 1, text.len - 1);
    }
}

static void read_node(lookups *l, const slsc_node *node, int depth)
{
    if (slsc_is_string(l->h, l->u, node)) read_text(l, l->h->text(l->u, node), node);
    for (size_t i = 0; depth < DEPTH && i < l->h->count(node); i++)
        read_node(l, l->h->at(node, i), depth + 1);
}

static void read_parameters(lookups *l, const slsc_node *parameters)
{
    for (size_t i = 0; i < l->h->count(parameters); i++) {
        const slsc_node *parameter = l->h->at(parameters, i);
        const slsc_node *type = slsc_get(l->h, l->u, parameter, "Type");
        if (slsc_begins(l->h->text(l->u, type), "AWS::SSM::Parameter::"))
            add_from(l, &stores[0], slsc_s(""), type);
    }
}

slsc_node *pipeline_lookups(const slsc_host *h, slsc_unit *u, const pipeline *p)
{
    static const char *const owners[] = { "aws", "${AWS::AccountId}" };
    const slsc_node *template_ = h->root(u, SLSC_TEMPLATE);
    const slsc_node *macros = slsc_get(h, u, template_, "Transform");
    lookups l = { h, u, slsc_list(h, u, p->given) };
    read_node(&l, slsc_get(h, u, template_, "Resources"), 0);
    read_parameters(&l, slsc_get(h, u, template_, "Parameters"));
    for (size_t i = 0; macros && i < sizeof owners / sizeof *owners; i++)
        add(&l, "cloudformation:CreateChangeSet",
            slsc_textf(h, u, "arn:${AWS::Partition}:cloudformation:${AWS::Region}:%s:transform/*",
                       owners[i]),
            macros);
    return l.rules;
}
