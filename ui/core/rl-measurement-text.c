/* rl-measurement-text.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rl-measurement-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/rl-format.h"

#define MM2_PER_CM2 100.0

/* Planes that lean by less than two degrees are the same to the eye. */
#define LEAST_COSINE 0.9994

const char *
rl_measurement_kind_get_name (RimMeasurementKind kind)
{
  static const char *const names[RIM_N_MEASUREMENT_KINDS] = {
    [RIM_MEASUREMENT_LENGTH] = N_("Length"),
    [RIM_MEASUREMENT_BIDIRECTIONAL] = N_("Bidirectional"),
    [RIM_MEASUREMENT_ANGLE] = N_("Angle"),
    [RIM_MEASUREMENT_ELLIPSE] = N_("Ellipse"),
    [RIM_MEASUREMENT_RECTANGLE] = N_("Rectangle"),
    [RIM_MEASUREMENT_FREEHAND] = N_("Freehand"),
    [RIM_MEASUREMENT_PROBE] = N_("Probe"),
    [RIM_MEASUREMENT_ARROW] = N_("Arrow"),
    [RIM_MEASUREMENT_TEXT] = N_("Text"),
  };

  g_return_val_if_fail (kind < RIM_N_MEASUREMENT_KINDS, "");

  return _(names[kind]);
}

/* Returns: what the user calls it, or what it is */
char *
rl_measurement_dup_name (RimMeasurement *measurement)
{
  if (measurement->label != NULL && *measurement->label != '\0')
    return g_utf8_make_valid (measurement->label, -1);

  return g_strdup (rl_measurement_kind_get_name (measurement->kind));
}

static void
add_part (GString    *text,
          const char *separator,
          char       *part)
{
  if (text->len > 0)
    g_string_append (text, separator);
  g_string_append (text, part);
  g_free (part);
}

/* Statistics always say of which image they are, and in what unit. */
static void
add_statistics (GString                    *text,
                const char                 *separator,
                RimMeasurement             *measurement,
                const char                 *layer,
                const RimMeasurementValues *values)
{
  guint decimals = rim_unit_is_suv (values->unit) ? 2 : values->unit == RIM_UNIT_HU ? 0 : 1;
  const RimStatistics *s = &values->statistics;
  g_autofree char *unit = g_strconcat (rim_unit_get_label (values->unit),
                                       values->is_corrected ? "*" : NULL, NULL);
  g_autofree char *mean = rl_format_number (s->mean, decimals);
  g_autofree char *sd = rl_format_number (s->sd, MAX (decimals, 1));
  g_autofree char *min = rl_format_number (s->min, decimals);
  g_autofree char *max = rl_format_number (s->max, decimals);

  if (measurement->kind == RIM_MEASUREMENT_PROBE)
    {
      add_part (text, separator, g_strdup_printf ("%s %s %s", layer, mean, unit));
      return;
    }

  /* Translators: image, mean ± standard deviation, unit, least and largest value:
   * "CT 34 ± 12.1 HU, −20 to 88".
   */
  add_part (text, separator, g_strdup_printf (_("%s %s ± %s %s, %s to %s"), layer, mean, sd, unit,
                                              min, max));
}

static void
add_shape (GString                    *text,
           const char                 *separator,
           RimMeasurement             *measurement,
           const RimMeasurementValues *values)
{
  if (measurement->kind == RIM_MEASUREMENT_BIDIRECTIONAL)
    {
      g_autofree char *length = rl_format_number (values->length, 1);
      g_autofree char *short_axis = rl_format_number (values->short_axis, 1);

      add_part (text, separator, g_strdup_printf (_("%s × %s mm"), length, short_axis));
    }
  else if (!isnan (values->length))
    {
      g_autofree char *length = rl_format_number (values->length, 1);

      add_part (text, separator, g_strdup_printf (_("%s mm"), length));
    }
  else if (!isnan (values->angle))
    {
      g_autofree char *angle = rl_format_number (values->angle, 1);

      add_part (text, separator, g_strdup_printf (_("%s°"), angle));
    }
  else if (!isnan (values->area))
    {
      g_autofree char *area = rl_format_number (values->area / MM2_PER_CM2, 2);

      add_part (text, separator, g_strdup_printf (_("%s cm²"), area));
    }
}

/* A slab shows more than the layer that values are of. */
static gboolean
is_seen_in_slab (RlSession      *session,
                 RimMeasurement *measurement)
{
  const RimMpr *mpr = rl_session_get_mpr (session);

  for (guint p = 0; p < RIM_N_ORIENTATIONS; p++)
    if (rl_session_get_slab (session, p).mm > 0.0 &&
        fabs (rim_vec3_dot (rim_mpr_get_normal (mpr, p), measurement->normal)) > LEAST_COSINE)
      return TRUE;

  return FALSE;
}

/**
 * rl_measurement_dup_values:
 * @session: what is shown
 * @measurement: one of its measurements
 * @separator: between values, such as a line break
 *
 * Returns: what it says, each value with its unit and those of an image with its
 *   name; empty where it says nothing. Values of an image are those of one layer of
 *   pixels; where a slab is shown, it says so
 */
char *
rl_measurement_dup_values (RlSession      *session,
                           RimMeasurement *measurement,
                           const char     *separator)
{
  static const char *const layers[RL_N_LAYERS] = { [RL_LAYER_CT] = N_("CT"), [RL_LAYER_PET] = N_("PET") };
  RlMeasurements *measurements = rl_session_get_measurements (session);
  GString *text = g_string_new (NULL);
  RimMeasurementValues values;
  gboolean has_statistics = FALSE;

  rim_measurement_measure_shape (measurement, &values);
  add_shape (text, separator, measurement, &values);

  for (guint layer = 0; layer < RL_N_LAYERS; layer++)
    {
      rl_measurements_get_values (measurements, measurement, layer, &values);
      if (rl_session_get_volume (session, layer) == NULL || !values.has_statistics)
        continue;

      add_statistics (text, separator, measurement, _(layers[layer]), &values);
      has_statistics = TRUE;
    }
  if (has_statistics && is_seen_in_slab (session, measurement))
    add_part (text, separator, g_strdup (_("Central layer of the slab")));

  return g_string_free (text, FALSE);
}
