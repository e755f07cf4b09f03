/* rim-mask-slice.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-mask.h"

#include <glib/gi18n-lib.h>
#include <gio/gio.h>
#include <string.h>

/* Rows first_row to first_row + n_rows, of which the first and the last are not
 * empty; row r has the runs from starts[r] to starts[r + 1].
 */
struct _RimMaskSlice
{
  RimRefCount  ref_count;
  guint        first_row;
  guint        n_rows;
  guint32     *starts;
  RimRun      *runs;
};

G_DEFINE_BOXED_TYPE (RimMaskSlice, rim_mask_slice, rim_mask_slice_ref, rim_mask_slice_unref)

/**
 * rim_mask_slice_new_from_rows:
 * @first_row: the row that @row_starts begins with
 * @n_rows: how many rows
 * @row_starts: (array): where the runs of each row begin in @runs; one more
 *   than there are rows
 * @runs: the runs of all rows, each row's sorted, disjoint and not adjacent
 *
 * Returns: (transfer full) (nullable): the slice; %NULL when there is no run
 */
RimMaskSlice *
rim_mask_slice_new_from_rows (guint first_row,
                              guint n_rows,
                              const guint32 *row_starts,
                              const RimRun  *runs)
{
  RimMaskSlice *self;
  guint begin = 0;
  guint end = n_rows;
  guint32 n_runs;

  while (begin < end && row_starts[begin + 1] == row_starts[begin])
    begin++;
  while (end > begin && row_starts[end - 1] == row_starts[end])
    end--;

  if (begin == end)
    return NULL;

  n_runs = row_starts[end] - row_starts[begin];

  self = g_new (RimMaskSlice, 1);
  rim_ref_count_init (&self->ref_count);
  self->first_row = first_row + begin;
  self->n_rows = end - begin;
  self->starts = g_new (guint32, self->n_rows + 1);
  self->runs = g_memdup2 (runs + row_starts[begin], n_runs * sizeof *runs);

  for (guint r = 0; r <= self->n_rows; r++)
    self->starts[r] = row_starts[begin + r] - row_starts[begin];

  return self;
}

static void
append_runs_of_row (GArray       *runs,
                    const guint8 *row,
                    guint         first,
                    guint         width)
{
  guint i = 0;

  while (i < width)
    {
      RimRun run;

      while (i < width && row[i] == 0)
        i++;
      if (i == width)
        break;

      run.begin = first + i;
      while (i < width && row[i] != 0)
        i++;
      run.end = first + i;
      g_array_append_val (runs, run);
    }
}

/**
 * rim_mask_slice_new_from_bytes:
 * @voxels: one byte per voxel, row by row; what is not 0 is in
 * @width: the number of columns
 * @height: the number of rows
 * @stride: the bytes from row to row
 *
 * Returns: (transfer full) (nullable): the slice; %NULL when it is empty
 */
RimMaskSlice *
rim_mask_slice_new_from_bytes (const guint8 *voxels,
                               guint         width,
                               guint         height,
                               gsize         stride)
{
  const RimBox box = { { 0, 0, 0 }, { width, height, 1 } };

  return rim_mask_slice_new_from_box (voxels, &box, stride);
}

/**
 * rim_mask_slice_new_from_box:
 * @voxels: one byte per voxel of @box, row by row; what is not 0 is in
 * @box: which columns and rows of the slice these are
 * @stride: the bytes from row to row
 *
 * Returns: (transfer full) (nullable): the slice, which is empty outside of @box;
 *   %NULL when there is nothing inside either
 */
