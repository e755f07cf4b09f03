/* fuzz-model.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>

#include "core/rim-json.h"
#include "learn/rim-model.h"
#include "rim-fuzz.h"

/* What such wide models take is not what is looked for. */
#define MAX_COLUMNS 1000

static void
ask (RimModel *model)
{
  const guint n = rim_model_get_n_columns (model);
  g_autofree double *values = g_new0 (double, 2 * MAX (n, 1));

  for (guint c = 0; c < n; c++)
    values[c] = c % 3 - 1.0;
  rim_model_predict (model, values);
  rim_model_explain (model, values, values + n);
}

/* What is read at all says something, and comes back from its own text as the same. */
int
LLVMFuzzerTestOneInput (const guint8 *bytes,
                        gsize         length)
{
  g_autoptr(JsonNode) node = rim_json_parse ((const char *) bytes, length, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(RimModel) model = node != NULL ? rim_model_new_from_json (node, &error) : NULL;
  g_autoptr(JsonNode) again = NULL;
  g_autoptr(RimModel) back = NULL;

  if (node == NULL)
    return 0;

  g_assert_true ((model == NULL) == (error != NULL));
  if (model == NULL || rim_model_get_n_columns (model) > MAX_COLUMNS)
    return 0;

  ask (model);
  again = rim_model_to_json (model);
  back = rim_model_new_from_json (again, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rim_model_get_n_columns (back), ==, rim_model_get_n_columns (model));

  return 0;
}
