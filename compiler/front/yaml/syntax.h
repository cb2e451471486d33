/* syntax.h: what libyaml complains about, in our words. */
#ifndef SLSC_FRONT_YAML_SYNTAX_H
#define SLSC_FRONT_YAML_SYNTAX_H

#include "front/yaml/prepare.h"

/* Fills code, message, label, help and place of a report; `source` is the whole text of `file`. */
void slsc_yaml_explain(slsc_unit *unit, uint32_t file, const slsc_yaml_fault *fault,
                       slsc_report *report);

#endif
