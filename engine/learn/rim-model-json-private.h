/* rim-model-json-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The most columns and numbers a model may have, so that no file asks for all memory. */
#define RIM_MODEL_MAX_COLUMNS 1000000
#define RIM_MODEL_MAX_NUMBERS 50000000

gboolean     rim_model_json_fail        (GError      **error,
                                         const char   *name,
                                         const char   *what);
JsonNode    *rim_model_json_get         (JsonObject   *object,
                                         const char   *name,
                                         JsonNodeType  type,
                                         GError      **error);
const char  *rim_model_json_get_text    (JsonObject   *object,
                                         const char   *name,
                                         GError      **error);
gboolean     rim_model_json_get_number  (JsonObject   *object,
                                         const char   *name,
                                         double       *value,
                                         GError      **error);
gboolean     rim_model_json_get_whole   (JsonObject   *object,
                                         const char   *name,
                                         guint         low,
                                         guint         high,
                                         guint        *value,
                                         GError      **error);
JsonArray   *rim_model_json_get_array   (JsonObject   *object,
                                         const char   *name,
                                         GError      **error);
double      *rim_model_json_dup_numbers (JsonObject   *object,
                                         const char   *name,
                                         gsize         n,
                                         GError      **error);
void         rim_model_json_set_numbers (JsonObject   *object,
                                         const char   *name,
                                         const double *values,
                                         gsize         n);

G_END_DECLS
