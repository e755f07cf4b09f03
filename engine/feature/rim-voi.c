/* rim-voi.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-voi.h"

#include "core/rim-parallel.h"
#include "volume/rim-distance.h"
#include "volume/rim-mask-resample.h"

#include <math.h>
#include <string.h>

#define SLICES_PER_BLOCK 2

/* A nanometre: spacings are decimal fractions, so that what is meant to lie at a
 * distance lies there up to rounding.
 */
#define TOLERANCE_MM 1e-6

#define MAX_MM 1000.0

/* Where a voxel lies; the parts that VOIs are made of. */
enum
{
  PART_CORE  = 1 << 0,
  PART_INNER = 1 << 1,
  PART_OUTER = 1 << 2,
};

struct _RimVois
{
  RimVoiSettings  settings;
  RimMask        *masks[RIM_N_VOI_KINDS];
};

typedef struct
{
  const RimVoiSettings *settings;
  RimMask              *clip;
  const RimField       *distances;
  const RimBox         *box;
  guint8                parts[RIM_N_VOI_KINDS];
  RimMaskSlice        **slices[RIM_N_VOI_KINDS];
} Making;

static const char *const kind_ids[RIM_N_VOI_KINDS] = { "tumour", "core", "rim", "tumour+rim" };
static const char *const clip_ids[RIM_N_VOI_CLIPS] = { "none", "body", "lung" };

static void
mark_row (const Making *self,
          gsize         row,
          guint8       *marks)
{
  const gsize n = self->distances->grid.size[0];
  const double *distances = self->distances->values + row * n;
  const double core = -(self->settings->r_in_mm + TOLERANCE_MM);
  const double outer = self->settings->r_out_mm + TOLERANCE_MM;

  for (gsize i = 0; i < n; i++)
    marks[i] = (guint8) ((distances[i] < core) * PART_CORE +
                         (distances[i] < 0.0 && distances[i] >= core) * PART_INNER +
                         (distances[i] > 0.0 && distances[i] <= outer) * PART_OUTER);
}

/* Leaves only those voxels of the rim that are in the clip too. */
static void
clip_row (const Making *self,
          guint         j,
          guint         k,
          guint8       *marks)
{
  const guint first = self->box->min[0];
  const guint end = self->box->max[0];
  guint n_runs, i = first;
  const RimRun *runs = rim_mask_slice_get_runs (rim_mask_get_slice (self->clip, k), j, &n_runs);

  for (guint r = 0; r < n_runs && i < end; r++)
    {
      for (; i < MIN (runs[r].begin, end); i++)
        marks[i - first] &= (guint8) ~PART_OUTER;
      i = MAX (i, runs[r].end);
    }
  for (; i < end; i++)
    marks[i - first] &= (guint8) ~PART_OUTER;
}

static guint32
find_runs (const guint8 *marks,
           gsize         n,
           guint         first,
           guint8        parts,
           RimRun       *runs)
{
  guint32 n_runs = 0;

  for (gsize i = 0; i < n; i++)
    {
      const gsize begin = i;

      while (i < n && (marks[i] & parts) != 0)
        i++;
      if (i > begin)
        runs[n_runs++] = (RimRun) { first + (guint32) begin, first + (guint32) i };
    }

  return n_runs;
}

static RimMaskSlice *
make_slice (const Making *self,
            const guint8 *marks,
            guint8        parts)
{
  const gsize width = self->distances->grid.size[0];
  const guint height = self->distances->grid.size[1];
  g_autofree guint32 *starts = g_new (guint32, height + 1);
  g_autofree RimRun *runs = g_new (RimRun, height * (width / 2 + 1));
  guint32 n_runs = 0;

  for (guint j = 0; j < height; j++)
    {
      starts[j] = n_runs;
      n_runs += find_runs (marks + j * width, width, self->box->min[0], parts, runs + n_runs);
    }
  starts[height] = n_runs;

  return rim_mask_slice_new_from_rows (self->box->min[1], height, starts, runs);
}

