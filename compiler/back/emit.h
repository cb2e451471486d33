/* emit.h: trees -> the output folder, all of it or nothing. */
#ifndef SLSC_BACK_EMIT_H
#define SLSC_BACK_EMIT_H

#include "back/package/package.h"

/* Stage `emit`: templates, state, provenance, zips, staged beside the output folder and renamed
 * into its place. The create template is written when it is not empty. */
slsc_status slsc_emit(slsc_unit *unit);

/* A file that slsc_emit writes with the folder, both or neither, wherever it lies: the depfile. */
void slsc_emit_beside(slsc_unit *unit, slsc_str path, slsc_str content);

/* Tells whether the update template is larger than CloudFormation takes. */
void slsc_emit_check_size(slsc_unit *unit);

/* What serverless-state.json shows (semantics I), which `deploy --package` of the reference reads.
 */
slsc_node *slsc_emit_state(slsc_unit *unit);

/* slsc-provenance.json: logical id and JSON pointer -> file:line:col and pass. */
void slsc_emit_provenance(slsc_unit *unit, slsc_sb *out);

/* The table behind slsc.output/1. */
const slsc_outputs *slsc_output_table(void);

#define SLSC_UPDATE_TEMPLATE "cloudformation-template-update-stack.json"
#define SLSC_CREATE_TEMPLATE_FILE "cloudformation-template-create-stack.json"
#define SLSC_STATE "serverless-state.json"
#define SLSC_PROVENANCE "slsc-provenance.json"

#endif
