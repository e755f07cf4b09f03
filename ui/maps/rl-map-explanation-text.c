/* rl-map-explanation-text.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "maps/rl-map-explanation-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/rl-format.h"
#include "features/rl-feature-item.h"

/* A number in a narrow cell. */
static char *
format_short (double value)
{
  g_autofree char *digits = NULL;

  if (!isfinite (value))
    return g_strdup (RL_NO_VALUE);

  digits = fabs (value) >= 100.0 && fabs (value) < 1e5 ? g_strdup_printf ("%.0f", fabs (value))
                                                       : g_strdup_printf ("%.3g", fabs (value));

  return g_strconcat (value < 0 ? "−" : "", digits, NULL);
}

/**
 * rl_map_explanation_is_of_values:
 * @self: an explanation
 *
 * Returns: whether the value comes from intensities, not from grey levels
 */
gboolean
rl_map_explanation_is_of_values (const RimMapExplanation *self)
{
  return self->n_tables == 0 || self->tables[0]->kind == RIM_MAP_TABLE_VALUES;
}

/**
 * rl_map_explanation_dup_voxel:
 * @self: an explanation
 * @voxel: a voxel of its window, by its number
 *
 * Returns: (transfer full): the grey level or the intensity that counts
 */
char *
rl_map_explanation_dup_voxel (const RimMapExplanation *self,
                              gsize                    voxel)
{
  if (self->levels[voxel] == 0)
    return g_strdup ("·");

  return rl_map_explanation_is_of_values (self) ? format_short (self->intensities[voxel])
                                                : g_strdup_printf ("%u", self->levels[voxel]);
}

/**
 * rl_map_explanation_dup_slice:
 * @self: an explanation
 * @k: a slice of the window
 *
 * Returns: (transfer full): which slice of the image that is
 */
char *
rl_map_explanation_dup_slice (const RimMapExplanation *self,
                              guint                    k)
{
  return g_strdup_printf ("k = %d", (int) self->at[2] + (int) k - (int) self->grid.size[2] / 2);
}

/**
 * rl_map_explanation_dup_value:
 * @self: an explanation
 * @layer: the map, which says how its values are written
 * @unit: (nullable): of the map
 *
 * Returns: (transfer full): the value of the map as it is written elsewhere
 */
char *
rl_map_explanation_dup_value (const RimMapExplanation *self,
                              RlMapLayer              *layer,
                              const char              *unit)
{
  g_autofree char *value = NULL;

  if (!isfinite (self->value))
    return g_strdup (RL_NO_VALUE);

  value = rl_map_layer_describe_number (layer, (double) self->value);

  return unit != NULL && *unit != '\0' ? g_strdup_printf ("%s %s", value, unit) : g_steal_pointer (&value);
}

static void
append_rows (GString                 *text,
             const RimMapExplanation *self,
             guint                    k)
{
  const guint *size = self->grid.size;
  g_autofree char *slice = rl_map_explanation_dup_slice (self, k);

  g_string_append_printf (text, "%s:\n", slice);
  for (guint j = 0; j < size[1]; j++)
    for (guint i = 0; i < size[0]; i++)
      {
        g_autofree char *voxel = rl_map_explanation_dup_voxel (self, ((gsize) k * size[1] + j) * size[0] + i);

        g_string_append_printf (text, "%s%s", voxel, i + 1 < size[0] ? "\t" : "\n");
      }
}

/**
 * rl_map_explanation_describe_window:
 * @self: an explanation
 *
 * Returns: (transfer full): its window row by row
 */
char *
rl_map_explanation_describe_window (const RimMapExplanation *self)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text,
                          rl_map_explanation_is_of_values (self)
                          ? ngettext ("Intensities of the window, %u voxel", "Intensities of the window, %u voxels",
                                      self->n_voxels)
                          : ngettext ("Grey levels of the window, %u voxel", "Grey levels of the window, %u voxels",
                                      self->n_voxels),
                          self->n_voxels);
  g_string_append_c (text, '\n');
  for (guint k = 0; k < self->grid.size[2]; k++)
    append_rows (text, self, k);

  return g_string_free (text, FALSE);
}

/* Returns: what the table is called, in short */
const char *
rl_map_table_get_name (const RimMapTable *self)
{
  switch (self->kind)
    {
    case RIM_MAP_TABLE_VALUES:
      return _("Sorted intensities");

    case RIM_MAP_TABLE_LEVELS:
      return _("Histogram");

    case RIM_MAP_TABLE_PAIRS:
      return "GLCM";

    case RIM_MAP_TABLE_RUNS:
      return "GLRLM";

    case RIM_MAP_TABLE_ZONES:
      return "GLSZM";

    case RIM_MAP_TABLE_DEPENDENCES:
      return "GLDM";

    case RIM_MAP_TABLE_TONES:
      return "NGTDM";

    default:
      return "";
    }
}

