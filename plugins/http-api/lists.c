/* lists.c: small work on words and lists that several files need. */
#include "http_api.h"

int http_api_is_method(slsc_str word)
{
    static const char *const all[] = { "ANY",     "GET",  "POST",   "PUT", "PATCH",
                                       "OPTIONS", "HEAD", "DELETE", NULL };
    for (size_t i = 0; all[i]; i++)
        if (slsc_is(word, all[i])) return 1;
    return 0;
}

slsc_node *http_api_unique(const slsc_host *h, slsc_unit *u, slsc_node *values,
                           const slsc_node *from)
{
    slsc_node *out = slsc_list(h, u, from), *seen = slsc_map(h, u, from);
    if (!slsc_is_list(h, u, values)) {
        h->append(u, out, values);
        return out;
    }
    for (size_t i = 0; i < h->count(values); i++) {
        slsc_node *value = h->at(values, i);
        if (slsc_is_string(h, u, value)) {
            const slsc_str text = h->text(u, value);
            if (h->get(u, seen, text)) continue;
            h->set(u, seen, text, slsc_bool(h, u, 1, from));
        }
        h->append(u, out, value);
    }
    return out;
}
