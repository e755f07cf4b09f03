/* rim-demo-rois.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-demo-rois-private.h"

#include "core/rim-parallel.h"
#include "demo/rim-demo-dicom-private.h"
#include "demo/rim-demo-outline-private.h"
#include "dicom/rim-dcm.h"
#include "dicom/rim-rtstruct.h"

/* What is outlined on every slice. */
typedef struct
{
  const RimDemoAnatomy *anatomy;
  RimDemoShape          shape;
  gconstpointer         data;
  RimVec3               low;
  RimVec3               high;
  double                step;
  GPtrArray            *slices[RIM_DEMO_CT_SLICES]; /* of RimContour */
} Outline;

static double
lesion_shape (const RimDemoAnatomy *anatomy,
              RimVec3               p,
              gconstpointer         data)
{
  return rim_demo_solid_distance (data, p);
}

static double
lung_right_shape (const RimDemoAnatomy *anatomy,
                  RimVec3               p,
                  gconstpointer         data)
{
  return rim_demo_anatomy_lung (anatomy, p, FALSE);
}

static double
lung_left_shape (const RimDemoAnatomy *anatomy,
                 RimVec3               p,
                 gconstpointer         data)
{
  return rim_demo_anatomy_lung (anatomy, p, TRUE);
}

static double
heart_shape (const RimDemoAnatomy *anatomy,
             RimVec3               p,
             gconstpointer         data)
{
  return rim_demo_anatomy_heart (anatomy, p);
}

static void
outline_slices (gsize    begin,
                gsize    end,
                gpointer data)
{
  Outline *self = data;

  for (gsize k = begin; k < end; k++)
    {
      g_autofree char *uid = rim_demo_dicom_dup_uid (self->anatomy->patient, self->anatomy->scan,
                                                     "CT", RIM_DEMO_CT_SLICES - (guint) k);
      RimDemoSheet sheet;

      rim_demo_scanner_get_sheet (self->anatomy, RIM_DEMO_HU, (guint) k, &sheet);
      rim_demo_outline (self->anatomy, &sheet, self->shape, self->data, &self->low, &self->high,
                        self->step, uid, self->slices[k]);
    }
}

static GPtrArray *
outline (Outline *self)
{
  GPtrArray *contours = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_contour_unref);

  for (guint k = 0; k < RIM_DEMO_CT_SLICES; k++)
    self->slices[k] = g_ptr_array_new ();

  rim_parallel_for (RIM_DEMO_CT_SLICES, 1, outline_slices, self);

  for (guint k = 0; k < RIM_DEMO_CT_SLICES; k++)
    g_ptr_array_extend_and_steal (contours, self->slices[k]);

  return contours;
}

static void
add_roi (GPtrArray  *rois,
         Outline    *self,
         const char *name,
         const char *type,
         guint32     color)
{
  g_autoptr(RimRoi) roi = rim_roi_new ();

  roi->number = rois->len + 1;
  roi->name = g_strdup (name);
  roi->description = g_strdup ("SYNTHETIC");
  roi->interpreted_type = g_strdup (type);
  roi->algorithm = g_strdup ("AUTOMATIC");
  roi->has_color = TRUE;
  for (guint i = 0; i < 3; i++)
    roi->color[i] = (guint8) (color >> (16 - 8 * i));

  g_clear_pointer (&roi->contours, g_ptr_array_unref);
  roi->contours = outline (self);
  if (roi->contours->len > 0)
    g_ptr_array_add (rois, g_steal_pointer (&roi));
}

static void
add_lesion (GPtrArray            *rois,
            const RimDemoAnatomy *anatomy,
            const RimDemoLesion  *lesion)
{
  RimDemoSolid solid = rim_demo_lesion_solid (anatomy, lesion);
  Outline self = { anatomy, lesion_shape, &solid, solid.low, solid.high, 0.6 };
  gboolean node = lesion->kind == RIM_DEMO_LESION_NODE;

  add_roi (rois, &self, lesion->name, "GTV", node ? 0xffb000 : 0xff4a3d);
}

/**
 * rim_demo_rois_new:
 * @anatomy: what is in the scanner
 *
 * Returns: (transfer full) (element-type RimRoi): the outlines of its lesions,
 *   lungs and heart on the slices of the CT, in mm of the scanner
 */
