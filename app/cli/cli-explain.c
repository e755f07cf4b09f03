/* cli-explain.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cli-explain.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "map/rim-map-explanation.h"

/* Of what is no whole number, in tables. */
#define SHORT "%.6g"

typedef struct
{
  const CliMapCase *of;
  const CliPlace   *place;
  JsonBuilder      *json;          /* nothing for text */
  guint             n;
} Explaining;

/**
 * cli_place_parse:
 * @text: "107,110,28", or "12.5,-3,-789.8mm"
 * @place: (out caller-allocates): what it says
 *
 * Returns: whether it says a place
 */
gboolean
cli_place_parse (const char *text,
                 CliPlace   *place)
{
  g_auto(GStrv) parts = NULL;
  g_autofree char *plain = g_strdup (text);

  place->is_voxel = !g_str_has_suffix (plain, "mm");
  if (!place->is_voxel)
    plain[strlen (plain) - 2] = '\0';
  parts = g_strsplit (plain, ",", -1);
  if (g_strv_length (parts) != 3)
    return FALSE;

  for (guint axis = 0; axis < 3; axis++)
    {
      char *end;

      place->at[axis] = g_ascii_strtod (g_strstrip (parts[axis]), &end);
      if (end == parts[axis] || *end != '\0' || !isfinite (place->at[axis]) ||
          (place->is_voxel && (place->at[axis] < 0 || place->at[axis] != floor (place->at[axis]))))
        return FALSE;
    }

  return TRUE;
}

static const char *
format (char   *buffer,
        double  value)
{
  return isnan (value) ? "." : g_ascii_formatd (buffer, G_ASCII_DTOSTR_BUF_SIZE, SHORT, value);
}

static void
print_rows (const RimMapExplanation *told,
            gboolean                 of_levels)
{
  const guint *size = told->grid.size;
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  gsize n = 0;

  for (guint k = 0; k < size[2]; k++)
    for (guint j = 0; j < size[1]; j++)
      {
        if (j == 0)
          printf ("  k %d\n", (int) told->at[2] + (int) k - (int) size[2] / 2);
        for (guint i = 0; i < size[0]; i++, n++)
          if (of_levels && told->levels[n] != 0)
            printf ("%5u", told->levels[n]);
          else
            printf (of_levels ? "%5s" : "%10s", format (buffer, told->intensities[n]));
        putchar ('\n');
      }
}

static void
print_table (const RimMapTable *table)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (rim_map_table_has_direction (table))
    printf ("direction %d %d %d\n", table->step[0], table->step[1], table->step[2]);
  printf ("%6s", "");
  for (guint column = 0; column < table->n_columns; column++)
    {
      g_autofree char *heading = rim_map_table_dup_heading (table, column);

      printf ("%10s", heading);
    }
  putchar ('\n');

  for (guint row = 0; row < table->n_rows; row++)
    {
      if (table->kind == RIM_MAP_TABLE_VALUES)
        printf ("%6s", "x");
      else
        printf ("%6u", table->rows[row]);
      for (guint column = 0; column < table->n_columns; column++)
        printf ("%10s", format (buffer, table->cells[(gsize) row * table->n_columns + column]));
      putchar ('\n');
    }
  for (guint t = 0; t < table->n_terms; t++)
    printf ("  %s = %s\n", table->terms[t].symbol, CLI_NUMBER (table->terms[t].value));
  printf ("  = %s\n", CLI_NUMBER (table->value));
}

static void
print_text (const RimMapExplanation *told,
            const char              *name)
{
  const gboolean of_levels = told->n_tables > 0 && told->tables[0]->kind != RIM_MAP_TABLE_VALUES;

  printf ("%s of voxel %u %u %u\n", name, told->at[0], told->at[1], told->at[2]);
  printf ("%s of the window, %u voxels\n", of_levels ? "grey levels" : "intensities", told->n_voxels);
  print_rows (told, of_levels);
  for (guint t = 0; t < told->n_tables; t++)
    print_table (told->tables[t]);
  printf ("%s\n", rim_map_feature_get_info (&told->feature)->formula);
  if (told->n_tables > 1)
    printf ("mean of %u directions\n", rim_map_explanation_count_used (told));
  printf ("= %s\n", CLI_NUMBER (told->value));
}

static void
add_numbers (JsonBuilder  *json,
             const char   *name,
             const double *numbers,
             gsize         n)
{
  json_builder_set_member_name (json, name);
  json_builder_begin_array (json);
  for (gsize i = 0; i < n; i++)
    if (isfinite (numbers[i]))
      json_builder_add_double_value (json, numbers[i]);
    else
      json_builder_add_null_value (json);
  json_builder_end_array (json);
}

static void
add_whole (JsonBuilder *json,
           const char  *name,
           const guint *numbers,
           gsize        n)
{
  json_builder_set_member_name (json, name);
  json_builder_begin_array (json);
  for (gsize i = 0; i < n; i++)
    json_builder_add_int_value (json, numbers[i]);
  json_builder_end_array (json);
}

