/* rim-pmap-read.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dicom/rim-pmap.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "dicom/rim-object-private.h"

#define TAG RIM_DCM_TAG

#define CONTENT_LABEL       TAG (0x0070, 0x0080)
#define CONTENT_DESCRIPTION TAG (0x0070, 0x0081)
#define SERIES_DESCRIPTION  TAG (0x0008, 0x103e)
#define IMAGE_COMMENTS      TAG (0x0020, 0x4000)
#define REAL_WORLD_MAPPING  TAG (0x0040, 0x9096)
#define LUT_EXPLANATION     TAG (0x0028, 0x3003)
#define LUT_LABEL           TAG (0x0040, 0x9210)
#define LUT_DATA            TAG (0x0040, 0x9212)
#define SLOPE               TAG (0x0040, 0x9225)
#define UNITS               TAG (0x0040, 0x08ea)
#define QUANTITY            TAG (0x0040, 0x9220)
#define CONCEPT             TAG (0x0040, 0xa043)
#define CONCEPT_CODE        TAG (0x0040, 0xa168)

/* What UCUM writes in a way that nobody reads; an empty text is no unit. */
static const struct
{
  const char *code;
  const char *text;
} units[] = {
  { "1", "" }, { "[hnsf'U]", "HU" }, { "{counts}", "counts" }, { "{SUVbw}g/ml", "SUVbw" },
  { "{SUVlbm}g/ml", "SUL" }, { "{SUVbsa}cm2/ml", "SUVbsa" }, { "{SUVibw}g/ml", "SUVibw" },
};

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RimCode, rim_code_clear)

static RimDcmItem *
find_mapping (RimDcmItem *dataset)
{
  RimDcmItem *shared = rim_dcm_item_get_item (dataset, RIM_OBJECT_SHARED_GROUPS, 0);
  RimDcmItem *frame = rim_dcm_item_get_item (dataset, RIM_OBJECT_FRAME_GROUPS, 0);
  RimDcmItem *mapping = frame != NULL ? rim_dcm_item_get_item (frame, REAL_WORLD_MAPPING, 0) : NULL;

  if (mapping == NULL && shared != NULL)
    mapping = rim_dcm_item_get_item (shared, REAL_WORLD_MAPPING, 0);

  return mapping;
}

/* PS3.3 C.7.6.16.2.11: of the items the one whose concept is "Quantity". */
static char *
dup_quantity (RimDcmItem *mapping)
{
  const guint n = rim_dcm_item_get_n_items (mapping, QUANTITY);
  g_auto(RimCode) concept = { NULL };
  g_auto(RimCode) code = { NULL };

  for (guint i = 0; i < n; i++)
    {
      RimDcmItem *item = rim_dcm_item_get_item (mapping, QUANTITY, i);

      rim_object_get_code (item, CONCEPT, &concept);
      if (g_strcmp0 (concept.value, "246205007") != 0 && g_strcmp0 (concept.value, "G-C1C6") != 0)
        continue;

      rim_object_get_code (item, CONCEPT_CODE, &code);

      return g_strdup (code.meaning);
    }

  return NULL;
}

static gboolean
is_filled (const char *text)
{
  return text != NULL && *text != '\0';
}

/* The first that says something: labels such as "MAP" do not. */
static char *
dup_title (RimDcmItem *dataset,
           RimDcmItem *mapping)
{
  char *candidates[] = {
    mapping != NULL ? dup_quantity (mapping) : NULL,
    mapping != NULL ? rim_dcm_item_dup_string (mapping, LUT_EXPLANATION) : NULL,
    rim_dcm_item_dup_string (dataset, CONTENT_DESCRIPTION),
    rim_dcm_item_dup_string (dataset, SERIES_DESCRIPTION),
    mapping != NULL ? rim_dcm_item_dup_string (mapping, LUT_LABEL) : NULL,
    rim_dcm_item_dup_string (dataset, CONTENT_LABEL),
  };
  char *title = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (candidates); i++)
    {
      if (title == NULL && is_filled (candidates[i]))
        title = g_steal_pointer (&candidates[i]);
      g_free (candidates[i]);
    }

  return title != NULL ? title : g_strdup (_("Parametric map"));
}

static char *
dup_unit (RimDcmItem *mapping)
{
  g_auto(RimCode) code = { NULL };

  if (mapping == NULL)
    return NULL;

  rim_object_get_code (mapping, UNITS, &code);
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_strcmp0 (code.value, units[i].code) == 0)
      return is_filled (units[i].text) ? g_strdup (units[i].text) : NULL;

  if (g_strcmp0 (code.scheme, "UCUM") == 0 && is_filled (code.value))
    return g_strdup (code.value);

  return is_filled (code.meaning) ? g_strdup (code.meaning) : NULL;
}

