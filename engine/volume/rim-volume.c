/* rim-volume.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-volume-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/mman.h>

#include "kernels/rim-kernels.h"

/* The voxels, shared by every volume that reads them in another unit. */
typedef struct
{
  RimRefCount  ref_count;
  gsize        length;
  guint8      *bytes;
  guint8      *ready;           /* one per slice, atomic */
  guint        n_ready;         /* atomic */
  guint8      *digest;          /* atomic, nullable */
} Voxels;

struct _RimVolume
{
  RimRefCount      ref_count;
  RimGrid          grid;
  RimVoxelType     type;
  RimUnit          unit;
  Voxels          *voxels;
  gsize            slice_length;
  RimRescale      *rescale;
  RimSource       *source;
  char            *provenance;
  gboolean         is_corrected;
  gboolean         rescaled_is_single;
  gboolean         has_padding;
  double           padding_low;
  double           padding_high;
  RimGeometryKind  geometry_kind;
  double          *positions;
};

G_DEFINE_BOXED_TYPE (RimVolume, rim_volume, rim_volume_ref, rim_volume_unref)

/* Anonymous pages: zero, given back to the system at once, and large pages
 * where the system has them, which halves the time to touch a whole CT.
 */
static Voxels *
voxels_new (gsize length,
            guint n_slices)
{
  void *bytes = mmap (NULL, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  Voxels *voxels;

  if (bytes == MAP_FAILED)
    return NULL;

  madvise (bytes, length, MADV_HUGEPAGE);

  voxels = g_new0 (Voxels, 1);
  rim_ref_count_init (&voxels->ref_count);
  voxels->length = length;
  voxels->bytes = bytes;
  voxels->ready = g_new0 (guint8, n_slices);

  return voxels;
}

static Voxels *
voxels_ref (Voxels *voxels)
{
  rim_ref_count_inc (&voxels->ref_count);

  return voxels;
}

static void
voxels_unref (Voxels *voxels)
{
  if (!rim_ref_count_dec (&voxels->ref_count))
    return;

  munmap (voxels->bytes, voxels->length);
  g_free (voxels->ready);
  g_free (voxels->digest);
  g_free (voxels);
}

/**
 * rim_voxel_type_get_size:
 * @type: a type
 *
 * Returns: the bytes of one voxel
 */
gsize
rim_voxel_type_get_size (RimVoxelType type)
{
  switch (type)
    {
    case RIM_VOXEL_UINT8:
    case RIM_VOXEL_INT8:
      return 1;

    case RIM_VOXEL_UINT16:
    case RIM_VOXEL_INT16:
      return 2;

    case RIM_VOXEL_UINT32:
    case RIM_VOXEL_INT32:
    case RIM_VOXEL_FLOAT:
      return 4;

    case RIM_VOXEL_DOUBLE:
      return 8;

    default:
      g_return_val_if_reached (1);
    }
}

static RimVolume *
new_with_voxels (const RimGrid *grid,
                 RimVoxelType   type,
                 Voxels        *voxels)
{
  RimVolume *self = g_new0 (RimVolume, 1);

  rim_ref_count_init (&self->ref_count);
  self->grid = *grid;
  self->type = type;
  self->voxels = voxels;
  self->slice_length = (gsize) grid->size[0] * grid->size[1] * rim_voxel_type_get_size (type);
  self->rescale = g_new (RimRescale, grid->size[2]);

  for (guint k = 0; k < grid->size[2]; k++)
    self->rescale[k] = (RimRescale) { 1.0, 0.0 };

  return self;
}

/**
 * rim_volume_new:
 * @grid: a valid grid
 * @type: how a voxel is stored
 * @error: where to put an error
 *
 * Makes a volume of zeros, of which no slice is published, with slope 1 and
 * intercept 0, in %RIM_UNIT_STORED. The caller fills and publishes it.
 *
 * Returns: (transfer full): the volume, or %NULL where there is no memory
 */
RimVolume *
rim_volume_new (const RimGrid  *grid,
                RimVoxelType    type,
                GError        **error)
{
  gsize length;
  Voxels *voxels;

  g_return_val_if_fail (rim_grid_is_valid (grid), NULL);

  length = rim_grid_get_n_voxels (grid) * rim_voxel_type_get_size (type);
  voxels = voxels_new (length, grid->size[2]);

  if (voxels == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                   _("Not enough memory for an image of %zu bytes"), length);
      return NULL;
    }

  return new_with_voxels (grid, type, voxels);
}

