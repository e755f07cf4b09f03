/* rim-series-window.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dicom/rim-series-private.h"

#include <math.h>
#include <string.h>

/* A file that proposes more does not help anybody to choose. */
#define MAX_WINDOWS 16u

static gboolean
parse_number (const char *text,
              double     *value)
{
  char *end;

  *value = g_ascii_strtod (text, &end);
  if (end == text || !isfinite (*value))
    return FALSE;
  while (*end == ' ')
    end++;

  return *end == '\0';
}

/* Our windows count in steps of 1 where the unit does, as LINEAR (the default,
 * PS3.3 C.11.2.1.2.1) does; LINEAR_EXACT and SIGMOID never do.
 */
static void
add_window (RimSource  *source,
            double      center,
            double      width,
            gboolean    file_has_steps,
            gboolean    unit_has_steps,
            const char *name)
{
  double step = (unit_has_steps ? 1.0 : 0.0) - (file_has_steps ? 1.0 : 0.0);

  width += step;
  if (width > 0.0)
    rim_source_add_window (source, center + step / 2.0, width,
                           name != NULL && *name != '\0' ? name : NULL);
}

/**
 * rim_series_set_windows:
 * @self: a series with a grid
 * @volume: its volume, with unit and rescale
 * @source: the volume's own source, which gets the windows
 *
 * Takes the windows (0028,1050), (0028,1051) of the slice in the middle, which
 * are in rescaled values, over to the unit of the volume.
 */
void
rim_series_set_windows (RimSeries *self,
                        RimVolume *volume,
                        RimSource *source)
{
  guint k = self->n_slices / 2;
  RimDicomHeader *header = self->slices[k].header;
  const RimDicomFrame *frame = &header->frames[self->slices[k].frame];
  double factor = rim_volume_get_rescale (volume, k).slope / frame->slope;
  RimUnit unit = rim_volume_get_unit (volume);
  gboolean unit_has_steps = unit == RIM_UNIT_HU || unit == RIM_UNIT_STORED;
  gboolean file_has_steps = header->voi_lut_function == NULL ||
                            strcmp (header->voi_lut_function, "LINEAR") == 0;
  g_auto(GStrv) centers = g_strsplit (header->window_center != NULL ? header->window_center : "", "\\", -1);
  g_auto(GStrv) widths = g_strsplit (header->window_width != NULL ? header->window_width : "", "\\", -1);
  g_auto(GStrv) names = g_strsplit (header->window_explanation != NULL ? header->window_explanation : "", "\\", -1);
  guint n = MIN (MIN (g_strv_length (centers), g_strv_length (widths)), MAX_WINDOWS);
  guint n_names = g_strv_length (names);

  rim_source_clear_windows (source);
  for (guint i = 0; i < n; i++)
    {
      double center, width;

      if (parse_number (centers[i], &center) && parse_number (widths[i], &width) && factor > 0.0)
        add_window (source, center * factor, width * factor, file_has_steps && unit_has_steps,
                    unit_has_steps, i < n_names ? g_strstrip (names[i]) : NULL);
    }
}