void
rim_pmap_about_free (RimPmapAbout *self)
{
  g_free (self->title);
  g_free (self->explanation);
  g_free (self->unit);
  g_free (self);
}

static gboolean
check_mapping (RimDcmItem  *mapping,
               const char  *path,
               GError     **error)
{
  if (mapping == NULL || rim_dcm_item_has (mapping, SLOPE) || !rim_dcm_item_has (mapping, LUT_DATA))
    return TRUE;

  g_set_error (error, RIM_DICOM_ERROR, RIM_DICOM_ERROR_UNSUPPORTED,
               _("%s: its values are looked up in a table, which is not supported"), path);

  return FALSE;
}

/**
 * rim_pmap_read_about:
 * @path: a Parametric Map (PS3.3 A.75)
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): what it says of itself, by its first frame
 */
RimPmapAbout *
rim_pmap_read_about (const char  *path,
                     GError     **error)
{
  g_autoptr(RimDcmFile) file = rim_dcm_file_open (path, error);
  RimDcmItem *dataset;
  RimDcmItem *mapping;
  RimPmapAbout *self;

  if (file == NULL)
    return NULL;

  dataset = rim_dcm_file_get_dataset (file);
  mapping = find_mapping (dataset);
  if (!check_mapping (mapping, path, error))
    return NULL;

  self = g_new0 (RimPmapAbout, 1);
  self->title = dup_title (dataset, mapping);
  self->explanation = rim_dcm_item_dup_string (dataset, IMAGE_COMMENTS);
  self->unit = dup_unit (mapping);

  return self;
}

/* What is padding has no value. */
static void
convert_slice (RimVolume *from,
               RimVolume *to,
               guint      k)
{
  const guint *size = rim_volume_get_grid (from)->size;
  const RimRescale rescale = rim_volume_get_rescale (from, k);
  float *slice = rim_volume_get_slice_for_writing (to, k);
  g_autofree double *row = g_new (double, size[0]);
  double ends[2] = { 0.0, 0.0 };
  const gboolean has_padding = rim_volume_get_padding (from, &ends[0], &ends[1]);
  const double a = ends[0] * rescale.slope + rescale.intercept;
  const double b = ends[1] * rescale.slope + rescale.intercept;

  for (guint j = 0; j < size[1]; j++)
    {
      rim_volume_read_row (from, 0, j, k, size[0], row);
      for (guint i = 0; i < size[0]; i++)
        slice[(gsize) j * size[0] + i] =
          has_padding && row[i] >= MIN (a, b) && row[i] <= MAX (a, b) ? NAN : (float) row[i];
    }
}

/**
 * rim_pmap_load:
 * @series: a series of parametric maps, or a part of one
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * Loads the values of a map that anybody made of floats, doubles or whole numbers, as
 * Real World Value Mapping makes them, in single precision and NAN where there is none.
 * What it looks up in a table is refused, and what has no grid.
 *
 * Returns: (transfer full) (nullable): the map, with its source
 */
RimVolume *
rim_pmap_load (RimSeries     *series,
               GCancellable  *cancellable,
               GError       **error)
{
  const char *path;
  g_autoptr(RimPmapAbout) about = NULL;
  g_autoptr(RimVolume) volume = NULL;
  g_autoptr(RimVolume) map = NULL;

  g_return_val_if_fail (series != NULL && series->headers->len > 0, NULL);

  path = ((RimDicomHeader *) series->headers->pdata[0])->path;
  about = rim_pmap_read_about (path, error);
  if (about == NULL)
    return NULL;
  if (!series->has_grid)
    {
      g_set_error (error, RIM_DICOM_ERROR, RIM_DICOM_ERROR_UNSUPPORTED, _("%s: it does not say where its slices lie"), path);
      return NULL;
    }

  volume = rim_series_load (series, NULL, cancellable, error);
  map = volume != NULL ? rim_volume_new (rim_volume_get_grid (volume), RIM_VOXEL_FLOAT, error) : NULL;
  if (map == NULL)
    return NULL;

  for (guint k = 0; k < series->n_slices; k++)
    convert_slice (volume, map, k);
  rim_volume_set_source (map, rim_volume_get_source (volume));
  rim_volume_publish_all (map);

  return g_steal_pointer (&map);
}
