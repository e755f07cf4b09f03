/* rim-labels.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-voxels-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "rim-image.h"

/* More distinct values than this are an image, not labels; and each label takes
 * a pointer for every slice.
 */
#define MAX_LABELS   4096
#define MAX_POINTERS (1u << 25)

typedef struct
{
  guint32 label;   /* where in the list of labels */
  guint32 row;
  RimRun  run;
} LabelRun;

typedef struct
{
  RimVolume  *volume;
  const char *path;
  GHashTable *indices;  /* label to its place in @labels, plus 1 */
  GArray     *labels;   /* of gint64 */
  GPtrArray  *slices;   /* of GPtrArray of RimMaskSlice, one per label */
  GArray     *runs;     /* of LabelRun, of one slice */
} Collector;

static void
slices_free (gpointer data)
{
  GPtrArray *slices = data;

  for (guint k = 0; k < slices->len; k++)
    g_clear_pointer ((RimMaskSlice **) &g_ptr_array_index (slices, k), rim_mask_slice_unref);
  g_ptr_array_unref (slices);
}

static gboolean
check_label (Collector  *self,
             double      value,
             GError    **error)
{
  if (fabs (value) <= G_MAXINT32 && value == rint (value))
    return TRUE;

  g_set_error (error, RIM_FORMAT_ERROR, RIM_FORMAT_ERROR_NOT_LABELS,
               _("%s: it has voxels that are not whole numbers, so it is not a label map"), self->path);

  return FALSE;
}

static gboolean
find_label (Collector  *self,
            gint64      label,
            guint32    *index,
            GError    **error)
{
  guint found = GPOINTER_TO_UINT (g_hash_table_lookup (self->indices, &label));
  GPtrArray *slices;

  if (found == 0)
    {
      if (self->labels->len == MAX_LABELS ||
          (gsize) self->labels->len * rim_volume_get_grid (self->volume)->size[2] > MAX_POINTERS)
        {
          g_set_error (error, RIM_FORMAT_ERROR, RIM_FORMAT_ERROR_NOT_LABELS,
                       _("%s: it has more than %u distinct values, so it is not a label map"),
                       self->path, self->labels->len);
          return FALSE;
        }
      g_array_append_val (self->labels, label);
      found = self->labels->len;
      g_hash_table_insert (self->indices, g_memdup2 (&label, sizeof label), GUINT_TO_POINTER (found));
      slices = g_ptr_array_new ();
      g_ptr_array_set_size (slices, (int) rim_volume_get_grid (self->volume)->size[2]);
      g_ptr_array_add (self->slices, slices);
    }
  *index = found - 1;

  return TRUE;
}

static gboolean
collect_row (Collector     *self,
             const double  *row,
             guint          width,
             guint          j,
             GError       **error)
{
  guint i = 0;

  while (i < width)
    {
      LabelRun run = { .row = j, .run.begin = i };
      double value = row[i];

      while (i < width && row[i] == value)
        i++;
      if (value == 0.0)
        continue;
      if (!check_label (self, value, error) ||
          !find_label (self, (gint64) value, &run.label, error))
        return FALSE;
      run.run.end = i;
      g_array_append_val (self->runs, run);
    }

  return TRUE;
}

static int
compare_runs (gconstpointer a,
              gconstpointer b)
{
  const LabelRun *x = a;
  const LabelRun *y = b;

  if (x->label != y->label)
    return x->label < y->label ? -1 : 1;
  if (x->row != y->row)
    return x->row < y->row ? -1 : 1;

  return x->run.begin < y->run.begin ? -1 : x->run.begin > y->run.begin;
}

/* The runs of one label in one slice; they are sorted by row. */
static RimMaskSlice *
make_slice (const LabelRun *runs,
            guint           n_runs)
{
  guint first_row = runs[0].row;
  guint n_rows = runs[n_runs - 1].row - first_row + 1;
  g_autofree guint32 *starts = g_new0 (guint32, n_rows + 1);
  g_autofree RimRun *plain = g_new (RimRun, n_runs);

  for (guint r = 0; r < n_runs; r++)
    {
      plain[r] = runs[r].run;
      starts[runs[r].row - first_row + 1]++;
    }
  for (guint j = 0; j < n_rows; j++)
    starts[j + 1] += starts[j];

  return rim_mask_slice_new_from_rows (first_row, n_rows, starts, plain);
}

