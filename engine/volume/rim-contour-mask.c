/* rim-contour-mask.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-contour.h"

#include "core/rim-parallel.h"

/* A slice with so many contours that comparing each with each would take longer
 * than anyone waits is not looked through to the end.
 */
#define MAX_COMPARISONS 65536

/* How far a grid reaches beyond its outer centres, with a little for rounding. */
#define EDGE (0.5 + 1e-6)

/* The contours of one slice. */
typedef struct
{
  guint         k;
  GPtrArray    *contours;      /* of RimContour, borrowed */
  RimMaskSlice *slice;
  guint         n_tiny;
  guint         n_outside;
  gboolean      overlapping;
} Job;

typedef struct
{
  const RimGrid *grid;
  RimAffine      inverse;
  GPtrArray     *jobs;         /* of Job */
} Work;

/* The points of a job in voxels. */
typedef struct
{
  RimVec3 *points;
  gsize   *starts;
  gsize    n_contours;
} Polygons;

static Job *
job_new (guint k)
{
  Job *job = g_new0 (Job, 1);

  job->k = k;
  job->contours = g_ptr_array_new ();

  return job;
}

static void
job_free (Job *job)
{
  g_ptr_array_unref (job->contours);
  rim_mask_slice_unref (job->slice);
  g_free (job);
}

static void
polygons_init (Polygons   *self,
               const Work *work,
               const Job  *job)
{
  RimVec3 origin = rim_affine_get_column (&work->grid->to_patient, 3);
  gsize n_points = 0;
  gsize at = 0;

  for (guint c = 0; c < job->contours->len; c++)
    n_points += ((RimContour *) job->contours->pdata[c])->n_points;

  self->n_contours = job->contours->len;
  self->points = g_new (RimVec3, n_points);
  self->starts = g_new (gsize, self->n_contours + 1);

  for (guint c = 0; c < job->contours->len; c++)
    {
      const RimContour *contour = job->contours->pdata[c];

      self->starts[c] = at;
      for (gsize n = 0; n < contour->n_points; n++)
        self->points[at++] = rim_affine_apply_vector (&work->inverse,
                                                      rim_vec3_sub (contour->points[n], origin));
    }
  self->starts[self->n_contours] = at;
}

static void
polygons_clear (Polygons *self)
{
  g_free (self->points);
  g_free (self->starts);
}

static gboolean
reaches_outside (const Polygons *polygons,
                 gsize           c,
                 const RimGrid  *grid)
{
  for (gsize n = polygons->starts[c]; n < polygons->starts[c + 1]; n++)
    {
      RimVec3 p = polygons->points[n];

      if (!(p.x >= -EDGE && p.x <= grid->size[0] - 1.0 + EDGE &&
            p.y >= -EDGE && p.y <= grid->size[1] - 1.0 + EDGE))
        return TRUE;
    }

  return FALSE;
}

/* The centroid of the area; of the points where there is hardly any area. */
static RimVec3
find_centroid (const RimVec3 *points,
               gsize          n_points)
{
  RimVec3 origin = points[0];
  RimVec3 mean = { 0 };
  RimVec3 moment = { 0 };
  double area = 0.0;

  for (gsize n = 0; n < n_points; n++)
    {
      RimVec3 a = rim_vec3_sub (points[n], origin);
      RimVec3 b = rim_vec3_sub (points[n + 1 < n_points ? n + 1 : 0], origin);
      double cross = a.x * b.y - b.x * a.y;

      area += cross / 2.0;
      moment = rim_vec3_add (moment, rim_vec3_scale (rim_vec3_add (a, b), cross / 6.0));
      mean = rim_vec3_add (mean, rim_vec3_scale (a, 1.0 / (double) n_points));
    }

  if (fabs (area) > 1e-6)
    mean = rim_vec3_scale (moment, 1.0 / area);

  return rim_vec3_add (origin, mean);
}