/**
 * rim_volume_new_rescaled:
 * @base: a volume
 * @factors: (array): one factor per slice
 * @unit: what the values mean then
 *
 * Makes a volume that reads the same voxels, each value times the factor of its
 * slice: an SUV of a Bq/ml. No voxel is copied; slices of @base that are
 * published later are published in both.
 *
 * Returns: (transfer full): the volume
 */
RimVolume *
rim_volume_new_rescaled (RimVolume    *base,
                         const double *factors,
                         RimUnit       unit)
{
  RimVolume *self;

  g_return_val_if_fail (base != NULL, NULL);
  g_return_val_if_fail (factors != NULL, NULL);

  self = new_with_voxels (&base->grid, base->type, voxels_ref (base->voxels));
  self->unit = unit;
  self->source = base->source != NULL ? rim_source_ref (base->source) : NULL;
  self->provenance = g_strdup (base->provenance);
  self->is_corrected = base->is_corrected;
  self->has_padding = base->has_padding;
  self->padding_low = base->padding_low;
  self->padding_high = base->padding_high;

  for (guint k = 0; k < self->grid.size[2]; k++)
    self->rescale[k] = (RimRescale) { base->rescale[k].slope * factors[k],
                                      base->rescale[k].intercept * factors[k] };

  rim_volume_set_slice_positions (self, base->positions, base->geometry_kind);

  return self;
}

/**
 * rim_volume_get_slice_for_writing:
 * @self: a volume that its maker is filling
 * @k: a slice that is not yet published
 *
 * Returns: (transfer none): its voxels, row by row
 */
gpointer
rim_volume_get_slice_for_writing (RimVolume *self,
                                  guint      k)
{
  g_return_val_if_fail (k < self->grid.size[2], NULL);
  g_return_val_if_fail (!rim_volume_is_slice_ready (self, k), NULL);

  return self->voxels->bytes + k * self->slice_length;
}

void
rim_volume_set_rescale (RimVolume  *self,
                        guint       k,
                        RimRescale  rescale)
{
  g_return_if_fail (k < self->grid.size[2]);

  self->rescale[k] = rescale;
}

/**
 * rim_volume_set_rescaled_is_single:
 * @self: a volume
 * @is_single: whether its format makes floats of rescaled values
 *
 * Values are read in double in any case. What has to agree with programs that go
 * by the format (ITK, PyRadiomics) rounds them.
 */
void
rim_volume_set_rescaled_is_single (RimVolume *self,
                                   gboolean   is_single)
{
  self->rescaled_is_single = is_single;
}

gboolean
rim_volume_get_rescaled_is_single (RimVolume *self)
{
  return self->rescaled_is_single;
}

void
rim_volume_set_unit (RimVolume *self,
                     RimUnit    unit)
{
  self->unit = unit;
}

void
rim_volume_set_source (RimVolume *self,
                       RimSource *source)
{
  if (source != NULL)
    rim_source_ref (source);
  g_clear_pointer (&self->source, rim_source_unref);
  self->source = source;
}

/**
 * rim_volume_set_is_corrected:
 * @self: a volume that its maker is filling
 * @is_corrected: whether its values stand on what a user typed in
 */
void
rim_volume_set_is_corrected (RimVolume *self,
                             gboolean   is_corrected)
{
  self->is_corrected = is_corrected;
}

/**
 * rim_volume_set_provenance:
 * @self: a volume that its maker is filling
 * @provenance_json: (nullable): how its values came about, as
 *   rim_suv_to_json() tells it
 */
void
rim_volume_set_provenance (RimVolume  *self,
                           const char *provenance_json)
{
  g_free (self->provenance);
  self->provenance = g_strdup (provenance_json);
}

/**
 * rim_volume_set_padding:
 * @self: a volume that its maker is filling
 * @low: the lowest stored value that is no measurement
 * @high: the highest
 *
 * Says which stored values are padding (DICOM PS3.3 C.7.5.1.1.2).
 */
void
rim_volume_set_padding (RimVolume *self,
                        double     low,
                        double     high)
{
  self->has_padding = TRUE;
  self->padding_low = MIN (low, high);
  self->padding_high = MAX (low, high);
}

/**
 * rim_volume_set_slice_positions:
 * @self: a volume that its maker is filling
 * @positions: (nullable): the true position of each slice along the normal of
 *   the grid, LPS mm, or %NULL where the grid has them all
 * @kind: how even they are
 */