static void
make_slices (gsize    begin,
             gsize    end,
             gpointer data)
{
  const Making *self = data;
  const gsize width = self->distances->grid.size[0];
  const guint height = self->distances->grid.size[1];
  g_autofree guint8 *marks = g_malloc (width * height);

  for (gsize s = begin; s < end; s++)
    {
      guint k = self->box->min[2] + (guint) s;

      for (guint j = 0; j < height; j++)
        {
          mark_row (self, s * height + j, marks + j * width);
          if (self->clip != NULL)
            clip_row (self, self->box->min[1] + j, k, marks + j * width);
        }

      for (guint kind = RIM_VOI_CORE; kind < RIM_N_VOI_KINDS; kind++)
        self->slices[kind][k] = make_slice (self, marks, self->parts[kind]);
    }
}

static void
make_masks (RimVois *self,
            Making  *making)
{
  const RimGrid *grid = rim_mask_get_grid (self->masks[RIM_VOI_TUMOUR]);

  for (guint kind = RIM_VOI_CORE; kind < RIM_N_VOI_KINDS; kind++)
    making->slices[kind] = g_new0 (RimMaskSlice *, grid->size[2]);

  rim_parallel_for (making->distances->grid.size[2], SLICES_PER_BLOCK, make_slices, making);

  for (guint kind = RIM_VOI_CORE; kind < RIM_N_VOI_KINDS; kind++)
    {
      self->masks[kind] = rim_mask_new_take_slices (grid, making->slices[kind]);
      g_free (making->slices[kind]);
    }
}

static gboolean
check_settings (const RimVoiSettings *settings,
                RimMask              *clip,
                GError              **error)
{
  if (!(settings->r_in_mm >= 0.0 && settings->r_in_mm <= MAX_MM) ||
      !(settings->r_out_mm >= 0.0 && settings->r_out_mm <= MAX_MM))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   "Core and rim are made by distances between 0 and %g mm, not %g and %g",
                   MAX_MM, settings->r_in_mm, settings->r_out_mm);
      return FALSE;
    }

  if (settings->clip != RIM_VOI_CLIP_NONE && clip == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   "There is no mask of the %s to clip the rim to",
                   rim_voi_clip_get_id (settings->clip));
      return FALSE;
    }

  return TRUE;
}

/**
 * rim_vois_new:
 * @lesion: a lesion as drawn
 * @settings: what to make of it
 * @clip: (nullable): the mask of body or lungs that @settings wants, on any grid
 *   in the same frame of reference
 * @error: where to put an error
 *
 * Measures the distances to the surface of a lesion once and makes its VOIs, on
 * the grid of the lesion. A voxel is in the core where it is deeper than r_in_mm,
 * and in the rim where it is outside and not farther than r_out_mm; so
 * neighbouring shells share no voxel and leave none out. Lesion and core are never
 * clipped.
 *
 * Returns: (transfer full) (nullable): the VOIs; %NULL where the lesion is empty
 *   or the settings make no sense
 */
RimVois *
rim_vois_new (RimMask               *lesion,
              const RimVoiSettings  *settings,
              RimMask               *clip,
              GError               **error)
{
  const double reach = MAX (settings->r_in_mm, settings->r_out_mm) + TOLERANCE_MM;
  Making making = { .settings = settings };
  g_autoptr(RimField) distances = NULL;
  g_autoptr(RimMask) on_grid = NULL;
  RimVois *self;
  RimBox box;

  if (!check_settings (settings, clip, error))
    return NULL;

  distances = rim_distance_new (lesion, reach, &box, error);
  if (distances == NULL)
    return NULL;

  if (settings->clip != RIM_VOI_CLIP_NONE)
    making.clip = on_grid = rim_mask_resample (clip, rim_mask_get_grid (lesion));

  self = g_new0 (RimVois, 1);
  self->settings = *settings;
  self->masks[RIM_VOI_TUMOUR] = rim_mask_ref (lesion);

  making.distances = distances;
  making.box = &box;
  making.parts[RIM_VOI_CORE] = PART_CORE;
  making.parts[RIM_VOI_RIM] = settings->rim_inside ? PART_OUTER | PART_INNER : PART_OUTER;
  making.parts[RIM_VOI_TUMOUR_AND_RIM] = PART_CORE | PART_INNER | PART_OUTER;
  make_masks (self, &making);

  return self;
}

