/* rim-measurement-groups.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "library/rim-measurement-export.h"

#include "feature/rim-measurement-values.h"

/* Codes as literals: what a table has instead of owned strings. */
typedef struct
{
  const char *value;
  const char *scheme;
  const char *meaning;
} Code;

#define OWN "99RIMLIGHT"

static const Code mm = { "mm", "UCUM", "millimeter" };
static const Code mm2 = { "mm2", "UCUM", "square millimeter" };
static const Code degree = { "deg", "UCUM", "degree" };
static const Code pixels = { "{pixels}", "UCUM", "pixels" };
static const Code none = { NULL, NULL, NULL };

static const Code length = { "410668003", "SCT", "Length" };
static const Code long_axis = { "103339001", "SCT", "Long Axis" };
static const Code short_axis = { "103340004", "SCT", "Short Axis" };
static const Code angle = { "1483009", "SCT", "Angle" };
static const Code area = { "42798000", "SCT", "Area" };
static const Code n_pixels = { "n-pixels", OWN, "Number of Pixels" };

/* What a value of an image is, and its unit (CID 7180 and 85). */
static const struct
{
  Code quantity;
  Code unit;
} intensities[RIM_N_UNITS] = {
  [RIM_UNIT_STORED] = { { "stored", OWN, "Stored Value" }, { "1", "UCUM", "no units" } },
  [RIM_UNIT_HU] = { { "112031", "DCM", "Attenuation Coefficient" },
                    { "[hnsf'U]", "UCUM", "Hounsfield unit" } },
  [RIM_UNIT_BQML] = { { "bqml", OWN, "Activity Concentration" },
                      { "Bq/ml", "UCUM", "Becquerels/milliliter" } },
  [RIM_UNIT_CNTS] = { { "cnts", OWN, "Counts" }, { "{counts}", "UCUM", "Counts" } },
  [RIM_UNIT_CPS] = { { "cps", OWN, "Counts per Second" },
                     { "{counts}/s", "UCUM", "Counts per second" } },
  [RIM_UNIT_PROPCNTS] = { { "propcnts", OWN, "Proportional to Counts" },
                          { "{propcounts}", "UCUM", "Proportional to counts" } },
  [RIM_UNIT_SUVBW] = { { "126401", "DCM", "SUVbw" },
                       { "g/ml{SUVbw}", "UCUM", "Standardized Uptake Value body weight" } },
  [RIM_UNIT_SUL_JANMA] = { { "126405", "DCM", "SUVlbm(Janma)" },
                           { "g/ml{SUVlbm(Janma)}", "UCUM", "SUV lean body mass (Janma)" } },
  [RIM_UNIT_SUL_JAMES] = { { "126406", "DCM", "SUVlbm(James128)" },
                           { "g/ml{SUVlbm(James128)}", "UCUM", "SUV lean body mass (James128)" } },
  [RIM_UNIT_SUL_JAMES120] = { { "126402", "DCM", "SUVlbm" },
                              { "g/ml{SUVlbm}", "UCUM", "SUV lean body mass (James)" } },
  [RIM_UNIT_SUVBSA] = { { "126403", "DCM", "SUVbsa" },
                        { "cm2/ml{SUVbsa}", "UCUM", "SUV body surface area" } },
  [RIM_UNIT_SUVIBW] = { { "126404", "DCM", "SUVibw" },
                        { "g/ml{SUVibw}", "UCUM", "SUV ideal body weight" } },
};

static void
set_code (RimCode    *code,
          const Code *literal)
{
  if (literal->value != NULL)
    rim_code_set (code, literal->value, literal->scheme, literal->meaning);
}

static void
add (RimSrGroup *group,
     double      number,
     const Code *quantity,
     const Code *derivation,
     const Code *unit,
     guint       first,
     guint       n)
{
  RimSrValue *value;

  if (!isfinite (number))
    return;

  value = rim_sr_group_add (group, number);
  set_code (&value->quantity, quantity);
  set_code (&value->derivation, derivation);
  set_code (&value->unit, unit);
  value->first = first;
  value->n = n;
}

static void
add_shape (RimSrGroup *group)
{
  RimMeasurement *measurement = group->measurement;
  RimMeasurementValues values;

  rim_measurement_measure_shape (measurement, &values);

  if (measurement->kind == RIM_MEASUREMENT_BIDIRECTIONAL)
    {
      add (group, values.length, &long_axis, &none, &mm, 0, 2);
      add (group, values.short_axis, &short_axis, &none, &mm, 2, 2);
      return;
    }

  add (group, values.length, &length, &none, &mm, 0, 2);
  add (group, values.angle, &angle, &none, &degree, 0, 3);
  add (group, values.area, &area, &none, &mm2, 0, 0);
}

static void
add_statistics (RimSrGroup *group,
                RimVolume  *image)
{
  static const Code mean = { "373098007", "SCT", "Mean" };
  static const Code sd = { "386136009", "SCT", "Standard Deviation" };
  static const Code min = { "255605001", "SCT", "Minimum" };
  static const Code max = { "56851009", "SCT", "Maximum" };
  static const Code median = { "373099004", "SCT", "Median" };
  RimMeasurementValues values;
  const RimStatistics *s = &values.statistics;
  const Code *quantity, *unit;

  rim_measurement_evaluate (group->measurement, image, &values);
  if (!values.has_statistics)
    return;

  quantity = &intensities[values.unit].quantity;
  unit = &intensities[values.unit].unit;
  if (group->measurement->kind == RIM_MEASUREMENT_PROBE)
    {
      add (group, s->mean, quantity, &none, unit, 0, 1);
      return;
    }

  add (group, s->mean, quantity, &mean, unit, 0, 0);
  add (group, s->sd, quantity, &sd, unit, 0, 0);
  add (group, s->min, quantity, &min, unit, 0, 0);
  add (group, s->max, quantity, &max, unit, 0, 0);
  add (group, s->median, quantity, &median, unit, 0, 0);
  add (group, (double) s->n, &n_pixels, &none, &pixels, 0, 0);
}

/**
 * rim_measurements_to_groups:
 * @measurements: (element-type RimMeasurement): what was drawn
 * @images: (element-type RimVolume): the images they lie on
 *
 * Computes what each says, of each image, under the codes of DICOM.
 *
 * Returns: (transfer full) (element-type RimSrGroup): a group each
 */
GPtrArray *
rim_measurements_to_groups (GPtrArray *measurements,
                            GPtrArray *images)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_sr_group_free);

  for (guint m = 0; m < measurements->len; m++)
    {
      RimSrGroup *group = rim_sr_group_new (measurements->pdata[m]);

      add_shape (group);
      for (guint i = 0; i < images->len; i++)
        add_statistics (group, images->pdata[i]);
      g_ptr_array_add (groups, group);
    }

  return groups;
}