RimMaskSlice *
rim_mask_slice_new_from_box (const guint8 *voxels,
                             const RimBox *box,
                             gsize         stride)
{
  const guint n_rows = box->max[1] - box->min[1];
  g_autoptr(GArray) runs = g_array_new (FALSE, FALSE, sizeof (RimRun));
  g_autofree guint32 *starts = g_new (guint32, n_rows + 1);

  for (guint row = 0; row < n_rows; row++)
    {
      starts[row] = runs->len;
      append_runs_of_row (runs, voxels + row * stride, box->min[0], box->max[0] - box->min[0]);
    }
  starts[n_rows] = runs->len;

  return rim_mask_slice_new_from_rows (box->min[1], n_rows, starts,
                                       (const RimRun *) (gpointer) runs->data);
}

RimMaskSlice *
rim_mask_slice_ref (RimMaskSlice *self)
{
  if (self != NULL)
    rim_ref_count_inc (&self->ref_count);

  return self;
}

void
rim_mask_slice_unref (RimMaskSlice *self)
{
  if (self == NULL || !rim_ref_count_dec (&self->ref_count))
    return;

  g_free (self->starts);
  g_free (self->runs);
  g_free (self);
}

/**
 * rim_mask_slice_get_rows:
 * @self: (nullable): a slice
 * @first_row: (out): the first row with a voxel
 * @n_rows: (out): how many rows from there to the last with a voxel; 0 if empty
 */
void
rim_mask_slice_get_rows (RimMaskSlice *self,
                         guint        *first_row,
                         guint        *n_rows)
{
  *first_row = self != NULL ? self->first_row : 0;
  *n_rows = self != NULL ? self->n_rows : 0;
}

/**
 * rim_mask_slice_get_runs:
 * @self: (nullable): a slice
 * @j: a row
 * @n_runs: (out): how many runs it has
 *
 * Returns: (transfer none) (nullable): its runs
 */
const RimRun *
rim_mask_slice_get_runs (RimMaskSlice *self,
                         guint         j,
                         guint        *n_runs)
{
  guint row;

  if (self == NULL || j < self->first_row || j - self->first_row >= self->n_rows)
    {
      *n_runs = 0;
      return NULL;
    }

  row = j - self->first_row;
  *n_runs = self->starts[row + 1] - self->starts[row];

  return self->runs + self->starts[row];
}

static inline gboolean
apply_op (gboolean  in_a,
          gboolean  in_b,
          RimMaskOp op)
{
  switch (op)
    {
    case RIM_MASK_UNION:
      return in_a || in_b;

    case RIM_MASK_SUBTRACT:
      return in_a && !in_b;

    case RIM_MASK_INTERSECT:
      return in_a && in_b;

    case RIM_MASK_XOR:
      return in_a != in_b;

    default:
      g_return_val_if_reached (FALSE);
    }
}

/* Where a walk along a row stands: the next place where it changes. */
typedef struct
{
  const RimRun *runs;
  guint         n;
  guint         edge;
} Walk;

static inline guint32
walk_next (const Walk *walk)
{
  if (walk->edge >= 2 * walk->n)
    return G_MAXUINT32;

  return walk->edge & 1 ? walk->runs[walk->edge / 2].end : walk->runs[walk->edge / 2].begin;
}

static void
combine_row (Walk      a,
             Walk      b,
             RimMaskOp op,
             GArray   *runs)
{
  RimRun run = { 0, 0 };
  gboolean inside = FALSE;

  for (;;)
    {
      guint32 next_a = walk_next (&a);
      guint32 next_b = walk_next (&b);
      guint32 at = MIN (next_a, next_b);
      gboolean now;

      if (at == G_MAXUINT32)
        break;

      a.edge += next_a == at;
      b.edge += next_b == at;
      now = apply_op (a.edge & 1, b.edge & 1, op);

      if (now && !inside)
        run.begin = at;
      else if (!now && inside)
        {
          run.end = at;
          g_array_append_val (runs, run);
        }
      inside = now;
    }
}