GPtrArray *
rim_demo_rois_new (const RimDemoAnatomy *anatomy)
{
  GPtrArray *rois = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_roi_free);
  Outline right = { anatomy, lung_right_shape, NULL, { -150, -105, -160 }, { 20, 105, 160 }, 2.0 };
  Outline left = { anatomy, lung_left_shape, NULL, { -10, -105, -160 }, { 150, 105, 160 }, 2.0 };
  Outline heart = { anatomy, heart_shape, NULL, { -75, -95, -120 }, { 105, 60, 40 }, 1.6 };

  for (guint i = 0; i < RIM_DEMO_MAX_LESIONS; i++)
    if (anatomy->scan->lesions[i].kind != RIM_DEMO_LESION_NONE)
      add_lesion (rois, anatomy, &anatomy->scan->lesions[i]);

  add_roi (rois, &right, "Lung right", "ORGAN", 0x4fa3ff);
  add_roi (rois, &left, "Lung left", "ORGAN", 0x5fd3c4);
  add_roi (rois, &heart, "Heart", "ORGAN", 0xd98cff);

  return rois;
}

/* The writer names and dates a structure set anew each time; these have to be
 * the same whenever they are written.
 */
static gboolean
stamp (const RimDemoAnatomy *anatomy,
       const char           *path,
       GError              **error)
{
  static const guint32 dates[] = { 0x00080012, 0x00080021, 0x30060008 };
  static const guint32 times[] = { 0x00080013, 0x00080031, 0x30060009 };
  g_autoptr(RimDcmFile) file = rim_dcm_file_open (path, error);
  g_autofree char *instance = rim_demo_dicom_dup_uid (anatomy->patient, anatomy->scan, "RTSTRUCT", 1);
  g_autofree char *series = rim_demo_dicom_dup_uid (anatomy->patient, anatomy->scan, "RTSTRUCT", 0);
  RimDcmItem *item;

  if (file == NULL)
    return FALSE;

  item = rim_dcm_file_get_dataset (file);
  rim_dcm_item_put_string (item, 0x00080018, instance);
  rim_dcm_item_put_string (item, 0x0020000e, series);
  rim_dcm_item_put_string (item, 0x0008103e, "SYNTHETIC contours");
  rim_dcm_item_put_int (item, 0x00200011, 9);
  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      rim_dcm_item_put_string (item, dates[i], anatomy->scan->date);
      rim_dcm_item_put_string (item, times[i], anatomy->scan->time);
    }

  rim_dcm_file_set_implicit (file);

  return rim_dcm_file_save (file, path, error);
}

/**
 * rim_demo_rois_write:
 * @anatomy: what is in the scanner
 * @path: where to
 * @error: where to put an error
 *
 * Writes the outlines as a structure set on the CT.
 *
 * Returns: whether it was written
 */
gboolean
rim_demo_rois_write (const RimDemoAnatomy *anatomy,
                     const char           *path,
                     GError              **error)
{
  g_autoptr(GPtrArray) rois = rim_demo_rois_new (anatomy);
  g_autoptr(RimSource) source = rim_demo_dicom_get_source (anatomy);
  RimDemoSheet sheet;
  RimGrid grid = { { RIM_DEMO_CT_SIZE, RIM_DEMO_CT_SIZE, RIM_DEMO_CT_SLICES } };
  double corner;

  rim_demo_scanner_get_sheet (anatomy, RIM_DEMO_HU, 0, &sheet);
  corner = -0.5 * (sheet.size - 1.0) * sheet.pixel;
  rim_affine_set_column (&grid.to_patient, 0, RIM_VEC3 (sheet.pixel, 0.0, 0.0));
  rim_affine_set_column (&grid.to_patient, 1, RIM_VEC3 (0.0, sheet.pixel, 0.0));
  rim_affine_set_column (&grid.to_patient, 2, RIM_VEC3 (0.0, 0.0, RIM_DEMO_CT_DISTANCE));
  rim_affine_set_column (&grid.to_patient, 3, RIM_VEC3 (corner, corner, sheet.z));

  return rim_rtstruct_write (path, rois, "SYNTHETIC", source, &grid, error) &&
         stamp (anatomy, path, error);
}
