/* text.c: small work on text that several files need. */
#include "api_gateway.h"

slsc_str api_gateway_constant(const slsc_host *h, slsc_unit *u, slsc_str text)
{
    return api_gateway_replace(h, u, slsc_upper(h, u, text), "-", slsc_s("_"));
}

slsc_str api_gateway_join(const slsc_host *h, slsc_unit *u, const slsc_node *list,
                          const char *between)
{
    const size_t n = h->count(list), gap = strlen(between);
    size_t len = 0;
    for (size_t i = 0; i < n; i++) len += h->text(u, h->at(list, i)).len + gap;

    char *room = h->alloc(u, len + 1, 1), *to = room;
    for (size_t i = 0; i < n; i++) {
        const slsc_str item = h->text(u, h->at(list, i));
        if (i) memcpy(to, between, gap), to += gap;
        if (item.len) memcpy(to, item.ptr, item.len), to += item.len;
    }
    return (slsc_str) { room, (size_t)(to - room) };
}

slsc_str api_gateway_replace(const slsc_host *h, slsc_unit *u, slsc_str text, const char *word,
                             slsc_str with)
{
    const size_t n = strlen(word);
    for (size_t i = 0; i + n <= text.len; i++) {
        if (memcmp(text.ptr + i, word, n) != 0) continue;
        return slsc_textf(h, u, "%.*s%.*s%.*s", (int)i, text.ptr, SLSC_ARG(with),
                          (int)(text.len - i - n), text.ptr + i + n);
    }
    return text;
}

slsc_node *api_gateway_setting(const slsc_host *h, slsc_unit *u, const api_gateway *api,
                               const char *key)
{
    slsc_node *setting = slsc_get(h, u, api->settings, key);
    if (!slsc_is_void(h, u, setting) || h->service(u)->framework > 2) return setting;
    return slsc_get(h, u, api->provider, key);
}