/* Where only one of the two has runs they stay as they are or go. */
static void
combine_rows (Walk      a,
              Walk      b,
              RimMaskOp op,
              GArray   *runs)
{
  if (b.n == 0 && op != RIM_MASK_INTERSECT)
    g_array_append_vals (runs, a.runs, a.n);
  else if (a.n == 0 && (op == RIM_MASK_UNION || op == RIM_MASK_XOR))
    g_array_append_vals (runs, b.runs, b.n);
  else if (a.n > 0 && b.n > 0)
    combine_row (a, b, op, runs);
}

/**
 * rim_mask_slice_combine:
 * @a: (nullable): a slice
 * @b: (nullable): a slice
 * @op: how
 *
 * Returns: (transfer full) (nullable): the combination
 */
RimMaskSlice *
rim_mask_slice_combine (RimMaskSlice *a,
                        RimMaskSlice *b,
                        RimMaskOp     op)
{
  g_autoptr(GArray) runs = NULL;
  g_autofree guint32 *starts = NULL;
  guint first, last;

  if (b == NULL)
    return op == RIM_MASK_INTERSECT ? NULL : rim_mask_slice_ref (a);
  if (a == NULL)
    return op == RIM_MASK_UNION || op == RIM_MASK_XOR ? rim_mask_slice_ref (b) : NULL;

  first = MIN (a->first_row, b->first_row);
  last = MAX (a->first_row + a->n_rows, b->first_row + b->n_rows);
  runs = g_array_sized_new (FALSE, FALSE, sizeof (RimRun), a->starts[a->n_rows] + b->starts[b->n_rows]);
  starts = g_new (guint32, last - first + 1);

  for (guint j = first; j < last; j++)
    {
      Walk walk_a = { 0 };
      Walk walk_b = { 0 };

      walk_a.runs = rim_mask_slice_get_runs (a, j, &walk_a.n);
      walk_b.runs = rim_mask_slice_get_runs (b, j, &walk_b.n);
      starts[j - first] = runs->len;
      combine_rows (walk_a, walk_b, op, runs);
    }
  starts[last - first] = runs->len;

  return rim_mask_slice_new_from_rows (first, last - first, starts,
                                       (const RimRun *) (gpointer) runs->data);
}

/* The n-th place where a row turns from out to in or back. */
static guint32
get_edge (const RimRun *runs,
          guint         n)
{
  return n % 2 == 0 ? runs[n / 2].begin : runs[n / 2].end;
}

/* Edges that both have are none of the difference: it begins at the first and
 * ends at the last that only one has.
 */
static gboolean
find_row_difference (const Walk *a,
                     const Walk *b,
                     RimRun     *extent)
{
  guint n_a = 2 * a->n;
  guint n_b = 2 * b->n;
  guint first = 0;

  while (first < n_a && first < n_b && get_edge (a->runs, first) == get_edge (b->runs, first))
    first++;
  if (first == n_a && first == n_b)
    return FALSE;

  extent->begin = MIN (first < n_a ? get_edge (a->runs, first) : G_MAXUINT32,
                       first < n_b ? get_edge (b->runs, first) : G_MAXUINT32);
  while (n_a > first && n_b > first && get_edge (a->runs, n_a - 1) == get_edge (b->runs, n_b - 1))
    {
      n_a--;
      n_b--;
    }
  extent->end = MAX (n_a > first ? get_edge (a->runs, n_a - 1) : 0,
                     n_b > first ? get_edge (b->runs, n_b - 1) : 0);

  return TRUE;
}

/**
 * rim_mask_slice_find_difference:
 * @a: (nullable): a slice
 * @b: (nullable): a slice
 * @box: (inout): grown by the voxels that exactly one of the two has; empty
 *   where its max is 0
 * @k: which slice of the box they are
 *
 * Allocates nothing.
 */
