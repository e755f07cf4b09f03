/* rim-series-geometry.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rim-compare.h"
#include "dicom/rim-series-private.h"

#include <glib/gi18n-lib.h>

/* The two thresholds: below the first a deviation is rounding, above the second
 * the slices are not evenly spaced.
 */
#define SILENT_FRACTION  0.01
#define SILENT_DISTANCE  0.01
#define WARNING_FRACTION (1.0 / 3.0)
#define TILT_DEGREES     0.1

/* A number for a sentence, whatever the locale. */
#define NUMBER(format_, value_) \
  g_ascii_formatd ((char[G_ASCII_DTOSTR_BUF_SIZE]) { 0 }, G_ASCII_DTOSTR_BUF_SIZE, format_, value_)

static const RimPlace *
get_place (const RimPart *part,
           guint          k)
{
  return &g_array_index (part->places, RimPlace, k);
}

static RimVec3
get_position (const RimPart *part,
              guint          k)
{
  return rim_place_get_frame (get_place (part, k))->position;
}

/* The distances between neighbouring slices, in order of size. */
static double *
dup_sorted_gaps (const RimPart *part)
{
  guint n = part->places->len - 1;
  double *gaps = g_new (double, n);

  for (guint k = 0; k < n; k++)
    gaps[k] = get_place (part, k + 1)->distance - get_place (part, k)->distance;

  qsort (gaps, n, sizeof *gaps, rim_compare_doubles);

  return gaps;
}

static double
median_of_sorted (const double *values,
                  guint         n)
{
  return n % 2 == 1 ? values[n / 2] : 0.5 * (values[n / 2 - 1] + values[n / 2]);
}

/* The line nearest to all positions: @origin + k * @step. */
static void
fit_line (const RimPart *part,
          RimVec3       *origin,
          RimVec3       *step)
{
  guint n = part->places->len;
  double middle = 0.5 * (n - 1);
  RimVec3 base = get_position (part, 0);
  RimVec3 mean = { 0.0, 0.0, 0.0 };
  RimVec3 moment = { 0.0, 0.0, 0.0 };
  double weight = 0.0;

  for (guint k = 0; k < n; k++)
    {
      RimVec3 offset = rim_vec3_sub (get_position (part, k), base);

      mean = rim_vec3_add (mean, rim_vec3_scale (offset, 1.0 / n));
      moment = rim_vec3_add (moment, rim_vec3_scale (offset, k - middle));
      weight += (k - middle) * (k - middle);
    }

  *step = rim_vec3_scale (moment, 1.0 / weight);
  *origin = rim_vec3_add (base, rim_vec3_sub (mean, rim_vec3_scale (*step, middle)));
}

static double
find_residual (const RimPart *part,
               RimVec3        origin,
               RimVec3        step)
{
  double residual = 0.0;

  for (guint k = 0; k < part->places->len; k++)
    {
      RimVec3 expected = rim_vec3_add (origin, rim_vec3_scale (step, k));
      RimVec3 difference = rim_vec3_sub (get_position (part, k), expected);

      residual = MAX (residual, rim_vec3_length (difference));
    }

  return residual;
}

static void
keep_positions (RimSeries     *self,
                const RimPart *part)
{
  self->positions = g_new (double, part->places->len);

  for (guint k = 0; k < part->places->len; k++)
    self->positions[k] = get_place (part, k)->distance;
}

static void
judge_spacing (RimSeries     *self,
               const RimPart *part)
{
  guint n_gaps = part->places->len - 1;
  g_autofree double *gaps = dup_sorted_gaps (part);
  double spacing = median_of_sorted (gaps, n_gaps);
  double smallest = gaps[0];
  double largest = gaps[n_gaps - 1];

  if (self->residual <= MAX (SILENT_FRACTION * spacing, SILENT_DISTANCE) &&
      largest < 1.5 * spacing)
    return;

  keep_positions (self, part);

  if (self->residual <= WARNING_FRACTION * spacing && largest < 1.5 * spacing)
    {
      self->geometry = RIM_GEOMETRY_UNEVEN;
      rim_source_add_warning (self->source,
                              _("The slices lie up to %s mm from where even spacing of %s mm "
                                "puts them; the distances are %s to %s mm."),
                              NUMBER ("%.3f", self->residual), NUMBER ("%.3f", spacing),
                              NUMBER ("%.3f", smallest), NUMBER ("%.3f", largest));
      return;
    }

  self->geometry = RIM_GEOMETRY_IRREGULAR;
  rim_source_add_warning (self->source,
                          _("The slices are not evenly spaced or some are missing: the distances "
                            "are %s to %s mm, in the middle %s mm. Features in three dimensions "
                            "need the volume resampled first."),
                          NUMBER ("%.2f", smallest), NUMBER ("%.2f", largest),
                          NUMBER ("%.2f", spacing));
}