static void
add_voxel (Job           *job,
           const RimGrid *grid,
           RimVec3        at)
{
  double i = floor (at.x + 0.5);
  double j = floor (at.y + 0.5);
  const guint32 starts[2] = { 0, 1 };
  g_autoptr(RimMaskSlice) voxel = NULL;
  RimMaskSlice *both;
  RimRun run;

  if (!(i >= 0.0 && i < grid->size[0] && j >= 0.0 && j < grid->size[1]))
    return;

  run.begin = (guint32) i;
  run.end = run.begin + 1;
  voxel = rim_mask_slice_new_from_rows ((guint) j, 1, starts, &run);
  both = rim_mask_slice_combine (job->slice, voxel, RIM_MASK_UNION);
  rim_mask_slice_unref (job->slice);
  job->slice = both;
}

/* A contour that covers no centre would vanish, and with it, where there is no
 * other, the slice: there it takes the voxel that its centroid lies in. Slivers
 * beside larger contours are counted only: no other program has voxels there.
 */
static void
keep_tiny_contours (Job            *job,
                    const Polygons *polygons,
                    const RimGrid  *grid)
{
  gboolean is_empty = job->slice == NULL;

  for (gsize c = 0; c < polygons->n_contours; c++)
    {
      const gsize *starts = polygons->starts + c;
      g_autoptr(RimMaskSlice) alone = NULL;

      if (reaches_outside (polygons, c, grid))
        {
          job->n_outside++;
          continue;
        }

      if (polygons->n_contours > 1)
        alone = rim_contour_rasterise (polygons->points, starts, 1,
                                       grid->size[0], grid->size[1]);
      else
        alone = rim_mask_slice_ref (job->slice);

      if (alone != NULL)
        continue;

      job->n_tiny++;
      if (is_empty)
        add_voxel (job, grid, find_centroid (polygons->points + starts[0], starts[1] - starts[0]));
    }
}

static gboolean
overlap_partly (RimMaskSlice *a,
                RimMaskSlice *b)
{
  g_autoptr(RimMaskSlice) common = rim_mask_slice_combine (a, b, RIM_MASK_INTERSECT);

  return common != NULL &&
         !rim_mask_slice_equal (common, a) &&
         !rim_mask_slice_equal (common, b);
}

static gboolean
find_overlap (const Polygons *polygons,
              const RimGrid  *grid)
{
  g_autoptr(GPtrArray) interiors = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_mask_slice_unref);
  guint n_left = MAX_COMPARISONS;

  for (gsize c = 0; c < polygons->n_contours; c++)
    {
      RimMaskSlice *interior = rim_contour_rasterise_interior (polygons->points,
                                                               polygons->starts + c, 1,
                                                               grid->size[0], grid->size[1]);

      for (guint other = 0; other < interiors->len && n_left > 0; other++, n_left--)
        if (overlap_partly (interiors->pdata[other], interior))
          {
            rim_mask_slice_unref (interior);
            return TRUE;
          }

      g_ptr_array_add (interiors, interior);
    }

  return FALSE;
}

static void
do_jobs (gsize    begin,
         gsize    end,
         gpointer data)
{
  const Work *work = data;

  for (gsize n = begin; n < end; n++)
    {
      Job *job = work->jobs->pdata[n];
      Polygons polygons;

      polygons_init (&polygons, work, job);
      job->slice = rim_contour_rasterise (polygons.points, polygons.starts, polygons.n_contours,
                                          work->grid->size[0], work->grid->size[1]);
      keep_tiny_contours (job, &polygons, work->grid);
      job->overlapping = polygons.n_contours > 1 && find_overlap (&polygons, work->grid);
      polygons_clear (&polygons);
    }
}

static int
compare_jobs (gconstpointer a,
              gconstpointer b)
{
  const Job *job_a = *(Job *const *) a;
  const Job *job_b = *(Job *const *) b;

  return job_a->k < job_b->k ? -1 : job_a->k > job_b->k;
}