void
rim_mask_slice_find_difference (RimMaskSlice *a,
                                RimMaskSlice *b,
                                RimBox       *box,
                                guint         k)
{
  guint first_a, n_a, first_b, n_b;

  rim_mask_slice_get_rows (a, &first_a, &n_a);
  rim_mask_slice_get_rows (b, &first_b, &n_b);
  if (n_a == 0 || n_b == 0)
    first_a = first_b = n_a > 0 ? first_a : first_b;

  for (guint j = MIN (first_a, first_b); j < MAX (first_a + n_a, first_b + n_b); j++)
    {
      Walk walk_a = { 0 };
      Walk walk_b = { 0 };
      RimRun extent;

      walk_a.runs = rim_mask_slice_get_runs (a, j, &walk_a.n);
      walk_b.runs = rim_mask_slice_get_runs (b, j, &walk_b.n);
      if (find_row_difference (&walk_a, &walk_b, &extent))
        rim_box_grow (box, &(RimBox) { { extent.begin, j, k }, { extent.end, j + 1, k + 1 } });
    }
}

/**
 * rim_box_grow:
 * @self: a box; empty where its max is 0
 * @other: a box that is not
 *
 * Makes a box hold another.
 */
void
rim_box_grow (RimBox       *self,
              const RimBox *other)
{
  if (self->max[0] == 0)
    {
      *self = *other;
      return;
    }

  for (guint axis = 0; axis < 3; axis++)
    {
      self->min[axis] = MIN (self->min[axis], other->min[axis]);
      self->max[axis] = MAX (self->max[axis], other->max[axis]);
    }
}

gboolean
rim_mask_slice_equal (RimMaskSlice *a,
                      RimMaskSlice *b)
{
  if (a == b)
    return TRUE;

  if (a == NULL || b == NULL ||
      a->first_row != b->first_row || a->n_rows != b->n_rows ||
      memcmp (a->starts, b->starts, (a->n_rows + 1) * sizeof *a->starts) != 0)
    return FALSE;

  return memcmp (a->runs, b->runs, a->starts[a->n_rows] * sizeof *a->runs) == 0;
}

/**
 * rim_mask_slice_count:
 * @self: (nullable): a slice
 *
 * Returns: how many voxels are in
 */
gsize
rim_mask_slice_count (RimMaskSlice *self)
{
  gsize count = 0;

  if (self == NULL)
    return 0;

  for (guint32 r = 0; r < self->starts[self->n_rows]; r++)
    count += self->runs[r].end - self->runs[r].begin;

  return count;
}

gboolean
rim_mask_slice_contains (RimMaskSlice *self,
                         guint         i,
                         guint         j)
{
  guint n_runs;
  const RimRun *runs = rim_mask_slice_get_runs (self, j, &n_runs);
  guint low = 0;
  guint high = n_runs;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (runs[middle].end <= i)
        low = middle + 1;
      else
        high = middle;
    }

  return low < n_runs && runs[low].begin <= i;
}

/**
 * rim_mask_slice_paint:
 * @self: (nullable): a slice
 * @voxels: one byte per voxel, row by row, large enough for the slice
 * @stride: the bytes from row to row
 * @value: what to set the voxels to that are in
 */
void
rim_mask_slice_paint (RimMaskSlice *self,
                      guint8       *voxels,
                      gsize         stride,
                      guint8        value)
{
  if (self == NULL)
    return;

  for (guint r = 0; r < self->n_rows; r++)
    {
      guint8 *row = voxels + (self->first_row + r) * stride;

      for (guint32 n = self->starts[r]; n < self->starts[r + 1]; n++)
        memset (row + self->runs[n].begin, value, self->runs[n].end - self->runs[n].begin);
    }
}

/* Numbers as seven bits a byte, least significant first. */
static void
put_number (GByteArray *bytes,
            guint32     number)
{
  guint8 buffer[5];
  guint n = 0;

  do
    {
      buffer[n] = (guint8) ((number & 0x7f) | (number > 0x7f ? 0x80 : 0));
      number >>= 7;
      n++;
    }
  while (number > 0);

  g_byte_array_append (bytes, buffer, n);
}

