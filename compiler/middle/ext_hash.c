/* ext_hash.c: slsc.hash/1 and slsc.text/1, the two abilities by which a plugin names things as the
 * cloud or the reference names them: by a well-known hash of a text, often of a value's JSON.
 *
 * host->digest() is for comparing values and may change with us; these may not. */
#include "base/digest.h"
#include "middle/host.h"
#include "tree/print.h"

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

const slsc_hashes slsc_host_hashes = { sizeof slsc_host_hashes, 0, sha256_base64, sha1_hex,
                                       md5_hex };
const slsc_texts slsc_host_texts = { sizeof slsc_host_texts, 0, json };