static void
add_table (JsonBuilder       *json,
           const RimMapTable *table)
{
  json_builder_begin_object (json);
  if (rim_map_table_has_direction (table))
    {
      json_builder_set_member_name (json, "direction");
      json_builder_begin_array (json);
      for (guint axis = 0; axis < 3; axis++)
        json_builder_add_int_value (json, table->step[axis]);
      json_builder_end_array (json);
    }
  if (table->kind != RIM_MAP_TABLE_VALUES)
    add_whole (json, "rows", table->rows, table->n_rows);
  json_builder_set_member_name (json, "columns");
  json_builder_begin_array (json);
  for (guint column = 0; column < table->n_columns; column++)
    {
      g_autofree char *heading = rim_map_table_dup_heading (table, column);

      json_builder_add_string_value (json, heading);
    }
  json_builder_end_array (json);
  add_numbers (json, "cells", table->cells, (gsize) table->n_rows * table->n_columns);
  for (guint t = 0; t < table->n_terms; t++)
    cli_json_number (json, table->terms[t].symbol, table->terms[t].value);
  cli_json_number (json, "value", table->value);
  json_builder_end_object (json);
}

static void
add_explanation (JsonBuilder             *json,
                 const RimMapExplanation *told,
                 const char              *name)
{
  const gsize n = rim_grid_get_n_voxels (&told->grid);
  g_autofree guint *levels = g_new (guint, n);

  for (gsize v = 0; v < n; v++)
    levels[v] = told->levels[v];

  json_builder_begin_object (json);
  cli_json_string (json, "map", name);
  cli_json_string (json, "formula", rim_map_feature_get_info (&told->feature)->formula);
  add_whole (json, "voxel", told->at, 3);
  add_whole (json, "window", told->grid.size, 3);
  add_whole (json, "levels", levels, n);
  add_numbers (json, "intensities", told->intensities, n);
  json_builder_set_member_name (json, "matrices");
  json_builder_begin_array (json);
  for (guint t = 0; t < told->n_tables; t++)
    add_table (json, told->tables[t]);
  json_builder_end_array (json);
  cli_json_number (json, "value", told->value);
  json_builder_end_object (json);
}

static RimVec3
get_point (const CliPlace  *place,
           const RimRegion *region)
{
  double at[3];

  if (!place->is_voxel)
    return RIM_VEC3 (place->at[0], place->at[1], place->at[2]);

  for (guint axis = 0; axis < 3; axis++)
    at[axis] = place->at[axis] - region->box.min[axis];

  return rim_grid_to_patient (&region->grid, RIM_VEC3 (at[0], at[1], at[2]));
}

static char *
make_name (const Explaining *self,
           const CliMapSet  *set,
           guint             f)
{
  g_autofree char *feature = rim_map_feature_dup_name (&set->features[f]);

  return self->of->is_study ? g_strconcat (rim_study_image_get_id (set->pair->image), "_",
                                           rim_voi_kind_get_id (set->pair->voi), "_", set->image_type, "_", feature, NULL)
                            : g_strconcat (set->image_type, "_", feature, NULL);
}

static gboolean
explain_set (const CliMapSet  *set,
             gpointer          data,
             GError          **error)
{
  Explaining *self = data;
  guint32 voxel;

  if (!rim_map_input_find_voxel (set->input, get_point (self->place, set->input->region), &voxel))
    return TRUE;

  for (guint f = 0; f < set->n_features; f++)
    {
      g_autoptr(RimMapExplanation) told = rim_map_explain (set->input, &set->features[f], voxel);
      g_autofree char *name = make_name (self, set, f);

      if (self->json != NULL)
        {
          add_explanation (self->json, told, name);
        }
      else
        {
          if (self->n > 0)
            putchar ('\n');
          print_text (told, name);
        }
      self->n++;
    }

  return TRUE;
}

/**
 * cli_explain:
 * @of: what maps are made of
 * @place: where
 * @as_json: whether to print JSON, else text
 * @error: where to put an error
 *
 * Prints where the values of all maps come from at a place.
 *
 * Returns: whether a map has a value there
 */
gboolean
cli_explain (const CliMapCase  *of,
             const CliPlace    *place,
             gboolean           as_json,
             GError           **error)
{
  g_autoptr(JsonBuilder) json = as_json ? json_builder_new () : NULL;
  Explaining self = { .of = of, .place = place, .json = json };

  if (json != NULL)
    json_builder_begin_array (json);
  for (guint p = 0; p < of->pairs->len; p++)
    if (!cli_map_case_run (of, g_ptr_array_index (of->pairs, p), explain_set, &self, error))
      return FALSE;

  if (self.n == 0)
    {
      g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_EMPTY, "No map has a value at %g, %g, %g%s",
                   place->at[0], place->at[1], place->at[2], place->is_voxel ? "" : " mm");
      return FALSE;
    }

  if (json != NULL)
    {
      json_builder_end_array (json);
      cli_json_print (json);
    }

  return TRUE;
}