/**
 * rim_vois_free:
 * @self: (transfer full) (nullable): VOIs
 */
void
rim_vois_free (RimVois *self)
{
  if (self == NULL)
    return;

  for (guint kind = 0; kind < RIM_N_VOI_KINDS; kind++)
    g_clear_pointer (&self->masks[kind], rim_mask_unref);
  g_free (self);
}

static void
set_empty_error (const RimVois  *self,
                 RimVoiKind      kind,
                 GError        **error)
{
  if (kind == RIM_VOI_CORE)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                 "No voxel of the lesion lies deeper than %g mm, so it has no core",
                 self->settings.r_in_mm);
  else if (self->settings.clip == RIM_VOI_CLIP_NONE)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                 "No voxel of the image lies within %g mm of the lesion, so it has no rim",
                 self->settings.r_out_mm);
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                 "No voxel of the %s lies within %g mm of the lesion, so it has no rim",
                 rim_voi_clip_get_id (self->settings.clip), self->settings.r_out_mm);
}

/**
 * rim_vois_get:
 * @self: VOIs
 * @kind: which
 * @error: where to put an error
 *
 * Returns: (transfer none) (nullable): its voxels; %NULL where there is none
 */
RimMask *
rim_vois_get (RimVois     *self,
              RimVoiKind   kind,
              GError     **error)
{
  RimBox bounds;

  g_return_val_if_fail (kind < RIM_N_VOI_KINDS, NULL);

  if (rim_mask_get_bounds (self->masks[kind], &bounds))
    return self->masks[kind];

  set_empty_error (self, kind, error);

  return NULL;
}

static gboolean
find_id (const char        *id,
         const char *const *ids,
         guint              n_ids,
         guint             *index)
{
  for (guint n = 0; n < n_ids; n++)
    if (g_strcmp0 (id, ids[n]) == 0)
      {
        *index = n;
        return TRUE;
      }

  return FALSE;
}

/**
 * rim_voi_kind_get_id:
 * @kind: a kind of VOI
 *
 * Returns: its name in settings and tables
 */
const char *
rim_voi_kind_get_id (RimVoiKind kind)
{
  g_return_val_if_fail (kind < RIM_N_VOI_KINDS, NULL);

  return kind_ids[kind];
}

/**
 * rim_voi_kind_from_id:
 * @id: (nullable): a name, as in settings
 * @kind: (out): the kind of VOI of this name
 *
 * Returns: whether there is one
 */
gboolean
rim_voi_kind_from_id (const char *id,
                      RimVoiKind *kind)
{
  guint index;
  gboolean found = find_id (id, kind_ids, RIM_N_VOI_KINDS, &index);

  if (found)
    *kind = (RimVoiKind) index;

  return found;
}

/**
 * rim_voi_clip_get_id:
 * @clip: what bounds a rim
 *
 * Returns: its name in settings
 */
const char *
rim_voi_clip_get_id (RimVoiClip clip)
{
  g_return_val_if_fail (clip < RIM_N_VOI_CLIPS, NULL);

  return clip_ids[clip];
}

/**
 * rim_voi_clip_from_id:
 * @id: (nullable): a name, as in settings
 * @clip: (out): the bound of a rim of this name
 *
 * Returns: whether there is one
 */
gboolean
rim_voi_clip_from_id (const char *id,
                      RimVoiClip *clip)
{
  guint index;
  gboolean found = find_id (id, clip_ids, RIM_N_VOI_CLIPS, &index);

  if (found)
    *clip = (RimVoiClip) index;

  return found;
}
