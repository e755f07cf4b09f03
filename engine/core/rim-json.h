/* rim-json.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* How deep maps and lists may lie in each other. */
#define RIM_JSON_MAX_DEPTH 64

JsonNode *rim_json_parse    (const char  *data,
                             gsize        length,
                             GError     **error) G_GNUC_WARN_UNUSED_RESULT;
char     *rim_json_to_text  (JsonNode    *node,
                             gboolean     is_canonical) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