static void
judge_tilt (RimSeries *self)
{
  double angle = rim_grid_get_shear_angle (&self->grid);

  if (angle > TILT_DEGREES)
    rim_source_add_warning (self->source,
                            _("The gantry was tilted by %s°: the slices are sheared against "
                              "each other, and are shown and measured so."),
                            NUMBER ("%.1f", angle));
}

static void
set_plane_axes (RimSeries           *self,
                const RimDicomFrame *frame)
{
  double row_spacing = isnan (frame->row_spacing) ? 1.0 : frame->row_spacing;
  double column_spacing = isnan (frame->column_spacing) ? 1.0 : frame->column_spacing;

  if (isnan (frame->row_spacing))
    rim_source_add_warning (self->source,
                            _("The file does not say how large a pixel is; 1 mm is assumed."));

  rim_affine_set_column (&self->grid.to_patient, 0, rim_vec3_scale (frame->row, column_spacing));
  rim_affine_set_column (&self->grid.to_patient, 1, rim_vec3_scale (frame->column, row_spacing));
}

static void
lay_out_one (RimSeries     *self,
             const RimPart *part)
{
  const RimPlace *place = get_place (part, 0);
  const RimDicomFrame *frame = rim_place_get_frame (place);
  double thickness = place->header->slice_thickness;
  RimVec3 normal = rim_vec3_cross (frame->row, frame->column);

  rim_vec3_normalize (&normal);
  if (!(thickness > 0.0))
    {
      thickness = 1.0;
      rim_source_add_warning (self->source,
                              _("The file does not say how thick its one slice is; 1 mm is "
                                "assumed."));
    }

  rim_affine_set_column (&self->grid.to_patient, 2, rim_vec3_scale (normal, thickness));
  rim_affine_set_column (&self->grid.to_patient, 3, frame->position);
}

static void
lay_out_stack (RimSeries     *self,
               const RimPart *part)
{
  RimVec3 origin;
  RimVec3 step;

  fit_line (part, &origin, &step);
  self->residual = find_residual (part, origin, step);
  rim_affine_set_column (&self->grid.to_patient, 2, step);
  rim_affine_set_column (&self->grid.to_patient, 3, origin);
  judge_spacing (self, part);
  judge_tilt (self);
}

/* Without positions the images are only what can be looked at one by one. */
static void
lay_out_unplaced (RimSeries     *self,
                  const RimPart *part)
{
  RimDicomFrame flat = *rim_place_get_frame (get_place (part, 0));

  flat.row = RIM_VEC3 (1.0, 0.0, 0.0);
  flat.column = RIM_VEC3 (0.0, 1.0, 0.0);
  set_plane_axes (self, &flat);
  rim_affine_set_column (&self->grid.to_patient, 2, RIM_VEC3 (0.0, 0.0, 1.0));
  self->geometry = RIM_GEOMETRY_IRREGULAR;
  rim_source_add_warning (self->source,
                          _("The images do not say where they lie in the patient; they make no "
                            "volume."));
}

/**
 * rim_series_lay_out:
 * @self: a series that is being made
 * @part: its slices in order
 *
 * Finds the grid (guide: DICOM, section 1, points 3 to 5): pixel axes from the
 * first slice; origin and step by least squares over all; how evenly they lie.
 * What is not even is told in the warnings of the source.
 */
void
rim_series_lay_out (RimSeries     *self,
                    const RimPart *part)
{
  const RimPlace *place = get_place (part, 0);

  self->grid.size[0] = place->header->columns;
  self->grid.size[1] = place->header->rows;
  self->grid.size[2] = part->places->len;
  rim_affine_init_identity (&self->grid.to_patient);

  if (!part->is_placed)
    {
      lay_out_unplaced (self, part);
    }
  else
    {
      set_plane_axes (self, rim_place_get_frame (place));
      if (part->places->len == 1)
        lay_out_one (self, part);
      else
        lay_out_stack (self, part);
    }

  self->has_grid = rim_grid_is_valid (&self->grid);
}
