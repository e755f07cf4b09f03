/* rim-protocol-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rim-yaml.h"
#include "queue/rim-protocol.h"

G_BEGIN_DECLS

/* The kinds of lesions in a protocol's words, in the order of #RimReviewKind */
extern const char *const rim_protocol_target_kinds[RIM_N_REVIEW_KINDS + 1];

gboolean rim_protocol_parse_root (RimYaml     *yaml,
                                  yaml_node_t *root,
                                  gpointer     protocol);

G_END_DECLS