static gboolean
get_number (const guint8 **cursor,
            const guint8  *end,
            guint32       *number)
{
  guint64 value = 0;

  for (guint shift = 0; shift < 35 && *cursor < end; shift += 7)
    {
      guint8 byte = *(*cursor)++;

      value |= (guint64) (byte & 0x7f) << shift;
      if ((byte & 0x80) == 0)
        {
          *number = (guint32) value;
          return value <= G_MAXUINT32;
        }
    }

  return FALSE;
}

/**
 * rim_mask_slice_serialize:
 * @self: (nullable): a slice
 * @bytes: what to append to
 *
 * Appends a compact form: first row, number of rows, and for each row its number
 * of runs and their gaps and lengths.
 */
void
rim_mask_slice_serialize (RimMaskSlice *self,
                          GByteArray   *bytes)
{
  guint first_row, n_rows;

  rim_mask_slice_get_rows (self, &first_row, &n_rows);
  put_number (bytes, first_row);
  put_number (bytes, n_rows);

  for (guint j = first_row; j < first_row + n_rows; j++)
    {
      guint n_runs;
      const RimRun *runs = rim_mask_slice_get_runs (self, j, &n_runs);
      guint32 at = 0;

      put_number (bytes, n_runs);
      for (guint r = 0; r < n_runs; r++)
        {
          put_number (bytes, runs[r].begin - at);
          put_number (bytes, runs[r].end - runs[r].begin);
          at = runs[r].end;
        }
    }
}

static gboolean
get_row (const guint8 **cursor,
         const guint8  *end,
         guint          width,
         GArray        *runs)
{
  guint32 n_runs;
  guint64 at = 0;

  if (!get_number (cursor, end, &n_runs))
    return FALSE;

  for (guint32 r = 0; r < n_runs; r++)
    {
      guint32 gap, length;
      RimRun run;

      if (!get_number (cursor, end, &gap) || !get_number (cursor, end, &length))
        return FALSE;
      if (length == 0 || (r > 0 && gap == 0) || at + gap + length > width)
        return FALSE;

      run.begin = (guint32) (at + gap);
      run.end = run.begin + length;
      at = run.end;
      g_array_append_val (runs, run);
    }

  return TRUE;
}

static gboolean
get_rows (const guint8 **cursor,
          const guint8  *end,
          guint          width,
          guint          height,
          RimMaskSlice **slice)
{
  g_autoptr(GArray) runs = g_array_new (FALSE, FALSE, sizeof (RimRun));
  g_autofree guint32 *starts = NULL;
  guint32 first_row, n_rows;

  if (!get_number (cursor, end, &first_row) || !get_number (cursor, end, &n_rows))
    return FALSE;
  if (first_row > height || n_rows > height - first_row)
    return FALSE;

  starts = g_new (guint32, n_rows + 1);

  for (guint32 r = 0; r < n_rows; r++)
    {
      starts[r] = runs->len;
      if (!get_row (cursor, end, width, runs))
        return FALSE;
    }
  starts[n_rows] = runs->len;

  *slice = rim_mask_slice_new_from_rows (first_row, n_rows, starts,
                                         (const RimRun *) (gpointer) runs->data);

  return TRUE;
}

/**
 * rim_mask_slice_deserialize:
 * @cursor: (inout): where to read; moved behind what was read
 * @end: where the bytes end
 * @width: the number of columns that the slice may have
 * @height: the number of rows
 * @error: where to put an error
 *
 * Reads what rim_mask_slice_serialize() wrote. Any bytes are safe.
 *
 * Returns: (transfer full) (nullable): the slice; %NULL is the empty slice, and
 *   failure when @error is set
 */
RimMaskSlice *
rim_mask_slice_deserialize (const guint8 **cursor,
                            const guint8  *end,
                            guint          width,
                            guint          height,
                            GError       **error)
{
  RimMaskSlice *slice = NULL;

  if (!get_rows (cursor, end, width, height, &slice))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                         _("A stored mask is damaged"));

  return slice;
}
