/* rim-measurement-csv.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "library/rim-measurement-export.h"

#include <math.h>

#include "core/rim-csv.h"
#include "feature/rim-measurement-values.h"
#include "segment/rim-lesion.h"

#define HEADER "id,kind,label,lesion,drawn_on,author,time,length_mm,short_axis_mm,angle_deg," \
  "area_mm2,image,series_uid,unit,values_of,n_pixels,mean,sd,min,max,median,points_lps_mm\n"

static void
add_field (GString    *row,
           const char *text)
{
  if (row->len > 0 && row->str[row->len - 1] != '\n')
    g_string_append_c (row, ',');
  if (text != NULL)
    rim_csv_append_field (row, text);
}

static void
add_number (GString *row,
            double   value)
{
  rim_csv_append_number (row, isfinite (value) ? value : NAN);
}

static const char *
find_lesion_name (GPtrArray  *lesions,
                  const char *id)
{
  for (guint i = 0; lesions != NULL && id != NULL && i < lesions->len; i++)
    {
      RimLesion *lesion = lesions->pdata[i];

      if (g_str_equal (lesion->id, id))
        return lesion->name;
    }

  return NULL;
}

static void
add_measurement (GString        *row,
                 RimMeasurement *measurement,
                 GPtrArray      *lesions)
{
  g_autoptr(GDateTime) second =
    g_date_time_new_from_unix_utc (measurement->time / G_USEC_PER_SEC);
  g_autofree char *time = second != NULL ? g_date_time_format (second, "%Y-%m-%dT%H:%M:%SZ") : NULL;

  g_string_append (row, measurement->id);
  add_field (row, rim_measurement_kind_get_id (measurement->kind));
  add_field (row, measurement->label);
  add_field (row, find_lesion_name (lesions, measurement->lesion_id));
  add_field (row, measurement->modality);
  add_field (row, measurement->author);
  add_field (row, time);
}

static void
add_points (GString        *row,
            RimMeasurement *measurement)
{
  g_string_append_c (row, ',');
  for (guint i = 0; i < measurement->n_points; i++)
    {
      const double parts[3] = { measurement->points[i].x, measurement->points[i].y,
                                measurement->points[i].z };

      for (guint p = 0; p < 3; p++)
        {
          char text[G_ASCII_DTOSTR_BUF_SIZE];

          g_string_append_printf (row, "%s%s", p > 0 ? " " : i > 0 ? ";" : "",
                                  g_ascii_dtostr (text, sizeof text, parts[p]));
        }
    }
  g_string_append_c (row, '\n');
}

/* Without an image, or where it has nothing there, its columns stay empty. */
static void
add_row (GString        *table,
         RimMeasurement *measurement,
         GPtrArray      *lesions,
         RimVolume      *image)
{
  RimSource *source = image != NULL ? rim_volume_get_source (image) : NULL;
  RimMeasurementValues values;
  const RimStatistics *s = &values.statistics;
  g_autoptr(GString) row = g_string_new (NULL);
  g_autofree char *n = NULL;
  g_autofree char *unit = NULL;

  rim_measurement_evaluate (measurement, image, &values);
  add_measurement (row, measurement, lesions);
  add_number (row, values.length);
  add_number (row, values.short_axis);
  add_number (row, values.angle);
  add_number (row, values.area);
  add_field (row, source != NULL ? source->modality : NULL);
  add_field (row, source != NULL ? source->series_uid : NULL);
  if (image != NULL)
    unit = g_strconcat (rim_unit_get_label (rim_volume_get_unit (image)),
                        values.is_corrected ? ", corrected" : NULL, NULL);
  add_field (row, unit);
  add_field (row, values.has_statistics ? "central layer" : NULL);

  n = values.has_statistics ? g_strdup_printf ("%zu", s->n) : NULL;
  add_field (row, n);
  add_number (row, s->mean);
  add_number (row, s->sd);
  add_number (row, s->min);
  add_number (row, s->max);
  add_number (row, s->median);
  add_points (row, measurement);

  g_string_append_len (table, row->str, (gssize) row->len);
}

/**
 * rim_measurements_to_csv:
 * @measurements: (element-type RimMeasurement): what was drawn
 * @lesions: (nullable) (element-type RimLesion): of which names are taken
 * @images: (element-type RimVolume): the images they lie on
 *
 * Returns: (transfer full): a table with a head; a row for each measurement, of those
 *   with values of images a row for each image. Values are of the one layer of pixels
 *   on which it was drawn, not of a slab that was shown. Numbers have all their digits.
 */
char *
rim_measurements_to_csv (GPtrArray *measurements,
                         GPtrArray *lesions,
                         GPtrArray *images)
{
  GString *table = g_string_new (HEADER);

  for (guint m = 0; m < measurements->len; m++)
    {
      RimMeasurement *measurement = measurements->pdata[m];
      guint n_rows = rim_measurement_has_statistics (measurement) ? images->len : 0;

      for (guint i = 0; i < n_rows; i++)
        add_row (table, measurement, lesions, images->pdata[i]);
      if (n_rows == 0)
        add_row (table, measurement, lesions, NULL);
    }

  return g_string_free (table, FALSE);
}
