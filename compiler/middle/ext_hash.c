/* ext_hash.c: slsc.hash/1 and slsc.text/1, the two abilities by which a plugin names things as the
 * cloud or the reference names them: by a well-known hash of a text, often of a value's JSON.
 *
 * Beside them: what part of the template refers to what (slsc.references/1).
 *
 * host->digest() is for comparing values and may change with us; these may not. */
#include "base/digest.h"
#include "middle/host.h"
#include "tree/print.h"
#include "tree/references.h"

static slsc_str sha256_base64(slsc_unit *unit, slsc_str text)
{
    uint8_t sum[SLSC_SHA256_SIZE];
    slsc_sha256(text, sum);
    return slsc_base64(unit->arena, sum, sizeof sum);
}

static slsc_str sha1_hex(slsc_unit *unit, slsc_str text)
{
    uint8_t sum[SLSC_SHA1_SIZE];
    slsc_sha1(text, sum);
    return slsc_hex(unit->arena, sum, sizeof sum);
}

static slsc_str md5_hex(slsc_unit *unit, slsc_str text)
{
    uint8_t sum[SLSC_MD5_SIZE];
    slsc_md5(text, sum);
    return slsc_hex(unit->arena, sum, sizeof sum);
}

static slsc_str json(slsc_unit *unit, const slsc_node *node)
{
    slsc_sb text = slsc_sb_new(unit->arena, 0);
    if (node) slsc_print_json(node, 0, &text);
    return slsc_sb_str(&text);
}

/* A third of the letters may be wrong, but not more than a handful. */
static slsc_str nearest(slsc_unit *unit, slsc_str name, const slsc_node *map)
{
    size_t limit = name.len / 3 < 5 ? name.len / 3 : 5;
    slsc_str best = { NULL, 0 };
    (void)unit;
    if (slsc_node_kind(map) != SLSC_MAP) return best;
    for (size_t i = 0; i < slsc_node_count(map); i++) {
        const slsc_str key = slsc_node_key(map, i);
        const size_t distance = slsc_str_distance(name, key, limit);
        if (distance > limit || (best.ptr && distance == limit)) continue;
        limit = distance;
        best = key;
    }
    return best;
}

const slsc_hashes slsc_host_hashes = { sizeof slsc_host_hashes, 0, sha256_base64, sha1_hex,
                                       md5_hex };
const slsc_texts slsc_host_texts = { sizeof slsc_host_texts, 0, json, nearest };
const slsc_references slsc_host_references = { sizeof slsc_host_references, 0,
                                               slsc_references_each };
