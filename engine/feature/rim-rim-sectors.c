/* rim-rim-sectors.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-rim-sectors.h"

#include <math.h>
#include <string.h>

#include "feature/rim-intensity-private.h"

#define REFERENCE \
  "shells as Braman et al. 2017, doi:10.1186/s13058-017-0846-1; octants about the centroid, LPS"

typedef struct
{
  RimSectorStatistics parts[RIM_N_SECTOR_SHELLS][RIM_N_SECTORS];
  double              spreads[RIM_N_SECTOR_SHELLS];
} Found;

/* A lesion and its rim, divided, and the image around them by a voxel. */
typedef struct
{
  RimVoiLabels *shells;
  RimVoiLabels *sectors;
  RimField     *field;
  RimBox        box;
} Parts;

#define ROW(name_, unit_, formula_, member_) \
  { { name_, NULL, NULL, RIM_IN_RIMLIGHT, TRUE, unit_, formula_, REFERENCE }, \
    G_STRUCT_OFFSET (Found, member_) }

#define PART(shell_, number_, id_, sector_, text_) \
  ROW (shell_ id_ "Mean", RIM_FEATURE_UNIT_INTENSITY, "the mean in octant " id_ ", " text_, \
       parts[number_][sector_].mean), \
  ROW (shell_ id_ "StandardDeviation", RIM_FEATURE_UNIT_INTENSITY, \
       "the standard deviation in octant " id_ ", " text_, parts[number_][sector_].deviation), \
  ROW (shell_ id_ "Gradient", RIM_FEATURE_UNIT_INTENSITY, \
       "per mm; the mean of |∇I| in octant " id_ ", " text_, parts[number_][sector_].gradient)

#define SHELL(shell_, number_, text_) \
  PART (shell_, number_, "RAI", 0, text_), \
  PART (shell_, number_, "LAI", 1, text_), \
  PART (shell_, number_, "RPI", 2, text_), \
  PART (shell_, number_, "LPI", 3, text_), \
  PART (shell_, number_, "RAS", 4, text_), \
  PART (shell_, number_, "LAS", 5, text_), \
  PART (shell_, number_, "RPS", 6, text_), \
  PART (shell_, number_, "LPS", 7, text_), \
  ROW (shell_ "SectorSpread", RIM_FEATURE_UNIT_INTENSITY, \
       "the standard deviation of the means of the octants, " text_, spreads[number_])

static const RimIntensityRow rows[] = {
  SHELL ("Core", 0, "deeper than a shell (sectorShellMm) in the VOI"),
  SHELL ("Inner", 1, "up to a shell deep in the VOI"),
  SHELL ("Near", 2, "up to a shell outside of the VOI"),
  SHELL ("Far", 3, "from one to two shells outside of the VOI"),
};

static const RimFeatureInfo *
get_info (guint i)
{
  return &rows[i].info;
}

static void
parts_clear (Parts *self)
{
  g_clear_pointer (&self->shells, rim_voi_labels_free);
  g_clear_pointer (&self->sectors, rim_voi_labels_free);
  g_clear_pointer (&self->field, rim_field_unref);
}

static RimMask *
make_voi (const RimVoiLabels *shells,
          const RimGrid      *grid)
{
  const gsize n = rim_grid_get_n_voxels (&shells->grid);
  g_autofree guint8 *inside = g_try_malloc (n);

  if (inside == NULL)
    return NULL;

  for (gsize v = 0; v < n; v++)
    inside[v] = shells->labels[v] != 0;

  return rim_mask_new_from_box (grid, &shells->box, inside);
}

static gboolean
parts_init (Parts      *self,
            RimVolume  *image,
            RimMask    *lesion,
            double      shell_mm,
            GError    **error)
{
  const RimShellSettings settings = { shell_mm, 2, 2 };
  const RimGrid *grid = rim_volume_get_grid (image);
  g_autoptr(RimMask) voi = NULL;

  memset (self, 0, sizeof *self);
  self->shells = rim_voi_labels_new_shells (lesion, &settings, NULL, error);
  if (self->shells == NULL)
    return FALSE;

  voi = make_voi (self->shells, grid);
  if (voi == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "There is no memory for sectors");
      return FALSE;
    }

  self->sectors = rim_voi_labels_new_sectors (lesion, voi, error);
  if (self->sectors == NULL)
    return FALSE;

  for (guint axis = 0; axis < 3; axis++)
    {
      self->box.min[axis] = self->shells->box.min[axis] - MIN (self->shells->box.min[axis], 1);
      self->box.max[axis] = MIN (self->shells->box.max[axis] + 1, grid->size[axis]);
    }
  self->field = rim_field_new_from_volume (image, &self->box, error);

  return self->field != NULL;
}

/* The difference quotient between the neighbours along an axis that there are. */
static double
differ (const double *value,
        gsize         stride,
        guint         at,
        guint         size,
        double        spacing)
{
  const gsize back = at > 0 ? stride : 0;
  const gsize ahead = at + 1 < size ? stride : 0;
  const guint n = (back > 0) + (ahead > 0);

  return n == 0 ? 0.0 : (value[ahead] - *(value - back)) / (n * spacing);
}

static double
find_gradient (const RimField *field,
               const guint     at[3],
               const double   *value)
{
  const guint *size = field->grid.size;
  const gsize strides[3] = { 1, size[0], (gsize) size[0] * size[1] };
  double squares = 0.0;

  for (guint axis = 0; axis < 3; axis++)
    {
      const double slope = differ (value, strides[axis], at[axis], size[axis],
                                   rim_grid_get_spacing (&field->grid, axis));

      squares += slope * slope;
    }

  return sqrt (squares);
}