static gboolean
collect_slice (Collector  *self,
               guint       k,
               double     *row,
               GError    **error)
{
  const RimGrid *grid = rim_volume_get_grid (self->volume);
  const LabelRun *runs;

  g_array_set_size (self->runs, 0);
  for (guint j = 0; j < grid->size[1]; j++)
    {
      rim_volume_read_row (self->volume, 0, j, k, grid->size[0], row);
      if (!collect_row (self, row, grid->size[0], j, error))
        return FALSE;
    }

  g_array_sort (self->runs, compare_runs);
  runs = (const LabelRun *) (gpointer) self->runs->data;
  for (guint begin = 0, end; begin < self->runs->len; begin = end)
    {
      GPtrArray *slices = g_ptr_array_index (self->slices, runs[begin].label);

      for (end = begin; end < self->runs->len && runs[end].label == runs[begin].label; end++)
        ;
      slices->pdata[k] = make_slice (runs + begin, end - begin);
    }

  return TRUE;
}

static RimRoi *
make_roi (Collector *self,
          guint      index)
{
  RimRoi *roi = rim_roi_new ();
  GPtrArray *slices = g_ptr_array_index (self->slices, index);
  gint64 label = g_array_index (self->labels, gint64, index);

  roi->number = label > 0 ? (guint) label : 0;
  roi->name = g_strdup_printf (_("Label %" PRId64), label);
  roi->mask = rim_mask_new_take_slices (rim_volume_get_grid (self->volume), (RimMaskSlice **) slices->pdata);
  memset (slices->pdata, 0, slices->len * sizeof *slices->pdata);

  return roi;
}

static int
compare_rois (gconstpointer a,
              gconstpointer b)
{
  const RimRoi *x = *(RimRoi *const *) a;
  const RimRoi *y = *(RimRoi *const *) b;

  return x->number < y->number ? -1 : x->number > y->number;
}

/* Numbers are keys. A negative label has none of its own and gets a free one. */
static void
number_rois (GPtrArray *rois)
{
  guint highest = 0;

  for (guint i = 0; i < rois->len; i++)
    highest = MAX (highest, ((RimRoi *) g_ptr_array_index (rois, i))->number);
  for (guint i = 0; i < rois->len; i++)
    {
      RimRoi *roi = g_ptr_array_index (rois, i);

      if (roi->number == 0)
        roi->number = ++highest;
    }
  g_ptr_array_sort (rois, compare_rois);
}

static gboolean
collect (Collector  *self,
         GError    **error)
{
  const RimGrid *grid = rim_volume_get_grid (self->volume);
  g_autofree double *row = g_new (double, grid->size[0]);

  for (guint k = 0; k < grid->size[2]; k++)
    {
      if (!collect_slice (self, k, row, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * rim_labels_from_volume:
 * @volume: a volume of whole numbers
 * @path: the file it comes from
 * @error: where to put an error
 *
 * Returns: (transfer full): a region for every distinct number but 0, in the
 *   order of these numbers, which are the regions' numbers
 */
RimRoiSet *
rim_labels_from_volume (RimVolume   *volume,
                        const char  *path,
                        GError     **error)
{
  Collector self = { volume, path };
  RimRoiSet *set = NULL;

  self.indices = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self.labels = g_array_new (FALSE, FALSE, sizeof (gint64));
  self.slices = g_ptr_array_new_with_free_func (slices_free);
  self.runs = g_array_new (FALSE, FALSE, sizeof (LabelRun));

  if (collect (&self, error))
    {
      set = rim_roi_set_new ();
      set->path = g_strdup (path);
      for (guint i = 0; i < self.labels->len; i++)
        g_ptr_array_add (set->rois, make_roi (&self, i));
      number_rois (set->rois);
    }

  g_hash_table_unref (self.indices);
  g_array_unref (self.labels);
  g_ptr_array_unref (self.slices);
  g_array_unref (self.runs);

  return set;
}