static void
sort_into_slices (Work            *work,
                  GPtrArray       *contours,
                  const double    *slice_positions,
                  RimRasterReport *report)
{
  g_autoptr(GHashTable) by_slice = g_hash_table_new (NULL, NULL);

  for (guint c = 0; c < contours->len; c++)
    {
      RimContour *contour = contours->pdata[c];
      Job *job;
      int k;

      if (!rim_contour_is_closed (contour))
        continue;

      report->n_contours++;
      k = rim_contour_find_slice (contour, work->grid, slice_positions);
      if (k < 0)
        {
          report->n_off_plane++;
          continue;
        }

      job = g_hash_table_lookup (by_slice, GINT_TO_POINTER (k));
      if (job == NULL)
        {
          job = job_new ((guint) k);
          g_hash_table_insert (by_slice, GINT_TO_POINTER (k), job);
          g_ptr_array_add (work->jobs, job);
        }
      g_ptr_array_add (job->contours, contour);
    }

  g_ptr_array_sort (work->jobs, compare_jobs);
}

static void
report_slices (GPtrArray       *jobs,
               RimRasterReport *report)
{
  guint step = 0;
  gboolean regular = jobs->len >= 3;

  for (guint n = 0; n < jobs->len; n++)
    {
      const Job *job = jobs->pdata[n];

      report->n_tiny += job->n_tiny;
      report->n_outside += job->n_outside;
      report->n_overlapping += job->overlapping ? 1 : 0;

      if (n > 0)
        {
          guint gap = job->k - ((const Job *) jobs->pdata[n - 1])->k;

          report->n_gaps += gap - 1;
          regular &= step == 0 || gap == step;
          step = gap;
        }
    }

  report->skips_regularly = regular && step >= 2;
}

/**
 * rim_contours_to_mask:
 * @contours: (element-type RimContour): the contours of one region; those that
 *   are not closed are left aside
 * @grid: the grid of the image
 * @slice_positions: (nullable): see rim_contour_find_slice()
 * @report: (out) (optional): what happened on the way
 *
 * On each plane, a voxel is in if its centre lies inside an odd number of the
 * contours or on the path of one. The result does not depend on the number of
 * threads. Slices without contours stay empty.
 *
 * A contour that covers no centre takes the voxel of its centroid only where its
 * slice would be empty otherwise, so that no slice is lost. Beside others it is
 * counted and adds nothing, as the programs do that test centres (plastimatch,
 * MIRP, dcmrtstruct2nii): with it, the left lung of LUNG1-001 would have a voxel
 * more than even-odd at the centres gives. The masks published with IBSI 1 and
 * the STS cohort do not tell the two rules apart.
 *
 * Returns: (transfer full): the mask
 */
RimMask *
rim_contours_to_mask (GPtrArray       *contours,
                      const RimGrid   *grid,
                      const double    *slice_positions,
                      RimRasterReport *report)
{
  g_autoptr(GPtrArray) jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) job_free);
  g_autofree RimMaskSlice **slices = NULL;
  RimRasterReport unwanted;
  Work work = { grid, { { { 0 } } }, jobs };

  g_return_val_if_fail (contours != NULL, NULL);
  g_return_val_if_fail (grid != NULL && rim_grid_is_valid (grid), NULL);

  if (report == NULL)
    report = &unwanted;
  *report = (RimRasterReport) { 0 };

  if (!rim_affine_invert (&grid->to_patient, &work.inverse))
    return rim_mask_new (grid);

  sort_into_slices (&work, contours, slice_positions, report);
  rim_parallel_for (jobs->len, 1, do_jobs, &work);
  report_slices (jobs, report);

  slices = g_new0 (RimMaskSlice *, grid->size[2]);
  for (guint n = 0; n < jobs->len; n++)
    {
      Job *job = jobs->pdata[n];

      slices[job->k] = g_steal_pointer (&job->slice);
    }

  return rim_mask_new_take_slices (grid, slices);
}