typedef void (*VoxelFunc) (RimSectorStatistics *part,
                           const RimField      *field,
                           const guint          at[3],
                           const double        *value);

static void
add_value (RimSectorStatistics *part,
           const RimField      *field,
           const guint          at[3],
           const double        *value)
{
  const double gradient = find_gradient (field, at, value);

  part->n++;
  part->mean += *value;
  part->gradient += gradient;
}

static void
add_square (RimSectorStatistics *part,
            const RimField      *field,
            const guint          at[3],
            const double        *value)
{
  part->deviation += (*value - part->mean) * (*value - part->mean);
}

static void
for_each_voxel (const Parts         *self,
                VoxelFunc            func,
                RimSectorStatistics  found[RIM_N_SECTOR_SHELLS][RIM_N_SECTORS])
{
  const RimBox *box = &self->shells->box;
  const guint *size = self->field->grid.size;
  const guint16 *shell = self->shells->labels;

  for (guint k = box->min[2]; k < box->max[2]; k++)
    for (guint j = box->min[1]; j < box->max[1]; j++)
      for (guint i = box->min[0]; i < box->max[0]; i++, shell++)
        {
          const guint at[3] = { i - self->box.min[0], j - self->box.min[1], k - self->box.min[2] };
          const double *value = self->field->values + at[0] + size[0] * (at[1] + (gsize) at[2] * size[1]);
          const guint sector = *shell != 0 ? rim_voi_labels_get (self->sectors, i, j, k) : 0;

          if (sector != 0 && isfinite (*value))
            func (&found[*shell - 1][sector - 1], self->field, at, value);
        }
}

/**
 * rim_sectors_measure:
 * @image: an image, all slices ready
 * @lesion: a lesion on its grid
 * @shell_mm: the width of a shell
 * @found: (out): by shell, from the middle outwards, and sector less 1
 * @error: where to put an error
 *
 * Measures a lesion and its rim part by part: what is deeper than a shell, the shell
 * within its surface, and two outside, each in eight octants about its centroid in
 * the axes of the patient. See rim_voi_labels_new_shells().
 *
 * Returns: whether it could
 */
gboolean
rim_sectors_measure (RimVolume            *image,
                     RimMask              *lesion,
                     double                shell_mm,
                     RimSectorStatistics   found[RIM_N_SECTOR_SHELLS][RIM_N_SECTORS],
                     GError              **error)
{
  RimSectorStatistics *part = found[0];
  const guint n = RIM_N_SECTOR_SHELLS * RIM_N_SECTORS;
  Parts parts;

  if (!parts_init (&parts, image, lesion, shell_mm, error))
    {
      parts_clear (&parts);
      return FALSE;
    }

  memset (part, 0, n * sizeof *part);
  for_each_voxel (&parts, add_value, found);
  for (guint p = 0; p < n; p++)
    {
      part[p].mean = part[p].n > 0 ? part[p].mean / (double) part[p].n : NAN;
      part[p].gradient = part[p].n > 0 ? part[p].gradient / (double) part[p].n : NAN;
    }
  for_each_voxel (&parts, add_square, found);
  for (guint p = 0; p < n; p++)
    part[p].deviation = part[p].n > 0 ? sqrt (part[p].deviation / (double) part[p].n) : NAN;
  parts_clear (&parts);

  return TRUE;
}

/* Of the sectors that have voxels. */
static double
find_spread (const RimSectorStatistics parts[RIM_N_SECTORS])
{
  double mean = 0.0, squares = 0.0;
  guint n = 0;

  for (guint s = 0; s < RIM_N_SECTORS; s++)
    if (parts[s].n > 0)
      {
        mean += parts[s].mean;
        n++;
      }
  if (n == 0)
    return NAN;

  mean /= n;
  for (guint s = 0; s < RIM_N_SECTORS; s++)
    if (parts[s].n > 0)
      squares += (parts[s].mean - mean) * (parts[s].mean - mean);

  return sqrt (squares / n);
}

static gboolean
compute (const RimFamilyInput *input,
         const RimAggregation *aggregations,
         guint                 n_aggregations,
         double               *values,
         GCancellable         *cancellable,
         GError              **error)
{
  g_autoptr(RimMask) lesion = NULL;
  Found found;

  for (guint v = 0; v < n_aggregations * G_N_ELEMENTS (rows); v++)
    values[v] = NAN;
  if (input->image == NULL)
    return TRUE;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  if (input->shape->n_voxels == 0)
    {
      g_set_error_literal (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_EMPTY, "The region has no voxels");
      return FALSE;
    }

  lesion = rim_mask_new_from_box (rim_volume_get_grid (input->image), &input->shape->box,
                                  input->shape->inside);
  if (!rim_sectors_measure (input->image, lesion, input->settings->beyond.sector_shell_mm, found.parts, error))
    return FALSE;

  for (guint shell = 0; shell < RIM_N_SECTOR_SHELLS; shell++)
    found.spreads[shell] = find_spread (found.parts[shell]);
  rim_intensity_fill (rows, G_N_ELEMENTS (rows), &found, input->settings->profile, n_aggregations, values);

  return TRUE;
}

/* Of the image itself, as it looks outside of the region; so it is computed once. */
const RimFamily rim_family_rimsectors = {
  .name = "rimsectors",
  .title = "Shells of a lesion and its rim by octant",
  .needs_levels = FALSE,
  .needs_intensity = FALSE,
  .n_features = G_N_ELEMENTS (rows),
  .get_info = get_info,
  .compute = compute,
};
