/* least_size.c: how long a text of the template will be at least, once CloudFormation has filled in
 * what only it knows. Limits are checked against that, so nobody is warned without need. */
#include "std.h"

enum { MAX_HEIGHT = 2000 }; /* of what is looked at; trees are no higher */

/* Characters, not bytes. */
static size_t characters(slsc_str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++) n += ((unsigned char)s.ptr[i] & 0xc0) != 0x80;
    return n;
}

static size_t of_reference(const slsc_host *h, slsc_unit *u, slsc_str name)
{
    if (slsc_is(name, "AWS::Partition")) return 3;
    if (slsc_is(name, "AWS::Region")) return h->service(u)->region.len;
    if (slsc_is(name, "AWS::AccountId")) return 12;
    if (slsc_is(name, "AWS::StackName")) return h->service(u)->stack.len;
    return 0;
}

/* The text outside of ${...}, and what is known of that. */
static size_t of_sub(const slsc_host *h, slsc_unit *u, slsc_str text)
{
    size_t n = 0;
    for (size_t i = 0, end; i < text.len; i = end + 1) {
        end = i;
        if (text.ptr[i] == '$' && i + 1 < text.len && text.ptr[i + 1] == '{') {
            while (end < text.len && text.ptr[end] != '}') end++;
            if (text.ptr[i + 2 < text.len ? i + 2 : i] == '!') /* ${!Literal} is ${Literal} */
                n += end - i;
            else
                n += of_reference(h, u, slsc_bytes(text.ptr + i + 2, end - i - 2));
        } else {
            n += ((unsigned char)text.ptr[i] & 0xc0) != 0x80;
        }
    }
    return n;
}

static size_t least_text(const slsc_host *h, slsc_unit *u, const slsc_node *node, size_t depth);

static size_t of_join(const slsc_host *h, slsc_unit *u, const slsc_node *call, size_t depth)
{
    slsc_node *parts = h->at(call, 1);
    size_t between = characters(h->text(u, h->at(call, 0))), n = 0;
    if (!slsc_is_list(h, u, parts)) return 0;
    for (size_t i = 0; i < h->count(parts); i++)
        n += least_text(h, u, h->at(parts, i), depth + 1) + (i ? between : 0);
    return n;
}

static size_t least_text(const slsc_host *h, slsc_unit *u, const slsc_node *node, size_t depth)
{
    slsc_node *call = h->at(node, 0), *text;
    slsc_str name = h->key(node, 0);
    if (depth > MAX_HEIGHT || slsc_is_list(h, u, node)) return 0;
    if (!slsc_is_map(h, u, node)) return characters(h->text(u, node));
    if (slsc_is(name, "Ref")) return of_reference(h, u, h->text(u, call));
    if (slsc_is(name, "Fn::Join")) return of_join(h, u, call, depth);
    if (slsc_is(name, "Fn::If")) {
        size_t yes = least_text(h, u, h->at(call, 1), depth + 1);
        size_t no = least_text(h, u, h->at(call, 2), depth + 1);
        return yes < no ? yes : no;
    }
    text = slsc_is_list(h, u, call) ? h->at(call, 0) : call;
    return slsc_is(name, "Fn::Sub") ? of_sub(h, u, h->text(u, text)) : 0;
}

size_t std_least_text(const slsc_host *h, slsc_unit *u, const slsc_node *node)
{
    return least_text(h, u, node, 0);
}

static int is_call(const slsc_host *h, slsc_unit *u, const slsc_node *node)
{
    slsc_str name = h->key(node, 0);
    return slsc_is_map(h, u, node) && h->count(node) == 1 &&
           (slsc_is(name, "Ref") || slsc_begins(name, "Fn::"));
}

static size_t least_json(const slsc_host *h, slsc_unit *u, const slsc_node *node, size_t depth)
{
    size_t n = 1; /* "{" or "[", then each member and its "," or the end */
    if (depth > MAX_HEIGHT) return 0;
    if (is_call(h, u, node)) return least_text(h, u, node, depth);
    if (slsc_is_string(h, u, node)) return characters(h->text(u, node)) + 2;
    if (!slsc_is_map(h, u, node) && !slsc_is_list(h, u, node)) return h->text(u, node).len;
    for (size_t i = 0; i < h->count(node); i++) {
        if (slsc_is_map(h, u, node)) n += characters(h->key(node, i)) + 3; /* "key": */
        n += least_json(h, u, h->at(node, i), depth + 1) + 1;
    }
    return h->count(node) ? n : 2;
}

size_t std_least_json(const slsc_host *h, slsc_unit *u, const slsc_node *node)
{
    return least_json(h, u, node, 0);
}