void
rim_volume_set_slice_positions (RimVolume       *self,
                                const double    *positions,
                                RimGeometryKind  kind)
{
  g_clear_pointer (&self->positions, g_free);
  if (positions != NULL)
    self->positions = g_memdup2 (positions, self->grid.size[2] * sizeof *positions);
  self->geometry_kind = kind;
}

/**
 * rim_volume_publish_slice:
 * @self: a volume that its maker is filling
 * @k: a slice that is filled
 *
 * Lets every thread read the slice; nobody writes to it from now on.
 */
void
rim_volume_publish_slice (RimVolume *self,
                          guint      k)
{
  g_return_if_fail (k < self->grid.size[2]);

  if (__atomic_exchange_n (&self->voxels->ready[k], 1, __ATOMIC_ACQ_REL) == 0)
    __atomic_add_fetch (&self->voxels->n_ready, 1, __ATOMIC_ACQ_REL);
}

void
rim_volume_publish_all (RimVolume *self)
{
  for (guint k = 0; k < self->grid.size[2]; k++)
    rim_volume_publish_slice (self, k);
}

RimVolume *
rim_volume_ref (RimVolume *self)
{
  rim_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * rim_volume_is_shared:
 * @self: a volume that the caller has a reference to
 *
 * Returns: whether anyone else has one, as far as can be known: if not, the
 *   voxels go with the caller's
 */
gboolean
rim_volume_is_shared (RimVolume *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return rim_ref_count_is_shared (&self->ref_count);
}

void
rim_volume_unref (RimVolume *self)
{
  if (self == NULL || !rim_ref_count_dec (&self->ref_count))
    return;

  voxels_unref (self->voxels);
  g_clear_pointer (&self->source, rim_source_unref);
  g_free (self->provenance);
  g_free (self->rescale);
  g_free (self->positions);
  g_free (self);
}

const RimGrid *
rim_volume_get_grid (RimVolume *self)
{
  return &self->grid;
}

RimVoxelType
rim_volume_get_voxel_type (RimVolume *self)
{
  return self->type;
}

RimUnit
rim_volume_get_unit (RimVolume *self)
{
  return self->unit;
}

/**
 * rim_volume_get_source:
 * @self: a volume
 *
 * Returns: (transfer none) (nullable): who and what it shows
 */
RimSource *
rim_volume_get_source (RimVolume *self)
{
  return self->source;
}

/**
 * rim_volume_get_is_corrected:
 * @self: a volume
 *
 * Returns: whether its values stand on what a user typed in, which has to be
 *   said wherever they are shown
 */
gboolean
rim_volume_get_is_corrected (RimVolume *self)
{
  return self->is_corrected;
}

/**
 * rim_volume_get_provenance:
 * @self: a volume
 *
 * Returns: (transfer none) (nullable): how its values came about, as JSON
 */
const char *
rim_volume_get_provenance (RimVolume *self)
{
  return self->provenance;
}

RimRescale
rim_volume_get_rescale (RimVolume *self,
                        guint      k)
{
  g_return_val_if_fail (k < self->grid.size[2], ((RimRescale) { 1.0, 0.0 }));

  return self->rescale[k];
}

/**
 * rim_volume_get_padding:
 * @self: a volume
 * @low: (out): the lowest stored value that is no measurement
 * @high: (out): the highest
 *
 * Returns: whether the volume has such values
 */
gboolean
rim_volume_get_padding (RimVolume *self,
                        double    *low,
                        double    *high)
{
  *low = self->padding_low;
  *high = self->padding_high;

  return self->has_padding;
}

RimGeometryKind
rim_volume_get_geometry_kind (RimVolume *self)
{
  return self->geometry_kind;
}

/**
 * rim_volume_get_slice_position:
 * @self: a volume
 * @k: a slice
 *
 * Returns: its true position along the normal of the grid, LPS mm
 */
double
rim_volume_get_slice_position (RimVolume *self,
                               guint      k)
{
  g_return_val_if_fail (k < self->grid.size[2], 0.0);

  if (self->positions != NULL)
    return self->positions[k];

  return rim_vec3_dot (rim_grid_get_normal (&self->grid),
                       rim_grid_to_patient (&self->grid, RIM_VEC3 (0, 0, k)));
}

/**
 * rim_volume_dup_slice_positions:
 * @self: a volume
 *
 * Returns: (transfer full) (nullable): the true positions of all slices as
 *   rim_volume_get_slice_position() has them, or %NULL where the grid says them
 */
double *
rim_volume_dup_slice_positions (RimVolume *self)
{
  double *positions;

  if (self->geometry_kind == RIM_GEOMETRY_REGULAR)
    return NULL;

  positions = g_new (double, self->grid.size[2]);
  for (guint k = 0; k < self->grid.size[2]; k++)
    positions[k] = rim_volume_get_slice_position (self, k);

  return positions;
}

gboolean
rim_volume_is_slice_ready (RimVolume *self,
                           guint      k)
{
  g_return_val_if_fail (k < self->grid.size[2], FALSE);

  return __atomic_load_n (&self->voxels->ready[k], __ATOMIC_ACQUIRE) != 0;
}

/**
 * rim_volume_get_n_ready:
 * @self: a volume
 *
 * Returns: how many slices are published
 */
guint
rim_volume_get_n_ready (RimVolume *self)
{
  return __atomic_load_n (&self->voxels->n_ready, __ATOMIC_ACQUIRE);
}

/**
 * rim_volume_get_slice:
 * @self: a volume
 * @k: a slice
 *
 * Returns: (transfer none): its stored voxels, row by row; zeros as long as it
 *   is not ready
 */
gconstpointer
rim_volume_get_slice (RimVolume *self,
                      guint      k)
{
  g_return_val_if_fail (k < self->grid.size[2], NULL);

  return self->voxels->bytes + k * self->slice_length;
}

#define READ_ROW(type_)                                            \
  G_STMT_START {                                                   \
    const type_ *stored = (const type_ *) row;                     \
                                                                   \
    for (guint x = 0; x < n; x++)                                  \
    values[x] = rescale.slope * (double) stored[i + x] + rescale.intercept; \
  } G_STMT_END

/**
 * rim_volume_read_row:
 * @self: a volume
 * @i: the first column
 * @j: the row
 * @k: the slice
 * @n: how many voxels
 * @values: (out caller-allocates) (array length=n): their values in the unit of
 *   the volume
 */
void
rim_volume_read_row (RimVolume *self,
                     guint      i,
                     guint      j,
                     guint      k,
                     guint      n,
                     double    *values)
{
  const RimKernels *kernels = rim_kernels_get ();
  RimRescale rescale = self->rescale[k];
  gconstpointer row;

  g_return_if_fail (k < self->grid.size[2] && j < self->grid.size[1]);
  g_return_if_fail (i <= self->grid.size[0] && n <= self->grid.size[0] - i);

  row = self->voxels->bytes + k * self->slice_length +
        (gsize) j * self->grid.size[0] * rim_voxel_type_get_size (self->type);

  switch (self->type)
    {
    case RIM_VOXEL_UINT8:
      READ_ROW (guint8);
      break;

    case RIM_VOXEL_INT8:
      READ_ROW (gint8);
      break;

    case RIM_VOXEL_UINT16:
      kernels->read_u16 ((const guint16 *) row + i, n, rescale.slope, rescale.intercept, values);
      break;

    case RIM_VOXEL_INT16:
      kernels->read_s16 ((const gint16 *) row + i, n, rescale.slope, rescale.intercept, values);
      break;

    case RIM_VOXEL_UINT32:
      READ_ROW (guint32);
      break;

    case RIM_VOXEL_INT32:
      READ_ROW (gint32);
      break;

    case RIM_VOXEL_FLOAT:
      kernels->read_f32 ((const float *) row + i, n, rescale.slope, rescale.intercept, values);
      break;

    case RIM_VOXEL_DOUBLE:
      READ_ROW (double);
      break;

    default:
      g_return_if_reached ();
    }
}

/**
 * rim_volume_get_value:
 * @self: a volume
 * @i: the column
 * @j: the row
 * @k: the slice
 *
 * Returns: the value of one voxel, in the unit of the volume
 */
double
rim_volume_get_value (RimVolume *self,
                      guint      i,
                      guint      j,
                      guint      k)
{
  double value = 0.0;

  rim_volume_read_row (self, i, j, k, 1, &value);

  return value;
}

/* Returns: (transfer none) (nullable) */
const guint8 *
rim_volume_get_digest (RimVolume *self)
{
  return __atomic_load_n (&self->voxels->digest, __ATOMIC_ACQUIRE);
}

/* The first one stays. */
void
rim_volume_keep_digest (RimVolume    *self,
                        const guint8 *digest)
{
  guint8 *copy = g_memdup2 (digest, RIM_VOLUME_DIGEST_SIZE);
  guint8 *none = NULL;

  if (!__atomic_compare_exchange_n (&self->voxels->digest, &none, copy, FALSE, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
    g_free (copy);
}