/* Returns: what the table is, and what its rows and columns are */
const char *
rl_map_table_get_title (const RimMapTable *self)
{
  switch (self->kind)
    {
    case RIM_MAP_TABLE_VALUES:
      return _("Intensities by rank");

    case RIM_MAP_TABLE_LEVELS:
      return _("Voxels by grey level");

    case RIM_MAP_TABLE_PAIRS:
      return _("Pairs of neighbours by grey levels");

    case RIM_MAP_TABLE_RUNS:
      return _("Runs by grey level and length");

    case RIM_MAP_TABLE_ZONES:
      return _("Zones by grey level and size");

    case RIM_MAP_TABLE_DEPENDENCES:
      return _("Voxels by grey level and dependence");

    case RIM_MAP_TABLE_TONES:
      return _("Voxels and tone differences by grey level");

    default:
      return "";
    }
}

/* Returns: what stands over the rows and before the columns */
const char *
rl_map_table_get_corner (const RimMapTable *self)
{
  switch (self->kind)
    {
    case RIM_MAP_TABLE_PAIRS:
    case RIM_MAP_TABLE_RUNS:
      return "i \\ j";

    case RIM_MAP_TABLE_ZONES:
      return "i \\ s";

    case RIM_MAP_TABLE_DEPENDENCES:
      return "i \\ d";

    case RIM_MAP_TABLE_VALUES:
      return "";

    case RIM_MAP_TABLE_LEVELS:
    case RIM_MAP_TABLE_TONES:
    default:
      return "i";
    }
}

char *
rl_map_table_dup_row (const RimMapTable *self,
                      guint              row)
{
  return self->kind == RIM_MAP_TABLE_VALUES ? g_strdup ("x") : g_strdup_printf ("%u", self->rows[row]);
}

char *
rl_map_table_dup_cell (const RimMapTable *self,
                       guint              row,
                       guint              column)
{
  return format_short (self->cells[(gsize) row * self->n_columns + column]);
}

static char *
format_step (int step)
{
  return step < 0 ? g_strdup_printf ("−%d", -step) : g_strdup_printf ("%d", step);
}

/**
 * rl_map_table_dup_step:
 * @self: a table
 *
 * Returns: (transfer full) (nullable): the direction that it is of
 */
char *
rl_map_table_dup_step (const RimMapTable *self)
{
  g_autofree char *i = format_step (self->step[0]);
  g_autofree char *j = format_step (self->step[1]);
  g_autofree char *k = format_step (self->step[2]);

  return rim_map_table_has_direction (self) ? g_strdup_printf ("(%s, %s, %s)", i, j, k) : NULL;
}

/**
 * rl_map_table_dup_terms:
 * @self: a table
 *
 * Returns: (transfer full): what the formula has besides the table; may be empty
 */
char *
rl_map_table_dup_terms (const RimMapTable *self)
{
  GString *text = g_string_new (NULL);

  for (guint t = 0; t < self->n_terms; t++)
    {
      g_autofree char *value = rl_feature_format_value (self->terms[t].value);

      g_string_append_printf (text, "%s%s = %s", t > 0 ? ", " : "", self->terms[t].symbol, value);
    }

  return g_string_free (text, FALSE);
}

/**
 * rl_map_table_describe:
 * @self: a table
 *
 * Returns: (transfer full): all of it row by row
 */
char *
rl_map_table_describe (const RimMapTable *self)
{
  g_autofree char *step = rl_map_table_dup_step (self);
  g_autofree char *terms = rl_map_table_dup_terms (self);
  GString *text = g_string_new (rl_map_table_get_title (self));

  if (step != NULL)
    g_string_append_printf (text, " %s", step);
  g_string_append_printf (text, "\n%s", rl_map_table_get_corner (self));
  for (guint column = 0; column < self->n_columns; column++)
    {
      g_autofree char *heading = rim_map_table_dup_heading (self, column);

      g_string_append_printf (text, "\t%s", heading);
    }

  for (guint row = 0; row < self->n_rows; row++)
    {
      g_autofree char *name = rl_map_table_dup_row (self, row);

      g_string_append_printf (text, "\n%s", name);
      for (guint column = 0; column < self->n_columns; column++)
        {
          g_autofree char *cell = rl_map_table_dup_cell (self, row, column);

          g_string_append_printf (text, "\t%s", cell);
        }
    }
  if (*terms != '\0')
    g_string_append_printf (text, "\n%s", terms);

  return g_string_free (text, FALSE);
}

/**
 * rl_map_explanation_to_text:
 * @self: an explanation
 * @title: what the map is called
 * @value: as rl_map_explanation_dup_value() writes it
 *
 * Returns: (transfer full): all of it, for readers and for the clipboard
 */
char *
rl_map_explanation_to_text (const RimMapExplanation *self,
                            const char              *title,
                            const char              *value)
{
  const RimFeatureInfo *info = rim_map_feature_get_info (&self->feature);
  g_autofree char *window = rl_map_explanation_describe_window (self);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s (%u, %u, %u)\n%s", title, self->at[0], self->at[1], self->at[2], window);
  for (guint t = 0; t < self->n_tables; t++)
    {
      g_autofree char *table = rl_map_table_describe (self->tables[t]);
      g_autofree char *of_table = rl_feature_format_value (self->tables[t]->value);

      g_string_append_printf (text, "\n%s\n", table);
      if (self->n_tables > 1)
        g_string_append_printf (text, "= %s\n", of_table);
    }
  g_string_append_printf (text, "\n%s\n= %s\n", info->formula, value);

  return g_string_free (text, FALSE);
}
